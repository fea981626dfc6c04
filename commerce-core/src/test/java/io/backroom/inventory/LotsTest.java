package io.backroom.inventory;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.Trouble;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LotsTest {
  private static final Sku MILK = Sku.of("milk");
  private static final CommandId KEY = CommandId.of("k1");
  private static final int DAYS = 2;

  private final TestShop shop = TestShop.open().sell("milk", "USD 2.00").sell("mug", "USD 10.00");
  private final Lots lots = shop.commerce().lots();

  LotsTest() {
    lots.keep(SYSTEM, shop.command(), MILK, DAYS, "dairy").orThrow();
  }

  private static Instant day(int day) {
    return OPENING.plus(Duration.ofDays(day));
  }

  private Lot receive(String code, int units, int endsOnDay) {
    return receive(shop, code, units, endsOnDay);
  }

  private static Lot receive(TestShop at, String code, int units, int endsOnDay) {
    StockLine line = new StockLine(MILK, EAST, units);
    return at.commerce()
        .lots()
        .receive(WAREHOUSE, at.command(), line, Optional.empty(), code, Optional.of(day(endsOnDay)))
        .orThrow();
  }

  private Lot lot(String code) {
    return lots.at(WAREHOUSE, MILK, EAST, 100).orThrow().stream()
        .filter(lot -> lot.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private String pick(int units) {
    OrderId id = shop.place(order().add("milk", units));
    String shipment = shop.shipment(id).id();
    shop.commerce().fulfillment().pick(WAREHOUSE, shipment).orThrow();
    return shipment;
  }

  private void assertTracked() {
    assertThat(shop.commerce().inventory().verifyTracking()).isEmpty();
    shop.assertStockIsWhole();
  }

  private List<String> events() {
    return shop.commerce().inventory().history(SYSTEM, MILK, 100).orThrow().stream()
        .map(CommerceEvent::kind)
        .toList();
  }

  @Nested
  class AReceipt {
    @Test
    void goesIntoItsLot() {
      Lot lot = receive("L1", 5, 30);

      assertThat(lot)
          .isEqualTo(new Lot(MILK, EAST, "L1", Optional.of(day(30)), Lot.State.SOLD, 5, 0, 0));
      assertThat(receive("L1", 3, 30).units()).isEqualTo(8);
      assertThat(shop.level("milk", EAST).onHand()).isEqualTo(8);
      assertTracked();
    }

    @Test
    void isBookedByTheQueueIfAStoreFailsMeanwhile() {
      boolean struck = true;
      for (int call = 1; struck; call++) {
        String code = "L" + call;
        StockLine line = new StockLine(MILK, EAST, 5);
        shop.trouble().strikeOnce(call, Trouble.When.BEFORE);
        try {
          lots.receive(WAREHOUSE, shop.command(), line, Optional.empty(), code, Optional.empty())
              .orThrow();
        } catch (Trouble.Unreachable unknown) {
          code = "";
        }
        struck = shop.trouble().hasStruck();
        shop.trouble().end();
        shop.pass(Duration.ofHours(1));
        if (!code.isEmpty()) {
          assertThat(lot(code).units()).as("call %s", call).isEqualTo(5);
        }
      }
      assertTracked();
    }

    @Test
    void isTakenInOnce() {
      StockLine line = new StockLine(MILK, EAST, 5);
      for (int i = 0; i < 2; i++) {
        lots.receive(WAREHOUSE, KEY, line, Optional.empty(), "L1", Optional.empty()).orThrow();
      }

      assertThat(lot("L1").units()).isEqualTo(5);
      assertTracked();
    }

    @Test
    void withoutALotIsRefused() {
      TestShop.Snapshot before = shop.snapshot();

      Refusal refusal =
          refusal(
              shop.commerce()
                  .inventory()
                  .receive(WAREHOUSE, KEY, new StockLine(MILK, EAST, 5), Optional.empty()));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(refusal.field()).isEqualTo("lot");
      assertThat(refusal.message()).contains("milk");
      assertThat(shop.snapshot()).isEqualTo(before);
    }

    @Test
    void intoALotOfASkuThatHasNoneIsRefused() {
      Refusal refusal =
          refusal(
              lots.receive(
                  WAREHOUSE,
                  KEY,
                  new StockLine(Sku.of("mug"), EAST, 5),
                  Optional.empty(),
                  "L1",
                  Optional.empty()));

      assertThat(refusal.message()).contains("mug").contains("not kept in lots");
      assertThat(shop.level("mug", EAST).onHand()).isZero();
    }

    @Test
    void intoALotThatEndsAtAnotherTimeIsRefused() {
      receive("L1", 5, 30);

      Refusal refusal =
          refusal(
              lots.receive(
                  WAREHOUSE,
                  KEY,
                  new StockLine(MILK, EAST, 5),
                  Optional.empty(),
                  "L1",
                  Optional.of(day(31))));

      assertThat(refusal.field()).isEqualTo("expiresAt");
      assertThat(refusal.message()).contains(day(30).toString()).contains(day(31).toString());
      assertTracked();
    }

    @Test
    void thatTheStoreRefusesLeavesNoLot() {
      TestShop.Snapshot before = shop.snapshot();

      Refusal refusal =
          refusal(
              lots.receive(
                  WAREHOUSE,
                  KEY,
                  new StockLine(MILK, EAST, 5),
                  Optional.of(ReceiptId.of("nobody-announced")),
                  "L1",
                  Optional.empty()));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(shop.snapshot()).isEqualTo(before);
    }

    @Test
    void namesWhatIsWrongWithItsLot() {
      StockLine line = new StockLine(MILK, EAST, 5);
      assertThatThrownBy(
              () ->
                  lots.receive(
                      WAREHOUSE, KEY, line, Optional.empty(), "x".repeat(41), Optional.empty()))
          .hasMessageContaining("lot")
          .hasMessageContaining("at most 40");
    }
  }

  @Nested
  class APick {
    @Test
    void takesTheLotThatEndsFirst() {
      receive("later", 5, 60);
      receive("soon", 3, 30);
      receive("never-ends", 0 + 1, 900);

      pick(4);

      assertThat(lot("soon").picked()).isEqualTo(3);
      assertThat(lot("later").picked()).isEqualTo(1);
      assertThat(lot("later").units()).isEqualTo(5);
      assertTracked();
    }

    @Test
    void isOneHoweverOftenItIsScanned() {
      receive("L1", 5, 30);
      String shipment = pick(2);

      shop.commerce().fulfillment().pick(WAREHOUSE, shipment).orThrow();

      assertThat(lot("L1").picked()).isEqualTo(2);
    }

    @Test
    void isRefusedIfTheLotsHaveTooFewUnits() {
      TestShop unlabeled = TestShop.open().sell("milk", "USD 2.00").stock("milk", EAST, 2);
      unlabeled.commerce().lots().keep(SYSTEM, KEY, MILK, DAYS, "").orThrow();
      String shipment = unlabeled.shipment(unlabeled.place(order().add("milk", 2))).id();
      TestShop.Snapshot before = unlabeled.snapshot();

      Refusal refusal = refusal(unlabeled.commerce().fulfillment().pick(WAREHOUSE, shipment));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
      assertThat(refusal.message()).contains("milk").contains("east").contains("2 units");
      assertThat(unlabeled.snapshot()).isEqualTo(before);
    }

    @Test
    void leavesTheLotWithTheParcel() {
      receive("L1", 5, 30);
      OrderId id = shop.place(order().add("milk", 2));

      shop.deliver(id);

      assertThat(lot("L1").units()).isEqualTo(3);
      assertThat(lot("L1").picked()).isZero();
      assertTracked();
    }

    @Test
    void goesBackIntoItsLotWhenItIsCancelled() {
      receive("soon", 3, 30);
      receive("later", 5, 60);
      OrderId id = shop.place(order().add("milk", 5));
      shop.commerce().fulfillment().pick(WAREHOUSE, shop.shipment(id).id()).orThrow();

      shop.commerce()
          .orders()
          .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(MILK, 3)), "")
          .orThrow();

      assertThat(lot("soon").picked()).isEqualTo(2);
      assertThat(lot("later").picked()).isZero();
      shop.deliverPicked(id);
      assertThat(lot("soon").units()).isEqualTo(1);
      assertTracked();
    }
  }

  @Nested
  class ALotThatEnds {
    @Test
    void isNotSoldFromTheDayOnThatTheShopHasSet() {
      receive("L1", 5, 10);
      receive("L2", 1, 60);

      shop.after(Duration.ofDays(8).minusMillis(1));
      assertThat(shop.commerce().inventory().availability(MILK).now()).isEqualTo(6);
      shop.after(Duration.ofMillis(1));

      assertThat(shop.commerce().inventory().availability(MILK).now()).isEqualTo(1);
      assertThat(lot("L1").state()).isEqualTo(Lot.State.EXPIRED);
      assertThat(lot("L1").withheld()).isEqualTo(5);
      assertThat(shop.level("milk", EAST).unavailable()).isEqualTo(5);
      assertThat(events()).contains("lot-expired");
      assertTracked();
    }

    @Test
    void isNotPickedFromThoughNobodyHasLookedYet() {
      receive("L1", 5, 10);
      OrderId id = shop.place(order().add("milk", 1));
      shop.clock().forward(Duration.ofDays(8));

      assertThat(
              refusal(shop.commerce().fulfillment().pick(WAREHOUSE, shop.shipment(id).id())).code())
          .isEqualTo(Refusal.Code.WRONG_STATE);
    }

    @Test
    void tellsAPersonOfThePromisesThatRestOnItAndIsWithheldWhenTheyAreGone() {
      receive("L1", 5, 10);
      OrderId id = shop.place(order().add("milk", 3));

      shop.after(Duration.ofDays(8));

      assertThat(lot("L1").withheld()).isEqualTo(2);
      assertThat(shop.tasks("sku:milk")).containsExactly("count-breaks-promises");
      assertThat(shop.commerce().tasks().open(SYSTEM, 1).orThrow().get(0).text())
          .contains(shop.shipment(id).id());
      shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
      shop.after(Duration.ofHours(1));
      assertThat(lot("L1").withheld()).isEqualTo(5);
      assertThat(shop.level("milk", EAST).availableToPromise()).isZero();
      assertThat(shop.tasks("sku:milk")).hasSize(1);
      assertTracked();
    }

    @Test
    void leavesWhatIsPickedInItsParcel() {
      receive("L1", 5, 10);
      String shipment = pick(3);

      shop.after(Duration.ofDays(8));

      assertThat(lot("L1").withheld()).isEqualTo(2);
      shop.commerce().fulfillment().pack(WAREHOUSE, shipment, 1).orThrow();
    }

    @Test
    void withholdsWhatIsTakenOutOfAParcelLater() {
      receive("L1", 5, 10);
      OrderId id = shop.place(order().add("milk", 3));
      shop.commerce().fulfillment().pick(WAREHOUSE, shop.shipment(id).id()).orThrow();
      shop.after(Duration.ofDays(8));

      shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
      shop.after(Duration.ofHours(1));

      assertThat(lot("L1").withheld()).isEqualTo(5);
      assertThat(shop.level("milk", EAST).availableToPromise()).isZero();
    }

    @Test
    void isLookedAtAnewWhenTheShopSetsOtherDays() {
      receive("L1", 5, 10);

      lots.keep(SYSTEM, shop.command(), MILK, 6, "customers complained").orThrow();
      shop.after(Duration.ofDays(4));

      assertThat(lot("L1").state()).isEqualTo(Lot.State.EXPIRED);
    }

    @Test
    void isWrittenOffByCountingItToNothing() {
      receive("L1", 5, 10);
      shop.after(Duration.ofDays(8));

      Lot gone = lots.count(WAREHOUSE, KEY, MILK, EAST, "L1", 0, "thrown away").orThrow();

      assertThat(gone.units()).isZero();
      assertThat(gone.withheld()).isZero();
      assertThat(shop.level("milk", EAST).onHand()).isZero();
      assertThat(shop.level("milk", EAST).unavailable()).isZero();
      assertThat(lots.count(WAREHOUSE, KEY, MILK, EAST, "L1", 0, "thrown away").orThrow())
          .isEqualTo(gone);
      assertTracked();
    }

    @ParameterizedTest
    @EnumSource(Trouble.When.class)
    void isWithheldOnceWhateverDiesInBetween(Trouble.When when) {
      boolean struck = true;
      for (int call = 1; struck; call++) {
        TestShop other = TestShop.open().sell("milk", "USD 2.00");
        other.commerce().lots().keep(SYSTEM, KEY, MILK, DAYS, "").orThrow();
        receive(other, "L1", 5, 10);
        other.clock().forward(Duration.ofDays(8));
        other.trouble().strikeDead(call, when);
        try {
          other.commerce().runDue();
        } catch (RuntimeException died) {
          // Another process goes on.
        }
        struck = other.trouble().hasStruck();
        other.restart();
        other.pass(Duration.ofHours(2));

        assertThat(other.level("milk", EAST).unavailable()).as("call %s", call).isEqualTo(5);
        assertThat(other.commerce().inventory().verifyTracking()).isEmpty();
      }
    }
  }

  @Nested
  class ARecall {
    @Test
    void takesTheLotOutOfSaleAndTellsWhoGotIt() {
      receive("bad", 4, 30);
      receive("good", 5, 60);
      OrderId delivered = shop.place(order().add("milk", 1));
      shop.deliver(delivered);
      String parcel = pick(2);

      List<Lot> recalled = lots.recall(WAREHOUSE, KEY, MILK, "bad", "glass in it").orThrow();

      assertThat(recalled)
          .singleElement()
          .satisfies(
              lot -> {
                assertThat(lot.state()).isEqualTo(Lot.State.RECALLED);
                assertThat(lot.withheld()).isEqualTo(1);
              });
      assertThat(lots.uses(WAREHOUSE, MILK, "bad", Optional.empty(), 100).orThrow())
          .containsExactlyInAnyOrder(
              new LotUse(delivered, shop.shipment(delivered).id(), EAST, 1, true),
              new LotUse(OrderId.of(parcel.replace("-1", "")), parcel, EAST, 2, false));
      assertThat(shop.tasks("sku:milk")).containsExactly("stop-recalled");
      assertThat(shop.commerce().tasks().open(SYSTEM, 1).orThrow().get(0).text()).contains(parcel);
      assertThat(shop.level("milk", EAST).availableToPromise()).isEqualTo(5);
      assertThat(lots.recall(WAREHOUSE, KEY, MILK, "bad", "glass in it").orThrow())
          .isEqualTo(recalled);
      assertThat(events()).filteredOn("lot-recalled"::equals).hasSize(1);
      assertTracked();
    }

    @Test
    void listsTheUsesPageByPage() {
      receive("bad", 4, 30);
      String first = pick(1);
      String second = pick(1);
      List<String> all = List.of(first, second).stream().sorted().toList();

      List<LotUse> page = lots.uses(WAREHOUSE, MILK, "bad", Optional.empty(), 1).orThrow();
      List<LotUse> next =
          lots.uses(WAREHOUSE, MILK, "bad", Optional.of(page.get(0).shipment()), 1).orThrow();

      assertThat(List.of(page.get(0).shipment(), next.get(0).shipment())).isEqualTo(all);
    }

    @Test
    void ofAnUnknownLotIsRefused() {
      assertThat(refusal(lots.recall(WAREHOUSE, KEY, MILK, "none", "why")).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
    }

    @Test
    void alsoHoldsWhatComesIntoTheLotLater() {
      receive("bad", 4, 30);
      lots.recall(WAREHOUSE, KEY, MILK, "bad", "glass in it").orThrow();

      receive("bad", 3, 30);

      assertThat(lot("bad").withheld()).isEqualTo(7);
      assertThat(shop.level("milk", EAST).availableToPromise()).isZero();
    }
  }

  @Nested
  class ACount {
    @Test
    void ofALotSetsItsUnitsAndWhatIsOnHand() {
      receive("L1", 5, 30);
      receive("L2", 5, 60);

      lots.count(WAREHOUSE, KEY, MILK, EAST, "L1", 3, "two leaked").orThrow();
      lots.count(WAREHOUSE, shop.command(), MILK, EAST, "L2", 6, "one found").orThrow();

      assertThat(lot("L1").units()).isEqualTo(3);
      assertThat(lot("L2").units()).isEqualTo(6);
      assertThat(shop.level("milk", EAST).onHand()).isEqualTo(9);
      assertTracked();
    }

    @Test
    void ofALotThatWouldBreakPromisesIsRefusedAndLeavesTheLotAsItWas() {
      receive("L1", 5, 30);
      shop.place(order().add("milk", 5));

      Refusal refusal = refusal(lots.count(WAREHOUSE, KEY, MILK, EAST, "L1", 4, "one leaked"));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(lot("L1").units()).isEqualTo(5);
      assertThat(shop.tasks("sku:milk")).containsExactly("count-breaks-promises");
      assertThat(refusal(lots.count(WAREHOUSE, KEY, MILK, EAST, "L1", 4, "one leaked")))
          .isEqualTo(refusal);
      assertThat(shop.tasks("sku:milk")).hasSize(1);
      assertTracked();
    }

    @Test
    void ofFewerThanAreInParcelsIsRefused() {
      receive("L1", 5, 30);
      pick(3);

      Refusal refusal = refusal(lots.count(WAREHOUSE, KEY, MILK, EAST, "L1", 2, "leaked"));

      assertThat(refusal.field()).isEqualTo("lot");
      assertTracked();
    }

    @Test
    void ofTheWholeSkuIsRefused() {
      receive("L1", 5, 30);

      assertThat(
              refusal(
                      shop.commerce()
                          .stockTaking()
                          .count(WAREHOUSE, new StockCommand.Count(KEY, MILK, EAST, 3, "count")))
                  .field())
          .isEqualTo("lot");
      assertThat(
              refusal(shop.commerce().stockTaking().openSheet(WAREHOUSE, KEY, EAST, List.of(MILK)))
                  .message())
          .contains("milk");
      assertTracked();
    }

    @Test
    void isOfNoUseForWhatIsNotForSale() {
      receive("L1", 5, 30);

      shop.commerce()
          .inventory()
          .adjust(WAREHOUSE, new StockCommand.Adjust(KEY, MILK, EAST, 0, 2, "safety stock"))
          .orThrow();

      assertThat(shop.level("milk", EAST).unavailable()).isEqualTo(2);
      assertTracked();
    }
  }

  @Nested
  class ALabel {
    private final TestShop old = TestShop.open().sell("milk", "USD 2.00").stock("milk", EAST, 5);
    private final Lots there = old.commerce().lots();

    ALabel() {
      there.keep(SYSTEM, old.command(), MILK, DAYS, "").orThrow();
    }

    @Test
    void putsUnitsThatAreInNoLotIntoOne() {
      assertThat(old.commerce().inventory().verifyTracking())
          .containsExactly("milk at east: 5 on hand, 0 in lots");

      there
          .label(
              WAREHOUSE, KEY, new StockLine(MILK, EAST, 5), "L1", Optional.of(day(30)), "relabeled")
          .orThrow();

      assertThat(old.commerce().inventory().verifyTracking()).isEmpty();
      assertThat(old.level("milk", EAST).onHand()).isEqualTo(5);
    }

    @Test
    void isForNoMoreUnitsThanAreInNone() {
      StockLine line = new StockLine(MILK, EAST, 3);
      there.label(WAREHOUSE, KEY, line, "L1", Optional.empty(), "").orThrow();
      there.label(WAREHOUSE, KEY, line, "L1", Optional.empty(), "").orThrow();

      Refusal refusal =
          refusal(there.label(WAREHOUSE, old.command(), line, "L1", Optional.empty(), ""));

      assertThat(refusal.message()).contains("2 units of milk");
    }
  }

  @Nested
  class ATransfer {
    private final ReceiptId receipt = ReceiptId.of("truck");

    private void send(int units) {
      shop.commerce()
          .stockTaking()
          .send(
              WAREHOUSE,
              new StockCommand.Transfer(
                  shop.command(), new StockLine(MILK, EAST, units), WEST, receipt, day(1)),
              "")
          .orThrow();
    }

    @Test
    void takesLotsAlong() {
      receive("soon", 3, 30);
      receive("later", 5, 60);

      send(4);
      assertThat(lot("later").units()).isEqualTo(4);
      assertTracked();
      shop.receive("milk", WEST, 2, "truck");
      shop.receive("milk", WEST, 2, "truck");

      assertThat(lots.at(WAREHOUSE, MILK, WEST, 10).orThrow())
          .extracting(Lot::code, Lot::units)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("soon", 3),
              org.assertj.core.groups.Tuple.tuple("later", 1));
      assertTracked();
    }

    @Test
    void thatIsRefusedPutsTheLotsBack() {
      receive("L1", 5, 30);
      shop.place(order().add("milk", 3));

      Refusal refusal =
          refusal(
              shop.commerce()
                  .stockTaking()
                  .send(
                      WAREHOUSE,
                      new StockCommand.Transfer(
                          KEY, new StockLine(MILK, EAST, 3), WEST, receipt, day(1)),
                      ""));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(lot("L1").units()).isEqualTo(5);
      send(2);
      assertTracked();
    }
  }

  @Test
  void aSkuWithoutLotsNoticesNothing() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 2));

    shop.deliver(id);

    assertThat(shop.states(id)).containsExactly(FulfillmentState.DELIVERED);
    assertThat(lots.at(WAREHOUSE, Sku.of("mug"), EAST, 1).orThrow()).isEmpty();
    assertTracked();
  }

  @Test
  void theLastUnitOfALotGoesIntoOneParcel() {
    receive("L1", 2, 30);
    PlaceResult first = shop.answer(order().add("milk", 2));
    assertThat(first).isInstanceOf(PlaceResult.Placed.class);

    assertThat(shop.answer(order().add("milk", 1))).isInstanceOf(PlaceResult.OutOfStock.class);
  }
}
