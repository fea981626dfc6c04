package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveRidgeTest {
  /** Of customers who all count the same: a purchase touches little. */
  private static final RidgeSettings EVEN =
      new RidgeSettings(12, 0.3, 2, 0, 0.4, -0.2, Integer.MAX_VALUE);

  private static PurchaseLog.Builder start() {
    PurchaseLog.Builder log = PurchaseLog.builder(Shop.CUSTOMERS, Shop.ITEMS);
    PurchaseLog all = Shop.log(9);
    for (int row = 0; row < all.size() / 2; row++) {
      log.add(all.customer(row), all.item(row), 0);
    }
    return log;
  }

  private static void learnAll(LiveRidge live) {
    while (live.waiting() > 0) {
      assertThat(live.refresh(7)).isPositive();
    }
  }

  private static void requireEqualToRebuilt(RidgeSettings settings) {
    PurchaseLog.Builder log = start();
    LiveRidge live = LiveRidge.of(Purchases.of(log.build()), settings);
    learnAll(live);
    Random random = new Random(9);
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i <= round % 3; i++) {
        int customer = random.nextInt(Shop.CUSTOMERS);
        int item = random.nextInt(Shop.ITEMS);
        log.add(customer, item, 0);
        live.add(customer, item);
      }
      live.refresh(1 + random.nextInt(20));
      if (round % 4 == 0) {
        learnAll(live);

        ItemModel rebuilt = LocalRidge.train(Purchases.of(log.build()), settings);

        assertThat(Shop.bytes(live.model())).as("round %s", round).isEqualTo(Shop.bytes(rebuilt));
      }
    }
  }

  @Test
  void purchasesOneByOneAreThoseOfARebuild() {
    requireEqualToRebuilt(EVEN);
  }

  @Test
  void customersWhoPassABoundAreThoseOfARebuild() {
    requireEqualToRebuilt(Shop.settings());
  }

  @Test
  void aPurchaseTouchesFewItems() {
    PurchaseLog.Builder log = PurchaseLog.builder(200, 400);
    for (int customer = 0; customer < 200; customer++) {
      for (int i = 0; i < 6; i++) {
        log.add(customer, customer * 2 + i < 400 ? customer * 2 + i : i, 0);
      }
    }
    LiveRidge live = LiveRidge.of(Purchases.of(log.build()), EVEN);
    learnAll(live);

    assertThat(live.add(50, 300)).isTrue();

    assertThat(live.waiting()).isBetween(7, 40);
  }

  @Test
  void theBoughtItemIsLearnedFirst() {
    LiveRidge live = LiveRidge.of(Purchases.of(start().build()), EVEN);
    learnAll(live);
    int customer = 0;
    int item = Shop.ITEMS - 1;
    while (!live.add(customer, item)) {
      item--;
    }
    ItemModel before = live.model();

    live.refresh(1);

    ItemModel after = live.model();
    int bought = item;
    assertThat(after).isNotEqualTo(before);
    for (int other = 0; other < Shop.ITEMS; other++) {
      for (int target = 0; target < Shop.ITEMS; target++) {
        if (target != bought) {
          assertThat(after.weight(other, target)).isEqualTo(before.weight(other, target));
        }
      }
    }
  }

  @Test
  void buyingTheSameAgainChangesNothing() {
    LiveRidge live = LiveRidge.of(Purchases.of(start().build()), EVEN);
    live.add(3, 4);
    learnAll(live);

    assertThat(live.add(3, 4)).isFalse();

    assertThat(live.waiting()).isZero();
  }

  @Test
  void whoIsForgottenLeavesNoTrace() {
    for (RidgeSettings settings : new RidgeSettings[] {EVEN, Shop.settings()}) {
      PurchaseLog all = start().build();
      PurchaseLog.Builder others = PurchaseLog.builder(all.customers(), all.items());
      for (int row = 0; row < all.size(); row++) {
        if (all.customer(row) != 7) {
          others.add(all.customer(row), all.item(row), 0);
        }
      }
      LiveRidge live = LiveRidge.of(Purchases.of(all), settings);
      learnAll(live);

      live.forget(7);
      learnAll(live);

      ItemModel without = LocalRidge.train(Purchases.of(others.build()), settings);
      assertThat(Shop.bytes(live.model())).isEqualTo(Shop.bytes(without));
    }
  }

  @Test
  void numbersBeyondTheBoundsAreRefused() {
    LiveRidge live = LiveRidge.of(Purchases.of(start().build()), EVEN);

    assertThatThrownBy(() -> live.add(Shop.CUSTOMERS, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> live.add(0, Shop.ITEMS)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> live.forget(-1)).isInstanceOf(InvalidInputException.class);
  }
}
