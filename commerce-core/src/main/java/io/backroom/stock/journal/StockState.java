package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.Shelf;
import io.backroom.stock.StockChange;
import io.backroom.stock.StockDecider;
import io.backroom.stock.StockView;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Stock as the last command left it: counters, receipts and open holds, and what is not folded.
 * What is older is read from the journal's archive. Not thread-safe.
 */
final class StockState implements StockJournal.Loader {
  private final Archive archive;
  private final Shelves shelves = new Shelves();
  private final Holds holds = new Holds(this::findOnce, this::findAhead);
  private final StockDecider decider = new StockDecider(new View());

  /** The reservations that the command under way was decided on; empty between commands. */
  private final Map<ReservationId, Reservation> before = new HashMap<>();

  /** What came since the last fold began. */
  private Unfolded fresh = new Unfolded();

  /** What the fold under way takes over; empty if there is none. */
  private Unfolded frozen = new Unfolded();

  private long lastRecord;
  private long lastMovement;

  /** The last movement that the archive answers for. */
  private long foldedMovement;

  private long folds;

  /** Whether a command is carried out; for good if that has thrown. */
  private boolean torn;

  StockState(Archive archive) {
    this.archive = archive;
  }

  private final class View implements StockView {
    @Override
    public Shelf shelf(Sku sku, CenterId center) {
      return shelves.get(sku, center);
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
      return findOnce(id, archive::named);
    }

    @Override
    public Optional<ExpectedReceipt> receipt(ReceiptId id) {
      return shelves.receipt(id);
    }

    @Override
    public List<Reservation> runOut(Sku sku, CenterId center, Instant now) {
      return holds.runOut(sku, center, now);
    }
  }

  /** Returns a reservation as it was before the command under way. */
  private Optional<Reservation> findOnce(ReservationId id) {
    return findOnce(id, archive::reservation);
  }

  private Optional<Reservation> findOnce(
      ReservationId id, Function<ReservationId, Optional<Reservation>> folded) {
    Reservation known = before.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Reservation> found = findUnfolded(id);
    if (found.isEmpty()) {
      found = folded.apply(id);
    }
    found.ifPresent(r -> before.put(id, r));
    return found;
  }

  /** Looks some reservations up that will be asked for one by one. */
  private void findAhead(List<ReservationId> ids) {
    if (archive.isFar()) {
      List<ReservationId> folded =
          ids.stream().filter(id -> !before.containsKey(id) && findUnfolded(id).isEmpty()).toList();
      before.putAll(archive.ahead(folded));
    }
  }

  @Override
  public void begin(long record, long movement) {
    lastRecord = record;
    lastMovement = movement;
    foldedMovement = movement;
  }

  @Override
  public void level(StockLevel level) {
    shelves.load(level);
  }

  @Override
  public void hold(ReservationId id, Instant expiresAt) {
    holds.add(id, expiresAt);
  }

  @Override
  public void record(StockRecord record, boolean folded) {
    if (record.number() != lastRecord + 1) {
      throw new IllegalStateException(
          "Record " + (lastRecord + 1) + " of the journal of stock is missing");
    }
    lastRecord = record.number();
    if (!folded) {
      fresh.add(record);
    }
    byte[] bytes = record.bytes();
    for (int offset = 0; offset < bytes.length; offset = EntryCodec.end(bytes, offset)) {
      StockEntry entry = EntryCodec.read(bytes, offset);
      load(entry);
      if (!folded) {
        fresh.put(entry, offset);
      }
    }
    foldedMovement = folded ? lastMovement : foldedMovement;
  }

  private void load(StockEntry entry) {
    entry.changes().forEach(shelves::load);
    lastMovement += entry.movements().size();
    for (Reservation after : entry.reservations()) {
      if (after.state() == State.HELD) {
        holds.add(after.id(), after.expiresAt());
      }
    }
  }

  long lastRecord() {
    return lastRecord;
  }

  long lastMovement() {
    return lastMovement;
  }

  long foldedMovement() {
    return foldedMovement;
  }

  /** Returns how many folds have ended. */
  long folds() {
    return folds;
  }

  /** Returns whether a command was carried out in part, which makes all of this worthless. */
  boolean isTorn() {
    return torn;
  }

