package io.backroom.benchmarks.harness;

import java.util.SplittableRandom;

/** One side of a comparison, set up afresh for one round. */
public interface Contender {
  /**
   * Does the compared piece of work once. Called by all threads of the race at once.
   *
   * @param random the same numbers for every contender
   */
  void work(SplittableRandom random);

  /**
   * Checks, after the clock has stopped, that the work was really done.
   *
   * @param done how often {@link #work} was called
   * @throws IllegalStateException if it was not
   */
  void verify(long done);
}
