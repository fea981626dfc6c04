package io.backroom.inventory;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes lots out of sale: at their time by itself, or when they are recalled. The lot is marked
 * first, so that nobody picks from it; then its units are made unavailable. Units that are promised
 * cannot be: a person is told whose they are, and they are made unavailable when they are free.
 */
final class LotEnds {
  private static final String ENDS = "lot-ends";
  private static final String WITHHOLD = "lot-withhold";
  private static final String APPLY = "lot-withhold-apply";
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final Caller SYSTEM = Caller.system("inventory");

  private final Kernel kernel;
  private final Reservations reservations;

  record Key(String lot, boolean told) {}

  record Withholding(String lot, StockCommand.Adjust command) {}

  LotEnds(Kernel kernel, Reservations reservations) {
    this.kernel = kernel;
    this.reservations = reservations;
    kernel.work().on(ENDS, this::look);
    kernel.work().on(WITHHOLD, this::withhold);
    kernel.work().on(APPLY, this::apply);
  }

  /** Has a lot taken out of sale at its time. */
  void watch(Transaction tx, Lot lot) {
    int days = Tracking.of(tx, lot.sku()).lotDays().orElse(0);
    lot.endsAt(days).ifPresent(end -> tx.doAt(ENDS, new Key(lot.key(), false), end));
  }

  private Consumer<Transaction> look(WorkItem item) {
    Key key = kernel.payload(item, Key.class);
    return tx -> {
      Lot lot = tx.get(Lot.TYPE, key.lot());
      int days = Tracking.of(tx, lot.sku()).lotDays().orElse(0);
      Optional<Instant> end = lot.endsAt(days);
      if (lot.state() == Lot.State.SOLD && end.filter(e -> !e.isAfter(tx.now())).isPresent()) {
        end(tx, lot, Lot.State.EXPIRED, SYSTEM, days + " days before its end");
      }
    };
  }

  /** Takes a lot out of sale. */
  void end(Transaction tx, Lot lot, Lot.State state, Caller caller, String reason) {
    Lot ended = lot.in(state);
    tx.put(Lot.TYPE, ended);
    tx.emit(
        Incoming.subject(lot.sku()),
        state == Lot.State.RECALLED ? "lot-recalled" : "lot-expired",
        caller,
        reason,
        Map.of(
            "lot", lot.code(),
            "center", lot.center().value(),
            "units", Integer.toString(lot.free())));
    withhold(tx, ended);
  }

  /** Has the free units of a lot that is not sold made unavailable. */
  void withhold(Transaction tx, Lot lot) {
    if (lot.free() > lot.withheld()) {
      tx.doNow(WITHHOLD, new Key(lot.key(), false));
    }
  }

  private Consumer<Transaction> withhold(WorkItem item) {
    Key key = kernel.payload(item, Key.class);
    Lot seen = kernel.find(Lot.TYPE, key.lot()).orElseThrow();
    StockLevel level = reservations.level(seen.sku(), seen.center());
    return tx -> {
      Lot lot = tx.get(Lot.TYPE, key.lot());
      int rest = lot.free() - lot.withheld();
      int possible = Math.min(rest, level.unpromised());
      if (possible > 0) {
        tx.put(Lot.TYPE, lot.plus(0, possible));
        tx.doNow(APPLY, new Withholding(lot.key(), unavailable(tx, lot, possible)));
      }
      if (rest > possible) {
        if (!key.told()) {
          tx.doNow(
              Lacking.KIND,
              new Lacking(
                  lot.sku(),
                  lot.center(),
                  level.onHand() - level.unpromised() + rest,
                  level.onHand()));
        }
        tx.doAt(WITHHOLD, new Key(lot.key(), true), tx.now().plus(AGAIN));
      }
    };
  }

  private static StockCommand.Adjust unavailable(Transaction tx, Lot lot, int units) {
    String reason = "lot " + lot.code() + " is " + lot.state();
    return new StockCommand.Adjust(
        CommandId.of(tx.newId()), lot.sku(), lot.center(), 0, units, reason);
  }

  private Consumer<Transaction> apply(WorkItem item) {
    Withholding withholding = kernel.payload(item, Withholding.class);
    if (reservations.apply(withholding.command()) instanceof StockResult.Applied) {
      return tx -> {};
    }
    // Somebody was faster: those units are promised now.
    return tx -> {
      Lot lot = tx.get(Lot.TYPE, withholding.lot());
      Lot less = lot.plus(0, -withholding.command().unavailable());
      tx.put(Lot.TYPE, less);
      withhold(tx, less);
    };
  }
}
