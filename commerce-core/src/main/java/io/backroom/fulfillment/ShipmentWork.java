package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.value.CenterId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shipment has booked of the days of its center.
 *
 * @param shipment which fulfillment order
 * @param center which center
 * @param days how much of it is done on each day, by ISO date; it leaves on the last of them
 */
record ShipmentWork(String shipment, CenterId center, Map<String, Integer> days) {
  static final DocumentType<ShipmentWork> TYPE =
      new DocumentType<>(
          "shipment-work", ShipmentWork.class, ShipmentWork::shipment, own -> List.of());

  ShipmentWork {
    days = Map.copyOf(days);
  }

  static ShipmentWork none(String shipment, CenterId center) {
    return new ShipmentWork(shipment, center, Map.of());
  }

  int total() {
    return days.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the day on which it leaves, if anything is booked. */
  LocalDate last() {
    return LocalDate.parse(new TreeMap<>(days).lastKey());
  }

  /** Returns this with less of it: it leaves no later, and is done on its first days. */
  ShipmentWork first(int work) {
    Map<String, Integer> kept = new TreeMap<>();
    int left = work;
    for (Map.Entry<String, Integer> day : new TreeMap<>(days).entrySet()) {
      int some = Math.min(left, day.getValue());
      if (some > 0) {
        kept.put(day.getKey(), some);
        left -= some;
      }
    }
    return new ShipmentWork(shipment, center, kept);
  }
}
