package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.Arrays;

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
 * <p>Memory of what is counted from a log: 24 bytes for each pair of customer and item, and 8 for
 * each customer; between answers 16 bytes for each customer. One thread at a time.
 */
public final class BuyAgain {
  private final Tastes tastes;
  private final Settings settings;
  private double[] products = new double[0];
  private int[] met = new int[0];

  /** For each customer, one more than their place among those most alike; 0 between answers. */
  private int[] rank = new int[0];

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

  /**
   * Answers from tastes as they are when an answer is asked for.
   *
   * @param tastes w; must not change during an answer
   * @param settings what is left open; tastes fade as they were made to
   */
  public BuyAgain(Tastes tastes, Settings settings) {
    this.tastes = tastes;
    this.settings = settings;
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
    return new BuyAgain(new LoggedTastes(log, today, settings.halfLifeDays()), settings);
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
    Tastes.Row own = tastes.ofCustomer(customer);
    double[] scores =
        settings.ownShare() < 1 ? alike(customer).ofAll() : new double[tastes.items()];
    for (int item = 0; item < scores.length; item++) {
      scores[item] *= 1 - settings.ownShare();
    }
    for (int place = 0; place < own.size(); place++) {
      scores[own.number(place)] += settings.ownShare() * own.weight(place);
    }
    return Ranked.of(scores, limit, allowed);
  }

  /**
   * Returns the scores of what a customer has bought.
   *
   * @param customer for whom
   * @param alike the customers most like this one
   * @return a score for each item of their row, in its order
   */
  public double[] again(int customer, AlikeCustomers alike) {
    Tastes.Row own = tastes.ofCustomer(customer);
    double[] scores = alike.ofOwn();
    for (int place = 0; place < scores.length; place++) {
      double others = (1 - settings.ownShare()) * scores[place];
      scores[place] = settings.ownShare() * own.weight(place) + others;
    }
    return scores;
  }

  /**
   * Returns the customers most like one.
   *
   * @param customer whom
   * @return the K nearest, or all who share an item if they are fewer
   */
  public AlikeCustomers alike(int customer) {
    grow(tastes.customers());
    Tastes.Row own = tastes.ofCustomer(customer);
    int size = meet(own);
    double norm = tastes.norm(customer);
    Nearest nearest = new Nearest(Math.min(settings.neighbors(), size), tastes::compare);
    for (int i = 0; i < size; i++) {
      int other = met[i];
      if (other != customer) {
        nearest.offer(other, products[other] / (norm * tastes.norm(other)));
      }
    }
    // The nearest first, whatever their numbers: so sums over them are always the same.
    int[] best = Ranked.from(nearest).items();
    AlikeCustomers alike = new AlikeCustomers(own, tastes.items(), neighbors(own, best));
    for (int i = 0; i < size; i++) {
      products[met[i]] = 0;
    }
    return alike;
  }

  private void grow(int customers) {
    if (customers > met.length) {
      int length = customers + (customers >> 3);
      products = new double[length];
      met = new int[length];
      rank = new int[length];
    }
  }

  /** Notes who shares an item with a row, and the products of their rows. */
  private int meet(Tastes.Row own) {
    int size = 0;
    for (int place = 0; place < own.size(); place++) {
      double weight = own.weight(place);
      Tastes.Row others = tastes.ofItem(own.number(place));
      int[] numbers = others.numbers();
      double[] weights = others.weights();
      for (int at = others.from(); at < others.to(); at++) {
        int other = numbers[at];
        double before = products[other];
        double product = weight * weights[at];
        products[other] = before + product;
        if (before == 0 && product > 0) {
          met[size++] = other;
        }
      }
    }
    return size;
  }

  private AlikeCustomers.Neighbor[] neighbors(Tastes.Row own, int[] best) {
    for (int at = 0; at < best.length; at++) {
      rank[best[at]] = at + 1;
    }
    int[] sizes = new int[best.length];
    int[][] places = new int[best.length][4];
    double[][] weights = new double[best.length][4];
    for (int place = 0; place < own.size(); place++) {
      Tastes.Row others = tastes.ofItem(own.number(place));
      for (int at = others.from(); at < others.to() && own.weight(place) > 0; at++) {
        int of = rank[others.numbers()[at]] - 1;
        if (of >= 0) {
          if (sizes[of] == places[of].length) {
            places[of] = Arrays.copyOf(places[of], 2 * sizes[of]);
            weights[of] = Arrays.copyOf(weights[of], 2 * sizes[of]);
          }
          places[of][sizes[of]] = place;
          weights[of][sizes[of]++] = others.weights()[at];
        }
      }
    }
    AlikeCustomers.Neighbor[] neighbors = new AlikeCustomers.Neighbor[best.length];
    for (int at = 0; at < best.length; at++) {
      rank[best[at]] = 0;
      neighbors[at] =
          new AlikeCustomers.Neighbor(
              tastes.ofCustomer(best[at]),
              products[best[at]],
              Arrays.copyOf(places[at], sizes[at]),
              Arrays.copyOf(weights[at], sizes[at]));
    }
    return neighbors;
  }
}
