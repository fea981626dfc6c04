package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.StockResult;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many units may be held at one place. */
abstract class HeldMaxRules extends InventoryRules {
  @Test
  @Rule("I-25")
  void noMoreIsHeldThanTheCommandAllows() {
    received(tea, NORTH, 10);
    applied(reserveAtMost(3, line(tea, NORTH, 2)));
    assertThat(apply(reserveAtMost(3, line(tea, NORTH, 2)))).isEqualTo(shortOf(tea, NORTH, 2, 1));
    applied(reserveAtMost(3, line(tea, NORTH, 1)));
    assertThat(apply(reserveAtMost(2, line(tea, NORTH, 1)))).isEqualTo(shortOf(tea, NORTH, 1, 0));
    counters(tea, NORTH, 10, 0, 3, 0, 0);
  }

  @Test
  @Rule("I-25")
  void severalLinesOfOnePlaceCountTogetherAgainstTheLimit() {
    received(tea, NORTH, 10);
    assertThat(apply(reserveAtMost(3, line(tea, NORTH, 2), line(tea, NORTH, 2))))
        .isEqualTo(shortOf(tea, NORTH, 4, 3));
    applied(reserveAtMost(4, line(tea, NORTH, 2), line(tea, NORTH, 2)));
  }

  @Test
  @Rule("I-25")
  void theLimitIsOneOfEachSkuAndCenter() {
    received(tea, NORTH, 9);
    received(tea, SOUTH, 9);
    received(cup, NORTH, 9);
    applied(reserveAtMost(3, line(tea, NORTH, 3), line(tea, SOUTH, 3), line(cup, NORTH, 3)));
    assertThat(apply(reserveAtMost(3, line(tea, SOUTH, 1)))).isEqualTo(shortOf(tea, SOUTH, 1, 0));
  }

  @Test
  @Rule("I-25")
  void onlyUnitsHeldFromStockCountAgainstTheLimit() {
    received(tea, NORTH, 9);
    committed(line(tea, NORTH, 4));
    applied(backorder(newReservation(), List.of(), later(tea, NORTH, 2, 9)));
    applied(reserveAtMost(1, line(tea, NORTH, 1)));
    counters(tea, NORTH, 9, 0, 1, 4, 2);
  }

  @Test
  @Rule("I-25")
  void aShortageTellsWhicheverOfStockAndLimitIsLess() {
    received(tea, NORTH, 4);
    assertThat(apply(reserveAtMost(3, line(tea, NORTH, 9)))).isEqualTo(shortOf(tea, NORTH, 9, 3));
    assertThat(apply(reserveAtMost(7, line(tea, NORTH, 9)))).isEqualTo(shortOf(tea, NORTH, 9, 4));
    assertThat(apply(reserveAtMost(0, line(tea, NORTH, 1)))).isEqualTo(shortOf(tea, NORTH, 1, 0));
    counters(tea, NORTH, 4, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-09")
  void theLastUnitThatMayBeHeldHasExactlyOneWinner() throws Exception {
    received(tea, NORTH, 100);
    List<StockResult> results =
        Race.run(16, buyer -> () -> apply(reserveAtMost(5, line(tea, NORTH, 1))));
    assertThat(results.stream().filter(StockResult.Applied.class::isInstance)).hasSize(5);
    counters(tea, NORTH, 100, 0, 5, 0, 0);
  }
}
