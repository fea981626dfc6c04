package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PurchasesTest {
  @Test
  void everyPairIsThereOnceFromBothSides() {
    PurchaseLog log = Shop.log(1);
    Set<String> pairs = new TreeSet<>();
    for (int row = 0; row < log.size(); row++) {
      pairs.add(log.customer(row) + " " + log.item(row));
    }

    Purchases purchases = Purchases.of(log);

    Set<String> found = new TreeSet<>();
    int byItem = 0;
    for (int customer = 0; customer < purchases.customers(); customer++) {
      for (int at = 0; at < purchases.itemsOf(customer); at++) {
        found.add(customer + " " + purchases.item(customer, at));
      }
    }
    for (int item = 0; item < purchases.items(); item++) {
      byItem += purchases.customersOf(item);
    }
    assertThat(found).isEqualTo(pairs);
    assertThat(purchases.pairs()).isEqualTo(pairs.size()).isEqualTo(byItem);
  }

  @Test
  void aPairHasItsLastDay() {
    PurchaseLog log =
        PurchaseLog.builder(0, 0).add(0, 1, 7).add(0, 1, 9).add(0, 1, 3).add(0, 0, 1).build();

    History history = History.fading(Purchases.of(log), 0, 11, new Fading(2));

    assertThat(history.item(1)).isEqualTo(1);
    assertThat(history.weight(1)).isEqualTo(0.5);
  }

  @Test
  void itemsThatNobodyBoughtHaveAPlace() {
    Purchases purchases = Purchases.of(PurchaseLog.builder(3, 5).add(1, 1, 0).build());

    assertThat(purchases.customers()).isEqualTo(3);
    assertThat(purchases.items()).isEqualTo(5);
    assertThat(purchases.customersOf(4)).isZero();
    assertThat(purchases.bought(1, 1)).isTrue();
    assertThat(purchases.bought(2, 1)).isFalse();
  }

  @Test
  void aPartOfALogHasItsDaysOnly() {
    PurchaseLog log = PurchaseLog.builder(0, 0).add(0, 0, 1).add(1, 1, 2).add(2, 2, 3).build();

    PurchaseLog part = log.between(2, 3);

    assertThat(part.size()).isEqualTo(1);
    assertThat(part.customer(0)).isEqualTo(1);
    assertThat(part.items()).isEqualTo(3);
    assertThat(log.lastDay()).isEqualTo(3);
  }

  @Test
  void numbersBelowZeroAreRefused() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);

    assertThatThrownBy(() -> log.add(-1, 0, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> log.add(0, -1, 0)).isInstanceOf(InvalidInputException.class);
    assertThat(log.build().size()).isZero();
  }
}
