package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every command. */
abstract class ApplyRules extends InventoryRules {
  private static final int LINES_MAX = 5_000;
  private static final int COMMANDS_MAX = 8_192;

  @Test
  @Rule("I-01")
  void aReserveThatLacksOneLineKeepsNothing() {
    received(tea, NORTH, 5);
    received(cup, SOUTH, 1);
    ReservationId id = newReservation();
    assertThat(apply(reserve(id, line(tea, NORTH, 2), line(cup, SOUTH, 2))))
        .isInstanceOf(StockResult.Short.class);
    counters(tea, NORTH, 5, 0, 0, 0, 0);
    counters(cup, SOUTH, 1, 0, 0, 0, 0);
    assertThat(store.find(id)).isEmpty();
  }

  @Test
  @Rule("I-01")
  void aReserveThatLacksItsBackorderKeepsNothingFromStock() {
    received(tea, NORTH, 5);
    StockCommand command =
        backorder(newReservation(), List.of(line(tea, NORTH, 2)), later(cup, NORTH, 2, 1));
    assertThat(apply(command)).isInstanceOf(StockResult.Short.class);
    counters(tea, NORTH, 5, 0, 0, 0, 0);
    counters(cup, NORTH, 0, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-01")
  void aShipThatLacksOneLineShipsNothing() {
    received(tea, NORTH, 5);
    received(cup, NORTH, 5);
    ReservationId id = committed(line(tea, NORTH, 2), line(cup, NORTH, 1));
    assertThat(apply(ship(id, line(tea, NORTH, 2), line(cup, NORTH, 2))))
        .isInstanceOf(StockResult.Short.class);
    counters(tea, NORTH, 5, 0, 0, 2, 0);
    counters(cup, NORTH, 5, 0, 0, 1, 0);
    assertThat(state(id)).isEqualTo(State.COMMITTED);
  }

  @Test
  @Rule("I-01")
  void aCommandOfAsManyLinesAsAllowedIsApplied() {
    received(tea, NORTH, LINES_MAX);
    StockLine[] lines = new StockLine[LINES_MAX];
    Arrays.fill(lines, line(tea, NORTH, 1));
    applied(reserve(newReservation(), lines));
    counters(tea, NORTH, LINES_MAX, 0, LINES_MAX, 0, 0);
  }

  @Test
  @Rule("I-02")
  void theSameReceiveTwiceCountsOnce() {
    StockCommand command =
        new StockCommand.Receive(newCommand(), line(tea, NORTH, 5), Optional.empty());
    StockResult first = apply(command);
    assertThat(apply(command, END)).isEqualTo(first);
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-02")
  void theSameReserveTwiceIsAnsweredAsAtFirst() {
    received(tea, NORTH, 5);
    ReservationId id = newReservation();
    StockCommand command = reserve(id, line(tea, NORTH, 3));
    StockResult first = apply(command);
    applied(release(id));
    assertThat(apply(command)).isEqualTo(first).isInstanceOf(StockResult.Applied.class);
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-02")
  void aRefusalIsAnsweredAgainAlthoughThereAreUnitsNow() {
    StockCommand command = reserve(newReservation(), line(tea, NORTH, 3));
    StockResult first = apply(command);
    received(tea, NORTH, 5);
    assertThat(apply(command)).isEqualTo(first).isInstanceOf(StockResult.Short.class);
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-02")
  void theSameCommandTwiceInOneCallHasOneEffect() {
    StockCommand command =
        new StockCommand.Receive(newCommand(), line(tea, NORTH, 5), Optional.empty());
    List<StockResult> results = store.apply(List.of(command, command), NOW);
    assertThat(results.get(1)).isEqualTo(results.get(0));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-02")
  void theSameCommandFromManyThreadsHasOneEffect() throws Exception {
    StockCommand command =
        new StockCommand.Receive(newCommand(), line(tea, NORTH, 5), Optional.empty());
    List<StockResult> results = Race.run(16, thread -> () -> apply(command));
    assertThat(results).containsOnly(new StockResult.Applied(Optional.empty()));
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-02")
  void theSameReserveFromManyThreadsHasOneReservation() throws Exception {
    received(tea, NORTH, 9);
    StockCommand command = reserve(newReservation(), line(tea, NORTH, 2));
    List<StockResult> results = Race.run(16, thread -> () -> apply(command));
    assertThat(results).containsOnly(apply(command));
    assertThat(results.get(0)).isInstanceOf(StockResult.Applied.class);
    counters(tea, NORTH, 9, 0, 2, 0, 0);
  }

  @Test
  @Rule("I-03")
  void ofManyCommandsUnderOneIdExactlyOneIsApplied() throws Exception {
    received(tea, NORTH, 99);
    CommandId id = newCommand();
    List<StockResult> results =
        Race.run(
            16,
            thread ->
                () ->
                    apply(
                        new StockCommand.Receive(
                            id, line(tea, NORTH, 1 + thread), Optional.empty())));
    int winner = results.indexOf(new StockResult.Applied(Optional.empty()));
    assertThat(results)
        .containsOnlyOnce(new StockResult.Applied(Optional.empty()))
        .contains(new StockResult.KeyReused());
    counters(tea, NORTH, 99 + 1 + winner, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-03")
  void anIdUsedAgainWithAnotherQuantityIsReported() {
    CommandId id = newCommand();
    applied(new StockCommand.Receive(id, line(tea, NORTH, 5), Optional.empty()));
    assertThat(apply(new StockCommand.Receive(id, line(tea, NORTH, 6), Optional.empty())))
        .isEqualTo(new StockResult.KeyReused());
    counters(tea, NORTH, 5, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-03")
  void anIdUsedAgainForAnotherKindOfCommandIsReported() {
    received(tea, NORTH, 5);
    ReservationId reservation = held(line(tea, NORTH, 2));
    CommandId id = newCommand();
    applied(new StockCommand.Commit(id, reservation));
    assertThat(apply(new StockCommand.Release(id, reservation, List.of(), List.of())))
        .isEqualTo(new StockResult.KeyReused());
    assertThat(state(reservation)).isEqualTo(State.COMMITTED);
  }

  @Test
  @Rule("I-03")
  void anIdOfARefusedCommandIsUsedToo() {
    CommandId id = newCommand();
    apply(new StockCommand.Commit(id, newReservation()));
    assertThat(apply(new StockCommand.Receive(id, line(tea, NORTH, 5), Optional.empty())))
        .isEqualTo(new StockResult.KeyReused());
    counters(tea, NORTH, 0, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-03")
  void theFirstCommandKeepsItsAnswerAfterItsIdWasMisused() {
    StockCommand first =
        new StockCommand.Receive(newCommand(), line(tea, NORTH, 5), Optional.empty());
    StockResult answer = apply(first);
    StockCommand misuse =
        new StockCommand.Receive(first.id(), line(tea, NORTH, 7), Optional.empty());
    assertThat(apply(misuse)).isEqualTo(new StockResult.KeyReused());
    assertThat(apply(first)).isEqualTo(answer);
  }

  @Test
  @Rule("I-04")
  void answersAreInTheOrderOfTheCommandsAndARefusalStopsNone() {
    received(tea, NORTH, 5);
    ReservationId two = newReservation();
    List<StockResult> results =
        store.apply(
            List.of(
                reserve(newReservation(), line(tea, NORTH, 9)),
                reserve(two, line(tea, NORTH, 2)),
                reserve(newReservation(), line(tea, NORTH, 8)),
                commit(two)),
            NOW);
    assertThat(results)
        .extracting(result -> result.getClass().getSimpleName())
        .containsExactly("Short", "Applied", "Short", "Applied");
    counters(tea, NORTH, 5, 0, 0, 2, 0);
  }

  @Test
  @Rule("I-04")
  void aCommandSeesWhatThoseBeforeItDid() {
    ReservationId id = newReservation();
    List<StockResult> results =
        store.apply(
            List.of(
                reserve(newReservation(), line(tea, NORTH, 3)),
                new StockCommand.Receive(newCommand(), line(tea, NORTH, 3), Optional.empty()),
                reserve(id, line(tea, NORTH, 3)),
                reserve(newReservation(), line(tea, NORTH, 1)),
                commit(id),
                ship(id, line(tea, NORTH, 3))),
            NOW);
    assertThat(results)
        .extracting(result -> result.getClass().getSimpleName())
        .containsExactly("Short", "Applied", "Applied", "Short", "Applied", "Applied");
    counters(tea, NORTH, 0, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-04")
  void aCommandThatCannotBeKeptHarmsNoOther() {
    StockCommand tooMany = receiptBeyondTheRange(tea);
    StockCommand before =
        new StockCommand.Receive(newCommand(), line(cup, NORTH, 3), Optional.empty());
    StockCommand behind =
        new StockCommand.Receive(newCommand(), line(cup, NORTH, 4), Optional.empty());
    StockResult answer;
    try {
      answer = store.apply(List.of(before, tooMany, behind), NOW).get(1);
    } catch (RuntimeException failed) {
      answer = new StockResult.NotFound();
    }
    assertThat(answer).isNotInstanceOf(StockResult.Applied.class);
    counters(cup, NORTH, 7, 0, 0, 0, 0);
    counters(tea, NORTH, 2_140_000_000, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-04")
  void aCallOfAsManyCommandsAsAllowedIsApplied() {
    List<StockCommand> commands = new ArrayList<>();
    IntStream.range(0, COMMANDS_MAX)
        .forEach(
            i ->
                commands.add(
                    new StockCommand.Receive(newCommand(), line(tea, NORTH, 1), Optional.empty())));
    assertThat(store.apply(commands, NOW))
        .hasSize(COMMANDS_MAX)
        .containsOnly(new StockResult.Applied(Optional.empty()));
    counters(tea, NORTH, COMMANDS_MAX, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-05")
  void aCommandForAReservationThatNeverWasIsNotFound() {
    ReservationId unknown = newReservation();
    StockLine line = line(tea, NORTH, 1);
    List<StockResult> results =
        store.apply(
            List.of(
                extend(unknown, END),
                commit(unknown),
                release(unknown),
                expire(unknown),
                ship(unknown, line),
                fill(unknown, line)),
            NOW);
    assertThat(results).hasSize(6).containsOnly(new StockResult.NotFound());
  }

  @Test
  @Rule("I-05")
  void aReservationThatWasRefusedIsNotFound() {
    ReservationId id = newReservation();
    apply(reserve(id, line(tea, NORTH, 1)));
    assertThat(apply(commit(id))).isEqualTo(new StockResult.NotFound());
  }

  @Test
  @Rule("I-05")
  void theStateIsToldBeforeTheShortage() {
    received(tea, NORTH, 1);
    ReservationId id = held(line(tea, NORTH, 1));
    assertThat(apply(ship(id, line(tea, NORTH, 9)))).isEqualTo(ended(State.HELD));
    assertThat(apply(fill(id, line(tea, NORTH, 9)))).isEqualTo(ended(State.HELD));
  }
}
