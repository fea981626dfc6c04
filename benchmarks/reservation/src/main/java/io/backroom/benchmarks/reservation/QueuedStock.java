package io.backroom.benchmarks.reservation;

import io.backroom.inventory.StockQueue;
import io.backroom.spi.inventory.BatchedInventoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** One of Backroom's stores that make I/O, behind the queue that a shop puts before such a store. */
final class QueuedStock extends BackroomStock {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final StockQueue queue;
  private final Instant deadline;

  private QueuedStock(Workload workload, StockQueue queue, AutoCloseable store) {
    super(
        workload,
        queue,
        () -> {
          queue.close();
          store.close();
        });
    this.queue = queue;
    this.deadline = InstantSource.system().instant().plus(PATIENCE);
  }

  /**
   * Fills an empty store.
   *
   * @param whenClosed closes the store
   */
  static QueuedStock before(
      BatchedInventoryStore store, Workload workload, AutoCloseable whenClosed) {
    // The time of the workload: holds of another year would have run out.
    StockQueue queue = StockQueue.before(store, () -> Workload.NOW);
    return new QueuedStock(workload, queue, whenClosed);
  }

  @Override
  public CompletionStage<Boolean> submit(Request request) {
    return queue.submit(command(request), deadline).thenApply(BackroomStock::isApplied);
  }
}
