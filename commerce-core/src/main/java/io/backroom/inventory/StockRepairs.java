package io.backroom.inventory;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Actor;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was counted beside what was moved: differences are found by machines, repaired by people.
 */
final class StockRepairs {
  private static final String KIND = "stock-repair";

  private final Kernel kernel;
  private final Access access;
  private final InventoryStore store;
  private final Reservations reservations;

  /** A repair as it is stored before it is carried out. */
  record Order(Sku sku, CenterId center) {}

  StockRepairs(Kernel kernel, Access access, InventoryStore store, Reservations reservations) {
    this.kernel = kernel;
    this.access = access;
    this.store = store;
    this.reservations = reservations;
    kernel.work().on(KIND, this::carryOut);
  }

  StockVerification verify() {
    return audit().all();
  }

  Result<List<StockMovement>> movements(Caller caller, Sku sku, long after, int limit) {
    Require.range("limit", limit, 1, 10_000);
    return access
        .refusal(caller, Action.KEEP_STOCK)
        .<Result<List<StockMovement>>>map(Result::refused)
        .orElseGet(() -> Result.done(ledger().movements(sku, after, limit)));
  }

  Result<StockLevel> repair(Caller caller, CommandId key, StockDifference proposal, String reason) {
    Require.text("reason", reason, 200);
    Require.when(!reason.isBlank(), "reason", reason, "must say why");
    Once once = Once.of("stock-repair", key.value(), proposal);
    Optional<Refusal> refusal =
        access
            .refusal(caller, Action.KEEP_STOCK)
            .or(() -> nobody(caller))
            .or(
                () -> {
                  Optional<Refusal> moved = moved(proposal);
                  return kernel.transact(tx -> begin(tx, caller, once, proposal, reason, moved));
                });
    return refusal
        .<Result<StockLevel>>map(Result::refused)
        .orElseGet(() -> Result.done(reservations.level(proposal.sku(), proposal.center())));
  }

  private static Optional<Refusal> nobody(Caller caller) {
    return caller.actor().kind() == Actor.Kind.SYSTEM
        ? Optional.of(new Refusal(Refusal.Code.FORBIDDEN, "caller", "a person decides on a repair"))
        : Optional.empty();
  }

  /** Refuses a proposal that is not what is wrong any more, or that a repair cannot help. */
  private Optional<Refusal> moved(StockDifference proposal) {
    if (!proposal.differs()) {
      return Optional.of(
          new Refusal(
              Refusal.Code.INVALID,
              "proposal",
              "counters and movements agree; count what is on the shelf instead"));
    }
    StockVerification found = audit().one(proposal.sku());
    return found.differences().contains(proposal)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Code.CONFLICT,
                "proposal",
                "is not what is found now: " + found.differences() + "; verify again"));
  }

  private static Optional<Refusal> begin(
      Transaction tx,
      Caller caller,
      Once once,
      StockDifference proposal,
      String reason,
      Optional<Refusal> moved) {
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isPresent()) {
      return earlier.get().fold(done -> Optional.empty(), Optional::of);
    } else if (moved.isEmpty()) {
      once.remember(tx, "");
      tx.emit(
          Incoming.subject(proposal.sku()),
          "stock-repaired",
          caller,
          reason,
          Map.of(
              "center", proposal.center().value(),
              "counted", counters(proposal.counted()),
              "summed", counters(proposal.summed())));
      tx.doNow(KIND, new Order(proposal.sku(), proposal.center()));
    }
    return moved;
  }

  private static String counters(StockLevel level) {
    return level.onHand()
        + " on hand, "
        + level.unavailable()
        + " unavailable, "
        + level.reserved()
        + " reserved, "
        + level.allocated()
        + " allocated, "
        + level.backordered()
        + " backordered";
  }

  private Consumer<Transaction> carryOut(WorkItem item) {
    Order order = kernel.payload(item, Order.class);
    ledger().recompute(order.sku(), order.center());
    reservations.shown().changed(order.sku());
    return tx -> {};
  }

  private StockAudit audit() {
    return new StockAudit(ledger(), store::levels);
  }

  private StockLedger ledger() {
    if (store instanceof StockLedger ledger) {
      return ledger;
    }
    throw new IllegalStateException(
        store.getClass().getName() + " keeps no StockLedger to verify against");
  }
}
