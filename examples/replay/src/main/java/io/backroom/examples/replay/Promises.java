package io.backroom.examples.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** When parcels were promised and when they came, in days. */
final class Promises {
  private static final double MOST = 0.9;

  private final double[] slips;

  private Promises(List<Double> slips) {
    this.slips = slips.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** Those of the delivered shipments that were, or were not, backordered when ordered. */
  static Promises of(Outcome outcome, boolean backordered) {
    Map<String, Instant> deliveries = outcome.books().deliveries();
    List<Double> slips = new ArrayList<>();
    for (Final order : outcome.orders()) {
      for (Sale.Part part : order.sale().parts()) {
        Instant came = deliveries.get(part.shipment());
        if (came != null && part.backordered() == backordered) {
          slips.add((double) ChronoUnit.DAYS.between(day(part.promised()), day(came)));
        }
      }
    }
    return new Promises(slips);
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  long count() {
    return slips.length;
  }

  /** On the promised day or before. */
  long onTime() {
    return Arrays.stream(slips).filter(slip -> slip <= 0).count();
  }

  double mean() {
    return Arrays.stream(slips).average().orElse(Double.NaN);
  }

  /** Nine of ten parcels slipped at most so far. */
  double ninetieth() {
    return slips.length == 0 ? Double.NaN : slips[(int) Math.ceil(slips.length * MOST) - 1];
  }

  double[] days() {
    return slips.clone();
  }

  /** Shipments that wait for their goods at the end of each day. */
  static SortedMap<LocalDate, Double> openByDay(Outcome outcome) {
    SortedMap<LocalDate, Long> changes = new TreeMap<>();
    for (Final order : outcome.orders()) {
      for (Sale.Part part : order.sale().parts()) {
        if (part.backordered()) {
          Optional<Instant> end =
              order
                  .at("shipment-planned", part.shipment())
                  .or(() -> order.at("shipment-cancelled", part.shipment()));
          changes.merge(day(order.sale().placedAt()), 1L, Long::sum);
          end.ifPresent(at -> changes.merge(day(at), -1L, Long::sum));
        }
      }
    }
    return Days.running(changes);
  }
}
