package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a hold whose buyer and whose sweep come at the same time. */
abstract class HoldRaceRules extends InventoryRules {
  private static final int ROUNDS = 20;

  @Test
  @Rule("I-16")
  void aHoldIsExtendedOrExpiredAndNeverBoth() throws Exception {
    received(tea, NORTH, ROUNDS);
    int extended = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ReservationId id = held(line(tea, NORTH, 1));
      Instant later = END.plusSeconds(60);
      boolean kept = race(extend(id, later), expire(id));
      assertThat(state(id)).isEqualTo(kept ? State.HELD : State.EXPIRED);
      extended += kept ? 1 : 0;
    }
    counters(tea, NORTH, ROUNDS, 0, extended, 0, 0);
  }

  @Test
  @Rule("I-16")
  void aHoldIsCommittedOrExpiredAndNeverBoth() throws Exception {
    received(tea, NORTH, ROUNDS);
    int committed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ReservationId id = held(line(tea, NORTH, 1));
      boolean kept = race(commit(id), expire(id));
      assertThat(state(id)).isEqualTo(kept ? State.COMMITTED : State.EXPIRED);
      committed += kept ? 1 : 0;
    }
    counters(tea, NORTH, ROUNDS, 0, 0, committed, 0);
  }

  @Test
  @Rule("I-09")
  void unitsOfAHoldThatRanOutGoToTheNextBuyerOrToItsOwnerAndNeverToBoth() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Sku last = sku("last-" + round);
      received(last, NORTH, 1);
      ReservationId id = held(line(last, NORTH, 1));
      ReservationId next = newReservation();
      boolean kept = race(commit(id), reserve(next, line(last, NORTH, 1)));
      assertThat(store.find(next).isPresent()).isNotEqualTo(kept);
      counters(last, NORTH, 1, 0, kept ? 0 : 1, kept ? 1 : 0, 0);
    }
  }

  /** Applies one command before the hold has run out and one after; tells whether the first won. */
  private boolean race(StockCommand inTime, StockCommand tooLate) throws Exception {
    List<StockResult> results =
        Race.run(2, thread -> () -> thread == 0 ? apply(inTime) : apply(tooLate, END));
    assertThat(results.stream().filter(StockResult.Applied.class::isInstance)).hasSize(1);
    return results.get(0) instanceof StockResult.Applied;
  }
}
