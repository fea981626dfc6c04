package io.backroom.recommendation;

import java.util.List;
import java.util.function.IntPredicate;

/** What may go into a list. A snapshot; what is learned later does not show. One thread. */
interface Candidates {
  /**
   * Returns the SKUs with the greatest positive scores.
   *
   * @param limit how many at most
   * @param allowed which SKUs may be among them, by number
   * @return the best first, equal scores by SKU
   */
  List<Scored> top(int limit, IntPredicate allowed);

  /**
   * Returns the largest terms of scores.
   *
   * @param some of those that {@link #top} gave last
   * @param most how many terms of each at most
   * @return what speaks for each, in the order asked for, the largest first
   */
  List<List<Term>> because(List<Scored> some, int most);
}
