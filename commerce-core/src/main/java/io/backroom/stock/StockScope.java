package io.backroom.stock;

import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;

/**
 * What a command names, for a store that locks or loads before it decides. A decision further looks
 * at the places of the reservations that are named here and, when units lack, at those of the holds
 * that have run out there.
 */
public interface StockScope {
  /**
   * Hears of a place; of one more than once if the command names it so.
   *
   * @param sku which SKU
   * @param center at which center
   */
  void place(Sku sku, CenterId center);

  /**
   * Hears of a reservation, which may not be there.
   *
   * @param id which one
   */
  void reservation(ReservationId id);

  /**
   * Hears of a receipt, which may not be expected.
   *
   * @param id which one
   */
  void receipt(ReceiptId id);

  /**
   * Tells what a command names.
   *
   * @param command the command
   * @param scope who hears it
   */
  static void tell(StockCommand command, StockScope scope) {
    if (command instanceof StockCommand.Reserve c) {
      scope.reservation(c.reservation());
      for (int i = 0; i < c.replaces().size(); i++) {
        scope.reservation(c.replaces().get(i));
      }
      places(c.lines(), scope);
      later(c.backorders(), scope);
    } else if (command instanceof StockCommand.Extend c) {
      scope.reservation(c.reservation());
    } else if (command instanceof StockCommand.Commit c) {
      scope.reservation(c.reservation());
    } else if (command instanceof StockCommand.Release c) {
      scope.reservation(c.reservation());
      places(c.lines(), scope);
      places(c.backorders(), scope);
    } else if (command instanceof StockCommand.Expire c) {
      scope.reservation(c.reservation());
    } else if (command instanceof StockCommand.Ship c) {
      scope.reservation(c.reservation());
      places(c.lines(), scope);
    } else if (command instanceof StockCommand.Fill c) {
      scope.reservation(c.reservation());
      places(c.lines(), scope);
    } else if (command instanceof StockCommand.Move c) {
      scope.reservation(c.reservation());
      places(c.lines(), scope);
      places(c.backorders(), scope);
      places(c.to(), scope);
      later(c.later(), scope);
    } else if (command instanceof StockCommand.Receive c) {
      scope.place(c.line().sku(), c.line().center());
      c.expected().ifPresent(scope::receipt);
    } else if (command instanceof StockCommand.Expect c) {
      scope.place(c.sku(), c.center());
      scope.receipt(c.receipt());
    } else if (command instanceof StockCommand.Count c) {
      scope.place(c.sku(), c.center());
    } else if (command instanceof StockCommand.Transfer c) {
      scope.place(c.line().sku(), c.line().center());
      scope.place(c.line().sku(), c.to());
      scope.receipt(c.receipt());
    } else {
      StockCommand.Adjust c = (StockCommand.Adjust) command;
      scope.place(c.sku(), c.center());
    }
  }

  private static void later(List<BackorderLine> lines, StockScope scope) {
    for (int i = 0; i < lines.size(); i++) {
      StockLine line = lines.get(i).line();
      scope.place(line.sku(), line.center());
    }
  }

  private static void places(List<StockLine> lines, StockScope scope) {
    for (int i = 0; i < lines.size(); i++) {
      scope.place(lines.get(i).sku(), lines.get(i).center());
    }
  }
}
