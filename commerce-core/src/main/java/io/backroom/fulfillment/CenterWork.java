package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.value.CenterId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of each day of a center is booked. It is one document, so that whoever books is compared
 * with everybody who has booked.
 *
 * @param center which center
 * @param days how much is booked, by ISO date; days without a booking are left out
 */
record CenterWork(CenterId center, Map<String, Integer> days) {
  static final DocumentType<CenterWork> TYPE =
      new DocumentType<>(
          "center-work", CenterWork.class, own -> own.center().value(), own -> List.of());

  CenterWork {
    days = Map.copyOf(days);
  }

  static CenterWork of(CenterId center) {
    return new CenterWork(center, Map.of());
  }

  /** Returns how much of each day is taken by others than some shipments. */
  Map<LocalDate, Integer> without(List<ShipmentWork> own) {
    Map<LocalDate, Integer> booked = new TreeMap<>();
    days.forEach((day, some) -> booked.put(LocalDate.parse(day), some));
    own.stream()
        .filter(work -> work.center().equals(center))
        .forEach(
            work ->
                work.days()
                    .forEach(
                        (day, some) -> booked.merge(LocalDate.parse(day), -some, Integer::sum)));
    return booked;
  }

  /** Returns this with other work of a shipment; days before the first of interest are dropped. */
  CenterWork changed(Map<String, Integer> less, Map<String, Integer> more, LocalDate from) {
    Map<String, Integer> all = new TreeMap<>(days);
    less.forEach((day, some) -> all.merge(day, -some, Integer::sum));
    more.forEach((day, some) -> all.merge(day, some, Integer::sum));
    all.values().removeIf(some -> some <= 0);
    all.keySet().removeIf(day -> day.compareTo(from.toString()) < 0);
    return new CenterWork(center, all);
  }
}
