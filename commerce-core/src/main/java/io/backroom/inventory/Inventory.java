package io.backroom.inventory;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stock of the shop: goods come in, are announced, are counted. Every command carries a key:
 * the same key with the same content has its effect once and the same answer again. Thread-safe.
 */
public final class Inventory {
  /** Holds are given back in bites, so that a sweep never blocks buyers for long. */
  private static final int EXPIRE_AT_ONCE = 200;

  private final Kernel kernel;
  private final Access access;
  private final InventoryStore store;
  private final Reservations reservations;
  private final HoldDesk holds;
  private final Function<Collection<Sku>, Map<Sku, List<Product.Part>>> bundles;
  private final StockDesk desk;
  private final BackorderLimits backorderLimits;
  private final StockTaking stockTaking;
  private final Lots lots;
  private final Serials serials;
  private final TrackedGoods trackedGoods;
  private final StockRepairs repairs;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param access who may do what
   * @param store where the counters live
   * @param reservations the reservations on that store
   * @param holds the holds among them
   * @param centers the distribution centers of the shop
   * @param bundles returns those of some SKUs that are bundles, with their parts
   */
  public Inventory(
      Kernel kernel,
      Access access,
      InventoryStore store,
      Reservations reservations,
      HoldDesk holds,
      Collection<CenterId> centers,
      Function<Collection<Sku>, Map<Sku, List<Product.Part>>> bundles) {
    this.kernel = kernel;
    this.access = access;
    this.store = store;
    this.reservations = reservations;
    this.holds = holds;
    this.bundles = bundles;
    LotEnds ends = new LotEnds(kernel, reservations);
    LotBook lotBook = new LotBook(kernel, ends);
    SerialBook serialBook = new SerialBook();
    List<StockBook> books = List.of(new TransferBook(), lotBook, serialBook);
    this.desk = new StockDesk(kernel, access, reservations, centers, books);
    this.lots = new Lots(kernel, desk, lotBook, ends, reservations);
    this.serials = new Serials(kernel, desk);
    this.trackedGoods = new TrackedGoods(lotBook, ends, serialBook);
    this.stockTaking = new StockTaking(kernel, desk, new CountDesk(kernel, reservations, desk));
    this.backorderLimits = new BackorderLimits(kernel, access, desk);
    this.repairs = new StockRepairs(kernel, access, store, reservations);
  }

  /**
   * Returns counts and transfers.
   *
   * @return the part of the room that takes stock
   */
  public StockTaking stockTaking() {
    return stockTaking;
  }

  /**
   * Returns lots.
   *
   * @return the part of the room that keeps lots
   */
  public Lots lots() {
    return lots;
  }

  /**
   * Returns units with numbers.
   *
   * @return the part of the room that keeps numbered units
   */
  public Serials serials() {
    return serials;
  }

  /**
   * Returns lots and numbered units as parcels move them; for the room of fulfillment.
   *
   * @return the part of the room that parcels use
   */
  public TrackedGoods trackedGoods() {
    return trackedGoods;
  }

  /**
   * Compares lots and numbered units with what is on hand, for the SKUs that have them. What a
   * command that is under way has not told yet shows as a difference.
   *
   * @return each difference in words; empty if all is right
   */
  public List<String> verifyTracking() {
    return new TrackingCheck(kernel, reservations).differences();
  }

  /**
   * Takes goods in. Backorders that wait for them are filled before any new buyer sees them.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param line what came in
   * @param expected the announced receipt it belongs to; empty for a return or an unannounced one
   * @return the level afterwards; refused with NOT_FOUND if there is no such receipt or center,
   *     with INVALID for a SKU whose lot or numbers have to be named
   */
  public Result<StockLevel> receive(
      Caller caller, CommandId key, StockLine line, Optional<ReceiptId> expected) {
    return desk.carryOut(caller, new StockCommand.Receive(key, line, expected), "");
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
    return desk.carryOut(caller, command, "");
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
    return desk.carryOut(caller, command, command.reason());
  }

  /**
   * Sets how many units of a SKU may be promised at a center beyond what is expected there, to
   * customers who consent to wait without a date; none by default. What was promised before stays
   * promised.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param sku which SKU
   * @param center at which center
   * @param units how many units, 0 to 10,000,000
   * @param reason why; may be empty, at most 200 characters
   * @return the units that may be promised so from now on; refused with FORBIDDEN unless the caller
   *     may keep the catalog, or with KEY_REUSED
   */
  public Result<Integer> limitBackorders(
      Caller caller, CommandId key, Sku sku, CenterId center, int units, String reason) {
    return backorderLimits.set(caller, key, new BackorderLimits.Limit(sku, center, units), reason);
  }

  /**
   * Returns how many units of a SKU may be promised at a center beyond what is expected there.
   *
   * @param sku which SKU
   * @param center at which center
   * @return the units; 0 unless the shop has set more
   */
  public int backorderLimit(Sku sku, CenterId center) {
    return backorderLimits.of(sku, center);
  }

