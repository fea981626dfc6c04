package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;

/**
 * What a customer buys again: own purchases that fade, and those of the customers most like this
 * one.
 *
 * <pre>
 *   score(u, j) = s w(u, j) + (1 − s) mean over the K nearest v of w(v, j)
 * </pre>
 *
 * <p>w(u, j) is the sum over the purchases of j by u of 2^(−days ÷ half-life), and v is near u by
 * the cosine of their rows of w: TIFU-KNN (Hu et al. 2020, "Modeling Personalized Item Frequency
 * Information for Next-basket Recommendation", SIGIR) without its groups of baskets. Repeats are
 * most of what customers buy, and one's own frequency is hard to beat.
 *
 * <p>Memory: 24 bytes for each pair of customer and item, and 8 for each customer and item. One
 * thread at a time.
 */
public final class BuyAgain {
  private final PackedRows byCustomer;
  private final PackedRows byItem;
  private final double[] weights;
  private final int[] places;
  private final double[] norms;
  private final Settings settings;
  private final double[] products;
  private final int[] met;

  /**
   * What is left open.
   *
   * @param halfLifeDays after how many days a purchase counts half, 1 to 1,000
   * @param neighbors K, 1 to 100,000
   * @param ownShare s, 0 to 1
   */
  public record Settings(int halfLifeDays, int neighbors, double ownShare) {
    /** Half of each, over 300 customers, fading by 120 days. */
    public static final Settings USUAL = new Settings(120, 300, 0.5);

    /** Checks the ranges. */
    public Settings {
      Require.range("halfLifeDays", halfLifeDays, 1, 1_000);
      Require.range("neighbors", neighbors, 1, 100_000);
      Require.when(ownShare >= 0 && ownShare <= 1, "ownShare", ownShare, "must be 0 to 1");
    }
  }

  private BuyAgain(Purchases purchases, double[] weights, Settings settings) {
    byCustomer = purchases.byCustomer();
    byItem = purchases.byItem();
    this.weights = weights;
    this.settings = settings;
    norms = new double[byCustomer.count()];
    places = new int[weights.length];
    products = new double[byCustomer.count()];
    met = new int[byCustomer.count()];
    int[] next = byItem.start().clone();
    for (int customer = 0; customer < norms.length; customer++) {
      double squares = 0;
      for (int at = byCustomer.from(customer); at < byCustomer.to(customer); at++) {
        squares += weights[at] * weights[at];
        places[next[byCustomer.index()[at]]++] = at;
      }
      norms[customer] = Math.sqrt(squares);
    }
  }

  /**
   * Counts purchases.
   *
   * @param log purchases
   * @param today the day of the lists; later purchases count as if on that day
   * @param settings what is left open
   * @return ready to answer
   */
  public static BuyAgain of(PurchaseLog log, int today, Settings settings) {
    Purchases purchases = Purchases.of(log);
    double[] weights = new double[purchases.pairs()];
    Fading fading = new Fading(settings.halfLifeDays());
    for (int row = 0; row < log.size(); row++) {
      int place = purchases.byCustomer().place(log.customer(row), log.item(row));
      weights[place] += fading.weight(today - log.day(row));
    }
    return new BuyAgain(purchases, weights, settings);
  }

  /**
   * Returns what a customer may buy again, or for the first time as others like them did.
   *
   * @param customer for whom
   * @param limit how many at most, 1 or more
   * @param allowed which items may be in the list
   * @return those with the greatest positive scores
   */
  public Ranked top(int customer, int limit, ItemFilter allowed) {
    double[] scores = new double[byItem.count()];
    if (settings.ownShare() < 1) {
      addNeighbors(customer, scores);
    }
    for (int at = byCustomer.from(customer); at < byCustomer.to(customer); at++) {
      scores[byCustomer.index()[at]] += settings.ownShare() * weights[at];
    }
    return Ranked.of(scores, limit, allowed);
  }

  private void addNeighbors(int customer, double[] scores) {
    int size = meet(customer);
    Nearest nearest = new Nearest(settings.neighbors());
    for (int i = 0; i < size; i++) {
      int other = met[i];
      if (other != customer) {
        nearest.offer(other, products[other] / (norms[customer] * norms[other]));
      }
      products[other] = 0;
    }
    double share = (1 - settings.ownShare()) / Math.max(1, nearest.size());
    // In the order of their numbers, so that the sums are the same however they were found.
    for (int other : nearest.sorted()) {
      for (int at = byCustomer.from(other); at < byCustomer.to(other); at++) {
        scores[byCustomer.index()[at]] += share * weights[at];
      }
    }
  }

  /** Notes who shares an item with a customer, and the products of their rows. */
  private int meet(int customer) {
    int size = 0;
    for (int own = byCustomer.from(customer); own < byCustomer.to(customer); own++) {
      int item = byCustomer.index()[own];
      if (weights[own] == 0) {
        continue; // faded to nothing
      }
      for (int at = byItem.from(item); at < byItem.to(item); at++) {
        int other = byItem.index()[at];
        double product = weights[own] * weights[places[at]];
        if (products[other] == 0 && product > 0) {
          met[size++] = other;
        }
        products[other] += product;
      }
    }
    return size;
  }
}
