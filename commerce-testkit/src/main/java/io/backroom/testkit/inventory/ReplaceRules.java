package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a hold takes the place of others of its owner. */
abstract class ReplaceRules extends InventoryRules {
  private static final int ROUNDS = 20;

  @Test
  @Rule("I-26")
  void anOwnerIsNotBlockedByWhatTheOwnerHolds() {
    received(tea, NORTH, 3);
    received(cup, SOUTH, 1);
    ReservationId before = held(line(tea, NORTH, 3), line(cup, SOUTH, 1));
    ReservationId after = newReservation();
    Reservation made = applied(replace(before, after, line(tea, NORTH, 2))).orElseThrow();
    assertThat(made).isEqualTo(reservation(after));
    assertThat(made.lines()).containsExactly(new Reservation.Line(tea, NORTH, 2, 0, 0));
    assertThat(state(before)).isEqualTo(State.RELEASED);
    assertThat(reservation(before).lines())
        .containsExactly(
            new Reservation.Line(cup, SOUTH, 0, 0, 0), new Reservation.Line(tea, NORTH, 0, 0, 0));
    counters(tea, NORTH, 3, 0, 2, 0, 0);
    counters(cup, SOUTH, 1, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-26")
  void aHoldStandsWhenItsReplacementIsShort() {
    received(tea, NORTH, 3);
    ReservationId before = held(line(tea, NORTH, 3));
    assertThat(apply(replace(before, newReservation(), line(tea, NORTH, 4))))
        .isEqualTo(shortOf(tea, NORTH, 4, 3));
    counters(tea, NORTH, 3, 0, 3, 0, 0);
    assertThat(applied(commit(before)).map(Reservation::state)).contains(State.COMMITTED);
  }

  @Test
  @Rule("I-26")
  void besideTheOwnHoldOthersAndAllocatedUnitsCount() {
    received(tea, NORTH, 10);
    committed(line(tea, NORTH, 2));
    applied(reserveFor("bob", newReservation(), line(tea, NORTH, 3)));
    ReservationId own = held(line(tea, NORTH, 4));
    assertThat(apply(replace(own, newReservation(), line(tea, NORTH, 6))))
        .isEqualTo(shortOf(tea, NORTH, 6, 5));
    applied(replace(own, newReservation(), line(tea, NORTH, 5)));
    counters(tea, NORTH, 10, 0, 8, 2, 0);
  }

  @Test
  @Rule("I-26")
  void aHoldOfSomebodyElseIsLeftAlone() {
    received(tea, NORTH, 3);
    ReservationId bobs = newReservation();
    applied(reserveFor("bob", bobs, line(tea, NORTH, 2)));
    assertThat(apply(replace(bobs, newReservation(), line(tea, NORTH, 2))))
        .isEqualTo(shortOf(tea, NORTH, 2, 1));
    applied(replace(bobs, newReservation(), line(tea, NORTH, 1)));
    assertThat(state(bobs)).isEqualTo(State.HELD);
    counters(tea, NORTH, 3, 0, 3, 0, 0);
  }

  @Test
  @Rule("I-26")
  void whatIsNotHeldIsLeftAlone() {
    received(tea, NORTH, 9);
    ReservationId committed = committed(line(tea, NORTH, 2));
    ReservationId released = held(line(tea, NORTH, 1));
    applied(release(released));
    ReservationId unknown = newReservation();
    ReservationId after = newReservation();
    List<ReservationId> replaces = List.of(committed, released, unknown, after);
    applied(reserveInPlaceOf(replaces, after, line(tea, NORTH, 3)));
    assertThat(state(committed)).isEqualTo(State.COMMITTED);
    assertThat(state(released)).isEqualTo(State.RELEASED);
    assertThat(store.find(unknown)).isEmpty();
    assertThat(state(after)).isEqualTo(State.HELD);
    counters(tea, NORTH, 9, 0, 3, 2, 0);
  }

  @Test
  @Rule("I-26")
  void eachHoldIsReplacedOnceHoweverOftenItIsNamed() {
    received(tea, NORTH, 5);
    ReservationId one = held(line(tea, NORTH, 2));
    ReservationId two = held(line(tea, NORTH, 1));
    held(line(tea, NORTH, 1));
    List<ReservationId> replaces = List.of(one, two, one);
    assertThat(apply(reserveInPlaceOf(replaces, newReservation(), line(tea, NORTH, 5))))
        .isEqualTo(shortOf(tea, NORTH, 5, 4));
    applied(reserveInPlaceOf(replaces, newReservation(), line(tea, NORTH, 4)));
    counters(tea, NORTH, 5, 0, 5, 0, 0);
  }

  @Test
  @Rule("I-26")
  void aReservationThatIsKnownReplacesNothing() {
    received(tea, NORTH, 5);
    ReservationId other = held(line(tea, NORTH, 2));
    ReservationId known = held(line(tea, NORTH, 1));
    apply(replace(other, known, line(tea, NORTH, 1)));
    assertThat(state(other)).isEqualTo(State.HELD);
    counters(tea, NORTH, 5, 0, 3, 0, 0);
  }

  @Test
  @Rule("I-26")
  void aReplacedHoldCountsNeitherAgainstTheBackordersNorAgainstWhatMayBeHeld() {
    received(tea, NORTH, 9);
    ReservationId before = newReservation();
    applied(backorder(before, List.of(line(tea, NORTH, 3)), later(tea, NORTH, 2, 2)));
    StockCommand next =
        new StockCommand.Reserve(
            newCommand(),
            newReservation(),
            "ada",
            List.of(line(tea, NORTH, 3)),
            List.of(later(tea, NORTH, 2, 2)),
            END,
            3,
            List.of(before));
    applied(next);
    counters(tea, NORTH, 9, 0, 3, 0, 2);
  }

  @Test
  @Rule("I-26")
  void aReplacedHoldThatRanOutIsReleasedAsAnyOther() {
    received(tea, NORTH, 3);
    ReservationId before = held(line(tea, NORTH, 3));
    StockCommand next =
        new StockCommand.Reserve(
            newCommand(),
            newReservation(),
            "ada",
            List.of(line(tea, NORTH, 3)),
            List.of(),
            END.plusSeconds(60),
            Integer.MAX_VALUE,
            List.of(before));
    assertThat(apply(next, END)).isInstanceOf(StockResult.Applied.class);
    assertThat(state(before)).isEqualTo(State.RELEASED);
    counters(tea, NORTH, 3, 0, 3, 0, 0);
  }

  @Test
  @Rule("I-12")
  void aReplacedHoldIsReleasedAlsoWhenOthersHaveToEndForItsUnits() {
    received(tea, NORTH, 3);
    ReservationId mine = held(line(tea, NORTH, 1));
    ReservationId bobs = newReservation();
    applied(reserveFor("bob", bobs, line(tea, NORTH, 2)));
    StockCommand next =
        new StockCommand.Reserve(
            newCommand(),
            newReservation(),
            "ada",
            List.of(line(tea, NORTH, 3)),
            List.of(),
            END.plusSeconds(60),
            Integer.MAX_VALUE,
            List.of(mine));
    assertThat(apply(next, END)).isInstanceOf(StockResult.Applied.class);
    assertThat(state(mine)).isEqualTo(State.RELEASED);
    assertThat(state(bobs)).isEqualTo(State.EXPIRED);
    counters(tea, NORTH, 3, 0, 3, 0, 0);
  }

  @Test
  @Rule("I-02")
  void theSameReplacementTwiceHasOneEffect() {
    received(tea, NORTH, 3);
    ReservationId before = held(line(tea, NORTH, 3));
    StockCommand command = replace(before, newReservation(), line(tea, NORTH, 2));
    StockResult first = apply(command);
    assertThat(apply(command)).isEqualTo(first);
    counters(tea, NORTH, 3, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-03")
  void anIdUsedAgainToReplaceOtherHoldsOrUpToAnotherLimitIsReported() {
    received(tea, NORTH, 9);
    ReservationId before = held(line(tea, NORTH, 3));
    StockCommand.Reserve first = replace(before, newReservation(), line(tea, NORTH, 2));
    applied(first);
    assertThat(apply(like(first, first.heldMax(), List.of())))
        .isEqualTo(new StockResult.KeyReused());
    assertThat(apply(like(first, 7, first.replaces()))).isEqualTo(new StockResult.KeyReused());
    counters(tea, NORTH, 9, 0, 2, 0, 0);
  }

  private static StockCommand like(
      StockCommand.Reserve c, int heldMax, List<ReservationId> replaces) {
    return new StockCommand.Reserve(
        c.id(),
        c.reservation(),
        c.owner(),
        c.lines(),
        c.backorders(),
        c.expiresAt(),
        heldMax,
        replaces);
  }

  @Test
  @Rule("I-09")
  void ofManyWhoReplaceOneHoldExactlyOneDoes() throws Exception {
    received(tea, NORTH, 3);
    ReservationId before = held(line(tea, NORTH, 3));
    for (int round = 0; round < ROUNDS; round++) {
      ReservationId old = before;
      List<ReservationId> next = List.of(newReservation(), newReservation(), newReservation());
      Race.run(3, buyer -> () -> apply(replace(old, next.get(buyer), line(tea, NORTH, 3))));
      List<ReservationId> made = next.stream().filter(id -> store.find(id).isPresent()).toList();
      assertThat(made).hasSize(1);
      counters(tea, NORTH, 3, 0, 3, 0, 0);
      before = made.get(0);
    }
  }
}
