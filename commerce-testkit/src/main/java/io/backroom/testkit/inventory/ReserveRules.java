package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.inventory.StockResult.Shortage;
import io.backroom.testkit.Rule;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a buyer can have. */
abstract class ReserveRules extends InventoryRules {
  @Test
  @Rule("I-06")
  void everythingThereCanBeReservedAndNoUnitMore() {
    received(tea, NORTH, 5);
    held(line(tea, NORTH, 5));
    counters(tea, NORTH, 5, 0, 5, 0, 0);
    assertThat(apply(reserve(newReservation(), line(tea, NORTH, 1))))
        .isEqualTo(shortOf(tea, NORTH, 1, 0));
  }

  @Test
  @Rule("I-06")
  void severalLinesOfOneSkuCountTogether() {
    received(tea, NORTH, 5);
    received(cup, NORTH, 1);
    assertThat(apply(reserve(newReservation(), line(tea, NORTH, 3), line(tea, NORTH, 3))))
        .isEqualTo(shortOf(tea, NORTH, 6, 5));
    ReservationId id = held(line(tea, NORTH, 3), line(cup, NORTH, 1), line(tea, NORTH, 2));
    assertThat(reservation(id).lines())
        .containsExactly(
            new Reservation.Line(cup, NORTH, 1, 0, 0), new Reservation.Line(tea, NORTH, 5, 0, 0));
  }

  @Test
  @Rule("I-06")
  void theSameSkuAtTwoCentersIsTwoThings() {
    received(tea, NORTH, 1);
    received(tea, SOUTH, 1);
    held(line(tea, NORTH, 1), line(tea, SOUTH, 1));
    assertThat(apply(reserve(newReservation(), line(tea, SOUTH, 1))))
        .isEqualTo(shortOf(tea, SOUTH, 1, 0));
  }

  @Test
  @Rule("I-06")
  void allocatedHeldAndUnavailableUnitsAreNotForNewBuyers() {
    received(tea, NORTH, 10);
    committed(line(tea, NORTH, 2));
    held(line(tea, NORTH, 3));
    applied(adjust(tea, NORTH, 0, 1));
    assertThat(level(tea, NORTH).availableToPromise()).isEqualTo(4);
    assertThat(apply(reserve(newReservation(), line(tea, NORTH, 5))))
        .isEqualTo(shortOf(tea, NORTH, 5, 4));
    held(line(tea, NORTH, 4));
  }

