package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.CommerceBuilder;
import io.backroom.TestShop;
import io.backroom.Trouble.When;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.inventory.PromiseReason;
import io.backroom.inventory.SerialUnit;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A center does not ship what it was to ship: another one does, with stock, documents and money.
 */
class ReroutingTest {
  private static final CenterId MIDDLE = CenterId.of("middle");
  private static final Sku MUG = Sku.of("mug");

  private final TestShop shop = open(builder -> builder);

  private static TestShop open(UnaryOperator<CommerceBuilder> choices) {
    return TestShop.open(choices).sell("mug", "USD 10.00").sell("pot", "USD 15.00");
  }

  private Fulfillment warehouse() {
    return shop.commerce().fulfillment();
  }

  private static void kept(TestShop shop, CenterId center, int onHand, int allocated) {
    assertThat(List.of(shop.level("mug", center).onHand(), shop.level("mug", center).allocated()))
        .as("on hand and allocated at %s", center)
        .containsExactly(onHand, allocated);
    shop.assertStockIsWhole();
  }

  @ParameterizedTest
  @EnumSource(
      value = FulfillmentState.class,
      names = {"RELEASED", "PICKING", "PACKED", "MANIFESTED"})
  void aRejectedShipmentLeavesFromAnotherCenterWithItsAuthorization(FulfillmentState state) {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    if (state != FulfillmentState.RELEASED) {
      shop.bring(shipment, state);
    }

    FulfillmentOrder after =
        warehouse().reject(WAREHOUSE, shipment, Rejection.CLOSED, "snow").orThrow();

    assertThat(after.center()).isEqualTo(WEST);
    assertThat(after.state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(after.recall()).isEqualTo(Recall.NONE);
    kept(shop, EAST, 5, 0);
    kept(shop, WEST, 5, 2);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 20.00");
    assertThat(shop.events(id)).containsSubsequence("shipment-rejected", "shipment-rerouted");
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 20.00"));
    kept(shop, WEST, 3, 0);
  }

  @Test
  void whyItWasMovedIsTold() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    warehouse().reject(WAREHOUSE, shop.shipment(id).id(), Rejection.NO_CAPACITY, "too many");

    CommerceEvent moved =
        shop.history(id).stream()
            .filter(event -> event.kind().equals("shipment-rerouted"))
            .findFirst()
            .orElseThrow();
    assertThat(moved.facts())
        .containsEntry("from", "east")
        .containsEntry("to", "west")
        .containsEntry("why", "NO_CAPACITY");
    assertThat(moved.reason()).isNotEmpty();
  }

  @Test
  void aCenterThatHasRejectedAnOrderIsNotAskedAgain() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    warehouse().reject(WAREHOUSE, shipment, Rejection.CLOSED, "").orThrow();

    FulfillmentOrder after =
        warehouse().reject(WAREHOUSE, shipment, Rejection.CLOSED, "").orThrow();

