package io.backroom.jdbc;

import io.backroom.spi.inventory.StockCommand;
import java.time.Instant;

/**
 * Cuts the times of commands to what the tables keep, before they are decided: what is in memory
 * and what is read back later must be the same.
 */
final class MicroTimes {
  private MicroTimes() {}

  static Instant of(Instant time) {
    return Micros.instant(Micros.of(time));
  }

  static StockCommand of(StockCommand command) {
    if (command instanceof StockCommand.Reserve c) {
      Instant end = of(c.expiresAt());
      return end.equals(c.expiresAt())
          ? c
          : new StockCommand.Reserve(
              c.id(),
              c.reservation(),
              c.owner(),
              c.lines(),
              c.backorders(),
              end,
              c.heldMax(),
              c.replaces());
    } else if (command instanceof StockCommand.Extend c) {
      return new StockCommand.Extend(c.id(), c.reservation(), of(c.expiresAt()));
    } else if (command instanceof StockCommand.Expect c) {
      return new StockCommand.Expect(
          c.id(), c.receipt(), c.sku(), c.center(), c.quantity(), of(c.expectedAt()));
    } else if (command instanceof StockCommand.Transfer c) {
      return new StockCommand.Transfer(c.id(), c.line(), c.to(), c.receipt(), of(c.expectedAt()));
    }
    return command;
  }
}
