package io.backroom.inventory;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Reservations as the rooms above use them. What follows from a stored decision (commit, release,
 * ship) is work of the queue, so that stock follows the documents whatever happens in between.
 */
public final class Reservations {
  /** Work: a committed order has lost its hold to time. */
  public static final String HOLD_LOST = "hold-lost";

  private static final int ATTEMPTS_MAX = 3;

  /** More units than any line has. */
  private static final int NOT_COMMITTED = Integer.MAX_VALUE;

  private static final String COMMIT = "stock-commit";
  private static final String RELEASE = "stock-release";
  private static final String SHIP = "stock-ship";
  private static final String RESTOCK = "stock-restock";
  private static final String EXTEND = "stock-extend";
  private static final String GIVE_BACK = "stock-give-back";

  private final Kernel kernel;
  private final InventoryStore store;
  private final ShownLevels shown;

  /** A change of a reservation that is to follow; without lines it is about all of it. */
  record Change(
      CommandId command,
      ReservationId reservation,
      List<StockLine> lines,
      List<StockLine> backorders,
      String subject) {}

  /**
   * A hold that time has ended before it could be committed.
   *
   * @param subject what it was for, for example an order's id
   * @param reservation the hold
   */
  public record HoldLost(String subject, ReservationId reservation) {}

  record Restock(CommandId command, StockLine line) {}

  record Extension(CommandId command, ReservationId reservation, Instant until) {}

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param store where the counters live
   * @param staleness how old may be what pages show
   */
  public Reservations(Kernel kernel, InventoryStore store, Duration staleness) {
    this.kernel = kernel;
    this.store = store;
    this.shown = new ShownLevels(store::levels, staleness);
    kernel.work().on(COMMIT, this::commit);
    kernel.work().on(RELEASE, this::release);
    kernel.work().on(SHIP, this::ship);
    kernel.work().on(RESTOCK, this::restock);
    kernel.work().on(EXTEND, this::extend);
    kernel.work().on(GIVE_BACK, this::giveBack);
  }

  /**
   * Has somebody hear of each SKU whose stock this node has changed, right after the change.
   *
   * @param hearer is quick and throws nothing
   */
  public void onStockChange(Consumer<Sku> hearer) {
    shown.onChange(hearer);
  }

  /**
   * Holds stock: every line or none.
   *
   * @param command what is held, for whom and how long
   * @return Applied; Short with what lacks; Ended if there is such a reservation already;
   *     KeyReused; Busy
   */
  public StockResult reserve(StockCommand.Reserve command) {
    return apply(command);
  }

  /**
   * Returns a reservation that keeps stock for a while.
   *
   * @param id which reservation
   * @param now the time
   * @return the reservation; empty if there is none, or it is not held any more
   */
  public Optional<Reservation> held(ReservationId id, Instant now) {
    return store
        .find(id)
        .filter(found -> found.state() == Reservation.State.HELD && !found.hasExpired(now));
  }

  /**
   * Returns a reservation as it was last changed.
   *
   * @param id which reservation
   * @return the reservation; empty if there never was one
   */
  public Optional<Reservation> find(ReservationId id) {
    return store.find(id);
  }

  /**
   * Has the end of a hold moved after the transaction; one that has ended by then stays ended.
   *
   * @param tx the transaction
   * @param id which reservation
   * @param until the new end
   */
  public void extend(Transaction tx, ReservationId id, Instant until) {
    tx.doNow(EXTEND, new Extension(CommandId.of(tx.newId()), id, until));
  }

  /**
   * Has a hold given back after the transaction, whatever became of it by then, and backorders that
   * wait for its units filled.
   *
   * @param tx the transaction
   * @param id which reservation
   */
  public void giveBack(Transaction tx, ReservationId id) {
    tx.doNow(GIVE_BACK, new Change(CommandId.of(tx.newId()), id, List.of(), List.of(), ""));
  }

  /**
   * Gives a hold back that did not become an order.
   *
   * @param id which reservation
   */
  public void abandon(ReservationId id) {
    apply(new StockCommand.Release(newCommand(), id, List.of(), List.of()));
  }

  /**
   * Has a hold committed after the transaction. Should time have ended it by then, there is work of
   * the kind {@link #HOLD_LOST}.
   *
   * @param tx the transaction
   * @param id which reservation
   * @param subject what it is for, for example an order's id
   */
  public void commit(Transaction tx, ReservationId id, String subject) {
    tx.doNow(COMMIT, new Change(CommandId.of(tx.newId()), id, List.of(), List.of(), subject));
  }

  /**
   * Has units released after the transaction, and backorders that wait for them filled.
   *
   * @param tx the transaction
   * @param id which reservation
   * @param lines units that were kept from stock
   * @param backorders units that were kept from receipts
   */
  public void release(
      Transaction tx, ReservationId id, List<StockLine> lines, List<StockLine> backorders) {
    tx.doNow(RELEASE, new Change(CommandId.of(tx.newId()), id, lines, backorders, ""));
  }

