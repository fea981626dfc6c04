package io.backroom.inventory;

import io.backroom.kernel.Access;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Keys;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many units the shop promises beyond what is expected: none, unless it says so. */
final class BackorderLimits {
  private final Kernel kernel;
  private final Access access;
  private final StockDesk desk;

  /** What the shop has said for one SKU at one center. */
  record Limit(Sku sku, CenterId center, int units) {
    static final DocumentType<Limit> TYPE =
        new DocumentType<>(
            "backorder-limit",
            Limit.class,
            limit -> key(limit.sku(), limit.center()),
            limit -> List.of());

    static String key(Sku sku, CenterId center) {
      return Keys.of(sku, center);
    }
  }

  BackorderLimits(Kernel kernel, Access access, StockDesk desk) {
    this.kernel = kernel;
    this.access = access;
    this.desk = desk;
  }

  Result<Integer> set(Caller caller, CommandId key, Limit limit, String reason) {
    Require.range("units", limit.units(), 0, StockLine.QUANTITY_MAX);
    Require.text("reason", reason, 200);
    Optional<Refusal> refusal =
        access.refusal(caller, Action.KEEP_CATALOG).or(() -> desk.unknown(List.of(limit.center())));
    if (refusal.isEmpty()) {
      Once once = Once.of("backorder-limit", key.value(), limit);
      refusal = kernel.transact(tx -> set(tx, caller, once, limit, reason));
    }
    return refusal
        .<Result<Integer>>map(Result::refused)
        .orElseGet(() -> Result.done(of(limit.sku(), limit.center())));
  }

  private static Optional<Refusal> set(
      Transaction tx, Caller caller, Once once, Limit limit, String reason) {
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isEmpty()) {
      tx.put(Limit.TYPE, limit);
      once.remember(tx, "");
      tx.emit(
          Incoming.subject(limit.sku()),
          "backorder-limit-set",
          caller,
          reason,
          Map.of("center", limit.center().value(), "units", Integer.toString(limit.units())));
    }
    return earlier.flatMap(answer -> answer.fold(done -> Optional.empty(), Optional::of));
  }

  int of(Sku sku, CenterId center) {
    return kernel.find(Limit.TYPE, Limit.key(sku, center)).map(Limit::units).orElse(0);
  }
}
