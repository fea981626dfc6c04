package io.backroom.memory;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.ReceiptChange;
import io.backroom.stock.Shelf;
import io.backroom.stock.StockChange;
import io.backroom.stock.StockDecider;
import io.backroom.stock.StockScope;
import io.backroom.stock.StockView;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Carries commands out, one at a time. Each is decided with the aisles locked that it names. If the
 * decision has looked for a reservation that keeps units elsewhere too, it is worth nothing, and is
 * made again with those aisles locked as well; until all that was looked for was locked.
 */
final class Clerk implements StockView {
  private final Warehouse warehouse;
  private final StockDecider decider = new StockDecider(this);
  private final Scope scope = new Scope();
  private final BitSet locked = new BitSet();
  private final BitSet missing = new BitSet();
  private boolean namesReceipt;

  /** Has locked what a command names. */
  private final class Scope implements StockScope {
    @Override
    public void place(Sku sku, CenterId center) {
      locked.set(warehouse.aisleOf(sku));
    }

    @Override
    public void reservation(ReservationId id) {
      // Where it keeps units may change until it is locked: the decision tells what is missing.
    }

    @Override
    public void receipt(ReceiptId id) {
      namesReceipt = true;
    }
  }

  Clerk(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Carries a command out, and returns its answer once all has changed that changes. */
  StockResult carryOut(Answer cause) {
    locked.clear();
    namesReceipt = false;
    StockScope.tell(cause.command(), scope);
    if (!namesReceipt) {
      return decide(cause);
    }
    warehouse.receiptsLock().lock();
    try {
      return decide(cause);
    } finally {
      warehouse.receiptsLock().unlock();
    }
  }

  private StockResult decide(Answer cause) {
    while (true) {
      missing.clear();
      warehouse.lock(locked);
      try {
        StockResult result = decider.decide(cause.command(), cause.at());
        if (missing.isEmpty() && write(cause)) {
          return result;
        }
      } catch (ArithmeticException outOfRange) {
        if (missing.isEmpty()) {
          throw outOfRange;
        }
      } finally {
        warehouse.unlock(locked);
      }
      locked.or(missing);
    }
  }

  /** Writes what was decided, unless somebody was faster with the same reservation id. */
  private boolean write(Answer cause) {
    List<Reservation> after = decider.reservations();
    int others = after.size();
    if (cause.command() instanceof StockCommand.Reserve && others > 0) {
      Reservation made = after.get(--others);
      if (warehouse.reservations().putIfAbsent(made).isPresent()) {
        return false;
      }
      note(made);
    }
    for (int i = 0; i < others; i++) {
      warehouse.reservations().put(after.get(i));
      note(after.get(i));
    }
    write(cause, decider.changes());
    return true;
  }

  /** Has a hold found once its time has run out. */
  private void note(Reservation r) {
    if (r.state() == State.HELD) {
      for (int i = 0; i < r.lines().size(); i++) {
        warehouse.aisle(r.lines().get(i).sku()).holds().add(r);
      }
    }
  }

  private void write(Answer cause, List<StockChange> changes) {
    for (int i = 0; i < changes.size(); i++) {
      StockChange change = changes.get(i);
      if (change.shelf().isNew()) {
        warehouse.keep(change.shelf());
      }
      if (change.receipt().isPresent()) {
        write(change.receipt().get());
      }
    }
    decider.carryOut();
    int row = warehouse.ledger().add(cause, changes);
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i).isMovement()) {
        Sku sku = changes.get(i).shelf().sku();
        warehouse.aisle(sku).articleOf(sku).moved(row++);
      }
    }
  }

  private void write(ReceiptChange receipt) {
    warehouse.receipts().remove(receipt.id());
    receipt.after().ifPresent(expected -> warehouse.receipts().put(receipt.id(), expected));
  }

  @Override
  public Shelf shelf(Sku sku, CenterId center) {
    return warehouse.aisle(sku).shelf(sku, center);
  }

  @Override
  public Optional<Reservation> reservation(ReservationId id) {
    Optional<Reservation> found = warehouse.reservations().get(id);
    return found.isPresent() && isLocked(found.get()) ? found : Optional.empty();
  }

  @Override
  public Optional<ExpectedReceipt> receipt(ReceiptId id) {
    return Optional.ofNullable(warehouse.receipts().get(id));
  }

  @Override
  public List<Reservation> runOut(Sku sku, CenterId center, Instant now) {
    return warehouse.aisle(sku).holds().runOut(now, Integer.MAX_VALUE).stream()
        .filter(hold -> hold.lines().stream().anyMatch(line -> isAt(line, sku, center)))
        .filter(this::isLocked)
        .toList();
  }

  private static boolean isAt(Line line, Sku sku, CenterId center) {
    return line.sku().equals(sku) && line.center().equals(center);
  }

  /** Tells whether nobody else can change a reservation now, and notes what is missing for that. */
  private boolean isLocked(Reservation r) {
    boolean all = true;
    for (int i = 0; i < r.lines().size(); i++) {
      int aisle = warehouse.aisleOf(r.lines().get(i).sku());
      if (!locked.get(aisle)) {
        missing.set(aisle);
        all = false;
      }
    }
    return all;
  }
}