  /**
   * Has units shipped after the transaction.
   *
   * @param tx the transaction
   * @param id which reservation
   * @param lines which units
   */
  public void ship(Transaction tx, ReservationId id, List<StockLine> lines) {
    tx.doNow(SHIP, new Change(CommandId.of(tx.newId()), id, lines, List.of(), ""));
  }

  /**
   * Has a unit that came back put into stock again after the transaction.
   *
   * @param tx the transaction
   * @param line what came back, and to which center
   */
  public void restock(Transaction tx, StockLine line) {
    tx.doNow(RESTOCK, new Restock(CommandId.of(tx.newId()), line));
  }

  /**
   * Has units kept elsewhere: all of them or none.
   *
   * @param command from where to where
   * @return Applied; Short with what lacks; Ended; NotFound
   * @throws IllegalStateException if too much waits: the work is to be tried again
   */
  public StockResult move(StockCommand.Move command) {
    StockResult result = apply(command);
    busy(result);
    return result;
  }

  /**
   * Has backorders filled from units that have become free, after the transaction.
   *
   * @param skus of which SKUs
   * @return what is to be done in the transaction
   */
  public Consumer<Transaction> freed(Collection<Sku> skus) {
    return fillFrom(skus.stream());
  }

  /**
   * Turns backordered units into allocated ones, as far as stock is there.
   *
   * @param id which reservation
   * @param sku which SKU
   * @param center at which center
   * @param wanted units that are waited for, as far as was told
   * @param others tells how many units others wait for under the same reservation; asked only if
   *     the line has another number than is waited for
   * @return how many of the units are still backordered; more than any line has if the reservation
   *     is not committed
   */
  public int fill(ReservationId id, Sku sku, CenterId center, int wanted, IntSupplier others) {
    int left = backordered(id, sku, center);
    int waiting =
        left == wanted || left == NOT_COMMITTED ? left : Math.max(0, left - others.getAsInt());
    int filled = Math.min(waiting, level(sku, center).unpromised());
    if (filled > 0) {
      StockLine line = new StockLine(sku, center, filled);
      StockResult result = apply(new StockCommand.Fill(newCommand(), id, List.of(line)));
      if (result instanceof StockResult.Busy) {
        require(result); // nobody else would come back to it
      }
      return result instanceof StockResult.Applied ? waiting - filled : waiting;
    }
    return waiting;
  }

  /** A hold that is not committed yet, or was lost, gets nothing: its commit asks again. */
  private int backordered(ReservationId id, Sku sku, CenterId center) {
    Optional<Reservation> reservation = store.find(id);
    if (reservation.filter(r -> r.state() == Reservation.State.COMMITTED).isEmpty()) {
      return NOT_COMMITTED;
    }
    return reservation.stream()
        .flatMap(committed -> committed.lines().stream())
        .filter(line -> line.sku().equals(sku) && line.center().equals(center))
        .mapToInt(Reservation.Line::backordered)
        .findFirst()
        .orElse(0);
  }

  /**
   * Returns the counters of some SKUs.
   *
   * @param skus which SKUs
   * @return a level for each SKU and center
   */
  public List<StockLevel> levels(Collection<Sku> skus) {
    return store.levels(skus);
  }

  /**
   * Returns the counters of one SKU at one center.
   *
   * @param sku which SKU
   * @param center at which center
   * @return the level; all zero if there never was one
   */
  public StockLevel level(Sku sku, CenterId center) {
    return store.levels(List.of(sku)).stream()
        .filter(level -> level.center().equals(center))
        .findFirst()
        .orElseGet(() -> StockLevel.none(sku, center));
  }

  private Consumer<Transaction> commit(WorkItem item) {
    Change change = kernel.payload(item, Change.class);
    StockResult result = apply(new StockCommand.Commit(change.command(), change.reservation()));
    // A released one was cancelled before; whoever hears of it finds nothing left to do then.
    boolean lost =
        result instanceof StockResult.NotFound
            || (result instanceof StockResult.Ended ended
                && (ended.state() == Reservation.State.EXPIRED
                    || ended.state() == Reservation.State.RELEASED));
    if (lost) {
      return tx -> tx.doNow(HOLD_LOST, new HoldLost(change.subject(), change.reservation()));
    }
    require(result);
    // Goods may have come in while the hold could not yet be filled.
    return fillFrom(
        lines(change.reservation())
            .filter(line -> line.backordered() > 0)
            .map(Reservation.Line::sku));
  }

  private Stream<Reservation.Line> lines(ReservationId id) {
    return store.find(id).stream().flatMap(reservation -> reservation.lines().stream());
  }

  private Consumer<Transaction> extend(WorkItem item) {
    Extension extension = kernel.payload(item, Extension.class);
    busy(
        apply(
            new StockCommand.Extend(
                extension.command(), extension.reservation(), extension.until())));
    return tx -> {};
  }

  private Consumer<Transaction> giveBack(WorkItem item) {
    Change change = kernel.payload(item, Change.class);
    busy(
        apply(
            new StockCommand.Release(
                change.command(), change.reservation(), List.of(), List.of())));
    return fillFrom(lines(change.reservation()).map(Reservation.Line::sku));
  }

