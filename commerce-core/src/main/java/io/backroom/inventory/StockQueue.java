package io.backroom.inventory;

import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.InventoryStore;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes batches of concurrent calls, so that they share one call of a store that costs I/O. {@code
 * Commerce} puts it before such a store by itself; it is just as good without a shop.
 *
 * <p>Who comes while the store has room calls it at once: an idle system adds no delay. Who comes
 * meanwhile waits, and the first of them then calls for all that wait. If many callers were
 * answered just now he first waits a moment for them to come again, at most a fourth of what their
 * batch took and 5 milliseconds. No thread is kept for callers that wait; for {@link #submit} there
 * are as many daemon threads as the store takes batches at once, started when they are needed.
 *
 * <p>When more wait than fit in a batch, each SKU has its share of it, so that a hot one starves no
 * other; a command about a reservation that is there counts for itself. When the line is full, or
 * half of it waits for the same SKU, the answer is {@link StockResult.Busy}: nothing happened, and
 * the command may be sent again.
 *
 * <p>A batch has one time: the latest that its callers have brought along; a submitted command
 * brings the clock's when its batch begins. Calls that are on their way at the same time may be
 * carried out in any order: send what builds on an answer when you have it. A batch that failed
 * failed for all of its calls: with the store's own exception for a call that was alone in it, else
 * with an {@code IllegalStateException} whose cause that is. What became of them is unknown; the
 * same command again finds out.
 *
 * <p>What the store reads, and whether it is a {@link StockLedger}, is passed on. Thread-safe.
 */
public class StockQueue implements InventoryStore, AutoCloseable {
  /** How many commands wait at most, unless chosen otherwise. */
  public static final int WAITING_MAX = 65_536;

  private static final int COMMANDS_MAX = 8_192;

  /** Those who come again are waited for during a fourth of what a batch took. */
  private static final int PATIENCE = 4;

  private static final Duration PATIENCE_MAX = Duration.ofMillis(5);

  private final BatchedInventoryStore store;
  private final InstantSource clock;
  private final Duration patienceMax;
  private final ReentrantLock lock = new ReentrantLock();

  /** There may be a batch for a worker, or the queue was closed. */
  private final Condition forWorkers = lock.newCondition();

  /** The queue was closed and nothing is left. */
  private final Condition drained = lock.newCondition();

  private final WaitingLine line;

  private final int batchesMax;

  /** How many more batches the store has room for now. If anybody waits there is none. */
  private int free;

  /** How many callers were answered last, who are likely to come again. */
  private int returning;

  /** How long it is worth waiting for them. */
  private long patienceNanos;

  /** Whether somebody waits for them. */
  private boolean gathering;

  /** They are there. */
  private final Condition gathered = lock.newCondition();

  /** How many batches no worker has begun yet that was told to; not free any more. */
  private int assigned;

  private int workers;
  private int idle;
  private boolean closed;

  /** A queue before a store that is a ledger is one too. */
  private static final class Ledger extends StockQueue implements StockLedger {
    private final StockLedger ledger;

    private Ledger(
        BatchedInventoryStore store,
        StockLedger ledger,
        InstantSource clock,
        int waitingMax,
        Duration patienceMax) {
      super(store, clock, waitingMax, patienceMax);
      this.ledger = ledger;
    }

    @Override
    public List<StockMovement> movements(long after, int limit) {
      return ledger.movements(after, limit);
    }

    @Override
    public List<StockMovement> movements(Sku sku, long after, int limit) {
      return ledger.movements(sku, after, limit);
    }

    @Override
    public List<Sku> skus(Optional<Sku> after, int limit) {
      return ledger.skus(after, limit);
    }

    @Override
    public StockLevel recompute(Sku sku, CenterId center) {
      return ledger.recompute(sku, center);
    }
  }

  private StockQueue(
      BatchedInventoryStore store, InstantSource clock, int waitingMax, Duration patienceMax) {
    this.patienceMax = patienceMax;
    this.store = store;
    this.clock = clock;
    this.line = new WaitingLine(waitingMax, COMMANDS_MAX);
    this.batchesMax = (int) Require.range("batchesAtOnce", store.batchesAtOnce(), 1, 64);
    this.free = batchesMax;
  }

  /**
   * Creates a queue in which at most {@link #WAITING_MAX} commands wait.
   *
   * @param store who carries the batches out
   * @param clock the time of commands that are submitted
   * @return the queue; also a {@link StockLedger} if the store is one
   */
  public static StockQueue before(BatchedInventoryStore store, InstantSource clock) {
    return before(store, clock, WAITING_MAX);
  }

  /**
   * Creates a queue.
   *
   * @param store who carries the batches out
   * @param clock the time of commands that are submitted
   * @param waitingMax how many commands wait at most, 1 to 1,000,000; a call finds room in an empty
   *     line whatever its size
   * @return the queue; also a {@link StockLedger} if the store is one
   */
  public static StockQueue before(
      BatchedInventoryStore store, InstantSource clock, int waitingMax) {
    return before(store, clock, waitingMax, PATIENCE_MAX);
  }

  static StockQueue before(
      BatchedInventoryStore store, InstantSource clock, int waitingMax, Duration patienceMax) {
    Require.range("waitingMax", waitingMax, 1, 1_000_000);
    return store instanceof StockLedger ledger
        ? new Ledger(store, ledger, clock, waitingMax, patienceMax)
        : new StockQueue(store, clock, waitingMax, patienceMax);
  }

  /**
   * Applies commands as one batch with those of others, and waits for the answers. An interrupt
   * does not end the wait; the thread is still interrupted afterwards.
   *
   * @param commands 1 to 8,192 commands; all of them are in one batch
   * @param now the time of the commands; they are applied at this time or a little later
   * @return one answer for each command, in the same order; Busy for all if there was no room
   * @throws IllegalStateException if the queue was closed, or with a cause if the batch failed
   */
  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    Require.range("commands", commands.size(), 1, COMMANDS_MAX);
    StockCall.Waiting call = new StockCall.Waiting(List.copyOf(commands), now);
    boolean waits;
    lock.lock();
    try {
      waits = enqueue(call);
      if (waits && isTime()) {
        free--;
        call.lead();
      }
    } finally {
      lock.unlock();
    }
    return waits ? call.await(this::runBatch) : busy(commands.size());
  }

  /**
   * Has a command applied. Continuations of the future that name no executor run in a thread that
   * calls the store for others: they should be short.
   *
   * @param command the command
   * @param deadline when the answer is worth nothing any more: if its batch has not begun before,
   *     the answer is Busy and nothing happened
   * @return the answer; Busy also if there was no room. Cancelling it does not take the command
   *     back. It ends exceptionally if the batch failed
   * @throws IllegalStateException if the queue was closed
   */
  public CompletableFuture<StockResult> submit(StockCommand command, Instant deadline) {
    StockCall.Submitted call = new StockCall.Submitted(command, deadline);
    lock.lock();
    try {
      if (!enqueue(call)) {
        call.answer(busy(1));
      } else if (isTime()) {
        free--;
        assign();
      }
    } finally {
      lock.unlock();
    }
    return call.future();
  }

  /**
   * Tells whether to begin a batch now, beside those under way: not while one gathers, nor for a
   * few when many others are about to be answered and to come again.
   */
  private boolean isTime() {
    return free > 0 && !gathering && (free == batchesMax || line.size() * 2 >= returning);
  }

  private boolean enqueue(StockCall call) {
    if (closed) {
      throw new IllegalStateException("The queue was closed");
    }
    boolean added = line.add(call);
    if (gathering && line.size() >= returning) {
      gathered.signal();
    }
    return added;
  }

  private static List<StockResult> busy(int commands) {
    return Collections.nCopies(commands, new StockResult.Busy());
  }

  /** Has a worker run a batch that the store has room for. */
  private void assign() {
    assigned++;
    if (assigned <= idle) {
      forWorkers.signal();
    } else if (workers < batchesMax) {
      workers++;
      Thread worker = new Thread(this::work, "backroom-stock-queue");
      worker.setDaemon(true);
      worker.start();
    } // Else a worker is about to look for work.
  }

  private void work() {
    while (isAssigned()) {
      runBatch();
    }
  }

  private boolean isAssigned() {
    lock.lock();
    try {
      idle++;
      while (assigned == 0 && !closed) {
        forWorkers.awaitUninterruptibly();
      }
      idle--;
      boolean some = assigned > 0;
      if (some) {
        assigned--;
      } else {
        workers--;
      }
      return some;
    } finally {
      lock.unlock();
    }
  }

  private void runBatch() {
    List<StockCall> batch;
    lock.lock();
    try {
      gather();
      batch = line.take();
      if (free > 0 && handOn()) {
        free--; // for those who came meanwhile and do not fit
      }
    } finally {
      lock.unlock();
    }
    List<StockCall> late = new ArrayList<>();
    List<StockCall> calls = new ArrayList<>(batch);
    List<Runnable> answers = new ArrayList<>();
    Instant begin = clock.instant();
    try {
      calls.removeIf(call -> call.isLate(begin) && late.add(call));
      carryOut(calls, begin, answers);
    } catch (RuntimeException | Error e) {
      answers.clear();
      calls.forEach(call -> answers.add(() -> call.fail(failure(calls.size(), e))));
    } finally {
      // Answers are given while the next batch is on its way.
      handOver(batch, begin);
      late.forEach(call -> call.answer(busy(call.size())));
      answers.forEach(Runnable::run);
    }
  }

  private void carryOut(List<StockCall> calls, Instant begin, List<Runnable> answers) {
    if (calls.isEmpty()) {
      return;
    }
    List<StockCommand> commands = new ArrayList<>();
    Instant now = Instant.MIN;
    for (StockCall call : calls) {
      commands.addAll(call.commands());
      Instant own = call.now().orElse(begin);
      now = own.isAfter(now) ? own : now;
    }
    List<StockResult> results = store.apply(commands, now);
    int from = 0;
    for (StockCall call : calls) {
      List<StockResult> own = results.subList(from, from + call.size());
      from += call.size();
      answers.add(() -> call.answer(own));
    }
  }

  private static RuntimeException failure(int calls, Throwable cause) {
    return calls == 1 && cause instanceof RuntimeException own
        ? own
        : new IllegalStateException("A batch failed; what became of it is unknown", cause);
  }

  /**
   * Waits for those who were answered last, as most of them come again at once: all in one batch
   * are served sooner than some in this one and the others in the next. Whoever is alone does not
   * wait, and nobody longer than a part of what a batch takes.
   */
  private void gather() {
    long left = patienceNanos;
    try {
      gathering = true;
      while (left > 0 && line.size() < returning && !closed) {
        left = gathered.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gathering = false;
    }
  }

  /** Ends a batch; its room is for the first who waits, if nobody gathers them all. */
  private void handOver(List<StockCall> batch, Instant begin) {
    long nanos = Math.max(0, Duration.between(begin, clock.instant()).toNanos());
    lock.lock();
    try {
      if (!batch.isEmpty()) { // else another one took them all
        returning = (int) batch.stream().filter(StockCall.Waiting.class::isInstance).count();
        patienceNanos = Math.min(nanos / PATIENCE, patienceMax.toNanos());
      }
      if (gathering || !handOn()) {
        free++;
        if (closed && free == batchesMax) {
          drained.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives room for a batch to the first who waits and does not have some yet, if anybody does. */
  private boolean handOn() {
    for (StockCall next : line.calls()) {
      if (next instanceof StockCall.Submitted) {
        assign();
        return true;
      } else if (((StockCall.Waiting) next).lead()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    return store.levels(skus);
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    return store.find(id);
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    return store.expiring(before, limit);
  }

  /**
   * Takes no more commands, waits for the answers of those that are there, and ends the threads.
   * The store stays open.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      forWorkers.signalAll();
      while (free < batchesMax) {
        drained.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
