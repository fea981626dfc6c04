package io.backroom.routing.exact;

/** What is known of an answer. */
public enum SourcingStatus {
  /** No plan is better: neither in units left out, nor in lateness, nor in cost. */
  OPTIMAL,

  /**
   * A plan that keeps all rules; {@link SourcingAnswer#bound} says how much better one could be.
   */
  FEASIBLE,

  /** All units were demanded and cannot be shipped; the lines that are short are named. */
  INFEASIBLE
}
