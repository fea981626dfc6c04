package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what was done. */
abstract class ReadRules extends InventoryRules {
  @Test
  @Rule("I-22")
  void levelsAreSortedBySkuThenByCenter() {
    for (Sku sku : List.of(tea, cup)) {
      for (CenterId center : List.of(SOUTH, NORTH)) {
        received(sku, center, 1);
      }
    }
    received(sku("other"), NORTH, 1);
    assertThat(store.levels(List.of(tea, cup, tea)))
        .extracting(level -> level.sku() + " " + level.center())
        .containsExactly(cup + " north", cup + " south", tea + " north", tea + " south");
  }

  @Test
  @Rule("I-22")
  void aSkuThatNeverWasHasNoLevel() {
    assertThat(store.levels(List.of(tea))).isEmpty();
    assertThat(store.levels(List.of())).isEmpty();
  }

  @Test
  @Rule("I-22")
  void aLevelOfNothingStaysAfterEverythingLeft() {
    received(tea, NORTH, 1);
    applied(adjust(tea, NORTH, -1, 0));
    assertThat(store.levels(List.of(tea))).containsExactly(StockLevel.none(tea, NORTH));
  }

  @Test
  @Rule("I-22")
  void everyThreadSeesEveryCommandThatReturned() throws Exception {
    for (int i = 1; i <= 20; i++) {
      received(tea, NORTH, 1);
      assertThat(Race.run(4, thread -> () -> level(tea, NORTH).onHand())).containsOnly(i);
    }
  }

  @Test
  @Rule("I-22")
  void aReservationIsFoundAsItWasReserved() {
    received(tea, NORTH, 2);
    ReservationId id = newReservation();
    Instant end = Instant.parse("2031-12-31T23:59:59.654321Z");
    StockCommand command =
        new StockCommand.Reserve(
            newCommand(), id, "owner_-9", List.of(line(tea, NORTH, 2)), List.of(), end);
    Reservation reserved = applied(command).orElseThrow();
    assertThat(reserved)
        .isEqualTo(
            new Reservation(
                id,
                "owner_-9",
                State.HELD,
                List.of(new Reservation.Line(tea, NORTH, 2, 0, 0)),
                end));
    assertThat(store.find(id)).contains(reserved);
  }

