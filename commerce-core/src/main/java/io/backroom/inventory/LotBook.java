package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Keeps the lots beside the counters: which of them come, go, and are taken first. */
final class LotBook implements StockBook {
  private static final int PAGE = 100;

  private final Kernel kernel;
  private final LotEnds ends;

  /** Lots that one center has sent to another, in the order in which they are unloaded. */
  record OnTheWay(ReceiptId receipt, List<Lot.Units> lots) {
    static final DocumentType<OnTheWay> TYPE =
        new DocumentType<>(
            "lots-on-the-way", OnTheWay.class, way -> way.receipt().value(), way -> List.of());

    OnTheWay {
      lots = List.copyOf(lots);
    }
  }

  /** Units of a lot that are to be taken out of it. */
  record Taken(Lot lot, int units) {
    Lot.Units out() {
      return new Lot.Units(lot.code(), lot.expiresAt(), units);
    }
  }

  LotBook(Kernel kernel, LotEnds ends) {
    this.kernel = kernel;
    this.ends = ends;
  }

  @Override
  public Optional<Refusal> refusal(Transaction tx, StockDesk.Order order) {
    CommandNote note = CommandNote.of(order.command());
    boolean kept = Tracking.of(tx, note.sku()).hasLots();
    if (order.lot().isPresent()) {
      return refusal(tx, note.sku(), note.center(), order.lot().get());
    } else if (kept && order.transfer().isPresent()) {
      return refusal(tx, order.transfer().get());
    }
    return kept && needsLot(tx, order)
        ? invalid("lot", "'" + note.sku() + "' is kept in lots: name one")
        : Optional.empty();
  }

  private static Optional<Refusal> invalid(String field, String message) {
    return Optional.of(new Refusal(Refusal.Code.INVALID, field, message));
  }

  /** Refuses a change that a lot does not allow. */
  Optional<Refusal> refusal(Transaction tx, Sku sku, CenterId center, LotChange change) {
    if (!Tracking.of(tx, sku).hasLots()) {
      return invalid("sku", "'" + sku + "' is not kept in lots");
    }
    Optional<Lot> lot = tx.find(Lot.TYPE, Lot.key(sku, center, change.code()));
    boolean endsOtherwise =
        lot.isPresent()
            && change.expiresAt().isPresent()
            && !change.expiresAt().equals(lot.get().expiresAt());
    if (endsOtherwise) {
      return invalid(
          "expiresAt",
          change.code()
              + " ends at "
              + lot.get().expiresAt().map(Instant::toString).orElse("no time")
              + ", not "
              + change.expiresAt().get());
    }
    int free = lot.map(Lot::free).orElse(0);
    return free + change.units() < 0
        ? invalid(
            "lot",
            change.code() + " has " + free + " units at " + center + " that are in no parcel")
        : Optional.empty();
  }

  private Optional<Refusal> refusal(Transaction tx, StockCommand.Transfer transfer) {
    StockLine line = transfer.line();
    if (tx.find(OnTheWay.TYPE, transfer.receipt().value()).isPresent()) {
      return Optional.of(
          new Refusal(
              Refusal.Code.NOT_FOUND,
              "receipt",
              "'" + transfer.receipt() + "' is expected already"));
    }
    return take(tx, line.sku(), line.center(), line.quantity()).isEmpty()
        ? Optional.of(lacking(line.sku(), line.center(), line.quantity()))
        : Optional.empty();
  }

  static Refusal lacking(Sku sku, CenterId center, int units) {
    return new Refusal(
        Refusal.Code.WRONG_STATE,
        "lot",
        "the lots of "
            + sku
            + " that are sold at "
            + center
            + " have fewer than "
            + units
            + " units: label what is in none, or count them");
  }

  private static boolean needsLot(Transaction tx, StockDesk.Order order) {
    boolean fromAnotherCenter =
        order
            .receive()
            .flatMap(StockCommand.Receive::expected)
            .flatMap(receipt -> tx.find(OnTheWay.TYPE, receipt.value()))
            .isPresent();
    return (order.receive().isPresent() && !fromAnotherCenter)
        || order.count().isPresent()
        || order.adjust().filter(adjust -> adjust.onHand() != 0).isPresent();
  }

  @Override
  public void begin(Transaction tx, StockDesk.Order order) {
    CommandNote note = CommandNote.of(order.command());
    order
        .lot()
        .filter(change -> change.units() < 0)
        .ifPresent(change -> put(tx, note.sku(), note.center(), change, 1));
    order.transfer().ifPresent(transfer -> send(tx, transfer));
  }

  private void send(Transaction tx, StockCommand.Transfer transfer) {
    StockLine line = transfer.line();
    if (Tracking.of(tx, line.sku()).hasLots()) {
      List<Taken> taken = take(tx, line.sku(), line.center(), line.quantity()).orElseThrow();
      taken.forEach(some -> tx.put(Lot.TYPE, some.lot().plus(-some.units(), 0)));
      List<Lot.Units> lots = taken.stream().map(Taken::out).toList();
      tx.put(OnTheWay.TYPE, new OnTheWay(transfer.receipt(), lots));
    }
  }

