package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What many buyers at once get. */
abstract class ReserveRaceRules extends InventoryRules {
  private static final int ROUNDS = 20;

  @ParameterizedTest(name = "{0} buyers")
  @ValueSource(ints = {2, 8, 32})
  @Rule("I-09")
  void theLastUnitHasExactlyOneWinner(int buyers) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Sku last = sku("last-" + round);
      received(last, NORTH, 1);
      List<StockResult> results =
          Race.run(buyers, buyer -> () -> apply(reserve(newReservation(), line(last, NORTH, 1))));
      assertThat(winners(results)).isEqualTo(1);
      counters(last, NORTH, 1, 0, 1, 0, 0);
    }
  }

  @Test
  @Rule("I-09")
  void allUnitsAreSoldAndNoneTwice() throws Exception {
    received(tea, NORTH, 100);
    List<Integer> sold =
        Race.run(
            16,
            buyer ->
                () -> {
                  int won = 0;
                  for (int i = 0; i < 10; i++) {
                    StockResult result = apply(reserve(newReservation(), line(tea, NORTH, 1)));
                    won += result instanceof StockResult.Applied ? 1 : 0;
                  }
                  return won;
                });
    assertThat(sold.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    counters(tea, NORTH, 100, 0, 100, 0, 0);
  }

  @Test
  @Rule("I-09")
  void buyersOfTheSameThingsInOppositeOrderGetBothOrNothing() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Sku left = sku("left-" + round);
      Sku right = sku("right-" + round);
      received(left, NORTH, 1);
      received(right, SOUTH, 1);
      List<StockResult> results =
          Race.run(
              8,
              buyer ->
                  () ->
                      apply(
                          buyer % 2 == 0
                              ? reserve(
                                  newReservation(), line(left, NORTH, 1), line(right, SOUTH, 1))
                              : reserve(
                                  newReservation(), line(right, SOUTH, 1), line(left, NORTH, 1))));
      assertThat(winners(results)).isEqualTo(1);
      counters(left, NORTH, 1, 0, 1, 0, 0);
      counters(right, SOUTH, 1, 0, 1, 0, 0);
    }
  }

  @Test
  @Rule("I-09")
  void theLastBackorderHasExactlyOneWinner() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Sku later = sku("later-" + round);
      List<StockResult> results =
          Race.run(
              8,
              buyer ->
                  () -> apply(backorder(newReservation(), List.of(), later(later, NORTH, 1, 1))));
      assertThat(winners(results)).isEqualTo(1);
      counters(later, NORTH, 0, 0, 0, 0, 1);
    }
  }

  @Test
  @Rule("I-15")
  void ofManyReleasesOneGivesTheUnitsBack() throws Exception {
    received(tea, NORTH, 5);
    for (int round = 0; round < ROUNDS; round++) {
      ReservationId id = held(line(tea, NORTH, 5));
      List<StockResult> results =
          Race.run(8, thread -> () -> apply(thread % 2 == 0 ? release(id) : commit(id)));
      assertThat(results).hasAtLeastOneElementOfType(StockResult.Applied.class);
      counters(tea, NORTH, 5, 0, 0, 0, 0);
    }
  }

  @Test
  @Rule("I-09")
  void unitsAreConservedOverManyThreads() throws Exception {
    received(tea, NORTH, 200);
    List<Integer> shipped =
        Race.run(
            8,
            buyer ->
                () -> {
                  int units = 0;
                  for (int i = 0; i < 10; i++) {
                    ReservationId id = newReservation();
                    if (apply(reserve(id, line(tea, NORTH, 3))) instanceof StockResult.Applied) {
                      applied(commit(id));
                      applied(i % 3 == 0 ? release(id) : ship(id, line(tea, NORTH, 3)));
                      units += i % 3 == 0 ? 0 : 3;
                    }
                  }
                  return units;
                });
    int left = shipped.stream().mapToInt(Integer::intValue).sum();
    counters(tea, NORTH, 200 - left, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-09")
  void theLastUnitHasOneWinnerAlsoAmongTheBuyersOfTwoNodes() throws Exception {
    InventoryStore other = contract().secondInstance(store);
    for (int round = 0; round < ROUNDS; round++) {
      Sku last = sku("last-" + round);
      received(last, NORTH, 1);
      List<StockResult> results =
          Race.run(
              8,
              buyer ->
                  () ->
                      (buyer % 2 == 0 ? store : other)
                          .apply(List.of(reserve(newReservation(), line(last, NORTH, 1))), NOW)
                          .get(0));
      assertThat(winners(results)).isEqualTo(1);
      counters(last, NORTH, 1, 0, 1, 0, 0);
    }
  }

  @Test
  @Rule("I-10")
  void aReservationIdLivesOnceAlsoWhenItsLinesHaveNothingInCommon() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      received(tea, NORTH, 1);
      received(cup, SOUTH, 1);
      ReservationId id = newReservation();
      List<StockResult> results =
          Race.run(
              2,
              buyer ->
                  () -> apply(reserve(id, buyer == 0 ? line(tea, NORTH, 1) : line(cup, SOUTH, 1))));
      assertThat(results.stream().filter(StockResult.Applied.class::isInstance)).hasSize(1);
      assertThat(reservation(id).lines()).hasSize(1);
    }
    assertThat(level(tea, NORTH).reserved() + level(cup, SOUTH).reserved()).isEqualTo(ROUNDS);
  }

  @Test
  @Rule("I-20")
  void aReceiptIsExpectedAtOnePlaceAlsoWhenTwoAnnounceIt() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      ReceiptId receipt = newReceipt();
      List<StockResult> results =
          Race.run(
              2,
              thread ->
                  () ->
                      apply(
                          thread == 0
                              ? expect(receipt, tea, NORTH, 1, END)
                              : expect(receipt, cup, SOUTH, 1, END)));
      assertThat(results)
          .containsExactlyInAnyOrder(
              new StockResult.Applied(Optional.empty()), new StockResult.NotFound());
    }
    assertThat(level(tea, NORTH).expected().size() + level(cup, SOUTH).expected().size())
        .isEqualTo(ROUNDS);
  }

  @Test
  @Rule("I-26")
  void aHoldThatTwoReplaceGivesItsUnitsBackOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      received(tea, NORTH, 3);
      ReservationId old = held(line(tea, NORTH, 2));
      Sku left = sku("left-" + round);
      Sku right = sku("right-" + round);
      received(left, NORTH, 1);
      received(right, SOUTH, 1);
      List<StockResult> results =
          Race.run(
              2,
              buyer ->
                  () ->
                      apply(
                          replace(
                              old,
                              newReservation(),
                              buyer == 0 ? line(left, NORTH, 1) : line(right, SOUTH, 1))));
      assertThat(winners(results)).isEqualTo(2);
      counters(tea, NORTH, 3 * (round + 1), 0, 0, 0, 0);
    }
  }

  @Test
  @Rule("I-09")
  void receiptsOfManyThreadsAddUp() throws Exception {
    received(tea, NORTH, 1);
    Race.run(
        8,
        thread ->
            () -> {
              for (int i = 0; i < 10; i++) {
                received(tea, NORTH, 1);
              }
              return true;
            });
    counters(tea, NORTH, 81, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-09")
  void anOwnersNewHoldAndAnotherBuyerWantTheSameLastUnit() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Sku last = sku("last-" + round);
      received(last, NORTH, 10);
      committed(line(last, NORTH, 2));
      applied(reserveFor("bob", newReservation(), line(last, NORTH, 3)));
      ReservationId own = held(line(last, NORTH, 4));
      List<StockResult> results =
          Race.run(
              2,
              buyer ->
                  () ->
                      apply(
                          buyer == 0
                              ? replace(own, newReservation(), line(last, NORTH, 5))
                              : reserveFor("eve", newReservation(), line(last, NORTH, 1))));
      assertThat(winners(results)).isEqualTo(1);
      assertThat(level(last, NORTH).unpromised()).isNotNegative();
    }
  }

  @Test
  @Rule("I-22")
  void aLevelReadDuringChangesIsConsistentInItself() throws Exception {
    received(tea, NORTH, 4);
    List<Boolean> sound =
        Race.run(
            4,
            thread ->
                () ->
                    thread == 0
                        ? IntStream.range(0, 200).allMatch(i -> buyAndGiveBack())
                        : IntStream.range(0, 200).allMatch(i -> isSound(level(tea, NORTH))));
    assertThat(sound).as("reserved and allocated together were 0 or 4").containsOnly(true);
  }

  private boolean buyAndGiveBack() {
    ReservationId id = committed(line(tea, NORTH, 4));
    Reservation after = applied(release(id)).orElseThrow();
    return after.state() == Reservation.State.RELEASED;
  }

  private static boolean isSound(StockLevel level) {
    int taken = level.reserved() + level.allocated();
    return level.onHand() == 4 && (taken == 0 || taken == 4);
  }

  private static long winners(List<StockResult> results) {
    assertThat(results).hasOnlyElementsOfTypes(StockResult.Applied.class, StockResult.Short.class);
    return results.stream().filter(StockResult.Applied.class::isInstance).count();
  }
}
