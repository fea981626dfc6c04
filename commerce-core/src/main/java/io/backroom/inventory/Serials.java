package io.backroom.inventory;

import io.backroom.inventory.SerialUnit.State;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Units with numbers of their own, of the SKUs that have them: taken in, packed, sent, returned,
 * looked up. No number is in two places. Counters stay the truth of what can be promised. Every
 * command carries a key: the same key with the same content has its effect once. Thread-safe.
 *
 * <p>All of it is for those who may keep stock; others are refused with FORBIDDEN. Which numbers
 * are in a parcel is told when it is packed ({@code Fulfillment.pack}).
 */
public final class Serials {
  private static final int UNITS_MAX = 1_000;

  private final Kernel kernel;
  private final StockDesk desk;

  private record Returning(Sku sku, String serial, CenterId center) {}

  Serials(Kernel kernel, StockDesk desk) {
    this.kernel = kernel;
    this.desk = desk;
  }

  /**
   * Has each unit of a SKU known by its number from now on. What is on hand already has none, and
   * cannot be packed: write it off first, and take it in with its numbers.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param sku which SKU
   * @param reason why; may be empty, at most 200 characters
   * @return the SKU; refused with KEY_REUSED, with INVALID if units are on hand
   */
  public Result<Sku> keep(Caller caller, CommandId key, Sku sku, String reason) {
    Require.text("reason", reason, 200);
    Once once = Once.of("serials-keep", key.value(), sku);
    Optional<Refusal> refusal =
        desk.mayKeep(caller).or(() -> kernel.transact(tx -> keep(tx, caller, once, sku, reason)));
    return refusal.<Result<Sku>>map(Result::refused).orElseGet(() -> Result.done(sku));
  }

  private Optional<Refusal> keep(Transaction tx, Caller caller, Once once, Sku sku, String reason) {
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isPresent()) {
      return earlier.get().fold(done -> Optional.empty(), Optional::of);
    }
    int onHand = desk.onHand(sku);
    if (onHand > 0) {
      return Optional.of(
          new Refusal(
              Refusal.Code.INVALID,
              "sku",
              onHand + " units of " + sku + " without numbers are on hand: write them off first"));
    }
    tx.put(Tracking.TYPE, Tracking.of(tx, sku).bySerial());
    tx.emit(Incoming.subject(sku), "serials-kept", caller, reason, Map.of());
    once.remember(tx, "");
    return Optional.empty();
  }

  /**
   * Takes units in, as {@link Inventory#receive} does without numbers.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param line what came in, at most 1,000 units
   * @param expected the announced receipt it belongs to; empty for an unannounced one
   * @param serials the number of each unit, 1 to 64 characters of {@code [A-Za-z0-9_-]}
   * @return the level afterwards; refused with INVALID if the SKU has no numbers or there are not
   *     as many as units, with WRONG_STATE if a unit of this number is here, with NOT_FOUND if
   *     there is no such receipt or center
   */
  public Result<StockLevel> receive(
      Caller caller,
      CommandId key,
      StockLine line,
      Optional<ReceiptId> expected,
      List<String> serials) {
    return carryOut(caller, new StockCommand.Receive(key, line, expected), serials, "");
  }

  /**
   * Writes units off: lost, broken, stolen.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param sku which SKU
   * @param center at which center
   * @param serials the number of each unit, 1 to 1,000
   * @param reason why, 1 to 200 characters
   * @return the level afterwards; refused with NOT_FOUND if there is no such unit, with WRONG_STATE
   *     if one is not in stock there, with INVALID if promises would be broken
   */
  public Result<StockLevel> writeOff(
      Caller caller, CommandId key, Sku sku, CenterId center, List<String> serials, String reason) {
    Require.some("serials", serials, UNITS_MAX);
    return carryOut(
        caller,
        new StockCommand.Adjust(key, sku, center, -serials.size(), 0, reason),
        serials,
        reason);
  }

  /**
   * Sends units to another center, as {@link StockTaking#send} does without numbers. They are taken
   * in there by {@link #receive} under their receipt.
   *
   * @param caller who does it
   * @param command the transfer with its key of idempotency
   * @param serials the number of each unit
   * @param reason why; may be empty, at most 200 characters
   * @return the level of the center they left; refused as {@link #writeOff} and {@link
   *     StockTaking#send} are
   */
  public Result<StockLevel> send(
      Caller caller, StockCommand.Transfer command, List<String> serials, String reason) {
    Require.text("reason", reason, 200);
    return carryOut(caller, command, serials, reason);
  }

  private Result<StockLevel> carryOut(
      Caller caller, StockCommand command, List<String> serials, String reason) {
    Require.some("serials", serials, UNITS_MAX);
    serials.forEach(serial -> Require.id("serial", serial));
    return desk.carryOut(StockDesk.Order.of(caller, reason, command).numbered(serials));
  }

  /**
   * Notes that a unit that had left is in stock again. The counters are raised by the return of the
   * order ({@code Returns.accept}), not by this.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param sku which SKU
   * @param serial its number
   * @param center where it is now
   * @param reason why; may be empty, at most 200 characters
   * @return the unit; refused with NOT_FOUND if there is none, with WRONG_STATE if it had not left
   */
  public Result<SerialUnit> takeBack(
      Caller caller, CommandId key, Sku sku, String serial, CenterId center, String reason) {
    Require.id("serial", serial);
    Require.text("reason", reason, 200);
    Once once = Once.of("serials-take-back", key.value(), new Returning(sku, serial, center));
    Optional<Refusal> refusal =
        desk.mayKeep(caller)
            .or(() -> desk.unknown(List.of(center)))
            .or(
                () ->
                    kernel.transact(tx -> takeBack(tx, caller, once, sku, serial, center, reason)));
    return refusal
        .<Result<SerialUnit>>map(Result::refused)
        .orElseGet(() -> find(caller, sku, serial));
  }

  private static Optional<Refusal> takeBack(
      Transaction tx,
      Caller caller,
      Once once,
      Sku sku,
      String serial,
      CenterId center,
      String reason) {
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isPresent()) {
      return earlier.get().fold(done -> Optional.empty(), Optional::of);
    }
    Optional<SerialUnit> unit = tx.find(SerialUnit.TYPE, SerialUnit.key(sku, serial));
    if (unit.filter(known -> known.state() == State.LEFT).isEmpty()) {
      return Optional.of(SerialBook.elsewhere(sku, serial, unit));
    }
    tx.put(SerialUnit.TYPE, unit.get().in(State.IN_STOCK, center, tx.now()));
    tx.emit(
        Incoming.subject(sku),
        "serial-returned",
        caller,
        reason,
        Map.of("serial", serial, "center", center.value()));
    once.remember(tx, "");
    return Optional.empty();
  }

  /**
   * Looks a unit up: where it is, and which order it is or was in.
   *
   * @param caller who asks
   * @param sku which SKU
   * @param serial its number
   * @return the unit; refused with NOT_FOUND if there is none
   */
  public Result<SerialUnit> find(Caller caller, Sku sku, String serial) {
    Require.id("serial", serial);
    return desk.mayKeep(caller)
        .<Result<SerialUnit>>map(Result::refused)
        .orElseGet(
            () ->
                kernel
                    .find(SerialUnit.TYPE, SerialUnit.key(sku, serial))
                    .map(Result::done)
                    .orElseGet(
                        () -> Result.refused(SerialBook.elsewhere(sku, serial, Optional.empty()))));
  }
}
