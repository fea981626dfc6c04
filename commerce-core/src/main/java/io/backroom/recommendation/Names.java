package io.backroom.recommendation;

/**
 * Names by number.
 *
 * @param <N> the type of the names
 */
@FunctionalInterface
interface Names<N> {
  /** Returns the name with a number that was given out. */
  N name(int number);
}
