package io.backroom.jdbc;

import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.StockScope;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the commands of a call name.
 *
 * @param commands the commands
 * @param places the places
 * @param reservations the reservations, new ones included
 * @param changed those of them that a command may change: all but new ones
 * @param receipts the receipts
 */
record StockNames(
    List<StockCommand> commands,
    SortedSet<Place> places,
    Set<ReservationId> reservations,
    Set<ReservationId> changed,
    Set<ReceiptId> receipts) {

  static StockNames of(List<StockCommand> commands) {
    StockNames names =
        new StockNames(
            commands, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (StockCommand command : commands) {
      StockScope.tell(command, names.scope(command));
    }
    return names;
  }

  private StockScope scope(StockCommand command) {
    return new StockScope() {
      @Override
      public void place(Sku sku, CenterId center) {
        places.add(new Place(sku, center));
      }

      @Override
      public void reservation(ReservationId id) {
        reservations.add(id);
        if (!(command instanceof StockCommand.Reserve c) || !c.reservation().equals(id)) {
          changed.add(id);
        }
      }

      @Override
      public void receipt(ReceiptId id) {
        receipts.add(id);
      }
    };
  }
}
