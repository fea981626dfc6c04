package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How units leave, and how backordered ones become units that can. */
abstract class ShipRules extends InventoryRules {
  @Test
  @Rule("I-17")
  void shippedUnitsLeaveTheCenter() {
    received(tea, NORTH, 5);
    ReservationId id = committed(line(tea, NORTH, 3));
    applied(ship(id, line(tea, NORTH, 1), line(tea, NORTH, 1)));
    counters(tea, NORTH, 3, 0, 0, 1, 0);
    assertThat(reservation(id).lines()).containsExactly(new Reservation.Line(tea, NORTH, 1, 0, 2));
    assertThat(state(id)).isEqualTo(State.COMMITTED);
  }

  @Test
  @Rule("I-17")
  void aReservationWithNothingLeftIsConsumed() {
    received(tea, NORTH, 5);
    received(cup, NORTH, 5);
    ReservationId id = committed(line(tea, NORTH, 3), line(cup, NORTH, 1));
    applied(ship(id, line(tea, NORTH, 3)));
    assertThat(state(id)).isEqualTo(State.COMMITTED);
    applied(ship(id, line(cup, NORTH, 1)));
    assertThat(state(id)).isEqualTo(State.CONSUMED);
    assertThat(apply(ship(id, line(cup, NORTH, 1)))).isEqualTo(ended(State.CONSUMED));
    counters(tea, NORTH, 2, 0, 0, 0, 0);
    counters(cup, NORTH, 4, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-17")
  void onlyKeptUnitsCanBeShipped() {
    received(tea, NORTH, 5);
    ReservationId id = waiting(List.of(line(tea, NORTH, 2)), later(tea, NORTH, 2, 2));
    assertThat(apply(ship(id, line(tea, NORTH, 3)))).isEqualTo(shortOf(tea, NORTH, 3, 2));
    assertThat(apply(ship(id, line(cup, NORTH, 1)))).isEqualTo(shortOf(cup, NORTH, 1, 0));
    counters(tea, NORTH, 5, 0, 0, 2, 2);
  }

  @Test
  @Rule("I-17")
  void aReservationThatStillWaitsForUnitsIsNotConsumed() {
    received(tea, NORTH, 2);
    ReservationId id = waiting(List.of(line(tea, NORTH, 2)), later(tea, NORTH, 1, 1));
    applied(ship(id, line(tea, NORTH, 2)));
    assertThat(state(id)).isEqualTo(State.COMMITTED);
    counters(tea, NORTH, 0, 0, 0, 0, 1);
  }

  @Test
  @Rule("I-17")
  void onlyACommittedReservationShips() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 2));
    assertThat(apply(ship(id, line(tea, NORTH, 2)))).isEqualTo(ended(State.HELD));
    assertThat(apply(ship(id, line(tea, NORTH, 2)), END)).isEqualTo(ended(State.EXPIRED));
    counters(tea, NORTH, 5, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-18")
  void backorderedUnitsAreFilledFromStockThatIsThere() {
    ReservationId id = waiting(List.of(), later(tea, NORTH, 3, 3));
    received(tea, NORTH, 2);
    applied(fill(id, line(tea, NORTH, 2)));
    counters(tea, NORTH, 2, 0, 0, 2, 1);
    assertThat(reservation(id).lines()).containsExactly(new Reservation.Line(tea, NORTH, 2, 1, 0));
  }

  @Test
  @Rule("I-18")
  void nothingIsFilledBeforeTheStockIsThere() {
    ReservationId id = waiting(List.of(), later(tea, NORTH, 3, 3));
    received(tea, NORTH, 2);
    assertThat(apply(fill(id, line(tea, NORTH, 3)))).isEqualTo(shortOf(tea, NORTH, 3, 2));
    counters(tea, NORTH, 2, 0, 0, 0, 3);
  }

  @Test
  @Rule("I-18")
  void unitsOfOthersDoNotFill() {
    received(tea, NORTH, 4);
    held(line(tea, NORTH, 1));
    committed(line(tea, NORTH, 1));
    applied(adjust(tea, NORTH, 0, 1));
    ReservationId id = waiting(List.of(), later(tea, NORTH, 3, 3));
    assertThat(apply(fill(id, line(tea, NORTH, 2)))).isEqualTo(shortOf(tea, NORTH, 2, 1));
    applied(fill(id, line(tea, NORTH, 1)));
    counters(tea, NORTH, 4, 1, 1, 2, 2);
  }

  @Test
  @Rule("I-18")
  void noMoreIsFilledThanIsBackordered() {
    ReservationId id = waiting(List.of(), later(tea, NORTH, 2, 3));
    received(tea, NORTH, 9);
    assertThat(apply(fill(id, line(tea, NORTH, 1), line(tea, NORTH, 2))))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
    assertThat(apply(fill(id, line(cup, NORTH, 1)))).isEqualTo(shortOf(cup, NORTH, 1, 0));
    counters(tea, NORTH, 9, 0, 0, 0, 2);
  }

  @Test
  @Rule("I-18")
  void onlyACommittedReservationIsFilled() {
    ReservationId id = newReservation();
    applied(backorder(id, List.of(), later(tea, NORTH, 2, 3)));
    received(tea, NORTH, 9);
    assertThat(apply(fill(id, line(tea, NORTH, 2)))).isEqualTo(ended(State.HELD));
    applied(release(id));
    assertThat(apply(fill(id, line(tea, NORTH, 2)))).isEqualTo(ended(State.RELEASED));
  }
}
