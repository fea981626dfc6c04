package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockResult;
import io.backroom.testkit.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a hold lasts and how it becomes an order. */
abstract class HoldRules extends InventoryRules {
  @Test
  @Rule("I-11")
  void aHoldThatRanOutCannotBeCommitted() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    assertThat(apply(commit(id), END)).isEqualTo(ended(State.EXPIRED));
    assertThat(apply(commit(id), END.plusSeconds(9))).isEqualTo(ended(State.EXPIRED));
    counters(tea, NORTH, 2, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-11")
  void aHoldThatRanOutCannotBeExtended() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    assertThat(apply(extend(id, END.plusSeconds(60)), END)).isEqualTo(ended(State.EXPIRED));
    assertThat(reservation(id).hasExpired(END)).isTrue();
  }

  @Test
  @Rule("I-11")
  void aHoldLastsUntilItsVeryEnd() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    assertThat(apply(commit(id), END.minusNanos(1000))).isInstanceOf(StockResult.Applied.class);
  }

  @Test
  @Rule("I-13")
  void anExtendedHoldEndsLater() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    Instant later = END.plusSeconds(600);
    Reservation after = applied(extend(id, later)).orElseThrow();
    assertThat(after.expiresAt()).isEqualTo(later);
    assertThat(reservation(id)).isEqualTo(after);
    counters(tea, NORTH, 2, 0, 2, 0, 0);
    assertThat(apply(commit(id), END)).isInstanceOf(StockResult.Applied.class);
  }

  @Test
  @Rule("I-13")
  void aHoldCanBeShortened() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    Instant sooner = NOW.plusSeconds(1);
    applied(extend(id, sooner));
    assertThat(apply(expire(id), sooner)).isInstanceOf(StockResult.Applied.class);
  }

  @Test
  @Rule("I-13")
  void onlyAHoldCanBeExtended() {
    received(tea, NORTH, 2);
    ReservationId id = committed(line(tea, NORTH, 2));
    assertThat(apply(extend(id, END))).isEqualTo(ended(State.COMMITTED));
    applied(release(id));
    assertThat(apply(extend(id, END))).isEqualTo(ended(State.RELEASED));
  }

  @Test
  @Rule("I-14")
  void aCommitTurnsReservedUnitsIntoAllocatedOnes() {
    received(tea, NORTH, 5);
    ReservationId id = newReservation();
    applied(backorder(id, List.of(line(tea, NORTH, 5)), later(tea, NORTH, 2, 2)));
    Optional<Reservation> after = applied(commit(id));
    counters(tea, NORTH, 5, 0, 0, 5, 2);
    assertThat(after).contains(reservation(id));
    assertThat(state(id)).isEqualTo(State.COMMITTED);
    assertThat(reservation(id).lines()).containsExactly(new Reservation.Line(tea, NORTH, 5, 2, 0));
  }

  @Test
  @Rule("I-14")
  void aReservationIsCommittedOnce() {
    received(tea, NORTH, 5);
    ReservationId id = committed(line(tea, NORTH, 2));
    assertThat(apply(commit(id))).isEqualTo(ended(State.COMMITTED));
    counters(tea, NORTH, 5, 0, 0, 2, 0);
  }

  @Test
  @Rule("I-14")
  void aCommittedReservationHasNoEnd() {
    received(tea, NORTH, 2);
    ReservationId id = committed(line(tea, NORTH, 2));
    Instant muchLater = END.plusSeconds(1_000_000);
    assertThat(apply(expire(id), muchLater)).isEqualTo(ended(State.COMMITTED));
    assertThat(apply(ship(id, line(tea, NORTH, 2)), muchLater))
        .isInstanceOf(StockResult.Applied.class);
  }

  @Test
  @Rule("I-16")
  void aHoldThatRanOutGivesItsUnitsBack() {
    received(tea, NORTH, 5);
    ReservationId id = newReservation();
    applied(backorder(id, List.of(line(tea, NORTH, 4)), later(cup, NORTH, 2, 2)));
    StockResult result = apply(expire(id), END);
    assertThat(result).isEqualTo(new StockResult.Applied(store.find(id)));
    assertThat(state(id)).isEqualTo(State.EXPIRED);
    assertThat(reservation(id).lines())
        .containsExactly(
            new Reservation.Line(cup, NORTH, 0, 0, 0), new Reservation.Line(tea, NORTH, 0, 0, 0));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
    counters(cup, NORTH, 0, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-16")
  void aHoldThatHasNotRunOutCannotBeExpired() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 4));
    assertThat(apply(expire(id), END.minusNanos(1000))).isEqualTo(ended(State.HELD));
    counters(tea, NORTH, 5, 0, 4, 0, 0);
  }

  @Test
  @Rule("I-16")
  void aHoldEndsOnce() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 4));
    apply(expire(id), END);
    assertThat(apply(expire(id), END)).isEqualTo(ended(State.EXPIRED));
    assertThat(apply(release(id), END)).isEqualTo(ended(State.EXPIRED));
    assertThat(apply(commit(id), NOW)).isEqualTo(ended(State.EXPIRED));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }
}