  /**
   * Returns what happened to a SKU, newest first: who received, announced, corrected, moved or
   * limited it, when and why. Sales are told of with their orders.
   *
   * @param caller who asks
   * @param sku which SKU
   * @param limit the most events wanted, 1 to 1,000
   * @return the events; refused with FORBIDDEN unless the caller may keep stock
   */
  public Result<List<CommerceEvent>> history(Caller caller, Sku sku, int limit) {
    return access
        .refusal(caller, Action.KEEP_STOCK)
        .<Result<List<CommerceEvent>>>map(Result::refused)
        .orElseGet(() -> Result.done(kernel.latestEvents(Incoming.subject(sku), limit)));
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
    Map<Sku, List<Product.Part>> contents = contents(skus);
    Map<Sku, List<StockLevel>> levels =
        store.levels(stocked(contents)).stream().collect(Collectors.groupingBy(StockLevel::sku));
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
   * Returns what pages may show. It is at most as old as the host allows, 2 seconds by default, and
   * as new as every change that this node has made: what it has sold out is shown so at once.
   *
   * @param skus which SKUs; of a bundle, its parts are looked at
   * @return the answer for each, in the order of the SKUs
   */
  public Map<Sku, Displayed> displayed(Collection<Sku> skus) {
    Map<Sku, List<Product.Part>> contents = contents(skus);
    Instant now = kernel.now();
    Map<Sku, ShownLevels.Shown> shown = reservations.shown().of(stocked(contents), now);
    Map<Sku, Displayed> displayed = new TreeMap<>();
    contents.forEach(
        (sku, parts) -> {
          List<ShownLevels.Shown> own =
              parts.stream().map(part -> Objects.requireNonNull(shown.get(part.sku()))).toList();
          List<StockLevel> levels = own.stream().flatMap(s -> s.levels().stream()).toList();
          Instant asOf =
              own.stream().map(ShownLevels.Shown::asOf).min(Instant::compareTo).orElse(now);
          displayed.put(sku, new Displayed(Availability.of(sku, parts, levels, now), asOf));
        });
    return displayed;
  }

  private Map<Sku, List<Product.Part>> contents(Collection<Sku> skus) {
    Map<Sku, List<Product.Part>> contents = new TreeMap<>();
    skus.forEach(sku -> contents.put(sku, List.of(new Product.Part(sku, 1))));
    contents.putAll(bundles.apply(skus));
    return contents;
  }

  private static Set<Sku> stocked(Map<Sku, List<Product.Part>> contents) {
    Set<Sku> stocked = new TreeSet<>();
    contents.values().forEach(parts -> parts.forEach(part -> stocked.add(part.sku())));
    return stocked;
  }

  /**
   * Gives back holds that have run out. Time has ended them already; this only tidies up.
   *
   * @param now the time
   * @return how many holds were given back
   */
  public int expireHolds(Instant now) {
    List<ReservationId> over = reservations.expire(now, EXPIRE_AT_ONCE);
    holds.ended(over);
    return over.size();
  }

  /**
   * Returns every change of a SKU's counters, oldest first, with the command that caused it.
   *
   * @param caller who asks
   * @param sku which SKU
   * @param after the sequence after which to begin; 0 for the beginning
   * @param limit the most movements wanted, 1 to 10,000
   * @return the movements; refused with FORBIDDEN unless the caller may keep stock
   * @throws IllegalStateException if the store keeps no ledger
   */
  public Result<List<StockMovement>> movements(Caller caller, Sku sku, long after, int limit) {
    return repairs.movements(caller, sku, after, limit);
  }

  /**
   * Compares the counters of every SKU with the sums of its movements, one SKU after the other
   * while the shop sells. It changes nothing. Memory is needed for one SKU and a page of 10,000
   * movements; the time grows with the ledger.
   *
   * @return what was found; each difference is the proposal of its repair
   * @throws IllegalStateException if the store keeps no ledger
   */
  public StockVerification verify() {
    return repairs.verify();
  }

  /**
   * Sets counters to the sums of their movements, as a person has decided. The event {@code
   * stock-repaired} tells who did it, why, and what was there before.
   *
   * @param caller who has decided: no part of the shop's software
   * @param key the key of idempotency
   * @param proposal a difference that {@link #verify} has found
   * @param reason why, 1 to 200 characters
   * @return the level afterwards; refused with FORBIDDEN unless the caller is somebody who may keep
   *     stock, with INVALID if counters and movements agree, with CONFLICT if something else is
   *     found now, or with KEY_REUSED
   * @throws IllegalStateException if the store keeps no ledger
   */
  public Result<StockLevel> repair(
      Caller caller, CommandId key, StockDifference proposal, String reason) {
    return repairs.repair(caller, key, proposal, reason);
  }
}
