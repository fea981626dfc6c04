package io.backroom.benchmarks.harness;

import java.util.SplittableRandom;

/** One side of a comparison, set up afresh for one round. */
public interface Contender extends AutoCloseable {
  /**
   * Does the compared piece of work once. Called by all threads of the load at once.
   *
   * @param random the same numbers for every contender
   */
  void work(SplittableRandom random);

  /**
   * Starts the piece of work and returns while it goes on, if this contender can; otherwise does it
   * now.
   *
   * @param random the same numbers for every contender
   * @param whenDone to be run once, when the work is done or has failed, by any thread
   */
  default void start(SplittableRandom random, Runnable whenDone) {
    work(random);
    whenDone.run();
  }

  /**
   * Checks, after the clock has stopped, that the work was really done.
   *
   * @param done how often {@link #work} or {@link #start} was called
   * @throws IllegalStateException if it was not
   */
  void verify(long done);

  /** Gives back what the round needed; called after {@link #verify}, or after a failure. */
  @Override
  default void close() {}
}
