package io.backroom.stock.journal;

import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.FarArchive.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Stock that one process decides on in memory and keeps in a {@link StockJournal}.
 *
 * <p>A call is decided under a lock, what it did becomes a record, and the call returns when the
 * record is durable. While one is written the next calls are decided already, on what the first
 * did; records that wait share one write. Nobody is told what is not durable: who reads waits for
 * what was decided before.
 *
 * <p>In memory are all counters and expected receipts, the open holds, and the records that are not
 * folded. When those are {@link Limits#foldBytes} long they are folded beside the commands; at
 * {@link Limits#unfoldedBytes} commands wait for that. Movements are read from the archive, so
 * reading the newest folds first.
 *
 * <p>A command that would take a counter out of its range fails its call with {@link
 * ArithmeticException} after all others of it have been carried out.
 *
 * <p>When {@link StockJournal#append} or {@link StockJournal#fold} has failed every call fails with
 * {@link IllegalStateException}: open the journal again. So does every call after {@link #close}.
 * Thread-safe.
 */
public final class JournaledStock implements BatchedInventoryStore, StockLedger, AutoCloseable {
  private static final int COMMANDS_MAX = 8_192;
  private static final int HOLDS_MAX = 1_000;
  private static final int MOVEMENTS_MAX = 10_000;

  /** A record ends here, so that it stays small whatever a call brings. */
  private static final int RECORD_BYTES = 1 << 20;

  /**
   * How much of what is not folded may be in memory. Tables and objects around the records take
   * about as much again.
   *
   * @param foldBytes how long the records are when a fold begins, 1 to 2^30
   * @param unfoldedBytes how long they may become, {@code foldBytes} to 2^30; the records of one
   *     call more at most
   */
  public record Limits(int foldBytes, int unfoldedBytes) {
    private static final int BYTES_MAX = 1 << 30;

    /** Refuses limits out of range. */
    public Limits {
      Require.range("foldBytes", foldBytes, 1, BYTES_MAX);
      Require.range("unfoldedBytes", unfoldedBytes, foldBytes, BYTES_MAX);
    }

    /**
     * Returns limits for a shop of any size.
     *
     * @return 16 and 64 MiB
     */
    public static Limits standard() {
      return new Limits(16 << 20, 64 << 20);
    }
  }

  private final StockJournal journal;
  private final Limits limits;
  private final Archive archive;
  private final Appender appender;

  /** Folds; its thread ends when there is nothing to fold for a while. */
  private final ThreadPoolExecutor folder =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), JournaledStock::thread);

  /** Guards everything below. */
  private final ReentrantLock lock = new ReentrantLock();

  /** A fold has ended. */
  private final Condition folded = lock.newCondition();

  private final StockState state;
  private List<StockRecord> pending = new ArrayList<>();
  private boolean folding;
  private boolean closed;

  /** The last record when {@link #foldWhenQuiet} was called last. */
  private long seenRecord;

  private JournaledStock(StockJournal journal, Limits limits) {
    this.journal = journal;
    this.limits = limits;
    this.archive = new Archive(journal);
    this.state = new StockState(archive);
    journal.load(state);
    this.appender = new Appender(journal, state.lastRecord(), this::takePending);
    folder.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "backroom-stock-fold");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Loads a journal.
   *
   * @param journal the journal, which nobody else uses from now on
   * @param limits how much may be in memory of what is not folded
   * @return the stock in it; close it before the journal
   */
  public static JournaledStock open(StockJournal journal, Limits limits) {
    return new JournaledStock(journal, limits);
  }

  /** One is decided while the one before it is written. */
  @Override
  public int batchesAtOnce() {
    return 2;
  }

  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    Require.range("commands", commands.size(), 1, COMMANDS_MAX);
    // Each caller does this itself, at the same time as others.
    List<Fingerprint> fingerprints = new ArrayList<>(commands.size());
    for (StockCommand command : commands) {
      fingerprints.add(Fingerprint.of(command));
    }
    List<StockResult> results = new ArrayList<>(commands.size());
    try {
      boolean decided = false;
      while (!decided) {
        long folds = archive.isFar() ? locked(state::folds) : 0;
        decided = decide(commands, fingerprints, now, archive.ask(commands), folds, results);
      }
    } finally {
      // Also when one fails: the others are decided.
      appender.await(last());
    }
    return results;
  }

  /**
   * Decides commands.
   *
   * @param found what the archive says about them
   * @param folds how many folds had ended when it was asked
   * @return whether they are decided; false if the archive must be asked again: what was in memory
   *     when it was asked may have moved into it
   */
  private boolean decide(
      List<StockCommand> commands,
      List<Fingerprint> fingerprints,
      Instant now,
      Found found,
      long folds,
      List<StockResult> results) {
    lock.lock();
    try {
      while (isUsable() && isFull()) {
        folded.awaitUninterruptibly();
      }
      requireUsable();
      if (archive.isFar() && state.folds() != folds) {
        return false;
      }
      archive.know(found);
      Optional<ArithmeticException> failure = Optional.empty();
      for (int i = 0; i < commands.size(); i++) {
        try {
          results.add(state.answer(commands.get(i), fingerprints.get(i), now));
        } catch (ArithmeticException outOfRange) {
          // Others' commands are not to suffer from this one: they are decided before it is told.
          failure = Optional.of(outOfRange);
        }
        seal(RECORD_BYTES);
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return true;
    } finally {
      seal(1);
      if (state.freshBytes() >= limits.foldBytes && !folding) {
        beginFold(false);
      }
      lock.unlock();
    }
  }

  private boolean isUsable() {
    return !closed && !appender.hasFailed();
  }

  private void requireUsable() {
    if (closed) {
      throw new IllegalStateException("The stock was closed");
    }
    appender.requireNoFailure();
  }

  private boolean isFull() {
    return folding && state.unfoldedBytes() >= limits.unfoldedBytes;
  }

  /** Ends the open record if it is so long. */
  private void seal(int bytes) {
    if (state.isTorn()) {
      appender.fail(new IllegalStateException("A command was not carried out to its end"));
    } else if (state.openBytes() >= bytes) {
      pending.add(state.seal());
    }
  }

  private List<StockRecord> takePending() {
    return locked(
        () -> {
          List<StockRecord> taken = pending;
          pending = new ArrayList<>();
          return taken;
        });
  }

  private long last() {
    return locked(state::lastRecord);
  }

  private <T> T locked(Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }

  /** Reads what is in memory, and returns when it is durable. */
  private <T> T read(Supplier<T> what) {
    T found;
    long last;
    lock.lock();
    try {
      requireUsable();
      found = what.get();
      last = state.lastRecord();
    } finally {
      lock.unlock();
    }
    appender.await(last);
    return found;
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    return read(() -> state.levels(skus));
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    // What is in no record in memory is in the archive, or is there before it leaves the memory.
    return read(() -> state.findUnfolded(id)).or(() -> journal.reservation(id));
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    Require.range("limit", limit, 1, HOLDS_MAX);
    return read(() -> state.runOut(before, limit));
  }

  @Override
  public List<StockMovement> movements(long after, int limit) {
    long end = foldThrough(requirePage(after, limit));
    return after >= end ? List.of() : upTo(end, journal.movements(after, limit));
  }

  @Override
  public List<StockMovement> movements(Sku sku, long after, int limit) {
    requirePage(after, limit);
    long end = foldThrough(Long.MAX_VALUE);
    return after >= end ? List.of() : upTo(end, journal.movements(sku, after, limit));
  }

  /** Returns the last sequence that a page of movements can have. */
  private static long requirePage(long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return after > Long.MAX_VALUE - limit ? Long.MAX_VALUE : after + limit;
  }

  /** Leaves those out that the fold under way has taken over already. */
  static List<StockMovement> upTo(long end, List<StockMovement> page) {
    return page.stream().takeWhile(m -> m.sequence() <= end).toList();
  }

  @Override
  public List<Sku> skus(Optional<Sku> after, int limit) {
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return read(() -> state.skus(after, limit));
  }

  @Override
  public StockLevel recompute(Sku sku, CenterId center) {
    MovementSums sums = new MovementSums(journal, sku, center);
    // Most of them outside the lock: there may be many.
    sums.addFolded(foldThrough(Long.MAX_VALUE));
    return read(
        () -> {
          sums.addFolded(state.foldedMovement());
          state.unfoldedMovements().stream().filter(m -> m.sku().equals(sku)).forEach(sums::add);
          StockLevel before = state.level(sku, center);
          LevelChange repair = sums.minus(before);
          if (repair.isMovement()) {
            state.repair(repair);
            seal(1);
          }
          return repair.appliedTo(before);
        });
  }

  /**
   * Returns when the movements up to one are folded, or all there are; returns the last of them.
   */
  private long foldThrough(long movement) {
    lock.lock();
    try {
      requireUsable();
      long wanted = Math.min(movement, state.lastMovement());
      while (state.foldedMovement() < wanted) {
        if (!folding) {
          beginFold(false);
        }
        folded.awaitUninterruptibly();
        requireUsable();
      }
      return state.foldedMovement();
    } finally {
      lock.unlock();
    }
  }

  /** Has everything folded that came since the last fold; none is under way. */
  private void beginFold(boolean isLast) {
    folding = true;
    List<StockRecord> records = state.freeze();
    long record = state.lastRecord();
    long movement = state.lastMovement();
    Optional<StockSnapshots.Snapshot> snapshot =
        journal instanceof StockSnapshots keeper && (isLast || keeper.isSnapshotDue())
            ? Optional.of(state.snapshot())
            : Optional.empty();
    folder.execute(
        () -> {
          try {
            appender.await(record);
            if (!records.isEmpty()) {
              journal.fold(records);
            }
            if (journal instanceof StockSnapshots keeper) {
              snapshot.ifPresent(keeper::keep);
            }
          } catch (RuntimeException | Error e) {
            // Nothing is lost, the journal has it all; but memory would grow without end.
            appender.fail(e);
          }
          endFold(movement);
        });
  }

  private void endFold(long movement) {
    lock.lock();
    try {
      if (!appender.hasFailed()) {
        state.thaw(movement);
      }
      folding = false;
      folded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells whether every call fails because the journal has failed.
   *
   * @return whether to open the journal again
   */
  public boolean hasFailed() {
    return appender.hasFailed();
  }

  /**
   * Begins to fold what is not folded if nothing was decided since this was last called: for a
   * timer, so that after a busy time the archive has it all.
   */
  public void foldWhenQuiet() {
    lock.lock();
    try {
      boolean quiet = seenRecord == state.lastRecord();
      seenRecord = state.lastRecord();
      if (quiet && isUsable() && !folding && state.freshBytes() > 0) {
        beginFold(false);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Folds everything, so that the archive has it all and the next start is short. Calls under way
   * end first. Again, it does nothing.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      folded.signalAll();
      awaitFold();
      if (!appender.hasFailed()) {
        beginFold(true);
        awaitFold();
      }
    } finally {
      lock.unlock();
    }
    folder.shutdown();
  }

  private void awaitFold() {
    while (folding && !appender.hasFailed()) {
      folded.awaitUninterruptibly();
    }
  }
}
