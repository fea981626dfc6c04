package io.backroom.inventory;

import com.google.common.base.Splitter;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lots of the SKUs that have them: taken in, picked first to expire first out, out of sale before
 * they end, recalled. Counters stay the truth of what can be promised; lots say which units are
 * taken. Every command carries a key: the same key with the same content has its effect once.
 * Thread-safe.
 *
 * <p>All of it is for those who may keep stock; others are refused with FORBIDDEN.
 */
public final class Lots {
  private static final int DAYS_MAX = 3_650;
  private static final int CODE_MAX = 40;
  private static final int PAGE = 1_000;
  private static final int NAMED_MAX = 20;

  private final Kernel kernel;
  private final StockDesk desk;
  private final LotBook book;
  private final LotEnds ends;
  private final Reservations reservations;

  private record Keeping(Sku sku, int daysBefore) {}

  private record Labeling(StockLine line, String code, Optional<Instant> expiresAt) {}

  private record Recalling(Sku sku, String code) {}

  Lots(Kernel kernel, StockDesk desk, LotBook book, LotEnds ends, Reservations reservations) {
    this.kernel = kernel;
    this.desk = desk;
    this.book = book;
    this.ends = ends;
    this.reservations = reservations;
  }

  /**
   * Has a SKU kept in lots from now on, or changes how long before its end a lot is taken out of
   * sale. What is on hand already is in no lot until it is labeled, and cannot be picked until
   * then.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param sku which SKU
   * @param daysBefore how many days before its end a lot is no longer sold, 0 to 3,650
   * @param reason why; may be empty, at most 200 characters
   * @return the SKU; refused with KEY_REUSED
   */
  public Result<Sku> keep(Caller caller, CommandId key, Sku sku, int daysBefore, String reason) {
    Require.range("daysBefore", daysBefore, 0, DAYS_MAX);
    Once once = Once.of("lots-keep", key.value(), new Keeping(sku, daysBefore));
    return decide(
        caller,
        reason,
        once,
        tx -> {
          tx.put(Tracking.TYPE, Tracking.of(tx, sku).inLots(daysBefore));
          tx.emit(
              Incoming.subject(sku),
              "lots-kept",
              caller,
              reason,
              Map.of("days", Integer.toString(daysBefore)));
          // Lots whose time has come by the new number are looked at anew.
          byCode(sku).forEach(lot -> ends.watch(tx, lot));
          return Optional.empty();
        },
        () -> sku);
  }

  /** Every lot of a SKU, of every center; a shop has hundreds of a SKU, not thousands. */
  private List<Lot> byCode(Sku sku) {
    return kernel.query(
        Lot.TYPE, DocumentQuery.range(Lot.TYPE.name(), Lot.BY_CODE, sku + "|", sku + "}", PAGE));
  }

  private <T> Result<T> decide(
      Caller caller,
      String reason,
      Once once,
      Function<Transaction, Optional<Refusal>> decision,
      Supplier<T> answer) {
    Require.text("reason", reason, 200);
    Optional<Refusal> refusal =
        desk.mayKeep(caller).or(() -> kernel.transact(tx -> decide(tx, once, decision)));
    return refusal.<Result<T>>map(Result::refused).orElseGet(() -> Result.done(answer.get()));
  }

