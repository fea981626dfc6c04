package io.backroom.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.recommendation.evaluation.ForYou;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.spi.value.InvalidInputException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LearningTermsTest {
  private static final RidgeSettings RIDGE = RidgeSettings.PURCHASES;

  @Test
  void aShopMayLearnByWhatForetoldItsOwnPurchasesBest() {
    ForYou.Settings chosen = new ForYou.Settings(RIDGE, 30, new ForYou.Settings.Season(7, 0.5));

    assertThat(LearningTerms.DEFAULT.refitAfter(Duration.ofHours(1)).with(chosen))
        .isEqualTo(new LearningTerms(Duration.ofHours(1), RIDGE, 30, 7, 0.5));
  }

  @Test
  void aHistoryThatNeverFadesDoesSoInLessThanAnybodysLife() {
    ForYou.Settings chosen = new ForYou.Settings(RIDGE, 0, ForYou.Settings.Season.NONE);

    assertThat(LearningTerms.DEFAULT.with(chosen).historyHalfLifeDays()).isEqualTo(10_000);
  }

  @Test
  void termsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> LearningTerms.DEFAULT.refitAfter(Duration.ofMillis(999)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("refitAfter");
    assertThatThrownBy(() -> new LearningTerms(Duration.ofDays(1), RIDGE, 0, 7, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("historyHalfLifeDays");
  }
}
