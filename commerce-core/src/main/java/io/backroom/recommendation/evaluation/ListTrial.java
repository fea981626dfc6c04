package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.PurchaseLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the two lists would have been worth to a shop, and whether to switch them on, from its own
 * purchases alone. Immutable; the same purchases give the same answer.
 *
 * <p>The last fifth of the purchases is to be foretold from those before it. All that is open was
 * chosen on the last days before the split; what comes after it is looked at once. For each list:
 *
 * <pre>
 *   Switch it on            if the 95 % interval of the difference to the best baseline is above 0
 *   Do not switch on yet    if it is below 0, or if fewer than 100 customers can be judged
 *   No difference shown     if it holds 0
 * </pre>
 *
 * <p>{@link Difference} has the interval. The best baseline is the one with the greatest NDCG@10 on
 * the very customers that are judged: it may owe that to luck, so a list that is called better has
 * had the harder opponent. One split is one season: a trial says what would have been gained then.
 */
public final class ListTrial {
  /** How many customers a sentence needs: a mean of fewer is not normal enough. */
  public static final int JUDGED_MIN = 100;

  private static final double TEST_SHARE = 0.2;

  /** More customers say hardly more and take longer. */
  private static final int JUDGED_MAX = 10_000;

  private static final int NEIGHBORS = 50;
  private static final int OWN_HALF_LIFE = 120;

  private final Split split;
  private final Optional<ForYou.Settings> chosen;
  private final Optional<Again.Settings> chosenAgain;
  private final Finding fresh;
  private final Finding again;

  private ListTrial(
      Split split,
      Optional<ForYou.Settings> chosen,
      Optional<Again.Settings> chosenAgain,
      Finding fresh,
      Finding again) {
    this.split = split;
    this.chosen = chosen;
    this.chosenAgain = chosenAgain;
    this.fresh = fresh;
    this.again = again;
  }

  /**
   * Tries both lists. Takes some ten seconds for 200,000 pairs of customer and item.
   *
   * @param log all purchases of the shop, with their days
   * @return what was found; too little data is a finding, not an error
   */
  public static ListTrial of(PurchaseLog log) {
    Split split = Split.lastShare(log, TEST_SHARE);
    PurchaseLog later = log.between(split.today(), Integer.MAX_VALUE);
    Optional<String> freshMissing = missing(log, split, Mode.NEW);
    Optional<String> againMissing = missing(log, split, Mode.ALL);
    Optional<ForYou.Settings> chosen =
        freshMissing.isPresent() ? Optional.empty() : Optional.of(ForYou.choose(split.log()));
    Finding fresh =
        chosen
            .map(settings -> fresh(split, later, settings))
            .orElseGet(() -> tooLittle(Mode.NEW, freshMissing.orElse("")));
    Optional<Again.Settings> chosenAgain =
        againMissing.isPresent()
            ? Optional.empty()
            : Optional.of(Again.choose(split.log(), chosen.orElse(Again.Settings.USUAL.fresh())));
    Finding again =
        chosenAgain
            .map(settings -> again(split, later, settings))
            .orElseGet(() -> tooLittle(Mode.ALL, againMissing.orElse("")));
    return new ListTrial(split, chosen, chosenAgain, fresh, again);
  }

  private static Finding tooLittle(Mode mode, String missing) {
    return new Finding.TooLittle(mode, "Do not switch on yet: too little data, " + missing + ".");
  }

  /** Says why nothing can be said; nothing if it can. */
  private static Optional<String> missing(PurchaseLog log, Split split, Mode mode) {
    if (log.size() == 0) {
      return Optional.of("there is no purchase");
    }
    if (split.log().size() == 0) {
      return Optional.of("all " + log.size() + " purchases are of the same day");
    }
    int judged = new Evaluation(split, mode, Contest.CUT, JUDGED_MAX).judged().length;
    String what = mode == Mode.NEW ? "something new to them" : "something";
    return judged >= JUDGED_MIN
        ? Optional.empty()
        : Optional.of(
            "only %d customers with earlier purchases bought %s that others had bought before; %d are needed"
                .formatted(judged, what, JUDGED_MIN));
  }

  private static Finding fresh(Split split, PurchaseLog later, ForYou.Settings chosen) {
    Map<String, Recommender> baselines = new LinkedHashMap<>();
    baselines.put("popular", Baselines.popular(split.train()));
    baselines.put("recently popular", Baselines.recentlyPopular(split.log(), split.today()));
    baselines.put("item kNN", Baselines.itemNeighbors(split.train(), NEIGHBORS));
    baselines.put(
        "item kNN with the same recency", Baselines.recentItemNeighbors(split, NEIGHBORS, chosen));
    return new Contest(split, later, Mode.NEW, JUDGED_MAX)
        .run(ForYou.train(split, chosen), baselines);
  }

  private static Finding again(Split split, PurchaseLog later, Again.Settings chosen) {
    Map<String, Recommender> baselines = new LinkedHashMap<>();
    baselines.put("popular", Baselines.popular(split.train()));
    baselines.put(
        "own frequency", Baselines.ownFrequency(split.log(), split.today(), OWN_HALF_LIFE));
    baselines.put("own and similar customers", Again.train(split, Again.Settings.USUAL));
    return new Contest(split, later, Mode.ALL, JUDGED_MAX)
        .run(Again.train(split, chosen), baselines);
  }

  /**
   * Returns how the purchases were divided.
   *
   * @return the parts, and the day of the split
   */
  public Split split() {
    return split;
  }

  /**
   * Returns what was chosen for what is new, on the purchases before the split.
   *
   * @return the settings; nothing if there was too little data
   */
  public Optional<ForYou.Settings> chosen() {
    return chosen;
  }

  /**
   * Returns what was chosen for what is bought again, on the purchases before the split.
   *
   * @return the settings; nothing if there was too little data
   */
  public Optional<Again.Settings> chosenAgain() {
    return chosenAgain;
  }

  /**
   * Returns what was found of the list of what is new to a customer.
   *
   * @return the finding in the mode {@link Mode#NEW}
   */
  public Finding fresh() {
    return fresh;
  }

  /**
   * Returns what was found of the list of what a customer buys again.
   *
   * @return the finding in the mode {@link Mode#ALL}
   */
  public Finding again() {
    return again;
  }
}
