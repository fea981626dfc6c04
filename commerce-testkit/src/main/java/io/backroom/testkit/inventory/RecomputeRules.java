package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How counters are set right. */
abstract class RecomputeRules extends LedgerSupport {
  private static final int ROUNDS = 100;

  @Test
  @Rule("I-31")
  void countersThatAgreeStayAsTheyAre() {
    received(tea, NORTH, 9);
    received(tea, SOUTH, 9);
    applied(adjust(tea, NORTH, 0, 1));
    held(line(tea, NORTH, 2));
    committed(line(tea, NORTH, 3));
    waiting(List.of(), later(tea, NORTH, 1, 9));
    applied(expect(newReceipt(), tea, NORTH, 5, END));
    List<StockLevel> levels = store.levels(List.of(tea));
    List<StockMovement> movements = mine();
    assertThat(ledger().recompute(tea, NORTH)).isEqualTo(level(tea, NORTH));
    assertThat(store.levels(List.of(tea))).isEqualTo(levels);
    assertThat(mine()).isEqualTo(movements);
    counters(tea, NORTH, 9, 1, 2, 3, 1);
  }

  @Test
  @Rule("I-31")
  void whatNeverWasIsNotMade() {
    received(tea, SOUTH, 9);
    assertThat(ledger().recompute(tea, NORTH)).isEqualTo(StockLevel.none(tea, NORTH));
    assertThat(store.levels(List.of(tea))).hasSize(1);
  }

  @Test
  @Rule("I-31")
  void aWrongCounterIsSetToTheSumOfItsMovements() {
    received(tea, NORTH, 9);
    received(tea, SOUTH, 9);
    ReservationId id = held(line(tea, NORTH, 2));
    List<StockMovement> movements = mine();
    contract().miscount(store, tea, NORTH, 3);
    counters(tea, NORTH, 12, 0, 2, 0, 0);
    assertThat(ledger().recompute(tea, NORTH).onHand()).isEqualTo(9);
    counters(tea, NORTH, 9, 0, 2, 0, 0);
    counters(tea, SOUTH, 9, 0, 0, 0, 0);
    assertThat(mine()).isEqualTo(movements);
    applied(commit(id));
    agrees();
  }

  @Test
  @Rule("I-31")
  void nothingThatHappensMeanwhileIsLost() throws Exception {
    received(tea, NORTH, 1);
    for (int i = 0; i < ROUNDS; i++) {
      Race.run(2, thread -> thread == 0 ? this::recomputed : this::oneMore);
    }
    counters(tea, NORTH, 1 + ROUNDS, 0, 0, 0, 0);
    agrees();
  }

  private boolean recomputed() {
    assertThat(ledger().recompute(tea, NORTH).onHand()).isPositive();
    return true;
  }

  private boolean oneMore() {
    received(tea, NORTH, 1);
    return true;
  }
}
