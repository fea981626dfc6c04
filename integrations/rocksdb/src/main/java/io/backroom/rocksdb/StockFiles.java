package io.backroom.rocksdb;

import io.backroom.rocksdb.Database.Family;
import io.backroom.rocksdb.Layer.Answer;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.rocksdb.WriteBatch;

/**
 * Reads stock from the database when it is opened, and moves the effects of commands from the
 * journal to keys of their own afterwards: a snapshot. It runs beside the commands, in small
 * batches. The journal is cut only when all of them are written; if the process ends before, the
 * next one reads the same effects from the journal again, and to take them in twice changes
 * nothing.
 */
final class StockFiles implements AutoCloseable {
  /** How long an answer is remembered, at least, by the time of its command. */
  static final Duration ANSWERS_KEPT = Duration.ofDays(30);

  /** While a snapshot is written, this many times the commands of one may come; then they wait. */
  private static final int AHEAD_MAX = 4;

  /** Small enough for a commit in between not to notice. */
  private static final int BATCH_BYTES = 256 * 1024;

  private static final byte[] JOURNAL_BEGIN = new ByteWriter().ascii("journal").toBytes();

  private final Database database;
  private final StockState stock;
  private final Lock lock;
  private final Condition written;
  private final int snapshotAfter;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          run -> {
            Thread thread = new Thread(run, "backroom-rocksdb-snapshot");
            thread.setDaemon(true);
            return thread;
          });

  private boolean closed;

  /**
   * Reads the stock.
   *
   * @param lock guards the stock
   * @param snapshotAfter after how many commands a snapshot is written
   */
  StockFiles(Database database, StockState stock, Lock lock, int snapshotAfter) {
    this.database = database;
    this.stock = stock;
    this.lock = lock;
    this.written = lock.newCondition();
    this.snapshotAfter = snapshotAfter;
    try {
      read();
    } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
      throw new RocksDbStoreException("The stock cannot be read; none of its data was changed", e);
    }
  }

  private void read() {
    List<StockLevel> levels = new ArrayList<>();
    database.scan(
        Family.LEVELS,
        new byte[0],
        null,
        (key, value) -> levels.add(StockCodec.level(new ByteReader(value))));
    byte[] begin = database.get(Family.META, JOURNAL_BEGIN);
    long record = begin == null ? 1 : new ByteReader(begin).sorted();
    long movement =
        database.lastKey(Family.MOVEMENTS).map(key -> new ByteReader(key).sorted()).orElse(0L);
    stock.load(record - 1, movement, levels.stream());
    database.scan(
        Family.HOLDS,
        new byte[0],
        null,
        (key, value) -> {
          ByteReader in = new ByteReader(key);
          stock.load(in.sortedInstant(), ReservationId.of(in.asciiToEnd()));
          return true;
        });
    database.scan(
        Family.JOURNAL,
        key(record),
        null,
        (key, value) -> {
          long next = new ByteReader(key).sorted();
          if (next != stock.lastRecord() + 1) {
            throw new RocksDbStoreException(
                "Record " + (stock.lastRecord() + 1) + " of the journal of stock is missing");
          }
          stock.put(Layer.of(next, value), stock::find);
          return true;
        });
  }

  static byte[] key(long sequence) {
    return new ByteWriter().sorted(sequence).toBytes();
  }

  private static byte[] key(String id) {
    return new ByteWriter().ascii(id).toBytes();
  }

  private static byte[] key(Instant at, String id) {
    return new ByteWriter().sorted(at).ascii(id).toBytes();
  }

  static Optional<Reservation> reservation(Database database, ReservationId id) {
    byte[] found = database.get(Family.RESERVATIONS, key(id.value()));
    return found == null
        ? Optional.empty()
        : Optional.of(StockCodec.reservation(new ByteReader(found)));
  }

  static Optional<Answer> answer(Database database, CommandId id) {
    byte[] found = database.get(Family.ANSWERS, key(id.value()));
    if (found == null) {
      return Optional.empty();
    }
    ByteReader in = new ByteReader(found);
    return Optional.of(new Answer(in.instant(), in.block(), StockCodec.result(in, List.of())));
  }

  /** Begins a snapshot if enough commands came; the lock is held. */
  void snapshotIfDue() {
    if (!closed && stock.freshCommands() >= snapshotAfter && !stock.isFrozen()) {
      Layer frozen = stock.freeze();
      worker.execute(() -> write(frozen));
    }
  }

  /** Waits while the snapshot under way is far behind, so that memory stays bounded. */
  void awaitRoom() {
    lock.lock();
    try {
      while (stock.isFrozen() && stock.freshCommands() >= (long) AHEAD_MAX * snapshotAfter) {
        written.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void write(Layer frozen) {
    try {
      each(frozen.levels.values(), this::level);
      each(frozen.reservations.values(), (batch, r) -> reservation(batch, frozen, r));
      each(frozen.answers.entrySet(), this::answer);
      each(frozen.movements, this::movement);
      forget(frozen);
      try (WriteBatch batch = new WriteBatch()) {
        database.put(batch, Family.META, JOURNAL_BEGIN, key(frozen.record + 1));
        database.deleteRange(batch, Family.JOURNAL, key(0), key(frozen.record + 1));
        database.writeLater(batch);
      }
    } catch (RuntimeException e) {
      // Memory would grow without a snapshot. Nothing is lost: the journal has it all.
      database.fail(e);
    } finally {
      lock.lock();
      try {
        stock.thaw();
        written.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private <T> void each(Iterable<T> values, BiConsumer<WriteBatch, T> one) {
    try (WriteBatch batch = new WriteBatch()) {
      for (T value : values) {
        one.accept(batch, value);
        if (batch.getDataSize() > BATCH_BYTES) {
          database.writeLater(batch);
          batch.clear();
        }
      }
      database.writeLater(batch);
    }
  }

  private static byte[] bytes(Consumer<ByteWriter> value) {
    ByteWriter out = new ByteWriter();
    value.accept(out);
    return out.toBytes();
  }

  private void level(WriteBatch batch, StockLevel level) {
    byte[] key =
        new ByteWriter().ascii(level.sku().value()).put(0).ascii(level.center().value()).toBytes();
    database.put(batch, Family.LEVELS, key, bytes(out -> StockCodec.level(out, level)));
  }

  private void reservation(WriteBatch batch, Layer frozen, Reservation after) {
    Instant end = frozen.holdsBefore.get(after.id());
    if (end != null) {
      database.delete(batch, Family.HOLDS, key(end, after.id().value()));
    }
    if (after.state() == Reservation.State.HELD) {
      database.put(batch, Family.HOLDS, key(after.expiresAt(), after.id().value()), new byte[0]);
    }
    database.put(
        batch,
        Family.RESERVATIONS,
        key(after.id().value()),
        bytes(out -> StockCodec.reservation(out, after)));
  }

  private void answer(WriteBatch batch, Map.Entry<CommandId, Answer> entry) {
    Answer answer = entry.getValue();
    String id = entry.getKey().value();
    database.put(
        batch,
        Family.ANSWERS,
        key(id),
        bytes(
            out -> {
              out.instant(answer.at()).block(answer.command());
              StockCodec.result(out, answer.result());
            }));
    database.put(batch, Family.AGES, key(answer.at(), id), new byte[0]);
  }

  private void movement(WriteBatch batch, StockMovement movement) {
    database.put(
        batch,
        Family.MOVEMENTS,
        key(movement.sequence()),
        bytes(out -> StockCodec.movement(out, movement)));
  }

  /** Forgets old answers: at most twice as many as came, so that a snapshot stays short. */
  private void forget(Layer frozen) {
    Optional<Instant> latest =
        database.lastKey(Family.AGES).map(key -> new ByteReader(key).sortedInstant());
    if (latest.isEmpty()) {
      return;
    }
    Instant old = latest.get().minus(ANSWERS_KEPT);
    List<byte[]> ages = new ArrayList<>();
    database.scan(
        Family.AGES,
        new byte[0],
        key(old, ""),
        (key, value) -> ages.add(key) && ages.size() < 2 * frozen.answers.size());
    each(
        ages,
        (batch, age) -> {
          ByteReader in = new ByteReader(age);
          in.sortedInstant();
          database.delete(batch, Family.AGES, age);
          database.delete(batch, Family.ANSWERS, key(in.asciiToEnd()));
        });
  }

  /** Waits for a snapshot under way, so that nothing touches the database any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    worker.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (worker.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
