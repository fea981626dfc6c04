package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.Ranked;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks for each customer's list once, as long as any that will be looked at, and answers from it. A
 * shorter list is the beginning of a longer one, and a customer's filter is always the same: so it
 * must be used in one mode only. One thread.
 */
final class KeptLists implements Recommender {
  private final Recommender recommender;
  private final int longest;
  private final Map<Integer, Ranked> lists = new HashMap<>();

  KeptLists(Recommender recommender, int longest) {
    this.recommender = recommender;
    this.longest = longest;
  }

  @Override
  public Ranked top(int customer, int limit, ItemFilter allowed) {
    Ranked list = lists.computeIfAbsent(customer, some -> recommender.top(some, longest, allowed));
    int size = Math.min(limit, list.size());
    return new Ranked(Arrays.copyOf(list.items(), size), Arrays.copyOf(list.scores(), size));
  }
}
