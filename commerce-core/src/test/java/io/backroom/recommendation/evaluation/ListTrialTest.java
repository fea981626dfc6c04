package io.backroom.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backroom.recommendation.evaluation.Finding.Judged;
import io.backroom.recommendation.evaluation.Finding.TooLittle;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.Ranked;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListTrialTest {
  private static final int DAYS = 120;
  private static final int TASTES = 8;

  /** Customers keep to one of eight tastes and to three favorites, or to nothing at all. */
  private static PurchaseLog shop(boolean tastes) {
    Random random = new Random(3);
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int row = 0; row < 3_000; row++) {
      int customer = random.nextInt(180);
      int taste = tastes ? customer % TASTES : random.nextInt(TASTES);
      int item = random.nextInt(25) * TASTES + taste;
      boolean favorite = tastes && random.nextInt(2) == 0;
      int again = (customer + 40 * random.nextInt(3)) % 25 * TASTES + taste;
      log.add(customer, favorite ? again : item, row * DAYS / 3_000);
    }
    return log.build();
  }

  private static final ListTrial TASTE = ListTrial.of(shop(true));

  @Test
  void whatBeatsTheSimpleWaysIsSwitchedOn() {
    Judged again = (Judged) TASTE.again();

    assertThat(again.mode()).isEqualTo(Mode.ALL);
    assertThat(again.best().name()).isIn("own frequency", "own and similar customers");
    assertThat(again.ours().quality().ndcg())
        .isGreaterThan(again.baselines().get(0).quality().ndcg());
    assertThat(again.baselines())
        .extracting(Finding.Line::name)
        .containsExactly("popular", "own frequency", "own and similar customers");
  }

  @Test
  void eachListHasItsOwnFigures() {
    Judged fresh = (Judged) TASTE.fresh();
    Judged again = (Judged) TASTE.again();

    assertThat(fresh.mode()).isEqualTo(Mode.NEW);
    assertThat(fresh.baselines())
        .extracting(Finding.Line::name)
        .containsExactly(
            "popular", "recently popular", "item kNN", "item kNN with the same recency");
    assertThat(fresh.ours().quality()).isNotEqualTo(again.ours().quality());
    assertThat(fresh.ours().quality())
        .isEqualTo(
            new Evaluation(TASTE.split(), Mode.NEW, 10)
                .of(ForYou.train(TASTE.split(), TASTE.chosen().orElseThrow())));
  }

  @Test
  void theBestBaselineIsTheOneThatFoundMost() {
    for (Finding finding : new Finding[] {TASTE.fresh(), TASTE.again()}) {
      Judged judged = (Judged) finding;
      assertThat(judged.best().quality().ndcg())
          .isEqualTo(
              judged.baselines().stream()
                  .mapToDouble(line -> line.quality().ndcg())
                  .max()
                  .orElseThrow());
      assertThat(judged.difference().mean())
          .isCloseTo(
              judged.ours().quality().ndcg() - judged.best().quality().ndcg(), within(1e-12));
    }
  }

  @Test
  void choicesAreMadeBeforeTheSplit() {
    assertThat(TASTE.chosen()).contains(ForYou.choose(TASTE.split().log()));
    assertThat(TASTE.chosenAgain())
        .contains(Again.choose(TASTE.split().log(), TASTE.chosen().orElseThrow()));
    assertThat(TASTE.split().log().lastDay()).isLessThan(TASTE.split().today());
  }

  @Test
  void theSamePurchasesGiveTheSameAnswer() {
    ListTrial other = ListTrial.of(shop(true));

    assertThat(other.fresh()).isEqualTo(TASTE.fresh());
    assertThat(other.again()).isEqualTo(TASTE.again());
  }

  @Test
  void whereChanceBuysNothingIsShown() {
    ListTrial chance = ListTrial.of(shop(false));

    assertThat(chance.fresh().sentence()).startsWith("No difference shown: ");
  }

  @Test
  void theFiguresStandInParts() {
    Judged again = (Judged) TASTE.again();

    assertThat(again.groups()).extracting(Finding.Group::by).containsExactly(Finding.By.values());
    assertThat(again.groups().get(0).points())
        .extracting(Finding.Point::label)
        .containsExactly("1", "3", "5", "10", "20", "50");
    assertThat(again.groups().get(0).points().get(3).ours()).isEqualTo(again.ours().quality());
    assertThat(customers(again.groups().get(1))).isEqualTo(again.ours().quality().customers());
    assertThat(again.groups().get(2).points()).hasSize(8);
    assertThat(again.groups().get(2).points().get(0).label()).isEqualTo("0–2");
  }

  /** The same lists for another truth: what was bought in these days alone. */
  @Test
  void eachPartOfTheTimeIsJudgedByWhatWasBoughtInIt() {
    Split split = TASTE.split();
    int last = shop(true).lastDay();
    int days = last + 1 - split.today();
    PurchaseLog part = shop(true).between(split.today() + days * 7 / 8, split.today() + days);
    Split end = new Split(split.log(), split.train(), Purchases.of(part), split.today());

    assertThat(((Judged) TASTE.fresh()).groups().get(2).points().get(7).ours())
        .isEqualTo(
            new Evaluation(end, Mode.NEW, 10)
                .of(ForYou.train(split, TASTE.chosen().orElseThrow())));
  }

  private static int customers(Finding.Group group) {
    return group.points().stream().mapToInt(point -> point.ours().customers()).sum();
  }

  @Test
  void theSentenceFollowsTheInterval() {
    PurchaseLog log = shop(true);
    Split split = Split.byTime(log, 90);
    PurchaseLog later = log.between(90, DAYS);
    Recommender all =
        (customer, limit, allowed) -> {
          int[] items = IntStream.range(0, 200).filter(allowed::allows).limit(limit).toArray();
          return new Ranked(items, new double[items.length]);
        };
    Recommender own = Baselines.ownFrequency(split.log(), 90, 60);
    Contest contest = new Contest(split, later, Mode.ALL, 1_000);

    assertThat(contest.run(own, Map.of("all", all)).sentence())
        .startsWith("Switch it on: it finds more than all, ");
    assertThat(contest.run(all, both(own, all)).sentence())
        .startsWith("Do not switch on yet: it finds less than own, ");
    assertThat(contest.run(own, both(own, all)).sentence())
        .startsWith("No difference shown: it finds neither more nor less than own, ");
  }

  private static Map<String, Recommender> both(Recommender own, Recommender all) {
    Map<String, Recommender> both = new LinkedHashMap<>();
    both.put("all", all);
    both.put("own", own);
    return both;
  }

  @Test
  void tooLittleIsSaidAndNotComputed() {
    PurchaseLog none = PurchaseLog.builder(0, 0).build();
    PurchaseLog oneDay = PurchaseLog.builder(0, 0).add(0, 0, 5).add(1, 0, 5).build();
    PurchaseLog.Builder oneCustomer = PurchaseLog.builder(0, 0);
    for (int day = 0; day < 50; day++) {
      oneCustomer.add(0, day % 5, day);
    }

    assertThat(sentences(none))
        .containsOnly("Do not switch on yet: too little data, there is no purchase.");
    assertThat(sentences(oneDay))
        .containsOnly(
            "Do not switch on yet: too little data, all 2 purchases are of the same day.");
    assertThat(ListTrial.of(oneCustomer.build()).again())
        .isEqualTo(
            new TooLittle(
                Mode.ALL,
                "Do not switch on yet: too little data, only 1 customers with earlier purchases"
                    + " bought something that others had bought before; 100 are needed."));
    assertThat(ListTrial.of(oneCustomer.build()).chosen()).isEmpty();
    assertThat(ListTrial.of(oneCustomer.build()).chosenAgain()).isEmpty();
  }

  private static String[] sentences(PurchaseLog log) {
    ListTrial trial = ListTrial.of(log);
    return new String[] {trial.fresh().sentence(), trial.again().sentence()};
  }

  /** Nobody buys anything twice: one list can be judged, the other would be the same. */
  @Test
  void whoBuysNothingAgainStillGetsWhatIsNew() {
    Random random = new Random(5);
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int customer = 0; customer < 200; customer++) {
      int[] items = random.ints(0, 60).distinct().limit(12).toArray();
      for (int at = 0; at < items.length; at++) {
        log.add(customer, items[at], at * 10);
      }
    }

    ListTrial trial = ListTrial.of(log.build());

    assertThat(Arrays.asList(trial.fresh(), trial.again()))
        .allSatisfy(finding -> assertThat(finding).isInstanceOf(Judged.class));
    assertThat(((Judged) trial.again()).ours().quality().customers())
        .isEqualTo(((Judged) trial.fresh()).ours().quality().customers());
  }
}
