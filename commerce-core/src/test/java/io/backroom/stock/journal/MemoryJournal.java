package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A journal of lists, with places for a test to step in. */
class MemoryJournal implements StockSnapshots {
  private final List<StockRecord> records = new ArrayList<>();
  private final Map<ReservationId, Reservation> reservations = new HashMap<>();
  private final Map<CommandId, StockAnswer> answers = new HashMap<>();
  private final List<StockMovement> movements = new ArrayList<>();
  private final List<StockLevel> levels = new ArrayList<>();
  private final Map<ReservationId, Instant> holds = new HashMap<>();
  private long keptRecord;
  private long keptMovement;
  private long foldedRecord;

  /** Runs within every append, before anything is written. */
  Runnable beforeAppend = () -> {};

  /** Runs within every fold, before anything is folded. */
  Runnable beforeFold = () -> {};

  final List<Integer> appended = new ArrayList<>();

  synchronized List<StockRecord> records() {
    return List.copyOf(records);
  }

  synchronized void remove(int index) {
    records.remove(index);
  }

  /** Alters the counters that are kept, as somebody might who edits a table. */
  synchronized void alter(StockLevel level) {
    levels.removeIf(l -> l.sku().equals(level.sku()) && l.center().equals(level.center()));
    levels.add(level);
  }

  @Override
  public synchronized void load(Loader to) {
    to.begin(keptRecord, keptMovement);
    levels.forEach(to::level);
    holds.forEach(to::hold);
    records.stream()
        .filter(record -> record.number() > keptRecord)
        .forEach(record -> to.record(record, record.number() <= foldedRecord));
  }

  @Override
  public void append(List<StockRecord> more) {
    beforeAppend.run();
    synchronized (this) {
      records.addAll(more);
      appended.add(more.size());
    }
  }

  @Override
  public synchronized Optional<Reservation> reservation(ReservationId id) {
    return Optional.ofNullable(reservations.get(id));
  }

  @Override
  public synchronized Optional<StockAnswer> answer(CommandId id) {
    return Optional.ofNullable(answers.get(id));
  }

  @Override
  public synchronized List<StockMovement> movements(long after, int limit) {
    return page(movements.stream(), after, limit);
  }

  @Override
  public synchronized List<StockMovement> movements(Sku sku, long after, int limit) {
    return page(movements.stream().filter(m -> m.sku().equals(sku)), after, limit);
  }

  private static List<StockMovement> page(Stream<StockMovement> all, long after, int limit) {
    return all.filter(m -> m.sequence() > after).limit(limit).toList();
  }

  @Override
  public void fold(List<StockRecord> more) {
    beforeFold.run();
    synchronized (this) {
      for (StockRecord record : more) {
        for (StockEntry entry : record.entries()) {
          entry.answer().ifPresent(answer -> answers.put(answer.command(), answer));
          entry.reservations().forEach(r -> reservations.put(r.id(), r));
          movements.addAll(entry.movements());
        }
        foldedRecord = record.number();
      }
    }
  }

  @Override
  public boolean isSnapshotDue() {
    return false;
  }

  @Override
  public synchronized void keep(Snapshot snapshot) {
    keptRecord = snapshot.record();
    keptMovement = snapshot.movement();
    levels.clear();
    levels.addAll(snapshot.levels());
    holds.clear();
    snapshot.holds(holds::put);
  }
}
