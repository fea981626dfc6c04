package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How stock is counted, and how it goes from one center to another. */
abstract class StockTakingRules extends InventoryRules {
  private static final Instant MONDAY = Instant.parse("2025-03-03T08:00:00Z");
  private static final int ROUNDS = 20;

  @Test
  @Rule("I-27")
  void aCountSetsWhatIsOnHand() {
    assertThat(apply(count(tea, NORTH, 7))).isEqualTo(new StockResult.Applied(Optional.empty()));
    counters(tea, NORTH, 7, 0, 0, 0, 0);
    applied(count(tea, NORTH, 9));
    counters(tea, NORTH, 9, 0, 0, 0, 0);
    applied(count(tea, NORTH, 4));
    counters(tea, NORTH, 4, 0, 0, 0, 0);
    applied(count(tea, NORTH, 0));
    counters(tea, NORTH, 0, 0, 0, 0, 0);
    applied(count(tea, NORTH, StockLine.QUANTITY_MAX));
    counters(tea, NORTH, StockLine.QUANTITY_MAX, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-27")
  void whatIsPromisedCannotBeCountedAway() {
    received(tea, NORTH, 9);
    applied(adjust(tea, NORTH, 0, 1));
    held(line(tea, NORTH, 2));
    committed(line(tea, NORTH, 3));
    assertThat(apply(count(tea, NORTH, 5))).isEqualTo(shortOf(tea, NORTH, 6, 5));
    assertThat(apply(count(tea, NORTH, 0))).isEqualTo(shortOf(tea, NORTH, 6, 0));
    counters(tea, NORTH, 9, 1, 2, 3, 0);
    applied(count(tea, NORTH, 6));
    counters(tea, NORTH, 6, 1, 2, 3, 0);
  }

  @Test
  @Rule("I-27")
  void aCountLeavesBackordersAndExpectedReceiptsAsTheyAre() {
    ReceiptId receipt = newReceipt();
    applied(expect(receipt, tea, NORTH, 5, MONDAY));
    received(tea, NORTH, 2);
    waiting(List.of(), later(tea, NORTH, 3, 3));
    applied(count(tea, NORTH, 1));
    counters(tea, NORTH, 1, 0, 0, 0, 3);
    assertThat(level(tea, NORTH).expected())
        .containsExactly(new ExpectedReceipt(receipt, line(tea, NORTH, 5), MONDAY));
  }

  @ParameterizedTest
  @MethodSource("io.backroom.testkit.HostileTexts#all")
  @Rule("I-27")
  void theReasonOfACountMayBeAnyText(String reason) {
    StockCommand command = new StockCommand.Count(newCommand(), tea, NORTH, 3, reason);
    applied(command);
    applied(command);
    counters(tea, NORTH, 3, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-09")
  void aCountNeverTakesWhatABuyerHas() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Sku counted = sku("counted-" + round);
      received(counted, NORTH, 4);
      List<StockResult> results =
          Race.run(
              4,
              thread ->
                  () ->
                      apply(
                          thread == 0
                              ? count(counted, NORTH, 1)
                              : reserve(newReservation(), line(counted, NORTH, 1))));
      int held = level(counted, NORTH).reserved();
      boolean applied = results.get(0) instanceof StockResult.Applied;
      counters(counted, NORTH, applied ? 1 : 4, 0, held, 0, 0);
      assertThat(held).isBetween(1, applied ? 1 : 3);
    }
  }

  @Test
  @Rule("I-28")
  void aTransferLeavesHereAndIsExpectedThere() {
    received(tea, NORTH, 5);
    ReceiptId receipt = newReceipt();
    assertThat(apply(transfer(receipt, line(tea, NORTH, 3), SOUTH)))
        .isEqualTo(new StockResult.Applied(Optional.empty()));
    counters(tea, NORTH, 2, 0, 0, 0, 0);
    counters(tea, SOUTH, 0, 0, 0, 0, 0);
    assertThat(level(tea, NORTH).expected()).isEmpty();
    assertThat(level(tea, SOUTH).expected())
        .containsExactly(new ExpectedReceipt(receipt, line(tea, SOUTH, 3), MONDAY));
  }

  @Test
  @Rule("I-28")
  void theSecondStepOfATransferIsItsReceipt() {
    received(tea, NORTH, 5);
    ReceiptId receipt = newReceipt();
    applied(transfer(receipt, line(tea, NORTH, 3), SOUTH));
    applied(receive(receipt, line(tea, SOUTH, 2)));
    counters(tea, SOUTH, 2, 0, 0, 0, 0);
    assertThat(apply(expect(receipt, tea, NORTH, 1, MONDAY))).isEqualTo(new StockResult.NotFound());
    applied(expect(receipt, tea, SOUTH, 0, MONDAY));
    assertThat(level(tea, SOUTH).expected()).isEmpty();
  }

  @Test
  @Rule("I-28")
  void onlyWhatIsAvailableToPromiseIsTransferred() {
    received(tea, NORTH, 7);
    applied(adjust(tea, NORTH, 0, 1));
    held(line(tea, NORTH, 1));
    committed(line(tea, NORTH, 1));
    waiting(List.of(), later(tea, NORTH, 2, 9));
    ReceiptId receipt = newReceipt();
    assertThat(apply(transfer(receipt, line(tea, NORTH, 3), SOUTH)))
        .isEqualTo(shortOf(tea, NORTH, 3, 2));
    assertThat(level(tea, SOUTH).expected()).isEmpty();
    applied(transfer(receipt, line(tea, NORTH, 2), SOUTH));
    counters(tea, NORTH, 5, 1, 1, 1, 2);
  }

  @Test
  @Rule("I-28")
  void aTransferNeedsAReceiptThatIsNotExpectedYet() {
    received(tea, NORTH, 5);
    ReceiptId receipt = newReceipt();
    applied(expect(receipt, tea, SOUTH, 4, MONDAY));
    assertThat(apply(transfer(receipt, line(tea, NORTH, 1), SOUTH)))
        .isEqualTo(new StockResult.NotFound());
    assertThat(apply(transfer(receipt, line(tea, NORTH, 9), SOUTH)))
        .as("the receipt comes before the shortage")
        .isEqualTo(new StockResult.NotFound());
    counters(tea, NORTH, 5, 0, 0, 0, 0);
    assertThat(level(tea, SOUTH).expected())
        .containsExactly(new ExpectedReceipt(receipt, line(tea, SOUTH, 4), MONDAY));
    applied(expect(receipt, tea, SOUTH, 0, MONDAY));
    applied(transfer(receipt, line(tea, NORTH, 1), SOUTH));
  }

  @Test
  @Rule("I-28")
  void aTransferIsPromisedToNobodyUntilItHasComeIn() {
    received(tea, NORTH, 5);
    ReceiptId receipt = newReceipt();
    applied(transfer(receipt, line(tea, NORTH, 5), SOUTH));
    assertThat(apply(reserve(newReservation(), line(tea, SOUTH, 1))))
        .isEqualTo(shortOf(tea, SOUTH, 1, 0));
    applied(receive(receipt, line(tea, SOUTH, 5)));
    held(line(tea, SOUTH, 5));
  }

  @Test
  @Rule("I-09")
  void aUnitIsTransferredOrReservedAndNeverBoth() throws Exception {
    received(tea, NORTH, 30);
    List<Integer> taken =
        Race.run(
            8,
            thread ->
                () -> {
                  int won = 0;
                  for (int i = 0; i < 8; i++) {
                    StockCommand command =
                        thread % 2 == 0
                            ? transfer(newReceipt(), line(tea, NORTH, 1), SOUTH)
                            : reserve(newReservation(), line(tea, NORTH, 1));
                    won += apply(command) instanceof StockResult.Applied ? 1 : 0;
                  }
                  return won;
                });
    assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
    int sent = level(tea, SOUTH).expected().size();
    counters(tea, NORTH, 30 - sent, 0, 30 - sent, 0, 0);
  }

  @Test
  @Rule("I-09")
  void ofManyTransfersUnderOneReceiptExactlyOneLeaves() throws Exception {
    received(tea, NORTH, 30);
    for (int round = 1; round <= ROUNDS; round++) {
      ReceiptId receipt = newReceipt();
      List<StockResult> results =
          Race.run(4, thread -> () -> apply(transfer(receipt, line(tea, NORTH, 1), SOUTH)));
      assertThat(results.stream().filter(StockResult.Applied.class::isInstance)).hasSize(1);
      counters(tea, NORTH, 30 - round, 0, 0, 0, 0);
      assertThat(level(tea, SOUTH).expected()).hasSize(round);
    }
  }

  private StockCommand count(Sku sku, CenterId center, int counted) {
    return new StockCommand.Count(newCommand(), sku, center, counted, "yearly count");
  }

  private StockCommand transfer(ReceiptId receipt, StockLine line, CenterId to) {
    return new StockCommand.Transfer(newCommand(), line, to, receipt, MONDAY);
  }
}