    assertThat(after.center()).isEqualTo(WEST);
    assertThat(after.recall()).isEqualTo(Recall.NONE);
    kept(shop, WEST, 5, 2);
    assertThat(shop.tasks(id)).containsExactly("rejected-by-all");
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 20.00"));
  }

  @Test
  void whatAPickerMissesLeavesOnHandAndComesFromElsewhere() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 3));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.PICKING);

    FulfillmentOrder left =
        warehouse().pickShort(WAREHOUSE, shipment, Map.of(MUG, 2), "empty shelf").orThrow();

    assertThat(left.state()).isEqualTo(FulfillmentState.PICKING);
    assertThat(left.lines().get(0).quantity()).isOne();
    FulfillmentOrder other = shop.shipmentFrom(id, WEST);
    assertThat(other.state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(other.lines().get(0).quantity()).isEqualTo(2);
    kept(shop, EAST, 3, 1);
    kept(shop, WEST, 5, 2);
    assertThat(shop.tasks("sku:mug")).containsExactly("count-after-short-pick");
    assertThat(shop.mostLiveAuthorizations()).isOne();
    shop.bring(other.id(), FulfillmentState.DELIVERED);
    warehouse().pack(WAREHOUSE, shipment, 1).orThrow();
    warehouse().manifest(WAREHOUSE, shipment, "T").orThrow();
    warehouse().load(WAREHOUSE, shipment).orThrow();
    warehouse().track(WAREHOUSE, shipment, Fulfillment.Scan.DELIVERED).orThrow();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 30.00"));
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
  }

  @Test
  void whatIsPartedIsAuthorizedByItselfAndTheRestLess() {
    TestShop able =
        TestShop.withAbilities(builder -> builder)
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5)
            .stock("mug", WEST, 5);
    OrderId id = able.place(order().add("mug", 3));
    String shipment = able.shipment(id).id();
    able.bring(shipment, FulfillmentState.PICKING);

    able.commerce().fulfillment().pickShort(WAREHOUSE, shipment, Map.of(MUG, 2), "").orThrow();

    assertThat(able.open(id)).isEqualTo(Money.parse("USD 30.00"));
    assertThat(able.mostLiveAuthorizations()).isOne();
    assertThat(able.view(id).payment().payable()).isEqualTo(Money.parse("USD 30.00"));
  }

  @Test
  void aPickerWhoFindsNothingHasAllOfItComeFromElsewhere() {
    shop.stock("mug", EAST, 2).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.PICKING);

    FulfillmentOrder after =
        warehouse().pickShort(WAREHOUSE, shipment, Map.of(MUG, 2), "").orThrow();

    assertThat(after.center()).isEqualTo(WEST);
    assertThat(after.state()).isEqualTo(FulfillmentState.RELEASED);
    kept(shop, EAST, 0, 0);
    kept(shop, WEST, 5, 2);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 20.00");
  }

  @Test
  void brokenGoodsAreSoldToNobodyElse() {
    shop.stock("mug", EAST, 3).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 3));
    warehouse().reject(WAREHOUSE, shop.shipment(id).id(), Rejection.DAMAGED, "wet").orThrow();

    kept(shop, EAST, 0, 0);
    kept(shop, WEST, 5, 3);
  }

  @Test
  void severalCentersShipWhatOneDoesNot() {
    TestShop three =
        open(builder ->
                builder.center(Center.of("middle", Address.of("Chicago", "US", 41.88, -87.63))))
            .stock("mug", EAST, 3)
            .stock("mug", MIDDLE, 1)
            .stock("mug", WEST, 2);
    OrderId id = three.place(order().add("mug", 3));
    String shipment = three.shipment(id).id();

    three.commerce().fulfillment().reject(WAREHOUSE, shipment, Rejection.CLOSED, "").orThrow();

    assertThat(three.shipmentFrom(id, WEST).id()).isEqualTo(shipment);
    assertThat(three.shipmentFrom(id, MIDDLE).state()).isEqualTo(FulfillmentState.RELEASED);
    kept(three, EAST, 3, 0);
    kept(three, MIDDLE, 1, 1);
    kept(three, WEST, 2, 2);
    assertThat(three.mostLiveAuthorizations()).isOne();
    three.deliver(id);
    assertThat(three.captured(id)).isEqualTo(Money.parse("USD 30.00"));
    assertThat(three.open(id)).isEqualTo(Money.parse("USD 0.00"));
  }

  @Test
  void whatNobodyHasWaitsForItsReceiptAndTheCustomerIsTold() {
    shop.stock("mug", EAST, 3).stock("mug", WEST, 1);
    shop.expect("po", "mug", WEST, 9, Duration.ofDays(6));
    OrderId id = shop.place(order().add("mug", 3));
    String shipment = shop.shipment(id).id();

    warehouse().reject(WAREHOUSE, shipment, Rejection.CLOSED, "").orThrow();

    FulfillmentOrder waiting =
        shop.view(id).shipments().stream()
            .filter(own -> own.state() == FulfillmentState.BACKORDERED)
            .findFirst()
            .orElseThrow();
    assertThat(waiting.center()).isEqualTo(WEST);
    assertThat(waiting.promise().reason()).isEqualTo(PromiseReason.REROUTED);
    assertThat(waiting.promise().first()).isEqualTo(shop.shipmentFrom(id, WEST).promise().first());
    assertThat(shop.messages(id)).contains("promise-moved");
    assertThat(shop.level("mug", WEST).backordered()).isEqualTo(2);
    assertThat(shop.mostLiveAuthorizations()).isOne();
    shop.receive("mug", WEST, 9, "po");
    assertThat(shop.view(id).shipments())
        .extracting(FulfillmentOrder::state)
        .containsOnly(FulfillmentState.RELEASED);
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 30.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void whatNobodyHasOrExpectsWaitsWithoutADateAndTiesUpNothing() {
    shop.stock("mug", EAST, 2);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();

    assertThat(warehouse().reject(WAREHOUSE, shipment, Rejection.DAMAGED, "").orThrow().state())
        .isEqualTo(FulfillmentState.CANCELLED);

    FulfillmentOrder waiting = shop.view(id).shipments().get(1);
    assertThat(waiting.state()).isEqualTo(FulfillmentState.BACKORDERED);
    assertThat(waiting.promise().current()).isEmpty();
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
    assertThat(shop.tasks(id)).contains("rejected-without-stock");
    assertThat(shop.events(id)).contains("delay-asked");
    shop.commerce().orders().answerDelay(as(ALICE), id, waiting.id(), false, "").orThrow();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    kept(shop, EAST, 0, 0);
    assertThat(shop.level("mug", waiting.center()).backordered()).isZero();
  }

  @Test
  void twoRejectedShipmentsDoNotGetTheSameUnits() {
    shop.stock("mug", EAST, 4).stock("mug", WEST, 3);
    OrderId one = shop.place(order().add("mug", 2));
    OrderId two = shop.place(order().add("mug", 2));

    warehouse().reject(WAREHOUSE, shop.shipment(one).id(), Rejection.CLOSED, "").orThrow();
    warehouse().reject(WAREHOUSE, shop.shipment(two).id(), Rejection.CLOSED, "").orThrow();

    kept(shop, EAST, 4, 0);
    kept(shop, WEST, 3, 3);
    assertThat(shop.level("mug", WEST).backordered()).isOne();
  }

  @Test
  void aBundleKeepsItsPartsTogetherInMoneyWhereverTheyComeFrom() {
    shop.sell(
            Product.of("set", "A set", Money.parse("USD 20.01"), 0)
                .bundling("mug", 2)
                .bundling("pot", 1))
        .stock("mug", EAST, 9)
        .stock("pot", EAST, 9)
        .stock("mug", WEST, 9);
    OrderId id = shop.place(order().add("set", 1).add("mug", 1));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.PICKING);

    warehouse().pickShort(WAREHOUSE, shipment, Map.of(MUG, 2), "").orThrow();

    assertThat(shop.view(id).payment().payable()).isEqualTo(shop.view(id).total());
    assertThat(shop.view(id).lines()).allMatch(line -> line.cancelled() == 0);
    assertThat(shop.view(id).shipments()).hasSize(2);
  }

  @Test
  void whileGoodsAreMovedNobodyGoesOnAndAfterwardsAllIsAsItShouldBe() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    int call = 1;
    while (shop.shipment(id).recall() != Recall.MOVING) {
      shop.trouble().strikeDead(call++, When.AFTER);
      try {
        warehouse().reject(WAREHOUSE, shipment, Rejection.CLOSED, "");
      } catch (RuntimeException dead) {
        // Where it died is looked at below.
      }
      shop.trouble().end();
      assertThat(shop.shipment(id).center()).as("call %s", call).isEqualTo(EAST);
    }

    assertThat(refusal(warehouse().pick(WAREHOUSE, shipment)).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal(shop.commerce().orders().cancel(as(ALICE), id, "")).code())
        .isEqualTo(Refusal.Code.BUSY);
    List<OrderRequest.Item> one = List.of(new OrderRequest.Item(MUG, 1));
    assertThat(refusal(shop.commerce().orders().cancelItems(as(ALICE), id, one, "")).code())
        .isEqualTo(Refusal.Code.BUSY);
    shop.after(Duration.ofMinutes(2));
    assertThat(shop.shipment(id).center()).isEqualTo(WEST);
    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    kept(shop, EAST, 5, 0);
    kept(shop, WEST, 5, 0);
  }

  @Test
  void aCancellationThatWaitsForTheWarehouseIsMadeWhenItRejects() {
    TestShop asking =
        open(builder -> builder.warehouse(request -> RecallAnswer.PENDING))
            .stock("mug", EAST, 5)
            .stock("mug", WEST, 5);
    OrderId id = asking.place(order().add("mug", 2));
    String shipment = asking.shipment(id).id();
    asking.bring(shipment, FulfillmentState.PACKED);
    asking.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    assertThat(asking.shipment(id).recall()).isEqualTo(Recall.ASKED);

    asking.commerce().fulfillment().reject(WAREHOUSE, shipment, Rejection.OTHER, "").orThrow();

    assertThat(asking.view(id).state()).isEqualTo(OrderState.CANCELLED);
    kept(asking, EAST, 5, 0);
    kept(asking, WEST, 5, 0);
  }

  @Test
  void whatIsBeingCancelledIsNotTakenFromElsewhere() {
    TestShop asking =
        open(builder -> builder.warehouse(request -> RecallAnswer.PENDING))
            .stock("mug", EAST, 1)
            .stock("pot", WEST, 1);
    OrderId id = asking.place(order().add("mug", 1).add("pot", 1));
    asking.stock("mug", WEST, 9);
    asking.view(id).shipments().forEach(own -> asking.bring(own.id(), FulfillmentState.PACKED));
    String east = asking.shipmentFrom(id, EAST).id();
    String west = asking.shipmentFrom(id, WEST).id();
    Fulfillment house = asking.commerce().fulfillment();
    asking.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    house.recalled(WAREHOUSE, east, true).orThrow();

    house.reject(WAREHOUSE, east, Rejection.OTHER, "").orThrow();
    assertThat(asking.shipmentFrom(id, EAST).recall()).isEqualTo(Recall.ACCEPTED);
    house.recalled(WAREHOUSE, west, true).orThrow();

    assertThat(asking.view(id).state()).isEqualTo(OrderState.CANCELLED);
    kept(asking, EAST, 1, 0);
    kept(asking, WEST, 9, 0);
  }

  @Test
  void aChangeThatWaitsForItsMoneyEndsWhenItsShipmentIsRejected() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5).stock("pot", EAST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    Orders orders = shop.commerce().orders();
    OrderEdit edit = OrderEdit.none().set("mug", 1).set("pot", 1);
    ChangePreview shown = orders.previewChange(as(ALICE), id, edit).orThrow();
    shop.provider().onNext(Operation.AUTHORIZE, Fault.PENDING);
    orders.confirmChange(as(ALICE), id, shown, "key", "");

    warehouse().reject(WAREHOUSE, shop.shipment(id).id(), Rejection.CLOSED, "").orThrow();

    assertThat(orders.changes(as(ALICE), id).orThrow().get(0).state())
        .isEqualTo(ChangeView.State.TOO_LATE);
    assertThat(shop.shipment(id).center()).isEqualTo(WEST);
    assertThat(shop.shipment(id).lines().get(0).quantity()).isEqualTo(2);
  }

  @Test
  void whatCannotBeRejectedSaysWhyAndChangesNothing() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    assertThat(refusal(warehouse().pickShort(WAREHOUSE, shipment, Map.of(MUG, 1), "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    shop.bring(shipment, FulfillmentState.PICKING);
    TestShop.Snapshot before = shop.snapshot();
    assertThat(refusal(warehouse().pickShort(WAREHOUSE, shipment, Map.of(MUG, 3), "")).code())
        .isEqualTo(Refusal.Code.INVALID);
    assertThat(
            refusal(warehouse().pickShort(WAREHOUSE, shipment, Map.of(Sku.of("pot"), 1), ""))
                .code())
        .isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal(warehouse().reject(WAREHOUSE, "none", Rejection.CLOSED, "")).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(shop.snapshot()).isEqualTo(before);
    warehouse().pack(WAREHOUSE, shipment, 1).orThrow();
    warehouse().manifest(WAREHOUSE, shipment, "T").orThrow();
    warehouse().load(WAREHOUSE, shipment).orThrow();
    assertThat(refusal(warehouse().reject(WAREHOUSE, shipment, Rejection.CLOSED, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  private void lot(String code, int units) {
    shop.commerce()
        .lots()
        .receive(
            SYSTEM,
            shop.command(),
            new StockLine(MUG, EAST, units),
            Optional.empty(),
            code,
            Optional.empty())
        .orThrow();
  }

  private List<String> lots() {
    return shop.commerce().lots().at(SYSTEM, MUG, EAST, 10).orThrow().stream()
        .map(lot -> lot.code() + " " + lot.units() + " " + lot.picked())
        .toList();
  }

  @Test
  void lostUnitsOfLotsAreThoseThatWerePicked() {
    shop.commerce().lots().keep(SYSTEM, CommandId.of("k"), MUG, 0, "").orThrow();
    lot("L1", 2);
    lot("L2", 5);
    shop.stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("mug", 4));
    String shipment = shop.shipment(id).id();
    assertThat(refusal(warehouse().reject(WAREHOUSE, shipment, Rejection.DAMAGED, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    shop.bring(shipment, FulfillmentState.PICKING);
    assertThat(lots()).containsExactly("L1 2 2", "L2 5 2");

    warehouse().pickShort(WAREHOUSE, shipment, Map.of(MUG, 1), "").orThrow();
    assertThat(lots()).containsExactly("L1 2 2", "L2 4 1");
    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(6);
    assertThat(shop.commerce().inventory().verifyTracking()).isEmpty();

    warehouse().pack(WAREHOUSE, shipment, 500).orThrow();
    warehouse().reject(WAREHOUSE, shipment, Rejection.DAMAGED, "").orThrow();
    assertThat(lots()).containsExactly("L2 3 0");
    assertThat(shop.commerce().inventory().verifyTracking()).isEmpty();
    shop.assertStockIsWhole();
  }

  @Test
  void whatIsOnlyRecalledKeepsItsLots() {
    shop.commerce().lots().keep(SYSTEM, CommandId.of("k"), MUG, 0, "").orThrow();
    lot("L1", 5);
    shop.stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.PICKING);

    warehouse().reject(WAREHOUSE, shipment, Rejection.RECALLED, "").orThrow();

    kept(shop, EAST, 5, 0);
    assertThat(lots()).containsExactly("L1 5 0");
    assertThat(shop.commerce().inventory().verifyTracking()).isEmpty();
  }

  @Test
  void missingNumberedUnitsAreNamedAndWrittenOff() {
    shop.commerce().serials().keep(SYSTEM, CommandId.of("k"), MUG, "").orThrow();
    shop.commerce()
        .serials()
        .receive(
            SYSTEM,
            CommandId.of("r"),
            new StockLine(MUG, EAST, 4),
            Optional.empty(),
            List.of("s1", "s2", "s3", "s4"))
        .orThrow();
    OrderId id = shop.place(order().add("mug", 3));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.PICKING);
    TestShop.Snapshot before = shop.snapshot();
    Map<Sku, Integer> one = Map.of(MUG, 1);
    assertThat(refusal(warehouse().pickShort(WAREHOUSE, shipment, one, "")).code())
        .isEqualTo(Refusal.Code.INVALID);
    assertThat(
            refusal(warehouse().pickShort(WAREHOUSE, shipment, one, Map.of(MUG, List.of("s9")), ""))
                .code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(shop.snapshot()).isEqualTo(before);

    warehouse().pickShort(WAREHOUSE, shipment, one, Map.of(MUG, List.of("s2")), "").orThrow();

    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(3);
    assertThat(shop.commerce().serials().find(SYSTEM, MUG, "s2").orThrow().state())
        .isEqualTo(SerialUnit.State.GONE);
    assertThat(shop.commerce().inventory().verifyTracking()).isEmpty();
    warehouse().pack(WAREHOUSE, shipment, 500, Map.of(MUG, List.of("s1", "s3"))).orThrow();
    // All that is in the parcel has a number by now.
    warehouse().reject(WAREHOUSE, shipment, Rejection.DAMAGED, "fell off").orThrow();
    assertThat(shop.commerce().serials().find(SYSTEM, MUG, "s1").orThrow().state())
        .isEqualTo(SerialUnit.State.GONE);
    assertThat(shop.commerce().inventory().verifyTracking()).isEmpty();
    shop.assertStockIsWhole();
  }

  @Test
  void aRejectionThatIsSentAgainHasItsEffectOnce() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    for (int i = 0; i < 3; i++) {
      FulfillmentOrder after =
          warehouse().once("k").reject(WAREHOUSE, shipment, Rejection.CLOSED, "").orThrow();
      assertThat(after.center()).isEqualTo(WEST);
    }
    assertThat(shop.events(id)).containsOnlyOnce("shipment-rejected");
  }
}