  @Test
  @Rule("I-06")
  void sumsBeyondTheRangeOfAnIntAreShort() {
    received(tea, NORTH, 5);
    StockLine[] lines =
        Collections.nCopies(430, line(tea, NORTH, StockLine.QUANTITY_MAX))
            .toArray(new StockLine[0]);
    assertThat(apply(reserve(newReservation(), lines)))
        .isEqualTo(shortOf(tea, NORTH, Integer.MAX_VALUE, 5));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-07")
  void backordersGoUpToTheirLimit() {
    applied(backorder(newReservation(), List.of(), later(tea, NORTH, 3, 5)));
    counters(tea, NORTH, 0, 0, 0, 0, 3);
    assertThat(apply(backorder(newReservation(), List.of(), later(tea, NORTH, 3, 5))))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
    applied(backorder(newReservation(), List.of(), later(tea, NORTH, 2, 5)));
    counters(tea, NORTH, 0, 0, 0, 0, 5);
  }

  @Test
  @Rule("I-07")
  void severalBackordersOfOneSkuCountTogetherAndTheLeastLimitHolds() {
    assertThat(
            apply(
                backorder(
                    newReservation(), List.of(), later(tea, NORTH, 2, 9), later(tea, NORTH, 2, 3))))
        .isEqualTo(shortOf(tea, NORTH, 4, 3));
    applied(
        backorder(newReservation(), List.of(), later(tea, NORTH, 2, 9), later(tea, NORTH, 2, 4)));
    counters(tea, NORTH, 0, 0, 0, 0, 4);
  }

  @Test
  @Rule("I-07")
  void aLimitBelowWhatIsBackorderedLeavesNothing() {
    applied(backorder(newReservation(), List.of(), later(tea, NORTH, 3, 5)));
    assertThat(apply(backorder(newReservation(), List.of(), later(tea, NORTH, 1, 2))))
        .isEqualTo(shortOf(tea, NORTH, 1, 0));
    assertThat(apply(backorder(newReservation(), List.of(), later(cup, NORTH, 1, 0))))
        .isEqualTo(shortOf(cup, NORTH, 1, 0));
  }

  @Test
  @Rule("I-07")
  void oneReservationTakesFromStockAndFromExpectedReceipts() {
    received(tea, NORTH, 2);
    ReservationId id = newReservation();
    applied(backorder(id, List.of(line(tea, NORTH, 2)), later(tea, NORTH, 3, 3)));
    assertThat(reservation(id).lines()).containsExactly(new Reservation.Line(tea, NORTH, 2, 3, 0));
    counters(tea, NORTH, 2, 0, 2, 0, 3);
  }

  @Test
  @Rule("I-08")
  void everyLackingLineIsNamedInOrderWithWhatThereIs() {
    received(tea, SOUTH, 2);
    received(tea, NORTH, 1);
    received(cup, SOUTH, 4);
    assertThat(
            apply(
                reserve(
                    newReservation(),
                    line(tea, SOUTH, 9),
                    line(cup, SOUTH, 4),
                    line(tea, NORTH, 8),
                    line(cup, NORTH, 7))))
        .isEqualTo(
            shortOf(
                new Shortage(cup, NORTH, 7, 0),
                new Shortage(tea, NORTH, 8, 1),
                new Shortage(tea, SOUTH, 9, 2)));
  }

  @Test
  @Rule("I-10")
  void aReservationIdLivesOnce() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 1));
    assertThat(apply(reserve(id, line(tea, NORTH, 1)))).isEqualTo(ended(State.HELD));
    assertThat(apply(reserve(id, line(tea, NORTH, 9)))).isEqualTo(ended(State.HELD));
    applied(commit(id));
    assertThat(apply(reserve(id, line(tea, NORTH, 1)))).isEqualTo(ended(State.COMMITTED));
    applied(release(id));
    assertThat(apply(reserve(id, line(tea, NORTH, 1)))).isEqualTo(ended(State.RELEASED));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-10")
  void anEndedHoldDoesNotComeBackUnderItsId() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 1));
    apply(expire(id), END);
    assertThat(apply(reserve(id, line(tea, NORTH, 1)), END)).isEqualTo(ended(State.EXPIRED));
    assertThat(state(id)).isEqualTo(State.EXPIRED);
  }

  @Test
  @Rule("I-19")
  void aReceiptServesTheBackordersBeforeNewBuyers() {
    waiting(List.of(), later(tea, NORTH, 3, 3));
    received(tea, NORTH, 5);
    assertThat(level(tea, NORTH).availableToPromise()).isEqualTo(2);
    assertThat(apply(reserve(newReservation(), line(tea, NORTH, 3))))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
    held(line(tea, NORTH, 2));
  }

  @Test
  @Rule("I-19")
  void aReceiptSmallerThanTheBackordersIsNotForNewBuyers() {
    waiting(List.of(), later(tea, NORTH, 3, 3));
    received(tea, NORTH, 2);
    assertThat(apply(reserve(newReservation(), line(tea, NORTH, 1))))
        .isEqualTo(shortOf(tea, NORTH, 1, 0));
  }

  @Test
  @Rule("I-19")
  void aReceiptRaisesWhatIsOnHand() {
    assertThat(apply(new StockCommand.Receive(newCommand(), line(tea, NORTH, 5), Optional.empty())))
        .isEqualTo(new StockResult.Applied(Optional.empty()));
    received(tea, NORTH, 2);
    counters(tea, NORTH, 7, 0, 0, 0, 0);
    counters(tea, SOUTH, 0, 0, 0, 0, 0);
  }
}