  @Override
  public void done(Transaction tx, StockDesk.Order order) {
    CommandNote note = CommandNote.of(order.command());
    order
        .lot()
        .filter(change -> change.units() >= 0)
        .ifPresent(change -> put(tx, note.sku(), note.center(), change, 1));
    order.receive().ifPresent(receive -> unload(tx, receive));
    order
        .expect()
        .filter(expect -> expect.quantity() == 0)
        .ifPresent(expect -> tx.delete(OnTheWay.TYPE, expect.receipt().value()));
  }

  private void unload(Transaction tx, StockCommand.Receive receive) {
    Optional<OnTheWay> way =
        receive.expected().flatMap(receipt -> tx.find(OnTheWay.TYPE, receipt.value()));
    if (way.isEmpty()) {
      return;
    }
    int left = receive.line().quantity();
    List<Lot.Units> still = new ArrayList<>();
    for (Lot.Units some : way.get().lots()) {
      int units = Math.min(left, some.units());
      left -= units;
      if (units > 0) {
        LotChange change = new LotChange(some.code(), some.expiresAt(), units, 0);
        put(tx, receive.line().sku(), receive.line().center(), change, 1);
      }
      if (units < some.units()) {
        still.add(new Lot.Units(some.code(), some.expiresAt(), some.units() - units));
      }
    }
    if (still.isEmpty()) {
      tx.delete(OnTheWay.TYPE, way.get().receipt().value());
    } else {
      tx.put(OnTheWay.TYPE, new OnTheWay(way.get().receipt(), still));
    }
  }

  @Override
  public void undone(Transaction tx, StockDesk.Order order) {
    CommandNote note = CommandNote.of(order.command());
    order
        .lot()
        .filter(change -> change.units() < 0)
        .ifPresent(change -> put(tx, note.sku(), note.center(), change, -1));
    order
        .transfer()
        .flatMap(transfer -> tx.find(OnTheWay.TYPE, transfer.receipt().value()))
        .ifPresent(
            way -> {
              for (Lot.Units some : way.lots()) {
                LotChange back = new LotChange(some.code(), some.expiresAt(), some.units(), 0);
                put(tx, note.sku(), note.center(), back, 1);
              }
              tx.delete(OnTheWay.TYPE, way.receipt().value());
            });
  }

  /** Changes a lot, or begins it; one that is not sold withholds what comes into it. */
  void put(Transaction tx, Sku sku, CenterId center, LotChange change, int sign) {
    Optional<Lot> before = tx.find(Lot.TYPE, Lot.key(sku, center, change.code()));
    Lot lot =
        before
            .orElseGet(() -> Lot.none(sku, center, change.code(), change.expiresAt()))
            .plus(sign * change.units(), sign * change.withheld());
    tx.put(Lot.TYPE, lot);
    if (before.isEmpty()) {
      ends.watch(tx, lot);
    } else if (lot.state() != Lot.State.SOLD) {
      ends.withhold(tx, lot);
    }
  }

  /**
   * Finds the units that are taken first: of the lot that ends first. Writes nothing.
   *
   * @return the units; empty if all lots that are sold have fewer
   */
  Optional<List<Taken>> take(Transaction tx, Sku sku, CenterId center, int units) {
    int days = Tracking.of(tx, sku).lotDays().orElse(0);
    List<Taken> taken = new ArrayList<>();
    int left = units;
    DocumentQuery query = place(Lot.SALEABLE, sku, center, PAGE);
    List<Lot> page = kernel.query(Lot.TYPE, query);
    while (left > 0 && !page.isEmpty()) {
      for (Lot seen : page) {
        Lot lot = tx.get(Lot.TYPE, seen.key());
        boolean over = lot.endsAt(days).filter(end -> !end.isAfter(tx.now())).isPresent();
        int some = over || lot.state() != Lot.State.SOLD ? 0 : Math.min(left, lot.free());
        if (some > 0) {
          taken.add(new Taken(lot, some));
          left -= some;
        }
      }
      query = query.after(position(page));
      page = left > 0 ? kernel.query(Lot.TYPE, query) : Collections.emptyList();
    }
    return left > 0 ? Optional.empty() : Optional.of(taken);
  }

  /** Returns the lots of a SKU at a center that have units, the one that ends first first. */
  List<Lot> at(Sku sku, CenterId center, int limit) {
    return kernel.query(Lot.TYPE, place(Lot.BY_PLACE, sku, center, limit));
  }

  /** Returns how many units at a center are in lots. */
  int units(Sku sku, CenterId center) {
    int units = 0;
    DocumentQuery query = place(Lot.BY_PLACE, sku, center, PAGE);
    List<Lot> page = kernel.query(Lot.TYPE, query);
    while (!page.isEmpty()) {
      units += page.stream().mapToInt(Lot::units).sum();
      query = query.after(position(page));
      page = kernel.query(Lot.TYPE, query);
    }
    return units;
  }

  private static DocumentQuery.Position position(List<Lot> page) {
    Lot last = page.get(page.size() - 1);
    return new DocumentQuery.Position(last.place(), last.key());
  }

  private static DocumentQuery place(String index, Sku sku, CenterId center, int limit) {
    String place = Lot.at(sku, center);
    return DocumentQuery.range(Lot.TYPE.name(), index, place, place + "~~", limit);
  }
}