  @Test
  @Rule("I-22")
  void everyInstanceSeesEveryCommandThatReturned() {
    InventoryStore other = contract().secondInstance(store);
    for (int i = 1; i <= 20; i++) {
      InventoryStore writer = i % 2 == 0 ? store : other;
      InventoryStore reader = i % 2 == 0 ? other : store;
      ReservationId id = newReservation();
      writer.apply(
          List.of(
              new StockCommand.Receive(newCommand(), line(tea, NORTH, 1), Optional.empty()),
              reserve(id, line(tea, NORTH, 1))),
          NOW);
      assertThat(reader.find(id)).isPresent();
      assertThat(reader.levels(List.of(tea)))
          .containsExactly(new StockLevel(tea, NORTH, i, 0, i, 0, 0, List.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Kathmandu", "America/St_Johns", "Europe/Berlin"})
  @Rule("I-22")
  void timesAreTheSameInEveryZone(String zone) {
    // Two in the hour that a change of clocks repeats, the first and the last that there can be.
    List<Instant> times =
        List.of(
            Instant.parse("2025-10-26T00:30:00.000001Z"),
            Instant.parse("2025-10-26T01:30:00.999999Z"),
            Instant.parse("1970-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"));
    TimeZone before = TimeZone.getDefault();
    try {
      received(tea, NORTH, 9);
      for (Instant time : times) {
        ReservationId id = newReservation();
        ReceiptId receipt = newReceipt();
        apply(expect(receipt, tea, SOUTH, 1, time), time.minusSeconds(1));
        apply(
            new StockCommand.Reserve(
                newCommand(), id, "ada", List.of(line(tea, NORTH, 1)), List.of(), time),
            time.minusSeconds(1));
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertThat(reservation(id).expiresAt()).isEqualTo(time);
        assertThat(level(tea, SOUTH).expected())
            .contains(new ExpectedReceipt(receipt, line(tea, SOUTH, 1), time));
        assertThat(apply(expire(id), time)).isInstanceOf(StockResult.Applied.class);
        TimeZone.setDefault(before);
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  @Rule("I-22")
  void aReservationIsFoundAfterItsEnd() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    Reservation released = applied(release(id)).orElseThrow();
    assertThat(store.find(id)).contains(released);
    assertThat(store.find(newReservation())).isEmpty();
  }

  @Test
  @Rule("I-22")
  void readingChangesNothingAlsoWhenAHoldRanOut() {
    received(tea, NORTH, 2);
    ReservationId id = held(line(tea, NORTH, 2));
    store.expiring(END, 10);
    assertThat(state(id)).isEqualTo(State.HELD);
    counters(tea, NORTH, 2, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-22")
  void whatWasAppliedIsThereAfterARestart() {
    received(tea, NORTH, 9);
    applied(expect(newReceipt(), tea, NORTH, 4, END));
    ReservationId held = held(line(tea, NORTH, 2));
    ReservationId committed = committed(line(tea, NORTH, 3));
    applied(new StockCommand.Transfer(newCommand(), line(tea, NORTH, 2), SOUTH, newReceipt(), END));
    received(tea, SOUTH, 1);
    applied(
        new StockCommand.Move(
            newCommand(),
            committed,
            List.of(line(tea, NORTH, 1)),
            List.of(),
            List.of(line(tea, SOUTH, 1))));
    StockCommand last = ship(committed, line(tea, NORTH, 1));
    apply(last);
    List<StockLevel> levels = store.levels(List.of(tea));
    Reservation before = reservation(committed);
    store = contract().reopen(store);
    assertThat(store.levels(List.of(tea))).isEqualTo(levels);
    assertThat(store.find(committed)).contains(before);
    assertThat(state(held)).isEqualTo(State.HELD);
    apply(last);
    assertThat(store.levels(List.of(tea))).isEqualTo(levels);
  }

  @Test
  @Rule("I-23")
  void holdsThatRanOutAreListedEarliestFirstThenById() {
    received(tea, NORTH, 9);
    ReservationId first = newReservation();
    ReservationId second = newReservation();
    ReservationId third = newReservation();
    ReservationId later = newReservation();
    hold(third, at(20));
    hold(later, at(30));
    hold(second, at(10));
    hold(first, at(10));
    assertThat(expiring(at(20), 1_000)).containsExactly(first, second, third);
    assertThat(expiring(at(30).minusNanos(1000), 1_000)).containsExactly(first, second, third);
  }

  @Test
  @Rule("I-23")
  void aHoldIsListedFromItsVeryEnd() {
    received(tea, NORTH, 9);
    ReservationId id = newReservation();
    hold(id, at(10));
    assertThat(expiring(at(10).minusNanos(1000), 1_000)).isEmpty();
    assertThat(expiring(at(10), 1_000)).containsExactly(id);
  }

  @Test
  @Rule("I-23")
  void noMoreHoldsAreListedThanWanted() {
    received(tea, NORTH, 9);
    List<ReservationId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(newReservation());
      hold(ids.get(i), at(i));
    }
    // Others may share the store, so these holds are older than any other.
    assertThat(store.expiring(at(100), 2)).hasSize(2);
    assertThat(expiring(at(100), 1_000)).isEqualTo(ids);
  }

  @Test
  @Rule("I-23")
  void whatEndedOrWasCommittedIsNotListed() {
    received(tea, NORTH, 9);
    List<ReservationId> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(newReservation());
      hold(ids.get(i), at(10));
    }
    applyAt(commit(ids.get(0)));
    applyAt(release(ids.get(1)));
    applyAt(extend(ids.get(2), at(50)));
    apply(expire(ids.get(3)), at(10));
    assertThat(expiring(at(49), 1_000)).isEmpty();
    assertThat(expiring(at(50), 1_000)).containsExactly(ids.get(2));
  }

  // Long ago: in a shared database the holds of a test come before those of real runs.
  private static Instant at(int seconds) {
    return Instant.parse("1980-01-01T00:00:00Z").plusSeconds(seconds);
  }

  private void applyAt(StockCommand command) {
    apply(command, at(-1));
  }

  private void hold(ReservationId id, Instant end) {
    applyAt(
        new StockCommand.Reserve(
            newCommand(), id, "ada", List.of(line(tea, NORTH, 1)), List.of(), end));
  }

  /** Lists the holds of this test; others may share the store. */
  private List<ReservationId> expiring(Instant before, int limit) {
    return store.expiring(before, limit).stream()
        .filter(hold -> hold.lines().get(0).sku().equals(tea))
        .map(Reservation::id)
        .toList();
  }
}
