package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.spi.value.InvalidInputException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final Purchases PURCHASES = Shop.purchases(1);
  private static final ItemModel MODEL = LocalRidge.train(PURCHASES, Shop.settings());
  private static final float[] FACTORS = Trend.factors(Shop.log(1), 300, 20, 1);

  private static double score(History history, int item) {
    return IntStream.range(0, history.size())
            .mapToDouble(at -> history.weight(at) * MODEL.weight(history.item(at), item))
            .sum()
        * FACTORS[item];
  }

  @Test
  void theBestSumsComeFirst() {
    Scorer scorer = new Scorer(MODEL, FACTORS);
    for (int customer = 0; customer < PURCHASES.customers(); customer++) {
      History history = History.fading(PURCHASES, customer, 300, new Fading(60));
      List<Integer> expected =
          IntStream.range(0, MODEL.items())
              .filter(item -> !history.contains(item) && score(history, item) > 1e-6)
              .boxed()
              .sorted(Comparator.comparingDouble(item -> -score(history, item)))
              .limit(10)
              .toList();

      Ranked list = scorer.top(history, 10, item -> !history.contains(item));

      assertThat(IntStream.of(list.items()).boxed().toList())
          .as("customer %s", customer)
          .startsWith(expected.toArray(Integer[]::new));
    }
  }

  @Test
  void aSmallHistoryIsAnsweredAsALargeOneIs() {
    PurchaseLog.Builder wide = PurchaseLog.builder(0, 5_000);
    PurchaseLog log = Shop.log(1);
    for (int row = 0; row < log.size(); row++) {
      wide.add(log.customer(row), log.item(row), 0);
    }
    Scorer scorer = new Scorer(LocalRidge.train(Purchases.of(wide.build()), Shop.settings()));
    Scorer narrow = new Scorer(MODEL);
    for (int customer = 0; customer < PURCHASES.customers(); customer++) {
      History history = History.of(PURCHASES, customer);

      Ranked list = scorer.top(history, 7, ItemFilter.ALL);

      assertThat(list.items()).isEqualTo(narrow.top(history, 7, ItemFilter.ALL).items());
      assertThat(scorer.top(history, 7, ItemFilter.ALL).scores()).isEqualTo(list.scores());
    }
  }

  @Test
  void whatIsNotAllowedMakesRoomForTheNext() {
    History history = History.of(PURCHASES, 5);
    Ranked all = new Scorer(MODEL).top(history, 10, ItemFilter.ALL);
    int best = all.items()[0];

    Ranked without = new Scorer(MODEL).top(history, 9, item -> item != best);

    assertThat(without.items()).containsExactly(IntStream.of(all.items()).skip(1).toArray());
  }

  @Test
  void theReasonsAddUpToTheScore() {
    Scorer scorer = new Scorer(MODEL, FACTORS);
    History history = History.fading(PURCHASES, 8, 300, new Fading(60));
    Ranked list = scorer.top(history, 10, ItemFilter.ALL);

    assertThat(list.size()).isPositive();
    for (int at = 0; at < list.size(); at++) {
      List<Scorer.Part> parts = scorer.because(history, list.items()[at], Integer.MAX_VALUE);
      assertThat(scorer.another().because(history, list.items()[at], 3))
          .isEqualTo(parts.subList(0, Math.min(3, parts.size())));
      assertThat(parts).isSortedAccordingTo(Comparator.comparingDouble(part -> -part.weight()));
      assertThat(parts.stream().mapToDouble(Scorer.Part::weight).sum())
          .isCloseTo(list.scores()[at], within(1e-5));
    }
  }

  @Test
  void aPurchaseShowsInTheNextList() {
    Scorer scorer = new Scorer(MODEL);
    History before = History.of(4);
    History after = History.of(4, 5);

    assertThat(scorer.top(after, 40, ItemFilter.ALL).items())
        .isNotEqualTo(scorer.top(before, 40, ItemFilter.ALL).items());
    assertThat(scorer.because(after, 9, 99)).extracting(Scorer.Part::bought).contains(5);
  }

  @Test
  void equalScoresAreTakenByNumber() {
    PurchaseLog log = PurchaseLog.builder(0, 0).add(0, 0, 0).add(0, 3, 0).add(0, 2, 0).build();
    Scorer scorer = new Scorer(ItemCosine.train(Purchases.of(log), 5));

    assertThat(scorer.top(History.of(0), 2, ItemFilter.ALL).items()).containsExactly(2, 3);
    assertThat(scorer.top(History.of(0), 1, ItemFilter.ALL).items()).containsExactly(2);
  }

  @Test
  void itemsNewerThanTheModelSayNothing() {
    assertThat(new Scorer(MODEL).top(History.of(MODEL.items()), 5, ItemFilter.ALL).size()).isZero();
    assertThat(new Scorer(MODEL).because(History.of(MODEL.items()), 1, 9)).isEmpty();
  }

  @Test
  void everyItemNeedsAFactor() {
    assertThatThrownBy(() -> new Scorer(MODEL, new float[1]))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void whatSellsLatelyIsRaised() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int i = 0; i < 10; i++) {
      log.add(i, 0, 0).add(i, 1, 100);
    }

    float[] factors = Trend.factors(log.build(), 100, 10, 1);

    assertThat(factors[1]).isGreaterThan(1);
    assertThat(factors[0]).isLessThan(1);
    assertThat(Trend.factors(log.build(), 100, 10, 0)).containsOnly(1);
    assertThat(Trend.recent(log.build(), 99, 10)[1]).isZero();
  }

  @Test
  void purchasesFadeByHalves() {
    Fading fading = new Fading(10);

    assertThat(fading.weight(0)).isEqualTo(fading.weight(-5)).isEqualTo(1);
    assertThat(fading.weight(20)).isEqualTo(0.25);
    assertThat(fading.weight(10_000)).isZero();
    assertThatThrownBy(() -> new Fading(0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theCosineCountsCustomersOfBoth() {
    PurchaseLog log =
        PurchaseLog.builder(0, 0)
            .add(0, 0, 0)
            .add(0, 1, 0)
            .add(1, 0, 0)
            .add(1, 1, 0)
            .add(2, 1, 0)
            .build();

    assertThat(ItemCosine.train(Purchases.of(log), 5).weight(0, 1))
        .isCloseTo(2 / Math.sqrt(2 * 3), within(1e-6));
  }
}
