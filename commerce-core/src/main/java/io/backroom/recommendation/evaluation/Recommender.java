package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.Ranked;

/** Something that recommends items to customers, by numbers. */
@FunctionalInterface
public interface Recommender {
  /**
   * Returns a list for a customer.
   *
   * @param customer for whom
   * @param limit how many at most
   * @param allowed which items may be in the list
   * @return the items, best first
   */
  Ranked top(int customer, int limit, ItemFilter allowed);
}
