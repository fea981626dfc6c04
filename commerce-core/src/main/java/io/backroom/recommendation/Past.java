package io.backroom.recommendation;

import io.backroom.recommendation.model.History;
import io.backroom.spi.value.Sku;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a customer did, as a model's history. Immutable. */
final class Past {
  /** How much what came back speaks against what goes with it, beside a purchase. */
  private static final double SENT_BACK = -0.5;

  private final History history;
  private final Map<Integer, Recommendation.Kind> kinds;

  /**
   * The day of a list.
   *
   * @param today the day
   * @param fading how purchases fade
   */
  record Day(int today, Decay fading) {
    double share(int day) {
      return fading.power(Math.min(0, day - today));
    }
  }

  private Past(History history, Map<Integer, Recommendation.Kind> kinds) {
    this.history = history;
    this.kinds = kinds;
  }

  static Past of(Profile profile, Interests interests, Names<Sku> names, Fitted fitted, Day day) {
    if (interests.all().isEmpty()) {
      return purchases(profile, fitted, day);
    }
    Map<Integer, Double> weights = new TreeMap<>();
    Map<Integer, Recommendation.Kind> kinds = new HashMap<>();
    for (int at = 0; at < profile.size(); at++) {
      int item = fitted.itemOf(profile.skus()[at]);
      if (item >= 0) {
        weights.put(item, weight(profile.row(at), day));
      }
    }
    for (Interests.Interest each : interests.all()) {
      int item = fitted.itemOf(each.sku());
      // What was bought says more than what led to it.
      if (item >= 0 && profile.row(each.sku(), names).weight() < 0) {
        weights.merge(item, each.weight(day.today()), Double::sum);
        kinds.merge(each.sku(), kind(each.kind()), Past::stronger);
      }
    }
    int[] items = new int[weights.size()];
    float[] all = new float[items.length];
    int size = 0;
    for (Map.Entry<Integer, Double> each : weights.entrySet()) {
      items[size] = each.getKey();
      all[size++] = each.getValue().floatValue();
    }
    return withReturns(profile, new Past(History.weighted(items, all), kinds));
  }

  /** Items stand in the order of their names, as the rows of a profile do. */
  private static Past purchases(Profile profile, Fitted fitted, Day day) {
    IntList items = new IntList();
    float[] weights = new float[profile.size()];
    for (int at = 0; at < profile.size(); at++) {
      int item = fitted.itemOf(profile.skus()[at]);
      if (item >= 0) {
        weights[items.size()] = (float) weight(profile.row(at), day);
        items.add(item);
      }
    }
    float[] used = Arrays.copyOf(weights, items.size());
    return withReturns(profile, new Past(History.weighted(items.toArray(), used), new HashMap<>()));
  }

  private static Past withReturns(Profile profile, Past past) {
    for (int at = 0; at < profile.size(); at++) {
      if (profile.row(at).cameBack()) {
        past.kinds.put(profile.skus()[at], Recommendation.Kind.SENT_BACK);
      }
    }
    return past;
  }

  private static double weight(Profile.Row row, Day day) {
    return (row.cameBack() ? SENT_BACK : 1) * day.share(row.last());
  }

  private static Recommendation.Kind kind(Feedback.Kind kind) {
    return switch (kind) {
      case VIEW -> Recommendation.Kind.LOOKED_AT;
      case CART -> Recommendation.Kind.PUT_IN_CART;
      case REJECTION -> Recommendation.Kind.REJECTED;
    };
  }

  private static Recommendation.Kind stronger(Recommendation.Kind one, Recommendation.Kind other) {
    return one == Recommendation.Kind.REJECTED || other == Recommendation.Kind.REJECTED
        ? Recommendation.Kind.REJECTED
        : Recommendation.Kind.PUT_IN_CART;
  }

  History history() {
    return history;
  }

  /** Returns by which kind of event a SKU came to be in the history. */
  Recommendation.Kind kindOf(int sku) {
    return kinds.getOrDefault(sku, Recommendation.Kind.BOUGHT);
  }
}
