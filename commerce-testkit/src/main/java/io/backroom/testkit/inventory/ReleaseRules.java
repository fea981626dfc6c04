package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockResult;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How units go back. */
abstract class ReleaseRules extends InventoryRules {
  @Test
  @Rule("I-15")
  void aReleaseWithoutLinesGivesEverythingBack() {
    received(tea, NORTH, 5);
    ReservationId held = newReservation();
    applied(backorder(held, List.of(line(tea, NORTH, 2)), later(cup, NORTH, 3, 9)));
    ReservationId committed = waiting(List.of(line(tea, NORTH, 1)), later(cup, NORTH, 1, 9));
    applied(release(held));
    counters(tea, NORTH, 5, 0, 0, 1, 0);
    counters(cup, NORTH, 0, 0, 0, 0, 1);
    applied(release(committed));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
    counters(cup, NORTH, 0, 0, 0, 0, 0);
    assertThat(state(held)).isEqualTo(State.RELEASED);
    assertThat(state(committed)).isEqualTo(State.RELEASED);
  }

  @Test
  @Rule("I-15")
  void aReleaseGivesUnitsBackOnce() {
    received(tea, NORTH, 5);
    ReservationId id = committed(line(tea, NORTH, 2));
    applied(release(id));
    assertThat(apply(release(id))).isEqualTo(ended(State.RELEASED));
    assertThat(apply(release(id, line(tea, NORTH, 1)))).isEqualTo(ended(State.RELEASED));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-15")
  void unitsFromStockAreGivenBackFromStockOnly() {
    received(tea, NORTH, 5);
    ReservationId id = waiting(List.of(line(tea, NORTH, 2)), later(tea, NORTH, 3, 3));
    assertThat(apply(release(id, line(tea, NORTH, 3)))).isEqualTo(shortOf(tea, NORTH, 3, 2));
    applied(release(id, line(tea, NORTH, 2)));
    assertThat(reservation(id).lines()).containsExactly(new Reservation.Line(tea, NORTH, 0, 3, 0));
    counters(tea, NORTH, 5, 0, 0, 0, 3);
    assertThat(state(id)).isEqualTo(State.COMMITTED);
  }

  @Test
  @Rule("I-15")
  void unitsFromReceiptsAreGivenBackWhetherTheyHaveComeInOrNot() {
    received(tea, NORTH, 5);
    ReservationId id = waiting(List.of(line(tea, NORTH, 2)), later(tea, NORTH, 3, 3));
    applied(releaseLater(id, line(tea, NORTH, 1), line(tea, NORTH, 1)));
    assertThat(reservation(id).lines()).containsExactly(new Reservation.Line(tea, NORTH, 2, 1, 0));
    counters(tea, NORTH, 5, 0, 0, 2, 1);
    applied(releaseLater(id, line(tea, NORTH, 2)));
    assertThat(reservation(id).lines()).containsExactly(new Reservation.Line(tea, NORTH, 1, 0, 0));
    counters(tea, NORTH, 5, 0, 0, 1, 0);
    assertThat(state(id)).isEqualTo(State.COMMITTED);
  }

  @Test
  @Rule("I-15")
  void moreThanIsLeftCannotBeGivenBack() {
    received(tea, NORTH, 5);
    ReservationId id = newReservation();
    applied(backorder(id, List.of(line(tea, NORTH, 2)), later(tea, NORTH, 1, 1)));
    assertThat(apply(releaseLater(id, line(tea, NORTH, 2), line(tea, NORTH, 2))))
        .isEqualTo(shortOf(tea, NORTH, 4, 3));
    assertThat(apply(release(id, line(tea, NORTH, 1), line(cup, NORTH, 1))))
        .isEqualTo(shortOf(cup, NORTH, 1, 0));
    counters(tea, NORTH, 5, 0, 2, 0, 1);
  }

  @Test
  @Rule("I-15")
  void aHoldThatRanOutCanStillBeGivenBack() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 2));
    assertThat(apply(release(id), END)).isInstanceOf(StockResult.Applied.class);
    assertThat(state(id)).isEqualTo(State.RELEASED);
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-15")
  void whatIsGivenBackLineByLineEndsReleased() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 2));
    applied(release(id, line(tea, NORTH, 1)));
    assertThat(state(id)).isEqualTo(State.HELD);
    counters(tea, NORTH, 5, 0, 1, 0, 0);
    applied(release(id, line(tea, NORTH, 1)));
    assertThat(state(id)).isEqualTo(State.RELEASED);
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-15")
  void aReservationThatShippedSomeEndsConsumed() {
    received(tea, NORTH, 5);
    ReservationId id = committed(line(tea, NORTH, 3));
    applied(ship(id, line(tea, NORTH, 1)));
    applied(release(id));
    assertThat(state(id)).isEqualTo(State.CONSUMED);
    assertThat(apply(release(id))).isEqualTo(ended(State.CONSUMED));
    assertThat(level(tea, NORTH).allocated()).isZero();
  }

  @Test
  @Rule("I-15")
  void anOwnersHoldIsGivenBackAndTakenAgainInOneCall() {
    received(tea, NORTH, 3);
    ReservationId before = held(line(tea, NORTH, 3));
    ReservationId after = newReservation();
    List<StockResult> results =
        store.apply(List.of(release(before), reserve(after, line(tea, NORTH, 2))), NOW);
    assertThat(results).hasOnlyElementsOfType(StockResult.Applied.class);
    counters(tea, NORTH, 3, 0, 2, 0, 0);
  }
}
