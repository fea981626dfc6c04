package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.testkit.Rule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on its way, what comes in and what a count corrects. */
abstract class ReceiptRules extends InventoryRules {
  private static final Instant MONDAY = Instant.parse("2025-03-03T08:00:00Z");
  private static final Instant FRIDAY = Instant.parse("2025-03-07T08:00:00Z");

  @Test
  @Rule("I-20")
  void expectedReceiptsAreSortedByTimeThenById() {
    ReceiptId friday = newReceipt();
    ReceiptId monday = newReceipt();
    ReceiptId alsoMonday = newReceipt();
    applied(expect(friday, tea, NORTH, 5, FRIDAY));
    applied(expect(alsoMonday, tea, NORTH, 7, MONDAY));
    applied(expect(monday, tea, NORTH, 6, MONDAY));
    assertThat(level(tea, NORTH).expected())
        .containsExactly(
            new ExpectedReceipt(monday, line(tea, NORTH, 6), MONDAY),
            new ExpectedReceipt(alsoMonday, line(tea, NORTH, 7), MONDAY),
            new ExpectedReceipt(friday, line(tea, NORTH, 5), FRIDAY));
    counters(tea, NORTH, 0, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-20")
  void aReceiptAnnouncedAgainIsReplacedAndWithNothingCalledOff() {
    ReceiptId id = newReceipt();
    applied(expect(id, tea, NORTH, 5, MONDAY));
    applied(expect(id, tea, NORTH, 3, FRIDAY));
    assertThat(level(tea, NORTH).expected())
        .containsExactly(new ExpectedReceipt(id, line(tea, NORTH, 3), FRIDAY));
    applied(expect(id, tea, NORTH, 0, FRIDAY));
    assertThat(level(tea, NORTH).expected()).isEmpty();
  }

  @Test
  @Rule("I-20")
  void aReceiptKeepsItsSkuAndCenter() {
    ReceiptId id = newReceipt();
    applied(expect(id, tea, NORTH, 5, MONDAY));
    assertThat(apply(expect(id, cup, NORTH, 5, MONDAY))).isEqualTo(new StockResult.NotFound());
    assertThat(apply(expect(id, tea, SOUTH, 0, MONDAY))).isEqualTo(new StockResult.NotFound());
    assertThat(level(tea, NORTH).expected()).hasSize(1);
    assertThat(level(cup, NORTH).expected()).isEmpty();
  }

  @Test
  @Rule("I-20")
  void whatComesInIsNoLongerExpected() {
    ReceiptId id = newReceipt();
    applied(expect(id, tea, NORTH, 5, MONDAY));
    applied(receive(id, line(tea, NORTH, 2)));
    assertThat(level(tea, NORTH).expected())
        .containsExactly(new ExpectedReceipt(id, line(tea, NORTH, 3), MONDAY));
    applied(receive(id, line(tea, NORTH, 9)));
    assertThat(level(tea, NORTH).expected()).isEmpty();
    assertThat(level(tea, NORTH).onHand()).isEqualTo(11);
  }

  @Test
  @Rule("I-20")
  void goodsOfAnotherOrAnUnknownReceiptAreNotTakenIn() {
    ReceiptId id = newReceipt();
    applied(expect(id, tea, NORTH, 5, MONDAY));
    assertThat(apply(receive(id, line(cup, NORTH, 5)))).isEqualTo(new StockResult.NotFound());
    assertThat(apply(receive(id, line(tea, SOUTH, 5)))).isEqualTo(new StockResult.NotFound());
    assertThat(apply(receive(newReceipt(), line(tea, NORTH, 5))))
        .isEqualTo(new StockResult.NotFound());
    counters(tea, NORTH, 0, 0, 0, 0, 0);
    counters(cup, NORTH, 0, 0, 0, 0, 0);
  }

  @Test
  @Rule("I-21")
  void aCountCorrectsWhatIsOnHandAndWhatIsUnavailable() {
    applied(adjust(tea, NORTH, 9, 4));
    applied(adjust(tea, NORTH, -2, -1));
    counters(tea, NORTH, 7, 3, 0, 0, 0);
  }

  @Test
  @Rule("I-21")
  void heldAndCommittedUnitsCannotBeAdjustedAway() {
    received(tea, NORTH, 5);
    held(line(tea, NORTH, 2));
    committed(line(tea, NORTH, 1));
    assertThat(apply(adjust(tea, NORTH, -3, 0))).isEqualTo(shortOf(tea, NORTH, 3, 2));
    assertThat(apply(adjust(tea, NORTH, 0, 3))).isEqualTo(shortOf(tea, NORTH, 3, 2));
    assertThat(apply(adjust(tea, NORTH, -1, 2))).isEqualTo(shortOf(tea, NORTH, 3, 2));
    applied(adjust(tea, NORTH, -1, 1));
    counters(tea, NORTH, 4, 1, 2, 1, 0);
  }

  @Test
  @Rule("I-21")
  void noCounterBecomesNegative() {
    applied(adjust(tea, NORTH, 5, 2));
    assertThat(apply(adjust(tea, NORTH, 0, -3))).isEqualTo(shortOf(tea, NORTH, 3, 2));
    assertThat(apply(adjust(tea, NORTH, -6, 0))).isInstanceOf(StockResult.Short.class);
    assertThat(apply(adjust(cup, NORTH, -1, 0))).isEqualTo(shortOf(cup, NORTH, 1, 0));
    counters(tea, NORTH, 5, 2, 0, 0, 0);
  }

  @Test
  @Rule("I-21")
  void backordersDoNotKeepACountFromBeingCorrected() {
    received(tea, NORTH, 2);
    waiting(List.of(), later(tea, NORTH, 3, 3));
    applied(adjust(tea, NORTH, -2, 0));
    counters(tea, NORTH, 0, 0, 0, 0, 3);
  }

  @Test
  @Rule("I-21")
  void noCounterLeavesItsRange() {
    StockCommand tooMany = receiptBeyondTheRange(tea);
    boolean taken;
    try {
      taken = apply(tooMany) instanceof StockResult.Applied;
    } catch (RuntimeException refused) {
      taken = false;
    }
    assertThat(taken).as("2,150,000,000 units do not fit into a counter").isFalse();
    counters(tea, NORTH, 2_140_000_000, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("io.backroom.testkit.HostileTexts#all")
  @Rule("I-21")
  void theReasonMayBeAnyText(String reason) {
    StockCommand command = new StockCommand.Adjust(newCommand(), tea, NORTH, 1, 0, reason);
    applied(command);
    applied(command);
    counters(tea, NORTH, 1, 0, 0, 0, 0);
  }
}