  /** What the queue before the store did not look at is work for later. */
  private static void busy(StockResult result) {
    if (result instanceof StockResult.Busy) {
      throw new IllegalStateException("The stock is busy");
    }
  }

  private Consumer<Transaction> release(WorkItem item) {
    Change change = kernel.payload(item, Change.class);
    StockResult result =
        apply(
            new StockCommand.Release(
                change.command(), change.reservation(), change.lines(), change.backorders()));
    boolean goneBefore =
        result instanceof StockResult.Ended ended && ended.state() == Reservation.State.EXPIRED;
    if (!goneBefore) {
      require(result);
    }
    return fillFrom(
        Stream.concat(change.lines().stream(), change.backorders().stream()).map(StockLine::sku));
  }

  private Consumer<Transaction> restock(WorkItem item) {
    Restock restock = kernel.payload(item, Restock.class);
    require(apply(new StockCommand.Receive(restock.command(), restock.line(), Optional.empty())));
    return fillFrom(Stream.of(restock.line().sku()));
  }

  /** Units that are free serve the backorders that wait for them. */
  private Consumer<Transaction> fillFrom(Stream<Sku> some) {
    List<Sku> skus = some.distinct().toList();
    if (skus.isEmpty()) {
      return tx -> {};
    }
    List<Incoming.Moved> awaited =
        store.levels(skus).stream()
            .filter(level -> level.backordered() > 0 && level.unpromised() > 0)
            .map(Incoming.Moved::forward)
            .toList();
    return tx -> awaited.forEach(moved -> tx.doNow(Incoming.MOVED, moved));
  }

  private Consumer<Transaction> ship(WorkItem item) {
    Change change = kernel.payload(item, Change.class);
    // A refusal is the answer to this command for ever, also when the hold is committed at last.
    if (store.find(change.reservation()).filter(Reservations::isHeld).isPresent()) {
      throw new IllegalStateException(
          change.reservation() + " is not committed yet; its units are taken off later");
    }
    require(apply(new StockCommand.Ship(change.command(), change.reservation(), change.lines())));
    return tx -> {};
  }

  private static boolean isHeld(Reservation reservation) {
    return reservation.state() == Reservation.State.HELD;
  }

  /**
   * Has work tried again later while too much waits. Any other answer would mean that documents and
   * counters tell different stories.
   */
  private static void require(StockResult result) {
    if (result instanceof StockResult.Busy) {
      throw new IllegalStateException("Too many stock commands wait; the work is tried again");
    } else if (!(result instanceof StockResult.Applied)) {
      throw new IllegalStateException("Stock did not follow the order: " + result);
    }
  }

  /**
   * Returns the refusal that passes {@link StockResult.Busy} on.
   *
   * @param field what the caller asked for
   * @return the refusal
   */
  public static Refusal busy(String field) {
    return new Refusal(
        Refusal.Code.BUSY, field, "too many stock commands wait at this moment; try again");
  }

  /**
   * Gives back what was held too long; time has ended it already, this only tidies up. Returns what
   * it found.
   */
  List<ReservationId> expire(Instant now, int limit) {
    List<Reservation> over = store.expiring(now, limit);
    if (!over.isEmpty()) {
      store.apply(
          over.stream()
              .<StockCommand>map(held -> new StockCommand.Expire(newCommand(), held.id()))
              .toList(),
          now);
      over.forEach(this::changed);
      Consumer<Transaction> fill =
          fillFrom(over.stream().flatMap(held -> held.lines().stream()).map(Reservation.Line::sku));
      kernel.transact(
          tx -> {
            fill.accept(tx);
            return over;
          });
    }
    return over.stream().map(Reservation::id).toList();
  }

  /** A fault means that the outcome is unknown: the same command again has the same answer. */
  StockResult apply(StockCommand command) {
    for (int attempt = 1; ; attempt++) {
      try {
        StockResult result = store.apply(List.of(command), kernel.now()).get(0);
        if (result instanceof StockResult.Applied applied) {
          changed(command, applied);
        }
        return result;
      } catch (RuntimeException unknown) {
        if (attempt == ATTEMPTS_MAX) {
          throw unknown;
        }
      }
    }
  }

  /** What this node has changed shows on its pages at once. */
  private void changed(StockCommand command, StockResult.Applied applied) {
    applied.reservation().ifPresent(this::changed);
    if (command instanceof StockCommand.Reserve c) {
      c.replaces().forEach(id -> store.find(id).ifPresent(this::changed));
    } else if (command instanceof StockCommand.Receive c) {
      shown.changed(c.line().sku());
    } else if (command instanceof StockCommand.Expect c) {
      shown.changed(c.sku());
    } else if (command instanceof StockCommand.Adjust c) {
      shown.changed(c.sku());
    } else if (command instanceof StockCommand.Count c) {
      shown.changed(c.sku());
    } else if (command instanceof StockCommand.Transfer c) {
      shown.changed(c.line().sku());
    }
  }

  private void changed(Reservation reservation) {
    reservation.lines().forEach(line -> shown.changed(line.sku()));
  }

  ShownLevels shown() {
    return shown;
  }

  private CommandId newCommand() {
    return CommandId.of(kernel.newId());
  }
}
