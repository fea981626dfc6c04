package io.backroom.examples.replay;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The goods as the people in the warehouses see them, counted apart from the library. */
final class StockBook {
  private final SortedMap<Place, Counts> places =
      new TreeMap<>(Comparator.comparing(Place::sku).thenComparing(Place::center));
  private final SortedMap<LocalDate, Double> unitsByDay = new TreeMap<>();
  private long received;
  private long restocked;
  private long shipped;

  /** One SKU at one center. */
  record Place(Sku sku, CenterId center) {}

  /** What came and went, in units. */
  record Counts(long received, long restocked, long shipped) {
    static final Counts NONE = new Counts(0, 0, 0);

    long onHand() {
      return received + restocked - shipped;
    }

    Counts plus(Counts more) {
      return new Counts(
          received + more.received, restocked + more.restocked, shipped + more.shipped);
    }
  }

  void received(Sku sku, CenterId center, int units) {
    received += units;
    count(sku, center, new Counts(units, 0, 0));
  }

  void restocked(Sku sku, CenterId center, int units) {
    restocked += units;
    count(sku, center, new Counts(0, units, 0));
  }

  void shipped(Sku sku, CenterId center, int units) {
    shipped += units;
    count(sku, center, new Counts(0, 0, units));
  }

  private void count(Sku sku, CenterId center, Counts some) {
    places.merge(new Place(sku, center), some, Counts::plus);
  }

  void endOfDay(LocalDate day) {
    unitsByDay.put(day, (double) onHand());
  }

  long onHand() {
    return received + restocked - shipped;
  }

  long received() {
    return received;
  }

  long restocked() {
    return restocked;
  }

  long shipped() {
    return shipped;
  }

  Counts at(Sku sku, CenterId center) {
    return places.getOrDefault(new Place(sku, center), Counts.NONE);
  }

  Map<Place, Counts> places() {
    return new TreeMap<>(places);
  }

  SortedMap<LocalDate, Double> unitsByDay() {
    return new TreeMap<>(unitsByDay);
  }
}
