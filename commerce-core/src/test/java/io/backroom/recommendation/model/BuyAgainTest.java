package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuyAgainTest {
  private static final int TODAY = 300;
  private static final PurchaseLog LOG = Shop.log(1);
  private static final LoggedTastes TASTES = new LoggedTastes(LOG, TODAY, 60);
  private static final BuyAgain.Settings TEN = new BuyAgain.Settings(60, 10, 0.5);
  private final BuyAgain again = new BuyAgain(TASTES, TEN);

  @Test
  void theScoresOfOwnItemsAreThoseOfTheListOfAll() {
    for (int customer = 0; customer < TASTES.customers(); customer++) {
      Tastes.Row own = TASTES.ofCustomer(customer);
      double[] scores = again.again(customer, again.alike(customer));
      Ranked all = again.top(customer, TASTES.items(), ItemFilter.ALL);
      for (int place = 0; place < own.size(); place++) {
        int item = own.number(place);
        int rank = IntStream.range(0, all.size()).filter(at -> all.items()[at] == item).sum();
        assertThat(scores[place]).isCloseTo(all.scores()[rank], within(1e-12));
      }
    }
  }

  @Test
  void whatIsSharedAddsUpToTheMean() {
    for (int customer = 0; customer < TASTES.customers(); customer++) {
      AlikeCustomers alike = again.alike(customer);
      double[] ofAll = alike.ofAll();
      int[] items = IntStream.range(0, ofAll.length).toArray();
      Tastes.Row row = TASTES.ofCustomer(customer);
      int[] own = IntStream.range(0, row.size()).map(row::number).limit(9).toArray();
      for (int[] some : new int[][] {items, own}) {
        double[][] parts = alike.parts(some);
        for (int at = 0; at < some.length; at++) {
          assertThat(Arrays.stream(parts[at]).sum()).isCloseTo(ofAll[some[at]], within(1e-9));
        }
      }
    }
  }

  @Test
  void theNearestAreTakenAndTiesGoByTheOrderOfTheTastes() {
    PurchaseLog log =
        PurchaseLog.builder(0, 0)
            .add(0, 0, 0)
            .add(1, 0, 0)
            .add(1, 3, 0)
            .add(2, 0, 0)
            .add(2, 1, 0)
            .add(3, 0, 0)
            .add(3, 2, 0)
            .build();
    BuyAgain two = BuyAgain.of(log, 0, new BuyAgain.Settings(10, 2, 0.5));

    assertThat(two.alike(0).size()).isEqualTo(2);
    assertThat(two.alike(0).ofAll()).containsExactly(1, 0.5, 0, 0.5);
  }

  @Test
  void theSameCustomerGetsTheSameAnswerAgain() {
    Ranked first = again.top(3, 20, ItemFilter.ALL);
    again.top(4, 20, ItemFilter.ALL);

    assertThat(again.top(3, 20, ItemFilter.ALL).scores()).isEqualTo(first.scores());
    assertThat(again.top(3, 20, ItemFilter.ALL).items()).isEqualTo(first.items());
  }
}
