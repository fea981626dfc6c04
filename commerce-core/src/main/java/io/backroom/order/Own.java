package io.backroom.order;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockLevel;
import java.util.List;

/**
 * How the stock looks to somebody who holds some of it: their own units are there for them.
 *
 * @param holds their holds
 * @param heldMax the most units that may be held at each SKU and center, theirs included
 * @param withoutDate whether units are wanted also where nobody knows when they will come in
 */
record Own(List<Reservation> holds, int heldMax, boolean withoutDate) {
  /** Orders are not bound by what may be held. */
  static Own of(OrderRequest request, List<Reservation> holds) {
    boolean withoutDate = request.whenShort() == OrderRequest.WhenShort.BACKORDER_WITHOUT_DATE;
    return new Own(holds, Integer.MAX_VALUE, withoutDate);
  }

  List<StockLevel> view(List<StockLevel> levels) {
    return holds.isEmpty() && heldMax == Integer.MAX_VALUE
        ? levels
        : levels.stream().map(this::view).toList();
  }

  private StockLevel view(StockLevel level) {
    int kept = 0;
    int backordered = 0;
    for (Reservation hold : holds) {
      for (Reservation.Line line : hold.lines()) {
        if (line.sku().equals(level.sku()) && line.center().equals(level.center())) {
          kept += line.kept();
          backordered += line.backordered();
        }
      }
    }
    StockLevel free =
        with(
            level, level.reserved() - kept, level.backordered() - backordered, level.unavailable());
    long beyondCap = free.availableToPromise() - Math.max(0, (long) heldMax - free.reserved());
    return beyondCap <= 0
        ? free
        : with(free, free.reserved(), free.backordered(), free.unavailable() + (int) beyondCap);
  }

  /** How a level looks with some more units that are free, or fewer. */
  static StockLevel freed(StockLevel level, int units) {
    return with(level, level.reserved(), level.backordered(), level.unavailable() - units);
  }

  private static StockLevel with(StockLevel level, int reserved, int backordered, int unavailable) {
    return new StockLevel(
        level.sku(),
        level.center(),
        level.onHand(),
        unavailable,
        reserved,
        level.allocated(),
        backordered,
        level.expected());
  }
}
