package io.backroom.inventory;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final Sku MUG = Sku.of("mug");
  private static final CommandId KEY = CommandId.of("k1");

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00");
  private final Inventory inventory = shop.commerce().inventory();

  @Nested
  class AHold {
    private final ReservationId hold = ReservationId.of("hold");

    AHold() {
      shop.stock("mug", EAST, 1);
      shop.inventory()
          .apply(
              List.of(
                  new StockCommand.Reserve(
                      KEY,
                      hold,
                      "bob",
                      List.of(new StockLine(MUG, EAST, 1)),
                      List.of(),
                      TestShop.OPENING.plus(Duration.ofMinutes(15)))),
              TestShop.OPENING);
    }

    @Test
    void keepsTheUnitFromOthersUntilItsEnd() {
      shop.after(Duration.ofMinutes(15).minusMillis(1));

      assertThat(shop.answer(order().add("mug", 1))).isInstanceOf(PlaceResult.OutOfStock.class);
      assertThat(inventory.availability(MUG).now()).isZero();
    }

    @Test
    void endsByTime() {
      shop.after(Duration.ofMinutes(15));

      shop.place(order().add("mug", 1));

      assertThat(shop.inventory().find(hold).orElseThrow().state())
          .isEqualTo(Reservation.State.EXPIRED);
    }

    @Test
    void endsByTimeThoughNobodyHasSweptYet() {
      shop.clock().forward(Duration.ofMinutes(15));

      shop.place(order().add("mug", 1));

      assertThat(shop.inventory().find(hold).orElseThrow().state())
          .isEqualTo(Reservation.State.EXPIRED);
    }

    @Test
    void thatEndsServesWhoWaits() {
      shop.expect("po", "mug", EAST, 1, Duration.ofDays(9));
      var waiting = shop.place(order().add("mug", 1).orBackorder());
      assertThat(shop.states(waiting).toString()).isEqualTo("[BACKORDERED]");

      shop.after(Duration.ofMinutes(15));

      assertThat(shop.states(waiting).toString()).isEqualTo("[RELEASED]");
    }
  }

  @Nested
  class AnExpectedReceipt {
    @Test
    void thatComesLaterMovesTheDate() {
      shop.expect("po", "mug", EAST, 5, Duration.ofDays(3));
      Instant before = inventory.availability(MUG).returns().orElseThrow();

      shop.expect("po", "mug", EAST, 4, Duration.ofDays(8));

      Availability.Later later = inventory.availability(MUG).later().get(0);
      assertThat(Duration.between(before, later.from())).isEqualTo(Duration.ofDays(5));
      assertThat(later.units()).isEqualTo(4);
    }

    @Test
    void thatIsCalledOffIsNotPromisedAnyMore() {
      shop.expect("po", "mug", EAST, 5, Duration.ofDays(3));

      inventory
          .expect(
              SYSTEM,
              new StockCommand.Expect(KEY, ReceiptId.of("po"), MUG, EAST, 0, TestShop.OPENING))
          .orThrow();

      assertThat(inventory.availability(MUG).returns()).isEmpty();
      assertThat(shop.answer(order().add("mug", 1).orBackorder()))
          .isInstanceOf(PlaceResult.OutOfStock.class);
    }

    @Test
    void isPromisedOnce() {
      shop.expect("po1", "mug", EAST, 2, Duration.ofDays(3));
      shop.expect("po2", "mug", WEST, 3, Duration.ofDays(5));
      shop.place(order().add("mug", 2).orBackorder());

      assertThat(inventory.availability(MUG).centers())
          .extracting(Availability.AtCenter::center)
          .containsExactly(WEST);
    }

    @Test
    void ofAnotherSkuOrCenterIsNotFound() {
      shop.expect("po", "mug", EAST, 5, Duration.ofDays(3));
      TestShop.Snapshot before = shop.snapshot();
      StockLine wrong = new StockLine(MUG, WEST, 5);

      Result<StockLevel> answer =
          inventory.receive(SYSTEM, KEY, wrong, Optional.of(ReceiptId.of("po")));

      assertThat(TestShop.refusal(answer).code()).isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(shop.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void theSameKeyHasItsEffectOnce() {
    StockLine line = new StockLine(MUG, EAST, 5);
    inventory.receive(SYSTEM, KEY, line, Optional.empty()).orThrow();
    StockLevel again = inventory.receive(SYSTEM, KEY, line, Optional.empty()).orThrow();

    assertThat(again.onHand()).isEqualTo(5);
  }

  @Test
  void theSameKeyWithAnotherContentIsRefused() {
    inventory.receive(SYSTEM, KEY, new StockLine(MUG, EAST, 5), Optional.empty()).orThrow();
    TestShop.Snapshot before = shop.snapshot();

    for (Result<StockLevel> answer :
        List.of(
            inventory.receive(SYSTEM, KEY, new StockLine(MUG, EAST, 6), Optional.empty()),
            inventory.adjust(SYSTEM, new StockCommand.Adjust(KEY, MUG, EAST, 1, 0, "count")),
            inventory.expect(
                SYSTEM,
                new StockCommand.Expect(KEY, ReceiptId.of("r"), MUG, EAST, 1, TestShop.OPENING)))) {
      assertThat(TestShop.refusal(answer).code()).isEqualTo(Refusal.Code.KEY_REUSED);
      assertThat(TestShop.refusal(answer).message()).contains("k1");
    }
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void anUnknownCenterIsRefused() {
    Refusal refusal =
        TestShop.refusal(
            inventory.receive(
                SYSTEM, KEY, new StockLine(MUG, CenterId.of("moon"), 5), Optional.empty()));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(refusal.message()).contains("moon").contains("[east, west]");
  }

  @Test
  void unitsThatAreCommittedCannotBeCountedAway() {
    shop.stock("mug", EAST, 3);
    shop.place(order().add("mug", 2));
    TestShop.Snapshot before = shop.snapshot();

    Refusal refusal =
        TestShop.refusal(
            inventory.adjust(SYSTEM, new StockCommand.Adjust(KEY, MUG, EAST, -2, 0, "theft")));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(shop.snapshot()).isEqualTo(before);
    inventory
        .adjust(SYSTEM, new StockCommand.Adjust(CommandId.of("k2"), MUG, EAST, -1, 0, "theft"))
        .orThrow();
  }
}
