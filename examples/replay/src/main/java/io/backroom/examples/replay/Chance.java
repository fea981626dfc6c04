package io.backroom.examples.replay;

import io.backroom.examples.replay.data.StableHash;

/**
 * Draws what the data does not say. A draw depends on the seed, the question and its subject only,
 * never on the draws before it, so that a change in one place does not shift all others.
 *
 * @param seed the seed of the run
 */
record Chance(long seed) {
  /** Returns a number from 0 (included) to 1 (excluded). */
  double unit(String question, Object subject) {
    return StableHash.unit(seed, question + "|" + subject);
  }

  /** Tells whether something happens that happens in this share of cases. */
  boolean happens(double share, String question, Object subject) {
    return unit(question, subject) < share;
  }

  /** Returns a number from the least to the most, both included. */
  int between(int least, int most, String question, Object subject) {
    return least + (int) (unit(question, subject) * (most - least + 1));
  }

  /** Returns a number in a range. */
  double between(double least, double most, String question, Object subject) {
    return least + unit(question, subject) * (most - least);
  }
}
