package io.backroom.stock.journal;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Makes records durable. Who waits for one while nobody writes writes all there are; who comes
 * meanwhile waits, and the first of those whose record was not among them then writes for the rest.
 * So one write and one sync serve all that wait, an idle journal adds no delay, and no thread is
 * kept.
 */
final class Appender {
  /** A thread that waits until a record is durable. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private final long number;
    private volatile boolean done;
    private volatile boolean leads;

    Waiter(long number) {
      this.number = number;
    }

    /** Returns whether the thread was interrupted. */
    boolean await() {
      boolean interrupted = false;
      while (!done && !leads) {
        LockSupport.park(this);
        // What is decided cannot be taken back: the interrupt is for later.
        interrupted |= Thread.interrupted();
      }
      return interrupted;
    }

    void lead() {
      leads = true;
      LockSupport.unpark(thread);
    }

    void finish() {
      done = true;
      LockSupport.unpark(thread);
    }
  }

  private final StockJournal journal;
  private final Supplier<List<StockRecord>> next;
  private final Queue<Waiter> waiting = new ArrayDeque<>();
  private boolean busy;
  private volatile long durable;
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * Creates an appender.
   *
   * @param durable the last record that is durable
   * @param next takes the records that are to be written now
   */
  Appender(StockJournal journal, long durable, Supplier<List<StockRecord>> next) {
    this.journal = journal;
    this.durable = durable;
    this.next = next;
  }

  /** Makes every call fail from now on, because memory and journal may differ. */
  void fail(Throwable cause) {
    if (failure.isEmpty()) {
      failure = Optional.of(cause);
    }
  }

  boolean hasFailed() {
    return failure.isPresent();
  }

  void requireNoFailure() {
    if (failure.isPresent()) {
      throw new IllegalStateException(
          "The journal of stock failed before; open it again", failure.get());
    }
  }

  /** Returns when a record and all before it are durable, or throws if they may not be. */
  void await(long number) {
    if (durable < number) {
      Waiter waiter = new Waiter(number);
      boolean interrupted = !enter(waiter) && waiter.await();
      try {
        if (!waiter.done) {
          write();
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
    requireNoFailure();
  }

  /** Returns whether the waiter has nothing to wait for: it leads, or its record is durable. */
  private synchronized boolean enter(Waiter waiter) {
    if (durable >= waiter.number || failure.isPresent()) {
      waiter.done = true;
      return true;
    }
    if (busy) {
      waiting.add(waiter);
      return false;
    }
    busy = true;
    return true;
  }

  private void write() {
    try {
      List<StockRecord> records = next.get();
      if (failure.isEmpty() && !records.isEmpty()) {
        journal.append(records);
        durable = records.get(records.size() - 1).number();
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    handOver();
  }

  private synchronized void handOver() {
    boolean failed = failure.isPresent();
    Waiter leader = null;
    for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
      Waiter waiter = all.next();
      if (failed || waiter.number <= durable) {
        all.remove();
        waiter.finish();
      } else if (leader == null) {
        all.remove();
        leader = waiter;
      }
    }
    busy = leader != null;
    if (leader != null) {
      leader.lead();
    }
  }
}
