package io.backroom.benchmarks.reservation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stock that is reserved in one of the ways that are compared. Thread-safe. */
interface Stock extends AutoCloseable {
  /**
   * Keeps what is wanted and records for whom and until when, so that it can be found by its id and
   * given back at its end.
   *
   * @return whether there was enough
   */
  boolean reserve(Request request);

  /** Does the same, and returns before it is done if this way can. */
  default CompletionStage<Boolean> submit(Request request) {
    return CompletableFuture.completedFuture(reserve(request));
  }

  /** Reads back what is there. Nobody reserves meanwhile. */
  Books books();

  @Override
  void close();
}
