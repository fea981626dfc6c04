package io.backroom.inventory;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The stock of the shop: goods come in, are announced, are counted. Every command carries a key:
 * the same key with the same content has its effect once and the same answer again. Thread-safe.
 */
public final class Inventory {
  private static final int PAGE = 10_000;

  /** Holds are given back in bites, so that a sweep never blocks buyers for long. */
  private static final int EXPIRE_AT_ONCE = 200;

  private final Kernel kernel;
  private final Access access;
  private final InventoryStore store;
  private final Reservations reservations;
  private final Set<CenterId> centers;
  private final Function<Collection<Sku>, Map<Sku, List<Product.Part>>> bundles;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param access who may do what
   * @param store where the counters live
   * @param reservations the reservations on that store
   * @param centers the distribution centers of the shop
   * @param bundles returns those of some SKUs that are bundles, with their parts
   */
  public Inventory(
      Kernel kernel,
      Access access,
      InventoryStore store,
      Reservations reservations,
      Collection<CenterId> centers,
      Function<Collection<Sku>, Map<Sku, List<Product.Part>>> bundles) {
    this.kernel = kernel;
    this.access = access;
    this.store = store;
    this.reservations = reservations;
    this.centers = Set.copyOf(centers);
    this.bundles = bundles;
  }

  /**
   * Takes goods in. Backorders that wait for them are filled before any new buyer sees them.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param line what came in
   * @param expected the announced receipt it belongs to; empty for a return or an unannounced one
   * @return the level afterwards; refused with NOT_FOUND if there is no such receipt or center
   */
  public Result<StockLevel> receive(
      Caller caller, CommandId key, StockLine line, Optional<ReceiptId> expected) {
    return fill(
        change(caller, line.sku(), line.center(), new StockCommand.Receive(key, line, expected)));
  }

  private Result<StockLevel> fill(Result<StockLevel> result) {
    if (result instanceof Result.Done<StockLevel> done && done.value().backordered() > 0) {
      StockLevel level = done.value();
      kernel.transact(
          tx -> {
            tx.doNow(Reservations.STOCK_FREED, new Reservations.Freed(level.sku(), level.center()));
            return level;
          });
    }
    return result;
  }

  /**
   * Announces goods on their way, or replaces what was announced under the same receipt.
   *
   * @param caller who does it
   * @param command the receipt with its key of idempotency; quantity 0 calls it off
   * @return the level afterwards; refused with NOT_FOUND if the receipt was announced for another
   *     SKU or center, or if there is no such center
   */
  public Result<StockLevel> expect(Caller caller, StockCommand.Expect command) {
    return change(caller, command.sku(), command.center(), command);
  }

  /**
   * Corrects counters after a count, a loss or a change of safety stock. Units that are found serve
   * backorders as those received do.
   *
   * @param caller who does it
   * @param command the correction with its key of idempotency and its reason
   * @return the level afterwards; refused with INVALID if units would be taken away that are not
   *     there, or that are held or committed
   */
  public Result<StockLevel> adjust(Caller caller, StockCommand.Adjust command) {
    return fill(change(caller, command.sku(), command.center(), command));
  }

  private Result<StockLevel> change(Caller caller, Sku sku, CenterId center, StockCommand command) {
    Optional<Refusal> refusal = access.refusal(caller, Action.KEEP_STOCK).or(() -> unknown(center));
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : refusal(command, reservations.apply(command))
            .<Result<StockLevel>>map(Result::refused)
            .orElseGet(() -> Result.done(level(sku, center)));
  }

  private Optional<Refusal> unknown(CenterId center) {
    return centers.contains(center)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Code.NOT_FOUND, "center", "'" + center + "' is not among " + sorted()));
  }

  private Set<CenterId> sorted() {
    return new TreeSet<>(centers);
  }

  private static Optional<Refusal> refusal(StockCommand command, StockResult result) {
    if (result instanceof StockResult.KeyReused) {
      return Optional.of(
          new Refusal(
              Refusal.Code.KEY_REUSED,
              "key",
              "'" + command.id() + "' was used before with another content"));
    } else if (result instanceof StockResult.NotFound) {
      return Optional.of(
          new Refusal(Refusal.Code.NOT_FOUND, "receipt", "there is none for this SKU and center"));
    } else if (result instanceof StockResult.Short lacking) {
      return Optional.of(
          new Refusal(
              Refusal.Code.INVALID,
              "quantity",
              "units that are held, committed or not there cannot be taken away: "
                  + lacking.shortages()));
    }
    return Optional.empty();
  }

  private StockLevel level(Sku sku, CenterId center) {
    return store.levels(List.of(sku)).stream()
        .filter(level -> level.center().equals(center))
        .findFirst()
        .orElseGet(() -> StockLevel.none(sku, center));
  }

  /**
   * Returns the counters themselves, for whoever keeps the stock.
   *
   * @param caller who asks
   * @param skus which SKUs
   * @return a level for each SKU and center that has ever had one; refused with FORBIDDEN unless
   *     the caller may keep stock
   */
  public Result<List<StockLevel>> levels(Caller caller, Collection<Sku> skus) {
    return access
        .refusal(caller, Action.KEEP_STOCK)
        .<Result<List<StockLevel>>>map(Result::refused)
        .orElseGet(() -> Result.done(store.levels(skus)));
  }

  /**
   * Returns what a new buyer can be promised. A later reservation decides anew: others may be
   * faster.
   *
   * @param sku which SKU
   * @return the availability; nothing at all for an unknown SKU
   */
  public Availability availability(Sku sku) {
    return Objects.requireNonNull(availability(List.of(sku)).get(sku));
  }

  /**
   * Returns what new buyers can be promised.
   *
   * @param skus which SKUs; of a bundle, its parts are looked at
   * @return the availability of each, in the order of the SKUs
   */
  public Map<Sku, Availability> availability(Collection<Sku> skus) {
    Map<Sku, List<Product.Part>> contents = new TreeMap<>();
    skus.forEach(sku -> contents.put(sku, List.of(new Product.Part(sku, 1))));
    contents.putAll(bundles.apply(skus));
    Map<Sku, List<StockLevel>> levels = new TreeMap<>();
    contents
        .values()
        .forEach(parts -> parts.forEach(part -> levels.put(part.sku(), new ArrayList<>())));
    store
        .levels(levels.keySet())
        .forEach(level -> Objects.requireNonNull(levels.get(level.sku())).add(level));
    Instant now = kernel.now();
    Map<Sku, Availability> availability = new TreeMap<>();
    contents.forEach(
        (sku, parts) -> {
          List<StockLevel> own =
              parts.stream()
                  .flatMap(part -> levels.getOrDefault(part.sku(), List.of()).stream())
                  .toList();
          availability.put(sku, Availability.of(sku, parts, own, now));
        });
    return availability;
  }

  /**
   * Gives back holds that have run out. Time has ended them already; this only tidies up.
   *
   * @param now the time
   * @return how many holds were given back
   */
  public int expireHolds(Instant now) {
    return reservations.expire(now, EXPIRE_AT_ONCE);
  }

  /**
   * Adds up all movements of the ledger and compares the sums with the counters.
   *
   * @return what was found
   * @throws IllegalStateException if the store keeps no ledger
   */
  public StockVerification verify() {
    if (!(store instanceof StockLedger ledger)) {
      throw new IllegalStateException(
          store.getClass().getName() + " keeps no StockLedger to verify against");
    }
    return LedgerSum.of(ledger, PAGE).compareWith(store::levels);
  }
}
