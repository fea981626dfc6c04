package io.backroom.inventory;

import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Commands of one caller on their way through a {@link StockQueue}, together in one batch. */
abstract sealed class StockCall {
  private final List<StockCommand> commands;

  StockCall(List<StockCommand> commands) {
    this.commands = commands;
  }

  final List<StockCommand> commands() {
    return commands;
  }

  final int size() {
    return commands.size();
  }

  /** Returns the time that the caller has brought along. */
  abstract Optional<Instant> now();

  /** Tells whether the caller wants no answer any more but Busy. */
  abstract boolean isLate(Instant now);

  abstract void answer(List<StockResult> results);

  abstract void fail(RuntimeException failure);

  /** The call of a thread that waits for its answer. */
  static final class Waiting extends StockCall {
    private final Thread caller = Thread.currentThread();
    private final Optional<Instant> now;
    private volatile boolean leads;
    private volatile boolean done;
    private List<StockResult> results = List.of();
    private Optional<RuntimeException> failure = Optional.empty();

    Waiting(List<StockCommand> commands, Instant now) {
      super(commands);
      this.now = Optional.of(now);
    }

    @Override
    Optional<Instant> now() {
      return now;
    }

    @Override
    boolean isLate(Instant atStart) {
      return false;
    }

    /** Has the caller lead a batch; false if it is about to lead one already. */
    boolean lead() {
      if (leads) {
        return false;
      }
      leads = true;
      LockSupport.unpark(caller);
      return true;
    }

    @Override
    void answer(List<StockResult> all) {
      results = List.copyOf(all);
      done = true;
      LockSupport.unpark(caller);
    }

    @Override
    void fail(RuntimeException cause) {
      failure = Optional.of(cause);
      done = true;
      LockSupport.unpark(caller);
    }

    /** Waits for the answer, leading batches when it is this thread's turn. */
    List<StockResult> await(Runnable batch) {
      boolean interrupted = false;
      while (leads || !done) {
        if (leads) {
          leads = false; // before the batch, at whose end it may be this caller's turn again
          batch.run();
        } else {
          LockSupport.park(this);
          // What waits in the queue cannot be taken back: the interrupt is for later.
          interrupted |= Thread.interrupted();
        }
      }
      if (interrupted) {
        caller.interrupt();
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return results;
    }
  }

  /** A call whose answer is a future. */
  static final class Submitted extends StockCall {
    private final Instant deadline;
    private final CompletableFuture<StockResult> future = new CompletableFuture<>();

    Submitted(StockCommand command, Instant deadline) {
      super(List.of(command));
      this.deadline = deadline;
    }

    CompletableFuture<StockResult> future() {
      return future;
    }

    @Override
    Optional<Instant> now() {
      return Optional.empty();
    }

    @Override
    boolean isLate(Instant now) {
      return !deadline.isAfter(now);
    }

    @Override
    void answer(List<StockResult> results) {
      future.complete(results.get(0));
    }

    @Override
    void fail(RuntimeException failure) {
      future.completeExceptionally(failure);
    }
  }
}
