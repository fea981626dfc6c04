package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.inventory.StockResult.Shortage;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a reservation is kept elsewhere. */
abstract class MoveRules extends InventoryRules {
  private static final int ROUNDS = 20;

  @Test
  @Rule("I-29")
  void aHoldMovesToAnotherCenterAndStaysAHold() {
    received(tea, NORTH, 5);
    received(tea, SOUTH, 5);
    ReservationId id = held(line(tea, NORTH, 3));
    Reservation after = applied(move(id, line(tea, NORTH, 2), line(tea, SOUTH, 2))).orElseThrow();
    assertThat(after).isEqualTo(reservation(id));
    assertThat(after.state()).isEqualTo(State.HELD);
    assertThat(after.expiresAt()).isEqualTo(END);
    assertThat(after.lines())
        .containsExactly(
            new Reservation.Line(tea, NORTH, 1, 0, 0), new Reservation.Line(tea, SOUTH, 2, 0, 0));
    counters(tea, NORTH, 5, 0, 1, 0, 0);
    counters(tea, SOUTH, 5, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-29")
  void aCommittedReservationShipsFromWhereItWasMoved() {
    received(tea, NORTH, 5);
    received(tea, SOUTH, 5);
    ReservationId id = committed(line(tea, NORTH, 2));
    applied(move(id, line(tea, NORTH, 2), line(tea, SOUTH, 2)));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
    counters(tea, SOUTH, 5, 0, 0, 2, 0);
    assertThat(reservation(id).lines())
        .as("a line stays, also with nothing left in it")
        .containsExactly(
            new Reservation.Line(tea, NORTH, 0, 0, 0), new Reservation.Line(tea, SOUTH, 2, 0, 0));
    applied(ship(id, line(tea, SOUTH, 2)));
    assertThat(state(id)).isEqualTo(State.CONSUMED);
  }

  @Test
  @Rule("I-29")
  void whatShippedStaysWhereItShipped() {
    received(tea, NORTH, 5);
    received(tea, SOUTH, 5);
    ReservationId id = committed(line(tea, NORTH, 3));
    applied(ship(id, line(tea, NORTH, 1)));
    assertThat(apply(move(id, line(tea, NORTH, 3), line(tea, SOUTH, 3))))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
    applied(move(id, line(tea, NORTH, 2), line(tea, SOUTH, 2)));
    assertThat(reservation(id).lines())
        .containsExactly(
            new Reservation.Line(tea, NORTH, 0, 0, 1), new Reservation.Line(tea, SOUTH, 2, 0, 0));
    counters(tea, NORTH, 4, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-29")
  void aReservationMovesWhollyOrNotAtAll() {
    received(tea, NORTH, 3);
    received(cup, NORTH, 3);
    received(tea, SOUTH, 9);
    received(cup, SOUTH, 1);
    ReservationId id = held(line(tea, NORTH, 2), line(cup, NORTH, 2));
    Reservation before = reservation(id);
    StockCommand both =
        new StockCommand.Move(
            newCommand(),
            id,
            List.of(line(tea, NORTH, 2), line(cup, NORTH, 2)),
            List.of(),
            List.of(line(tea, SOUTH, 2), line(cup, SOUTH, 2)));
    assertThat(apply(both)).isEqualTo(shortOf(cup, SOUTH, 2, 1));
    assertThat(reservation(id)).isEqualTo(before);
    counters(tea, NORTH, 3, 0, 2, 0, 0);
    counters(cup, NORTH, 3, 0, 2, 0, 0);
    counters(tea, SOUTH, 9, 0, 0, 0, 0);
    counters(cup, SOUTH, 1, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-29")
  void unitsThatAreNotKeptCannotBeMoved() {
    received(tea, NORTH, 9);
    received(tea, SOUTH, 9);
    ReservationId id = held(line(tea, NORTH, 2));
    assertThat(apply(move(id, line(tea, NORTH, 3), line(tea, SOUTH, 3))))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
    assertThat(apply(move(id, line(tea, SOUTH, 1), line(tea, NORTH, 1))))
        .isEqualTo(shortOf(tea, SOUTH, 1, 0));
    counters(tea, NORTH, 9, 0, 2, 0, 0);
    counters(tea, SOUTH, 9, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-29")
  void whatIsToBeGivenUpIsLookedAtBeforeWhereItGoes() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    assertThat(apply(move(id, line(tea, NORTH, 3), line(tea, SOUTH, 3))))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
  }

  @Test
  @Rule("I-08")
  void everyPlaceThatLacksForAMoveIsNamed() {
    received(tea, NORTH, 2);
    received(cup, NORTH, 2);
    received(cup, SOUTH, 1);
    ReservationId id = held(line(tea, NORTH, 2), line(cup, NORTH, 2));
    StockCommand both =
        new StockCommand.Move(
            newCommand(),
            id,
            List.of(line(tea, NORTH, 2), line(cup, NORTH, 2)),
            List.of(),
            List.of(line(tea, SOUTH, 2), line(cup, SOUTH, 1), line(cup, SOUTH, 1)));
    assertThat(apply(both))
        .isEqualTo(shortOf(new Shortage(cup, SOUTH, 2, 1), new Shortage(tea, SOUTH, 2, 0)));
  }

  @Test
  @Rule("I-29")
  void whatIsGivenUpCanBeKeptAgainInTheSameMove() {
    received(tea, NORTH, 2);
    received(tea, SOUTH, 1);
    ReservationId id = committed(line(tea, NORTH, 2));
    StockCommand split =
        new StockCommand.Move(
            newCommand(),
            id,
            List.of(line(tea, NORTH, 2)),
            List.of(),
            List.of(line(tea, NORTH, 1), line(tea, SOUTH, 1)));
    applied(split);
    counters(tea, NORTH, 2, 0, 0, 1, 0);
    counters(tea, SOUTH, 1, 0, 0, 1, 0);
  }

  @Test
  @Rule("I-29")
  void backorderedUnitsAreKeptFromStockInstead() {
    ReservationId id = waiting(List.of(), later(tea, NORTH, 3, 3));
    received(tea, SOUTH, 2);
    applied(moveLater(id, line(tea, NORTH, 2), line(tea, SOUTH, 2)));
    counters(tea, NORTH, 0, 0, 0, 0, 1);
    counters(tea, SOUTH, 2, 0, 0, 2, 0);
    assertThat(reservation(id).lines())
        .containsExactly(
            new Reservation.Line(tea, NORTH, 0, 1, 0), new Reservation.Line(tea, SOUTH, 2, 0, 0));
  }

  @Test
  @Rule("I-29")
  void ofUnitsFromReceiptsThoseNotThereYetAreGivenUpFirst() {
    ReservationId id = waiting(List.of(), later(tea, NORTH, 3, 3));
    received(tea, NORTH, 2);
    applied(fill(id, line(tea, NORTH, 2)));
    received(tea, SOUTH, 2);
    applied(moveLater(id, line(tea, NORTH, 2), line(tea, SOUTH, 2)));
    counters(tea, NORTH, 2, 0, 0, 1, 0);
    counters(tea, SOUTH, 2, 0, 0, 2, 0);
  }

  @Test
  @Rule("I-32")
  void whatIsLostLeavesOnHandAsItIsGivenUp() {
    received(tea, NORTH, 5);
    received(tea, SOUTH, 5);
    ReservationId id = committed(line(tea, NORTH, 3));
    applied(losing(id, line(tea, NORTH, 3), line(tea, NORTH, 2), line(tea, SOUTH, 3)));
    counters(tea, NORTH, 3, 0, 0, 0, 0);
    counters(tea, SOUTH, 5, 0, 0, 3, 0);
    ReservationId hold = held(line(tea, NORTH, 3));
    applied(losing(hold, line(tea, NORTH, 1), line(tea, NORTH, 1), line(tea, SOUTH, 1)));
    counters(tea, NORTH, 2, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-32")
  void whatIsLostCannotBeKeptAgainWhereItWas() {
    received(tea, NORTH, 3);
    ReservationId id = committed(line(tea, NORTH, 3));
    assertThat(apply(losing(id, line(tea, NORTH, 2), line(tea, NORTH, 1), line(tea, NORTH, 2))))
        .isEqualTo(shortOf(tea, NORTH, 2, 1));
    counters(tea, NORTH, 3, 0, 0, 3, 0);
  }

  @Test
  @Rule("I-32")
  void aMoveThatLacksLosesNothing() {
    received(tea, NORTH, 3);
    ReservationId id = committed(line(tea, NORTH, 3));
    assertThat(apply(losing(id, line(tea, NORTH, 3), line(tea, NORTH, 3), line(tea, SOUTH, 3))))
        .isEqualTo(shortOf(tea, SOUTH, 3, 0));
    counters(tea, NORTH, 3, 0, 0, 3, 0);
  }

  @Test
  @Rule("I-32")
  void nobodyIsPromisedWhatIsLost() throws Exception {
    received(tea, SOUTH, ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      received(tea, NORTH, 1);
      ReservationId id = committed(line(tea, NORTH, 1));
      List<StockResult> results =
          Race.run(
              3,
              thread ->
                  () ->
                      apply(
                          thread == 0
                              ? losing(
                                  id, line(tea, NORTH, 1), line(tea, NORTH, 1), line(tea, SOUTH, 1))
                              : reserve(newReservation(), line(tea, NORTH, 1))));
      assertThat(results.get(0)).isInstanceOf(StockResult.Applied.class);
      assertThat(results.subList(1, 3)).containsOnly(shortOf(tea, NORTH, 1, 0));
    }
    counters(tea, NORTH, 0, 0, 0, 0, 0);
    counters(tea, SOUTH, ROUNDS, 0, 0, ROUNDS, 0);
  }

  @Test
  @Rule("I-33")
  void unitsAreKeptFromReceiptsInsteadWithinTheLimit() {
    received(tea, NORTH, 4);
    received(tea, SOUTH, 1);
    waiting(List.of(), later(tea, SOUTH, 2, 2));
    ReservationId id = committed(line(tea, NORTH, 4));
    assertThat(apply(moveToReceipt(id, line(tea, NORTH, 3), later(tea, SOUTH, 3, 4))))
        .isEqualTo(shortOf(tea, SOUTH, 3, 2));
    counters(tea, NORTH, 4, 0, 0, 4, 0);
    applied(moveToReceipt(id, line(tea, NORTH, 3), later(tea, SOUTH, 3, 5)));
    counters(tea, NORTH, 4, 0, 0, 1, 0);
    counters(tea, SOUTH, 1, 0, 0, 0, 5);
    assertThat(reservation(id).lines())
        .containsExactly(
            new Reservation.Line(tea, NORTH, 1, 0, 0), new Reservation.Line(tea, SOUTH, 0, 3, 0));
  }

  @Test
  @Rule("I-33")
  void someUnitsAreKeptFromStockAndTheRestFromReceipts() {
    received(tea, NORTH, 4);
    received(tea, SOUTH, 1);
    ReservationId id = committed(line(tea, NORTH, 4));
    StockCommand both =
        new StockCommand.Move(
            newCommand(),
            id,
            List.of(line(tea, NORTH, 4)),
            List.of(),
            List.of(),
            List.of(line(tea, SOUTH, 1)),
            List.of(later(tea, SOUTH, 2, 3), later(tea, SOUTH, 1, 3)));
    applied(both);
    counters(tea, NORTH, 4, 0, 0, 0, 0);
    counters(tea, SOUTH, 1, 0, 0, 1, 3);
    received(tea, SOUTH, 3);
    applied(fill(id, line(tea, SOUTH, 3)));
    counters(tea, SOUTH, 4, 0, 0, 4, 0);
  }

  @Test
  @Rule("I-29")
  void aMoveTakesOnlyWhatIsAvailableToPromise() {
    received(tea, NORTH, 3);
    ReservationId id = committed(line(tea, NORTH, 3));
    received(tea, SOUTH, 5);
    applied(adjust(tea, SOUTH, 0, 1));
    held(line(tea, SOUTH, 1));
    committed(line(tea, SOUTH, 1));
    waiting(List.of(), later(tea, SOUTH, 1, 9));
    assertThat(apply(move(id, line(tea, NORTH, 2), line(tea, SOUTH, 2))))
        .isEqualTo(shortOf(tea, SOUTH, 2, 1));
    applied(move(id, line(tea, NORTH, 1), line(tea, SOUTH, 1)));
  }

  @Test
  @Rule("I-29")
  void onlyWhatIsHeldOrCommittedMoves() {
    received(tea, NORTH, 5);
    received(tea, SOUTH, 5);
    ReservationId id = held(line(tea, NORTH, 1));
    StockLine from = line(tea, NORTH, 1);
    StockLine to = line(tea, SOUTH, 1);
    assertThat(apply(move(id, from, to), END)).isEqualTo(ended(State.EXPIRED));
    counters(tea, NORTH, 5, 0, 1, 0, 0);
    applied(release(id));
    assertThat(apply(move(id, from, to))).isEqualTo(ended(State.RELEASED));
    ReservationId shipped = committed(line(tea, NORTH, 1));
    applied(ship(shipped, line(tea, NORTH, 1)));
    assertThat(apply(move(shipped, from, to))).isEqualTo(ended(State.CONSUMED));
    counters(tea, NORTH, 4, 0, 0, 0, 0);
    counters(tea, SOUTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-09")
  void aUnitIsMovedOrShippedAndNeverBoth() throws Exception {
    received(tea, NORTH, ROUNDS);
    received(tea, SOUTH, ROUNDS);
    int moved = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ReservationId id = committed(line(tea, NORTH, 1));
      List<StockResult> results =
          Race.run(
              2,
              thread ->
                  () ->
                      apply(
                          thread == 0
                              ? move(id, line(tea, NORTH, 1), line(tea, SOUTH, 1))
                              : ship(id, line(tea, NORTH, 1))));
      assertThat(results.stream().filter(StockResult.Applied.class::isInstance)).hasSize(1);
      moved += results.get(0) instanceof StockResult.Applied ? 1 : 0;
    }
    counters(tea, NORTH, moved, 0, 0, 0, 0);
    counters(tea, SOUTH, ROUNDS, 0, 0, moved, 0);
  }

  @Test
  @Rule("I-09")
  void movesInOppositeDirectionsDoNotBlockEachOther() throws Exception {
    received(tea, NORTH, 3);
    received(tea, SOUTH, 3);
    ReservationId one = held(line(tea, NORTH, 2));
    ReservationId two = held(line(tea, SOUTH, 2));
    Race.run(
        4,
        thread ->
            () -> {
              ReservationId id = thread % 2 == 0 ? one : two;
              for (int i = 0; i < ROUNDS; i++) {
                apply(move(id, line(tea, NORTH, 1), line(tea, SOUTH, 1)));
                apply(move(id, line(tea, SOUTH, 1), line(tea, NORTH, 1)));
              }
              return true;
            });
    int north = level(tea, NORTH).reserved();
    assertThat(north).isBetween(1, 3);
    counters(tea, NORTH, 3, 0, north, 0, 0);
    counters(tea, SOUTH, 3, 0, 4 - north, 0, 0);
  }

  private StockCommand move(ReservationId id, StockLine from, StockLine to) {
    return new StockCommand.Move(newCommand(), id, List.of(from), List.of(), List.of(to));
  }

  private StockCommand moveLater(ReservationId id, StockLine from, StockLine to) {
    return new StockCommand.Move(newCommand(), id, List.of(), List.of(from), List.of(to));
  }

  private StockCommand losing(ReservationId id, StockLine from, StockLine lost, StockLine to) {
    return new StockCommand.Move(
        newCommand(), id, List.of(from), List.of(), List.of(lost), List.of(to), List.of());
  }

  private StockCommand moveToReceipt(ReservationId id, StockLine from, BackorderLine to) {
    return new StockCommand.Move(
        newCommand(), id, List.of(from), List.of(), List.of(), List.of(), List.of(to));
  }
}
