package io.backroom.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.recommendation.model.PurchaseLog;
import org.junit.jupiter.api.Test;

class ComingBackTest {
  private static final int CUSTOMERS = 60;
  private static final int ITEMS = 5;

  private final PurchaseLog.Builder log = PurchaseLog.builder(0, 0);

  /** Everybody buys five things that nobody else does, and some of them again some days later. */
  private void everybodyBuysAgain(int days, int some) {
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      buys(customer, days, some);
    }
  }

  private void buys(int customer, int days, int some) {
    for (int item = 0; item < ITEMS; item++) {
      log.add(customer, ITEMS * customer + item, 100);
    }
    for (int item = 0; item < some; item++) {
      log.add(customer, ITEMS * customer + item, 100 + days);
    }
    log.add(customer, ITEMS * CUSTOMERS + customer, 100 + days);
  }

  @Test
  void whereCustomersComeBackWithinDaysAPurchaseIsNewNoLonger() {
    everybodyBuysAgain(3, 1);

    assertThat(ComingBack.days(log.build())).isEqualTo(3);
  }

  @Test
  void whereTheyDoNotItStaysNewForTwoWeeks() {
    everybodyBuysAgain(3, 0);

    assertThat(ComingBack.days(log.build())).isEqualTo(14);
  }

  @Test
  void whoComesBackAfterTwoWeeksSaysNothing() {
    everybodyBuysAgain(14, 5);

    assertThat(ComingBack.days(log.build())).isEqualTo(14);
  }

  @Test
  void oneInTwentyIsEnoughAndLessIsNot() {
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      buys(customer, 2, customer < CUSTOMERS * ITEMS / 20 ? 1 : 0);
    }
    assertThat(ComingBack.days(log.build())).isEqualTo(2);

    // Another customer who does not come back for it.
    buys(CUSTOMERS, 2, 0);
    assertThat(ComingBack.days(log.build())).isEqualTo(14);
  }

  @Test
  void aFewPurchasesSayNothing() {
    for (int customer = 0; customer < 39; customer++) {
      buys(customer, 2, 5);
    }
    assertThat(ComingBack.days(log.build())).isEqualTo(14);

    buys(39, 2, 5);
    assertThat(ComingBack.days(log.build())).isEqualTo(2);
  }

  @Test
  void whatIsUsedUpAnywayDoesNotSpeakForTheRest() {
    for (int customer = 0; customer < 300; customer++) {
      log.add(customer, 0, 100).add(customer, 0, 102);
    }

    assertThat(ComingBack.days(log.build())).isEqualTo(14);
  }
}
