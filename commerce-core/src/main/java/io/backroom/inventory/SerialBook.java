package io.backroom.inventory;

import io.backroom.inventory.Picked.Numbered;
import io.backroom.inventory.SerialUnit.State;
import io.backroom.kernel.Transaction;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps the numbers of units beside the counters: no number is in two places. */
final class SerialBook implements StockBook {
  @Override
  public Optional<Refusal> refusal(Transaction tx, StockDesk.Order order) {
    CommandNote note = CommandNote.of(order.command());
    List<String> serials = order.serials();
    if (!Tracking.of(tx, note.sku()).serials()) {
      return serials.isEmpty() ? Optional.empty() : Optional.of(notKept(note.sku()));
    } else if (order.count().isPresent()) {
      return invalid("'" + note.sku() + "' has serial numbers: take in or write off each");
    }
    int units = units(order);
    if (serials.size() != Math.abs(units) || new HashSet<>(serials).size() != serials.size()) {
      return invalid(
          Math.abs(units)
              + " units of "
              + note.sku()
              + " have as many different serial numbers, not "
              + serials.size());
    }
    CenterId center = note.center();
    return units > 0
        ? unfit(tx, note.sku(), serials, unit -> unit.map(SerialUnit::isAway).orElse(true))
        : unfit(
            tx,
            note.sku(),
            serials,
            unit -> unit.filter(known -> known.isInStockAt(center)).isPresent());
  }

  private static Optional<Refusal> invalid(String message) {
    return Optional.of(new Refusal(Refusal.Code.INVALID, "serials", message));
  }

  static Refusal notKept(Sku sku) {
    return new Refusal(Refusal.Code.INVALID, "serials", "'" + sku + "' has no serial numbers");
  }

  /** Refuses the first number whose unit does not fit. */
  private static Optional<Refusal> unfit(
      Transaction tx, Sku sku, List<String> serials, Predicate<Optional<SerialUnit>> fits) {
    return serials.stream()
        .filter(serial -> !fits.test(find(tx, sku, serial)))
        .findFirst()
        .map(serial -> elsewhere(sku, serial, find(tx, sku, serial)));
  }

  /** Says where a unit is instead. */
  static Refusal elsewhere(Sku sku, String serial, Optional<SerialUnit> unit) {
    return unit.map(
            known ->
                new Refusal(
                    Refusal.Code.WRONG_STATE,
                    "serials",
                    serial + " of " + sku + " is " + known.state() + " at " + known.center()))
        .orElseGet(
            () ->
                new Refusal(
                    Refusal.Code.NOT_FOUND, "serials", "there is no " + serial + " of " + sku));
  }

  private static Optional<SerialUnit> find(Transaction tx, Sku sku, String serial) {
    return tx.find(SerialUnit.TYPE, SerialUnit.key(sku, serial));
  }

  /** How many units a command brings, or takes away: less than none. */
  private static int units(StockDesk.Order order) {
    return order
        .receive()
        .map(receive -> receive.line().quantity())
        .or(() -> order.adjust().map(StockCommand.Adjust::onHand))
        .or(() -> order.transfer().map(transfer -> -transfer.line().quantity()))
        .orElse(0);
  }

  @Override
  public void begin(Transaction tx, StockDesk.Order order) {
    State next =
        order.transfer().isPresent()
            ? State.ON_THE_WAY
            : units(order) > 0 ? State.ARRIVING : State.GONE;
    put(tx, order, next);
  }

  @Override
  public void done(Transaction tx, StockDesk.Order order) {
    if (units(order) > 0) {
      put(tx, order, State.IN_STOCK);
    }
  }

  @Override
  public void undone(Transaction tx, StockDesk.Order order) {
    // What should have gone is where it was; what should have come is where it is not.
    put(tx, order, units(order) > 0 ? State.GONE : State.IN_STOCK);
  }

  private static void put(Transaction tx, StockDesk.Order order, State state) {
    CommandNote note = CommandNote.of(order.command());
    for (String serial : order.serials()) {
      SerialUnit unit =
          find(tx, note.sku(), serial)
              .orElseGet(
                  () ->
                      new SerialUnit(
                          note.sku(),
                          serial,
                          note.center(),
                          state,
                          tx.now(),
                          Optional.empty(),
                          Optional.empty()));
      tx.put(SerialUnit.TYPE, unit.in(state, note.center(), tx.now()));
    }
  }

  /** Tells why a parcel cannot be packed with these numbers. */
  Optional<Refusal> packable(
      Transaction tx, TrackedGoods.Parcel parcel, Map<Sku, List<String>> numbers) {
    for (Sku sku : numbers.keySet()) {
      if (!Tracking.of(tx, sku).serials() || !parcel.units().containsKey(sku)) {
        return Optional.of(notKept(sku));
      }
    }
    for (Map.Entry<Sku, Integer> some : parcel.units().entrySet()) {
      List<String> own = numbers.getOrDefault(some.getKey(), List.of());
      boolean complete = own.size() == some.getValue() && new HashSet<>(own).size() == own.size();
      if (Tracking.of(tx, some.getKey()).serials() && !complete) {
        return invalid(
            some.getValue()
                + " units of "
                + some.getKey()
                + " have as many different serial numbers, not "
                + own.size());
      }
      Optional<Refusal> refusal =
          unfit(
              tx,
              some.getKey(),
              own,
              unit -> unit.filter(known -> known.isInStockAt(parcel.center())).isPresent());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  Numbered pack(Transaction tx, TrackedGoods.Parcel parcel, Sku sku, String serial) {
    SerialUnit unit = find(tx, sku, serial).orElseThrow();
    tx.put(SerialUnit.TYPE, unit.packedIn(parcel.shipment(), parcel.order(), tx.now()));
    return new Numbered(sku, serial);
  }

  void unpack(Transaction tx, Numbered numbered) {
    SerialUnit unit = find(tx, numbered.sku(), numbered.serial()).orElseThrow();
    tx.put(SerialUnit.TYPE, unit.unpacked(tx.now()));
  }

  void lost(Transaction tx, Numbered numbered) {
    SerialUnit unit = find(tx, numbered.sku(), numbered.serial()).orElseThrow();
    tx.put(SerialUnit.TYPE, unit.in(State.GONE, unit.center(), tx.now()));
  }

  void left(Transaction tx, Numbered numbered) {
    SerialUnit unit = find(tx, numbered.sku(), numbered.serial()).orElseThrow();
    tx.put(SerialUnit.TYPE, unit.in(State.LEFT, unit.center(), tx.now()));
  }
}
