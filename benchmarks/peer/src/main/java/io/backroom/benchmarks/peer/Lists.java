package io.backroom.benchmarks.peer;

import java.util.Map;

/** Lists of what is new to customers, from something that has learned. */
public interface Lists {
  /**
   * Returns a customer's list, for its quality.
   *
   * @param customer for whom
   * @param limit how many at most
   * @return the items, best first, none that the customer bought
   * @throws Exception if the peer fails
   */
  int[] top(int customer, int limit) throws Exception;

  /**
   * Returns a customer's list by the way that a shop would ask for it: this is timed.
   *
   * @param customer for whom
   * @param limit how many at most
   * @return the items, best first
   * @throws Exception if the peer fails
   */
  default int[] answer(int customer, int limit) throws Exception {
    return top(customer, limit);
  }

  /**
   * Returns how large the model is where it is kept.
   *
   * @return bytes; 0 if the peer keeps no model
   * @throws Exception if the peer fails
   */
  default long bytes() throws Exception {
    return 0;
  }

  /**
   * Returns what else is measured once all lists are written and timed.
   *
   * @return numbers by name; nothing unless the peer has more to show
   * @throws Exception if the peer fails
   */
  default Map<String, Double> more() throws Exception {
    return Map.of();
  }
}