  private static Optional<Refusal> decide(
      Transaction tx, Once once, Function<Transaction, Optional<Refusal>> decision) {
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isPresent()) {
      return earlier.get().fold(done -> Optional.empty(), Optional::of);
    }
    Optional<Refusal> refusal = decision.apply(tx);
    if (refusal.isEmpty()) {
      once.remember(tx, "");
    }
    return refusal;
  }

  /**
   * Takes goods into a lot, as {@link Inventory#receive} does without one.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param line what came in
   * @param expected the announced receipt it belongs to; empty for an unannounced one
   * @param code the lot's code, 1 to 40 characters of {@code [A-Za-z0-9_-]}
   * @param expiresAt when the lot ends, in the years 1970 to 9999; empty if it does not, or if it
   *     is known already
   * @return the lot afterwards, or as it was before if a store failed and the work queue goes on;
   *     refused with INVALID if the SKU is not kept in lots or the lot ends at another time, with
   *     NOT_FOUND if there is no such receipt or center
   */
  public Result<Lot> receive(
      Caller caller,
      CommandId key,
      StockLine line,
      Optional<ReceiptId> expected,
      String code,
      Optional<Instant> expiresAt) {
    LotChange change = new LotChange(code(code), expiresAt, line.quantity(), 0);
    return desk.carryOut(
            StockDesk.Order.of(caller, "", new StockCommand.Receive(key, line, expected))
                .into(change))
        .fold(
            level ->
                Result.done(
                    found(line.sku(), line.center(), code)
                        .orElseGet(() -> Lot.none(line.sku(), line.center(), code, expiresAt))),
            Result::refused);
  }

  private static String code(String code) {
    return Require.when(
        Require.id("lot", code).length() <= CODE_MAX,
        "lot",
        code,
        "must have at most " + CODE_MAX + " characters");
  }

  private Lot lot(Sku sku, CenterId center, String code) {
    return found(sku, center, code).orElseThrow();
  }

  private Optional<Lot> found(Sku sku, CenterId center, String code) {
    return kernel.find(Lot.TYPE, Lot.key(sku, center, code));
  }

  /**
   * Says of units that are on hand and in no lot which lot they are of.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param line which units
   * @param code the lot's code, 1 to 40 characters of {@code [A-Za-z0-9_-]}
   * @param expiresAt when the lot ends, in the years 1970 to 9999; empty if it does not, or if it
   *     is known already
   * @param reason why; may be empty, at most 200 characters
   * @return the lot afterwards; refused with INVALID if the SKU is not kept in lots, fewer units
   *     are in none, or the lot ends at another time, with KEY_REUSED
   */
  public Result<Lot> label(
      Caller caller,
      CommandId key,
      StockLine line,
      String code,
      Optional<Instant> expiresAt,
      String reason) {
    LotChange change = new LotChange(code(code), expiresAt, line.quantity(), 0);
    Once once = Once.of("lots-label", key.value(), new Labeling(line, code, expiresAt));
    return decide(
        caller,
        reason,
        once,
        tx -> label(tx, caller, line, change, reason),
        () -> lot(line.sku(), line.center(), code));
  }

  private Optional<Refusal> label(
      Transaction tx, Caller caller, StockLine line, LotChange change, String reason) {
    int onHand = reservations.level(line.sku(), line.center()).onHand();
    int inNone = onHand - book.units(line.sku(), line.center());
    Optional<Refusal> refusal =
        desk.unknown(List.of(line.center()))
            .or(() -> book.refusal(tx, line.sku(), line.center(), change))
            .or(
                () ->
                    inNone < line.quantity()
                        ? Optional.of(
                            new Refusal(
                                Refusal.Code.INVALID,
                                "quantity",
                                inNone + " units of " + line.sku() + " are in no lot"))
                        : Optional.empty());
    if (refusal.isEmpty()) {
      book.put(tx, line.sku(), line.center(), change, 1);
      tx.put(Tracking.TYPE, Tracking.of(tx, line.sku()).labeled());
      tx.emit(
          Incoming.subject(line.sku()),
          "lot-labeled",
          caller,
          reason,
          Map.of(
              "lot", change.code(),
              "center", line.center().value(),
              "units", Integer.toString(line.quantity())));
    }
    return refusal;
  }

  /**
   * Sets the units of a lot to what was counted, and on hand with it. Counted to 0 is how what has
   * expired or was recalled is written off.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param sku which SKU
   * @param center at which center
   * @param code which lot
   * @param counted units that are there, parcels that have not left included, 0 to 10,000,000
   * @param reason why, 1 to 200 characters
   * @return the lot afterwards; refused with NOT_FOUND if there is no such lot, with INVALID if
   *     fewer units were counted than are in parcels, or if promises would be broken
   */
  public Result<Lot> count(
      Caller caller,
      CommandId key,
      Sku sku,
      CenterId center,
      String code,
      int counted,
      String reason) {
    Require.range("counted", counted, 0, StockLine.QUANTITY_MAX);
    Require.someText("reason", reason, 200);
    code(code);
    Counting counting = new Counting(sku, center, code, counted);
    Once once = Once.of("lots-count", key.value(), counting);
    Result<Correction> decided =
        desk.mayKeep(caller)
            .<Result<Correction>>map(Result::refused)
            .orElseGet(
                () ->
                    kernel
                        .transact(tx -> decide(tx, caller, key, once, counting, reason))
                        .fold(text -> Result.done(Correction.of(text)), Result::refused));
    return decided.fold(
        correction ->
            desk.refusal(correction.command(key, counting, reason))
                .<Result<Lot>>map(Result::refused)
                .orElseGet(() -> Result.done(lot(sku, center, code))),
        Result::refused);
  }

  private record Counting(Sku sku, CenterId center, String code, int counted) {}

  /** What a count amounts to; kept as text with its key. */
  private record Correction(int onHand, int unavailable) {
    static Correction of(String text) {
      List<String> parts = Splitter.on('|').splitToList(text);
      return new Correction(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)));
    }

    String text() {
      return onHand + "|" + unavailable;
    }

    StockCommand.Adjust command(CommandId key, Counting counting, String reason) {
      return new StockCommand.Adjust(
          key, counting.sku(), counting.center(), onHand, unavailable, reason);
    }
  }

  private Result<String> decide(
      Transaction tx, Caller caller, CommandId key, Once once, Counting counting, String reason) {
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Optional<Lot> found =
        tx.find(Lot.TYPE, Lot.key(counting.sku(), counting.center(), counting.code()));
    if (found.isEmpty()) {
      return Result.refused(
          new Refusal(
              Refusal.Code.NOT_FOUND,
              "lot",
              "there is no "
                  + counting.code()
                  + " of "
                  + counting.sku()
                  + " at "
                  + counting.center()));
    }
    Lot lot = found.get();
    int units = counting.counted() - lot.units();
    int free = Math.max(0, counting.counted() - lot.picked());
    Correction correction = new Correction(units, Math.min(lot.withheld(), free) - lot.withheld());
    StockDesk.Order order =
        StockDesk.Order.of(caller, reason, correction.command(key, counting, reason))
            .into(new LotChange(lot.code(), Optional.empty(), units, correction.unavailable()));
    return desk.begin(tx, order)
        .<Result<String>>map(Result::refused)
        .orElseGet(
            () -> {
              once.remember(tx, correction.text());
              return Result.done(correction.text());
            });
  }

  /**
   * Takes a lot out of sale at every center. Nobody picks from it any more, its units are made
   * unavailable as far as they are not promised, and a person is told which parcels with it have
   * not left. Which customers got it is answered by {@link #uses}.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param sku which SKU
   * @param code which lot
   * @param reason why, 1 to 200 characters
   * @return the lot at each center; refused with NOT_FOUND if there is none, with KEY_REUSED
   */
  public Result<List<Lot>> recall(
      Caller caller, CommandId key, Sku sku, String code, String reason) {
    Require.someText("reason", reason, 200);
    code(code);
    Once once = Once.of("lots-recall", key.value(), new Recalling(sku, code));
    return decide(
        caller,
        reason,
        once,
        tx -> {
          List<Lot> lots = everywhere(sku, code);
          if (lots.isEmpty()) {
            return Optional.of(
                new Refusal(Refusal.Code.NOT_FOUND, "lot", "there is no " + code + " of " + sku));
          }
          for (Lot lot : lots) {
            ends.end(tx, tx.get(Lot.TYPE, lot.key()), Lot.State.RECALLED, caller, reason);
          }
          stop(tx, sku, code);
          return Optional.empty();
        },
        () -> everywhere(sku, code));
  }

  private List<Lot> everywhere(Sku sku, String code) {
    String value = Lot.byCode(sku, code);
    return kernel.query(
        Lot.TYPE, DocumentQuery.range(Lot.TYPE.name(), Lot.BY_CODE, value, value + "~", PAGE));
  }

  private void stop(Transaction tx, Sku sku, String code) {
    List<String> here =
        page(sku, code, Optional.empty(), PAGE).stream()
            .filter(use -> !use.left())
            .map(LotUse::shipment)
            .toList();
    if (!here.isEmpty()) {
      String text =
          "Lot "
              + code
              + " of "
              + sku
              + " was recalled, and "
              + here.size()
              + " parcels with it have not left. Take it out of them: "
              + String.join(", ", here.subList(0, Math.min(NAMED_MAX, here.size())));
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(Incoming.subject(sku), "stop-recalled", text));
    }
  }

  /**
   * Returns who got units of a lot, in the order of the shipments' ids.
   *
   * @param caller who asks
   * @param sku which SKU
   * @param code which lot
   * @param after the shipment after which to begin; empty for the beginning
   * @param limit the most wanted, 1 to 1,000
   * @return the uses; fewer than {@code limit} only at the end
   */
  public Result<List<LotUse>> uses(
      Caller caller, Sku sku, String code, Optional<String> after, int limit) {
    code(code);
    return desk.mayKeep(caller)
        .<Result<List<LotUse>>>map(Result::refused)
        .orElseGet(() -> Result.done(page(sku, code, after, limit)));
  }

  private List<LotUse> page(Sku sku, String code, Optional<String> after, int limit) {
    String value = Lot.byCode(sku, code);
    DocumentQuery query = DocumentQuery.equal(Picked.TYPE.name(), Picked.BY_LOT, value, limit);
    DocumentQuery next =
        after.map(id -> query.after(new DocumentQuery.Position(value, id))).orElse(query);
    return kernel.query(Picked.TYPE, next).stream().map(picked -> picked.use(sku, code)).toList();
  }

  /**
   * Returns the lots of a SKU at a center that have units, the one that ends first first.
   *
   * @param caller who asks
   * @param sku which SKU
   * @param center at which center
   * @param limit the most wanted, 1 to 1,000
   * @return the lots
   */
  public Result<List<Lot>> at(Caller caller, Sku sku, CenterId center, int limit) {
    return desk.mayKeep(caller)
        .<Result<List<Lot>>>map(Result::refused)
        .orElseGet(() -> Result.done(book.at(sku, center, limit)));
  }
}
