package io.backroom.rocksdb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes one batch of concurrent calls, so that they share one sync. Who comes while nobody writes
 * writes at once; who comes meanwhile waits, and the first of them then writes for all that wait.
 * An idle store adds no delay, and no thread is kept.
 *
 * @param <T> a call
 */
final class Gatherer<T extends Gatherer.Call> {
  /** A call that waits for its turn. */
  abstract static class Call {
    private final Thread caller = Thread.currentThread();
    private volatile boolean leads;
    private volatile boolean done;
    private @Nullable RuntimeException failure;

    /** Makes this call end with an exception of its own. */
    final void fail(RuntimeException e) {
      failure = e;
    }

    final boolean isDone() {
      return done;
    }

    final void requireSuccess() {
      if (failure != null) {
        throw failure;
      }
    }

    /** Waits until this call is done or has to lead; returns whether it was interrupted. */
    final boolean awaitTurn() {
      boolean interrupted = false;
      while (!done && !leads) {
        LockSupport.park(this);
        // What waits in the queue cannot be taken back: the interrupt is for later.
        interrupted |= Thread.interrupted();
      }
      return interrupted;
    }
  }

  private final Consumer<List<T>> writer;
  private final ToIntFunction<T> weight;
  private final int weightMax;
  private final Queue<T> waiting = new ArrayDeque<>();
  private boolean busy;

  /** Creates a gatherer whose batches weigh at most so much, or are a single call. */
  Gatherer(Consumer<List<T>> writer, ToIntFunction<T> weight, int weightMax) {
    this.writer = writer;
    this.weight = weight;
    this.weightMax = weightMax;
  }

  /** Returns when a batch with this call was written; throws what its writer threw. */
  void call(T call) {
    boolean first;
    synchronized (this) {
      waiting.add(call);
      first = !busy;
      busy = true;
    }
    boolean interrupted = !first && call.awaitTurn();
    try {
      if (!call.isDone()) {
        lead();
      }
      call.requireSuccess();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void lead() {
    List<T> batch = take();
    try {
      writer.accept(batch);
    } catch (RuntimeException e) {
      batch.forEach(call -> call.fail(e));
    } catch (Error e) {
      RuntimeException failure = new RocksDbStoreException("The batch was not written", e);
      batch.forEach(call -> call.fail(failure));
      throw e;
    } finally {
      handOver();
      batch.forEach(Gatherer::finish);
    }
  }

  private synchronized List<T> take() {
    List<T> batch = new ArrayList<>();
    long sum = 0;
    for (T next = waiting.peek(); next != null; next = waiting.peek()) {
      sum += weight.applyAsInt(next);
      if (!batch.isEmpty() && sum > weightMax) {
        break;
      }
      batch.add(waiting.remove());
    }
    return batch;
  }

  private synchronized void handOver() {
    Call next = waiting.peek();
    busy = next != null;
    if (next != null) {
      next.leads = true;
      LockSupport.unpark(next.caller);
    }
  }

  private static void finish(Call call) {
    call.done = true;
    LockSupport.unpark(call.caller);
  }
}
