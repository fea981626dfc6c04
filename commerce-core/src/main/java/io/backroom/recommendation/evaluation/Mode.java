package io.backroom.recommendation.evaluation;

/** What a list is for. Figures of the two modes must never be mixed. */
public enum Mode {
  /** New to the customer: what was bought before is left out of the list and of the truth. */
  NEW,
  /** Buy again: repeats are allowed, and are most of what can be foretold. */
  ALL
}
