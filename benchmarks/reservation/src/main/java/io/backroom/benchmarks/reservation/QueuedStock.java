package io.backroom.benchmarks.reservation;

import io.backroom.inventory.StockQueue;
import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.InventoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** One of Backroom's stores that make I/O, behind the queue that a shop puts before such a store. */
class QueuedStock extends BackroomStock {
  private static final Instant NEVER_LATE = Workload.NOW.plus(Duration.ofDays(1));

  private final StockQueue queue;

  /**
   * Fills an empty store.
   *
   * @param whenClosed closes the store
   */
  QueuedStock(Workload workload, InventoryStore store, AutoCloseable whenClosed) {
    this(workload, queue(store), whenClosed);
  }

  private QueuedStock(Workload workload, StockQueue queue, AutoCloseable store) {
    super(
        workload,
        queue,
        () -> {
          queue.close();
          store.close();
        });
    this.queue = queue;
  }

  /** The time is that of the workload: holds of another year would have run out. */
  private static StockQueue queue(InventoryStore store) {
    long started = System.nanoTime();
    return StockQueue.before(
        (BatchedInventoryStore) store,
        () -> Workload.NOW.plusNanos(System.nanoTime() - started));
  }

  @Override
  public CompletionStage<Boolean> submit(Request request) {
    return queue.submit(command(request), NEVER_LATE).thenApply(BackroomStock::isApplied);
  }
}
