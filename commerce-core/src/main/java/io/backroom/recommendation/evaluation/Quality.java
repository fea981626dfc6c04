package io.backroom.recommendation.evaluation;

/**
 * How much of what customers bought later was in their lists of k items: means over customers.
 *
 * @param customers how many customers could be judged
 * @param ndcg normalized discounted cumulative gain: each hit at rank r, from 1, gains 1 ÷ log2(r +
 *     1); 1 is a list that begins with what was bought (Järvelin and Kekäläinen 2002, ACM TOIS
 *     20(4))
 * @param ndcgError half of the 95 % confidence interval of ndcg: 1.96 standard errors over
 *     customers
 * @param recall hits ÷ all that was bought
 * @param hitRate the share of customers with a hit
 * @param map the mean, over the ranks of hits, of the share of hits up to there, divided by the
 *     smaller of k and all that was bought
 * @param mrr 1 ÷ the rank of the first hit
 * @param coverage the share of all items with a purchase that are in some list
 * @param novelty the mean, over the items in lists, of −log2 of the share of customers who had
 *     bought it: what is in fewer hands is newer
 */
public record Quality(
    int customers,
    double ndcg,
    double ndcgError,
    double recall,
    double hitRate,
    double map,
    double mrr,
    double coverage,
    double novelty) {
  /** What is said of nobody. */
  public static final Quality NONE = new Quality(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Returns whether this is better than another beyond chance.
   *
   * @param other measured on the same customers
   * @return whether the 95 % confidence intervals of ndcg lie apart; a stricter test than comparing
   *     customer by customer
   */
  public boolean surelyBetterThan(Quality other) {
    return ndcg - ndcgError > other.ndcg + other.ndcgError;
  }
}
