package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.Ranked;
import io.backroom.spi.value.Require;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Judges lists against what customers bought later. Every item with a purchase to learn from is
 * ranked, never a sample; judged are customers with at least one purchase to learn from and one
 * item to be found among them. One thread.
 */
public final class Evaluation {
  private static final double NORMAL_95 = 1.96;
  private static final double LOG_2 = Math.log(2);

  private final Split split;
  private final Mode mode;
  private final int cut;
  private final IntPredicate judged;

  /**
   * Creates an evaluation.
   *
   * @param split what may be learned, and what is to be found
   * @param mode what the lists are for
   * @param cut k: how many items a list has at most, 1 to 1,000
   */
  public Evaluation(Split split, Mode mode, int cut) {
    this(split, mode, cut, Integer.MAX_VALUE);
  }

  /**
   * Creates an evaluation on some of the customers.
   *
   * @param split what may be learned, and what is to be found
   * @param mode what the lists are for
   * @param cut k: how many items a list has at most, 1 to 1,000
   * @param customersMax about how many customers are judged, evenly spread over their numbers; 1 or
   *     more
   */
  public Evaluation(Split split, Mode mode, int cut, int customersMax) {
    this(split, mode, cut, everySo(split, customersMax));
  }

  private Evaluation(Split split, Mode mode, int cut, IntPredicate judged) {
    Require.range("cut", cut, 1, 1_000);
    this.split = split;
    this.mode = mode;
    this.cut = cut;
    this.judged = judged;
  }

  private static IntPredicate everySo(Split split, int customersMax) {
    Require.range("customersMax", customersMax, 1, Integer.MAX_VALUE);
    int step = Math.max(1, split.train().customers() / customersMax);
    return customer -> customer % step == 0;
  }

  /**
   * Returns the same evaluation of fewer customers.
   *
   * @param some which of them
   * @return another evaluation
   */
  public Evaluation only(IntPredicate some) {
    return new Evaluation(split, mode, cut, judged.and(some));
  }

  /**
   * Judges.
   *
   * @param recommender makes the lists; must have learned from the training part only
   * @return the figures
   */
  public Quality of(Recommender recommender) {
    Sums sums = new Sums(split.train().items());
    for (int customer : judged()) {
      sums.add(list(recommender, customer), relevant(customer));
    }
    return sums.quality();
  }

  /**
   * Judges customer by customer, for a {@link Difference}.
   *
   * @param recommender makes the lists; must have learned from the training part only
   * @return NDCG of each customer who is judged, in the order of their numbers
   */
  public double[] each(Recommender recommender) {
    return Arrays.stream(judged())
        .mapToDouble(
            customer -> {
              Sums one = new Sums(0);
              one.add(list(recommender, customer), relevant(customer));
              return one.ndcg;
            })
        .toArray();
  }

  /**
   * Returns who is judged.
   *
   * @return the customers' numbers, ascending
   */
  public int[] judged() {
    return IntStream.range(0, customers())
        .filter(judged)
        .filter(customer -> !relevant(customer).isEmpty())
        .toArray();
  }

  private Ranked list(Recommender recommender, int customer) {
    return recommender.top(customer, cut, allowed(customer));
  }

  private int customers() {
    return Math.min(split.train().customers(), split.test().customers());
  }

  /**
   * Returns what a list for a customer should hold.
   *
   * @param customer for whom
   * @return the items by number; none if the customer is not judged
   */
  public BitSet relevant(int customer) {
    BitSet relevant = new BitSet();
    Purchases train = split.train();
    Purchases test = split.test();
    if (customer >= customers() || train.itemsOf(customer) == 0) {
      return relevant;
    }
    for (int at = 0; at < test.itemsOf(customer); at++) {
      int item = test.item(customer, at);
      if (item < train.items()
          && train.customersOf(item) > 0
          && (mode == Mode.ALL || !train.bought(customer, item))) {
        relevant.set(item);
      }
    }
    return relevant;
  }

  /**
   * Returns what a list for a customer may hold.
   *
   * @param customer for whom
   * @return the filter that the mode asks for
   */
  public ItemFilter allowed(int customer) {
    return mode == Mode.ALL ? ItemFilter.ALL : item -> !split.train().bought(customer, item);
  }

  private static double gain(int rank) {
    return LOG_2 / Math.log(rank + 2);
  }

  /** What adds up over customers. */
  private final class Sums {
    private final BitSet shown;
    private int customers;
    private double ndcg;
    private double ndcgSquares;
    private double recall;
    private double hitRate;
    private double map;
    private double mrr;
    private double surprise;
    private long places;

    Sums(int items) {
      shown = new BitSet(items);
    }

    void add(Ranked list, BitSet relevant) {
      int wanted = relevant.cardinality();
      int hits = 0;
      double gained = 0;
      double best = 0;
      double precisions = 0;
      double first = 0;
      for (int rank = 0; rank < Math.min(cut, wanted); rank++) {
        best += gain(rank);
      }
      for (int rank = 0; rank < Math.min(cut, list.size()); rank++) {
        int item = list.items()[rank];
        note(item);
        if (relevant.get(item)) {
          hits++;
          gained += gain(rank);
          precisions += (double) hits / (rank + 1);
          first = hits == 1 ? 1.0 / (rank + 1) : first;
        }
      }
      customers++;
      ndcg += gained / best;
      ndcgSquares += gained / best * (gained / best);
      recall += (double) hits / wanted;
      hitRate += hits > 0 ? 1 : 0;
      map += precisions / Math.min(cut, wanted);
      mrr += first;
    }

    private void note(int item) {
      shown.set(item);
      double holders = Math.max(1, split.train().customersOf(item));
      surprise -= Math.log(holders / split.train().customers()) / LOG_2;
      places++;
    }

    Quality quality() {
      if (customers == 0) {
        return Quality.NONE;
      }
      double n = customers;
      double mean = ndcg / n;
      double variance = Math.max(0, ndcgSquares / n - mean * mean);
      return new Quality(
          customers,
          mean,
          NORMAL_95 * Math.sqrt(variance / n),
          recall / n,
          hitRate / n,
          map / n,
          mrr / n,
          shown.cardinality() / (double) Math.max(1, offered()),
          places == 0 ? 0 : surprise / places);
    }

    private int offered() {
      int offered = 0;
      for (int item = 0; item < split.train().items(); item++) {
        offered += split.train().customersOf(item) > 0 ? 1 : 0;
      }
      return offered;
    }
  }
}
