package io.backroom.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.recommendation.model.BuyAgain;
import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.RidgeSettings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final int DAYS = 200;
  private static final int TASTES = 5;
  private static final int RANGE = 60;
  private static final int CUSTOMERS = 200;

  /** Customers keep to a taste, of which new items come every few days; some they buy again. */
  private static PurchaseLog shop() {
    Random random = new Random(1);
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < 20; i++) {
        int customer = random.nextInt(CUSTOMERS);
        int taste = random.nextInt(4) == 0 ? random.nextInt(TASTES) : customer % TASTES;
        int newest = day * RANGE / DAYS;
        int age = random.nextInt(1 + random.nextInt(20));
        log.add(customer, Math.max(0, newest - age) * TASTES + taste, day);
        if (random.nextInt(3) == 0) {
          int favorite = customer % 40 + random.nextInt(3);
          log.add(customer, favorite, day);
        }
      }
    }
    return log.build();
  }

  private static final PurchaseLog LOG = shop();
  private static final Split SPLIT = Split.byTime(LOG, 170);

  @Test
  void whatWasChosenBeatsTheBaselinesOnWhatIsNew() {
    ForYou.Settings chosen = ForYou.choose(SPLIT.log());
    Evaluation evaluation = new Evaluation(SPLIT, Mode.NEW, 10);

    double ours = evaluation.of(ForYou.train(SPLIT, chosen)).ndcg();

    assertThat(ours)
        .isGreaterThan(evaluation.of(Baselines.popular(SPLIT.train())).ndcg())
        .isGreaterThan(evaluation.of(Baselines.recentlyPopular(SPLIT.log(), 170)).ndcg())
        .isGreaterThan(evaluation.of(Baselines.itemNeighbors(SPLIT.train(), 20)).ndcg());
  }

  @Test
  void theSeasonIsLearnedFromTheShopsOwnPurchases() {
    assertThat(ForYou.choose(SPLIT.log()).season().exponent()).isPositive();
  }

  @Test
  void theSameLogChoosesTheSame() {
    assertThat(ForYou.choose(LOG)).isEqualTo(ForYou.choose(LOG));
    assertThat(RidgeChoice.byHeldBackPairs(LOG)).isEqualTo(RidgeChoice.byHeldBackPairs(LOG));
  }

  @Test
  void modelsThatAreTooLargeAreNotTried() {
    Purchases wide = Purchases.of(PurchaseLog.builder(1, 200_000).build());

    assertThat(RidgeChoice.candidates(wide)).containsExactly(RidgeSettings.PURCHASES);
    assertThat(RidgeChoice.candidates(SPLIT.train())).hasSizeGreaterThan(3);
  }

  @Test
  void ownPurchasesAreBoughtAgain() {
    Evaluation evaluation = new Evaluation(SPLIT, Mode.ALL, 10);
    Recommender own = Baselines.ownFrequency(SPLIT.log(), 170, 60);
    BuyAgain both = BuyAgain.of(SPLIT.log(), 170, new BuyAgain.Settings(60, 30, 0.5));

    assertThat(evaluation.of(both::top).ndcg()).isGreaterThan(evaluation.of(own).ndcg());
    assertThat(evaluation.of(own).ndcg())
        .isGreaterThan(evaluation.of(Baselines.popular(SPLIT.train())).ndcg());
  }

  @Test
  void similarCustomersAddWhatIsNew() {
    PurchaseLog log =
        PurchaseLog.builder(0, 0).add(0, 0, 0).add(1, 0, 0).add(1, 1, 0).add(2, 2, 0).build();
    BuyAgain both = BuyAgain.of(log, 10, new BuyAgain.Settings(10, 5, 0.5));

    assertThat(both.top(0, 5, ItemFilter.ALL).items()).containsExactly(0, 1);
    assertThat(both.top(0, 5, ItemFilter.ALL).scores()).containsExactly(0.5, 0.25);
    assertThat(Baselines.ownFrequency(log, 0, 9).top(0, 5, ItemFilter.ALL).items())
        .containsExactly(0);
  }

  @Test
  void neighborsWithRecencyFollowTheSeason() {
    Evaluation evaluation = new Evaluation(SPLIT, Mode.NEW, 10);

    ForYou.Settings same =
        new ForYou.Settings(RidgeSettings.PURCHASES, 60, new ForYou.Settings.Season(20, 1));

    assertThat(evaluation.of(Baselines.recentItemNeighbors(SPLIT, 20, same)).ndcg())
        .isGreaterThan(evaluation.of(Baselines.itemNeighbors(SPLIT.train(), 20)).ndcg());
  }

  @Test
  void aGivenModelIsKept() {
    ForYou.Settings settings =
        new ForYou.Settings(RidgeSettings.PURCHASES, 30, new ForYou.Settings.Season(20, 1));

    assertThat(ForYou.train(SPLIT, settings).settings()).isEqualTo(settings);
    assertThat(ForYou.train(SPLIT, settings).top(3, 4, ItemFilter.ALL).size()).isEqualTo(4);
  }
}