  /**
   * Answers a command as it was answered before, or decides it and carries it out.
   *
   * @throws ArithmeticException if a counter would leave its range; nothing has changed then
   */
  StockResult answer(StockCommand command, Fingerprint fingerprint, Instant now) {
    Optional<StockAnswer> first = answer(command.id());
    if (first.isPresent()) {
      return first.get().fingerprint().equals(fingerprint)
          ? first.get().result()
          : new StockResult.KeyReused();
    }
    before.clear();
    StockResult result = decider.decide(command, now);
    carryOut(command, new StockAnswer(command.id(), now, fingerprint, result));
    return result;
  }

  private Optional<StockAnswer> answer(CommandId id) {
    Optional<StockAnswer> found = fresh.answer(id).or(() -> frozen.answer(id));
    return found.isPresent() ? found : archive.answer(id);
  }

  private void carryOut(StockCommand command, StockAnswer answer) {
    torn = true;
    List<StockChange> changes = decider.changes();
    List<Reservation> reservations = decider.reservations();
    int offset = fresh.open().size();
    EntryCodec.write(
        fresh.open(), StockCodec.kind(command), lastMovement + 1, answer, reservations, changes);
    fresh.putAnswer(command.id(), offset);
    for (Reservation after : reservations) {
      Reservation old = before.get(after.id());
      if (old != null && old.state() == State.HELD) {
        holds.remove(old);
      }
    }
    before.clear();
    for (Reservation after : reservations) {
      fresh.putReservation(after.id(), offset);
      if (after.state() == State.HELD) {
        holds.add(after.id(), after.expiresAt());
      }
    }
    for (StockChange change : changes) {
      shelves.prepare(change);
      lastMovement += change.isMovement() ? 1 : 0;
    }
    decider.carryOut();
    torn = false;
  }

  /** Sets a level to other counters as an entry of its own. */
  void repair(LevelChange change) {
    EntryCodec.write(fresh.open(), change);
    shelves.load(change);
  }

  /** Returns how long the entries are that are in no record yet. */
  int openBytes() {
    return fresh.open().size();
  }

  /** Puts the entries that are in no record yet into one. */
  StockRecord seal() {
    lastRecord++;
    return fresh.seal(lastRecord);
  }

  /** Returns a reservation if a record that is not folded has it. */
  Optional<Reservation> findUnfolded(ReservationId id) {
    Optional<Reservation> found = fresh.reservation(id);
    return found.isPresent() ? found : frozen.reservation(id);
  }

  List<Reservation> runOut(Instant now, int limit) {
    List<Reservation> found = holds.runOut(now, limit);
    before.clear();
    return found;
  }

  List<StockLevel> levels(Collection<Sku> skus) {
    return shelves.levels(skus);
  }

  StockLevel level(Sku sku, CenterId center) {
    return shelves.get(sku, center).level();
  }

  List<Sku> skus(Optional<Sku> after, int limit) {
    return shelves.skus(after, limit);
  }

  /** Returns how long the records are that are not folded. */
  long unfoldedBytes() {
    return fresh.bytes() + frozen.bytes();
  }

  /** Returns how long the records are that no fold takes over yet. */
  long freshBytes() {
    return fresh.bytes();
  }

  /** Begins a fold; no record is open. Returns what it takes over. */
  List<StockRecord> freeze() {
    frozen = fresh;
    fresh = new Unfolded();
    return frozen.records();
  }

  /** Ends a fold: what it took over, up to some movement, is read from the archive now. */
  void thaw(long movement) {
    frozen = new Unfolded();
    foldedMovement = movement;
    folds++;
  }

  /** Returns the movements that are not folded, in their order. */
  List<StockMovement> unfoldedMovements() {
    return Stream.of(frozen, fresh)
        .flatMap(unfolded -> unfolded.records().stream())
        .flatMap(record -> record.entries().stream())
        .flatMap(entry -> entry.movements().stream())
        .toList();
  }

  /** Returns the counters and holds as they are now, while they go on changing. */
  StockSnapshots.Snapshot snapshot() {
    List<StockLevel> levels = shelves.levels();
    Holds open = holds.copy();
    long record = lastRecord;
    long movement = lastMovement;
    return new StockSnapshots.Snapshot() {
      @Override
      public long record() {
        return record;
      }

      @Override
      public long movement() {
        return movement;
      }

      @Override
      public List<StockLevel> levels() {
        return levels;
      }

      @Override
      public void holds(BiConsumer<ReservationId, Instant> action) {
        open.forEach(action);
      }
    };
  }
}
