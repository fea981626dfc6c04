package io.backroom.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Ranked;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double EXACT = 1e-12;

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  private static PurchaseLog log(int... customersAndItems) {
    PurchaseLog.Builder log = PurchaseLog.builder(3, 6);
    for (int at = 0; at < customersAndItems.length; at += 2) {
      log.add(customersAndItems[at], customersAndItems[at + 1], 0);
    }
    return log.build();
  }

  private static Recommender always(int... items) {
    return (customer, limit, allowed) -> {
      int[] some = IntStream.of(items).filter(allowed::allows).limit(limit).toArray();
      return new Ranked(some, new double[some.length]);
    };
  }

  /** Items 0 to 4 have a buyer; customer 2 has nothing to learn from, item 5 no buyer. */
  private static final Split SPLIT =
      Split.of(log(0, 0, 0, 1, 1, 0, 1, 2, 1, 3, 1, 4), log(0, 2, 0, 3, 0, 0, 0, 5, 1, 0, 2, 1));

  @Test
  void hitsCountByTheirRank() {
    Quality quality = new Evaluation(SPLIT, Mode.NEW, 3).of(always(4, 3, 2));

    double ideal = 1 + 1 / log2(3);
    assertThat(quality.customers()).isEqualTo(1);
    assertThat(quality.ndcg()).isEqualTo((1 / log2(3) + 1 / log2(4)) / ideal, within(EXACT));
    assertThat(quality.recall()).isEqualTo(1);
    assertThat(quality.hitRate()).isEqualTo(1);
    assertThat(quality.map()).isEqualTo((1 / 2.0 + 2 / 3.0) / 2, within(EXACT));
    assertThat(quality.mrr()).isEqualTo(0.5);
    assertThat(quality.coverage()).isEqualTo(3 / 5.0);
    assertThat(quality.novelty()).isEqualTo(-log2(1 / 3.0), within(EXACT));
  }

  @Test
  void theIdealIsCutWhereTheListIs() {
    Quality quality = new Evaluation(SPLIT, Mode.NEW, 1).of(always(2));

    assertThat(quality.ndcg()).isEqualTo(1);
    assertThat(quality.recall()).isEqualTo(0.5);
    assertThat(quality.map()).isEqualTo(1);
  }

  @Test
  void whatWasBoughtBeforeCountsWhereRepeatsAreWanted() {
    Quality quality = new Evaluation(SPLIT, Mode.ALL, 1).of(always(0));

    assertThat(quality.customers()).isEqualTo(2);
    assertThat(quality.ndcg()).isEqualTo(1);
    assertThat(quality.recall()).isEqualTo((1 / 3.0 + 1) / 2, within(EXACT));
  }

  @Test
  void theIntervalShrinksWithCustomersWhoAgree() {
    Quality sure = new Evaluation(SPLIT, Mode.ALL, 1).of(always(0));
    Quality torn = new Evaluation(SPLIT, Mode.ALL, 1).of(always(2));

    assertThat(sure.ndcgError()).isZero();
    assertThat(torn.ndcg()).isEqualTo(0.5);
    assertThat(torn.ndcgError()).isEqualTo(1.96 * 0.5 / Math.sqrt(2), within(EXACT));
    assertThat(sure.surelyBetterThan(torn)).isFalse();
    assertThat(sure.surelyBetterThan(Quality.NONE)).isTrue();
  }

  @Test
  void nobodyIsJudgedWithoutATest() {
    Split split = Split.of(log(0, 0), log());

    assertThat(new Evaluation(split, Mode.ALL, 5).of(always(0))).isEqualTo(Quality.NONE);
  }

  @Test
  void nothingIsLearnedFromTheTimeOfTheTest() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int day = 0; day < 100; day++) {
      log.add(day % 7, day % 11, day);
    }

    Split split = Split.lastShare(log.build(), 0.2);

    assertThat(split.today()).isEqualTo(80);
    assertThat(split.log().lastDay()).isEqualTo(79);
    assertThat(split.log().size()).isEqualTo(80);
  }

  @Test
  void aHashSplitsEveryPairToOneSide() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int i = 0; i < 1_000; i++) {
      log.add(i % 50, i / 50, 0).add(i % 50, i / 50, 1);
    }

    Split split = Split.byHash(log.build(), 5);

    assertThat(split.train().pairs() + split.test().pairs()).isEqualTo(1_000);
    assertThat(split.test().pairs()).isBetween(150, 250);
  }
}
