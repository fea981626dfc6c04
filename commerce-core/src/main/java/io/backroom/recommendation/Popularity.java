package io.backroom.recommendation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many orders held each SKU lately: the sum over orders of 2^(−age / 15 days), the "RecentPop"
 * baseline of the literature on recommendations over time. Days are counted as integers and summed
 * in their order, so the order of arrival leaves no trace. Guarded by the caller.
 */
final class Popularity {
  private static final int HALF_LIFE_DAYS = 15;

  /** Ten half-lives: older orders would add less than a thousandth each. */
  private static final int DAYS_MAX = 150;

  private final Decay decay = new Decay(HALF_LIFE_DAYS);
  private final List<Days> bySku = new ArrayList<>();
  private final TreeMap<Integer, Integer> all = new TreeMap<>();

  /** Counts an order more or less. */
  void count(int sku, int day, int change) {
    while (bySku.size() <= sku) {
      bySku.add(new Days());
    }
    Days days = bySku.get(sku);
    count(days.orders, day, change);
    days.sum(decay);
    count(all, day, change);
  }

  private static void count(Map<Integer, Integer> orders, int day, int change) {
    orders.merge(day, change, (before, added) -> before + added == 0 ? null : before + added);
  }

  /** Returns the sum of all scores as seen on a day. */
  double total(int today) {
    double total = 0;
    for (var day : all.tailMap(all.isEmpty() ? 0 : all.lastKey() - DAYS_MAX).entrySet()) {
      total += day.getValue() * decay.power(Math.min(0, day.getKey() - today));
    }
    return total;
  }

  /** Returns the scores by SKU number as seen on a day; later orders count as if on that day. */
  double[] scores(int bound, int today) {
    double[] scores = new double[bound];
    for (int sku = 0; sku < Math.min(bound, bySku.size()); sku++) {
      scores[sku] = bySku.get(sku).seenOn(today, decay);
    }
    return scores;
  }

  /** Orders of one SKU by day, and their faded sum as seen on the last of these days. */
  private static final class Days {
    final TreeMap<Integer, Integer> orders = new TreeMap<>();
    int last;
    double score;

    double seenOn(int today, Decay decay) {
      return score * decay.power(Math.min(0, last - today));
    }

    void sum(Decay decay) {
      score = 0;
      last = orders.isEmpty() ? 0 : orders.lastKey();
      for (var day : orders.tailMap(last - DAYS_MAX).entrySet()) {
        score += day.getValue() * decay.power(day.getKey() - last);
      }
    }
  }
}
