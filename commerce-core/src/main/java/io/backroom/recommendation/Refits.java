package io.backroom.recommendation;

import io.backroom.kernel.Kernel;
import java.time.Duration;
import java.time.Instant;

/**
 * Has the model learned anew after purchases, as work of the queue: one piece for all purchases of
 * a while. Answers go on with the old model until the new one is there. Thread-safe.
 *
 * <p>A process learns from the orders that it takes itself, and when it starts from all of them.
 */
public final class Refits {
  private static final String REFIT = "refit-recommendations";

  private final Kernel kernel;
  private final Duration after;

  /** When the next model is due; long ago if none is. */
  private volatile Instant next = Instant.MIN;

  /** The work of learning the model anew. */
  record Refit(Instant wanted) {}

  /**
   * Creates the work; the shop's builder does.
   *
   * @param kernel the work queue
   * @param recommendations who learns
   * @param after how long after a purchase at the latest
   */
  public Refits(Kernel kernel, Recommendations recommendations, Duration after) {
    this.kernel = kernel;
    this.after = after;
    kernel
        .work()
        .on(
            REFIT,
            item -> {
              next = Instant.MIN; // what is bought from here on is for the next one
              recommendations.refit();
              return tx -> {};
            });
  }

  /** Hears that there is something to learn. */
  public void wanted() {
    Instant now = kernel.now();
    if (isOpen(now) && plan(now)) {
      Instant due = now.plus(after);
      kernel.transact(
          tx -> {
            tx.doAt(REFIT, new Refit(due), due);
            return due;
          });
    }
  }

  /** Work that was lost with a store is planned again after its time. */
  private boolean isOpen(Instant now) {
    return next.plus(after).isBefore(now);
  }

  private synchronized boolean plan(Instant now) {
    boolean mine = isOpen(now);
    if (mine) {
      next = now.plus(after);
    }
    return mine;
  }
}
