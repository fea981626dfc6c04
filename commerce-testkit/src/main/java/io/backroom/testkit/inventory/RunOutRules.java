package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of holds that have run out when their units are wanted. */
abstract class RunOutRules extends InventoryRules {
  @Test
  @Rule("I-12")
  void unitsOfAHoldThatRanOutAreThereWithoutASweep() {
    received(tea, NORTH, 2);
    ReservationId first = held(line(tea, NORTH, 2));
    ReservationId second = newReservation();
    StockCommand command = reserveUntil(second, line(tea, NORTH, 2));
    assertThat(apply(command, END)).isInstanceOf(StockResult.Applied.class);
    assertThat(state(first)).isEqualTo(State.EXPIRED);
    counters(tea, NORTH, 2, 0, 2, 0, 0);
    assertThat(apply(commit(first), END)).isEqualTo(ended(State.EXPIRED));
    assertThat(apply(commit(second), END)).isInstanceOf(StockResult.Applied.class);
  }

  @Test
  @Rule("I-12")
  void aHoldThatHasNotRunOutKeepsItsUnits() {
    received(tea, NORTH, 2);
    ReservationId first = held(line(tea, NORTH, 2));
    assertThat(apply(reserveUntil(newReservation(), line(tea, NORTH, 1)), END.minusNanos(1000)))
        .isEqualTo(shortOf(tea, NORTH, 1, 0));
    assertThat(state(first)).isEqualTo(State.HELD);
  }

  @Test
  @Rule("I-12")
  void whatIsStillShortWithoutTheHoldsChangesNothing() {
    received(tea, NORTH, 2);
    held(line(tea, NORTH, 2));
    assertThat(apply(reserveUntil(newReservation(), line(tea, NORTH, 3)), END))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
    counters(tea, NORTH, 2, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-12")
  void backorderedUnitsOfAHoldThatRanOutAreThereToo() {
    applied(backorder(newReservation(), List.of(), later(tea, NORTH, 3, 3)));
    StockCommand command =
        new StockCommand.Reserve(
            newCommand(),
            newReservation(),
            "bob",
            List.of(),
            List.of(later(tea, NORTH, 3, 3)),
            END.plusSeconds(60));
    assertThat(apply(command, END)).isInstanceOf(StockResult.Applied.class);
    counters(tea, NORTH, 0, 0, 0, 0, 3);
  }

  @Test
  @Rule("I-12")
  void theWholeHoldEndsAlsoAtOtherCenters() {
    received(tea, NORTH, 2);
    received(cup, SOUTH, 2);
    ReservationId first = held(line(tea, NORTH, 2), line(cup, SOUTH, 1));
    assertThat(apply(reserveUntil(newReservation(), line(tea, NORTH, 1)), END))
        .isInstanceOf(StockResult.Applied.class);
    assertThat(state(first)).isEqualTo(State.EXPIRED);
    counters(tea, NORTH, 2, 0, 1, 0, 0);
    counters(cup, SOUTH, 2, 0, 0, 0, 0);
  }

  private StockCommand reserveUntil(ReservationId id, StockLine line) {
    return new StockCommand.Reserve(
        newCommand(), id, "bob", List.of(line), List.of(), END.plusSeconds(60));
  }

  @Test
  @Rule("I-12")
  void whatMayBeHeldIsThereAgainToo() {
    received(tea, NORTH, 9);
    ReservationId first = held(line(tea, NORTH, 3));
    StockCommand next =
        new StockCommand.Reserve(
            newCommand(),
            newReservation(),
            "bob",
            List.of(line(tea, NORTH, 2)),
            List.of(),
            END.plusSeconds(60),
            3,
            List.of());
    assertThat(apply(next, END)).isInstanceOf(StockResult.Applied.class);
    assertThat(state(first)).isEqualTo(State.EXPIRED);
    counters(tea, NORTH, 9, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-12")
  void theyAreThereForACountAnAdjustmentAndATransfer() {
    Sku counted = heldUntilTheEnd("counted");
    Sku adjusted = heldUntilTheEnd("adjusted");
    Sku sent = heldUntilTheEnd("sent");
    List<StockResult> results =
        store.apply(
            List.of(
                new StockCommand.Count(newCommand(), counted, NORTH, 1, "yearly count"),
                adjust(adjusted, NORTH, -1, 0),
                new StockCommand.Transfer(
                    newCommand(), line(sent, NORTH, 1), SOUTH, newReceipt(), END)),
            END);
    assertThat(results).hasOnlyElementsOfType(StockResult.Applied.class);
    counters(counted, NORTH, 1, 0, 0, 0, 0);
    counters(adjusted, NORTH, 1, 0, 0, 0, 0);
    counters(sent, NORTH, 1, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-12")
  void theyAreThereForAFillAndForAMove() {
    Sku filled = heldUntilTheEnd("filled");
    Sku moved = heldUntilTheEnd("moved");
    ReservationId waiting = waiting(List.of(), later(filled, NORTH, 2, 2));
    received(moved, SOUTH, 1);
    ReservationId elsewhere = committed(line(moved, SOUTH, 1));
    List<StockResult> results =
        store.apply(
            List.of(
                fill(waiting, line(filled, NORTH, 2)),
                new StockCommand.Move(
                    newCommand(),
                    elsewhere,
                    List.of(line(moved, SOUTH, 1)),
                    List.of(),
                    List.of(line(moved, NORTH, 1)))),
            END);
    assertThat(results).hasOnlyElementsOfType(StockResult.Applied.class);
    counters(filled, NORTH, 2, 0, 0, 2, 0);
    counters(moved, NORTH, 2, 0, 0, 1, 0);
  }

  /** Has two units of a SKU, both in a hold that runs out at {@link #END}. */
  private Sku heldUntilTheEnd(String name) {
    Sku sku = sku(name);
    received(sku, NORTH, 2);
    held(line(sku, NORTH, 2));
    return sku;
  }
}
