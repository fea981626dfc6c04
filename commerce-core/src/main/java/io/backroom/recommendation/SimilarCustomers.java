package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the customers most like one buy, and what that one buys again.
 *
 * <pre>
 *   alike(u, j) = mean over the 300 nearest v of w(v, j)
 *   again(u, j) = ½ w(u, j) + ½ alike(u, j)     for what u has bought
 * </pre>
 *
 * <p>w is the number of orders with j that fade with a half-life of 120 days; v is near u by the
 * cosine of w(u) and w(v) (the method of TIFU-KNN, Hu et al. 2020, "Modeling Personalized Item
 * Frequency Information for Next-basket Recommendation", SIGIR, without its groups).
 *
 * <p>The product of w(u) and w(v) is a sum over the SKUs that u and v share, so a neighbor's part
 * is divided among these SKUs in proportion to their products: the terms "because you bought" add
 * up to the score exactly, but for rounding.
 */
final class SimilarCustomers {
  private static final int NEIGHBORS_MAX = 300;
  private static final double HALF = 0.5;

  private final Names<Sku> skus;
  private final int bound;
  private final Profile own;
  private final double ownShare;
  private final double othersShare;
  private final double today;
  private final List<Profile> neighbors = new ArrayList<>();
  private final List<Double> products = new ArrayList<>();

  private SimilarCustomers(
      Numbering<Sku> skus, Profile own, double ownShare, double othersShare, double today) {
    this.skus = skus.snapshot();
    this.bound = skus.bound();
    this.own = own;
    this.ownShare = ownShare;
    this.othersShare = othersShare;
    this.today = today;
  }

  /**
   * Returns what a customer buys again: nothing else.
   *
   * @param profiles all profiles
   * @param customer the customer's number
   * @param skus the SKUs; the answer uses a snapshot of their names
   * @param day the day of the answer
   */
  static Answer again(Profiles profiles, int customer, Numbering<Sku> skus, int day) {
    Profile own = profiles.profile(customer);
    SimilarCustomers similar = new SimilarCustomers(skus, own, HALF, HALF, profiles.seenOn(day));
    similar.findNeighbors(profiles, customer);
    double[] alike = similar.alike();
    double[] scores = new double[alike.length];
    for (int row = 0; row < own.size(); row++) {
      int sku = own.skus()[row];
      // What a customer sent back in full is not offered again.
      scores[sku] =
          own.row(row).cameBack() ? 0 : alike[sku] + HALF * similar.today * own.weight(row);
    }
    return new Answer(scores, similar.skus, similar::terms);
  }

  /** Returns what the customers most like one buy; parameters as of {@link #again}. */
  static Answer alike(Profiles profiles, int customer, Numbering<Sku> skus, int day) {
    SimilarCustomers similar =
        new SimilarCustomers(skus, profiles.profile(customer), 0, 1, profiles.seenOn(day));
    similar.findNeighbors(profiles, customer);
    return new Answer(similar.alike(), similar.skus, similar::terms);
  }

  private void findNeighbors(Profiles profiles, int customer) {
    double[] product = new double[profiles.customers().bound()];
    for (int row = 0; row < own.size(); row++) {
      Holders holders = profiles.holders(own.skus()[row]);
      for (int at = 0; at < holders.size(); at++) {
        product[holders.customer(at)] += own.weight(row) * holders.weight(at);
      }
    }
    double[] cosine = new double[product.length];
    for (int other = 0; other < cosine.length; other++) {
      if (product[other] > 0 && other != customer) {
        cosine[other] = product[other] / (own.norm() * profiles.profile(other).norm());
      }
    }
    Ranking<?> nearest = new Ranking<>(cosine, profiles.customers());
    while (neighbors.size() < NEIGHBORS_MAX && !nearest.isEmpty()) {
      int other = nearest.poll();
      neighbors.add(profiles.profile(other));
      products.add(product[other]);
    }
  }

  private double neighborShare() {
    return neighbors.isEmpty() ? 0 : othersShare * today / neighbors.size();
  }

  private double[] alike() {
    double[] mean = new double[bound];
    for (Profile neighbor : neighbors) {
      for (int row = 0; row < neighbor.size(); row++) {
        mean[neighbor.skus()[row]] += neighbor.weight(row);
      }
    }
    double share = neighborShare();
    for (int sku = 0; sku < bound; sku++) {
      mean[sku] *= share;
    }
    return mean;
  }

  private List<List<Term>> terms(List<Integer> picks) {
    double[][] parts = parts(picks);
    List<List<Term>> all = new ArrayList<>();
    for (int pick = 0; pick < parts.length; pick++) {
      int sku = picks.get(pick);
      List<Term> terms = new ArrayList<>();
      double weight = Math.max(0, own.row(sku, skus).weight());
      terms.add(Term.of(Recommendation.Kind.BOUGHT_BEFORE, ownShare * today * weight));
      for (int row = 0; row < own.size(); row++) {
        if (parts[pick][row] > 0) {
          Sku bought = skus.name(own.skus()[row]);
          terms.add(Term.of(Recommendation.Kind.SIMILAR_CUSTOMERS, bought, parts[pick][row]));
        }
      }
      all.add(terms);
    }
    return all;
  }

  /** What each row of the own profile brought to each pick; one walk over all neighbors. */
  private double[][] parts(List<Integer> picks) {
    int[] ownRow = inverse(own.skus());
    int[] pickAt = inverse(picks.stream().mapToInt(Integer::intValue).toArray());
    double[][] parts = new double[picks.size()][own.size()];
    IntList hits = new IntList();
    IntList shared = new IntList();
    for (int n = 0; n < neighbors.size(); n++) {
      Profile neighbor = neighbors.get(n);
      hits.clear();
      shared.clear();
      for (int row = 0; row < neighbor.size(); row++) {
        if (pickAt[neighbor.skus()[row]] >= 0) {
          hits.add(row);
        }
        if (ownRow[neighbor.skus()[row]] >= 0) {
          shared.add(row);
        }
      }
      for (int h = 0; h < hits.size(); h++) {
        int hit = hits.get(h);
        double part = neighborShare() * neighbor.weight(hit) / products.get(n);
        double[] of = parts[pickAt[neighbor.skus()[hit]]];
        for (int s = 0; s < shared.size(); s++) {
          int row = ownRow[neighbor.skus()[shared.get(s)]];
          of[row] += part * neighbor.weight(shared.get(s)) * own.weight(row);
        }
      }
    }
    return parts;
  }

  /** Where each SKU stands in a list; -1 if nowhere. */
  private int[] inverse(int[] list) {
    int[] at = new int[bound];
    Arrays.fill(at, -1);
    for (int i = 0; i < list.length; i++) {
      at[list[i]] = i;
    }
    return at;
  }
}
