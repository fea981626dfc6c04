package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.OrderStatus.Next;
import io.backroom.order.OrderStatus.Offer;
import io.backroom.order.OrderStatus.Stage;
import io.backroom.order.OrderStatus.What;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What a person reads of an order, and that whatever is offered is never refused. */
class OrderStatusTest {
  private static TestShop open() {
    return TestShop.open(builder -> builder.warehouse(request -> RecallAnswer.ACCEPTED))
        .sell("mug", "USD 10.00")
        .sell("pot", "USD 15.00");
  }

  private static OrderStatus status(TestShop shop, Caller caller, OrderId id) {
    return shop.commerce().orders().status(caller, id).orThrow();
  }

  private static Set<What> offered(TestShop shop, Caller caller, OrderId id) {
    Set<What> all = EnumSet.noneOf(What.class);
    status(shop, caller, id).offers().forEach(offer -> all.add(offer.what()));
    return all;
  }

  private static Money money(TestShop shop, Caller caller, OrderId id, What what, String which) {
    MoneyEffect effect =
        status(shop, caller, id).offers().stream()
            .filter(offer -> offer.what() == what)
            .findFirst()
            .orElseThrow()
            .money()
            .orElseThrow();
    return switch (which) {
      case "voided" -> effect.voided();
      case "refunded" -> effect.refunded();
      case "authorized" -> effect.authorized();
      default -> effect.payableAfter();
    };
  }

  private static TestShop brought(FulfillmentState state) {
    TestShop shop = open().stock("mug", EAST, 5);
    if (state == FulfillmentState.BACKORDERED) {
      shop.expect("po", "pot", WEST, 5, Duration.ofDays(3));
      shop.place(order().add("mug", 1).add("pot", 1).orBackorder());
      return shop;
    } else if (state == FulfillmentState.PLANNED) {
      shop.place(TestShop.paidWith("tok_declined_insufficient").add("mug", 2));
      return shop;
    } else if (state == FulfillmentState.LOADED) {
      shop.provider().onNext(Operation.CAPTURE, Fault.PENDING);
    }
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    Fulfillment warehouse = shop.commerce().fulfillment();
    switch (state) {
      case RELEASED -> {}
      case CANCELLED -> shop.commerce().orders().cancel(as(ALICE), id, "");
      case IN_TRANSIT -> shop.bring(shipment, FulfillmentState.LOADED);
      case OUT_FOR_DELIVERY, EXCEPTION -> {
        shop.bring(shipment, FulfillmentState.LOADED);
        warehouse.track(WAREHOUSE, shipment, Fulfillment.Scan.valueOf(state.name()));
      }
      default -> shop.bring(shipment, state);
    }
    return shop;
  }

  private static OrderId only(TestShop shop) {
    return shop.commerce().orders().of(SYSTEM, ALICE, 1).orThrow().get(0).id();
  }

  private static boolean isDone(TestShop shop, Caller caller, OrderId id, What what) {
    Orders orders = shop.commerce().orders();
    return switch (what) {
      case CANCEL -> orders.cancel(caller, id, "") instanceof Result.Done;
      case CHANGE -> {
        int mugs = orders.find(SYSTEM, id).orThrow().lines().get(0).standing();
        OrderEdit edit = OrderEdit.none().set("mug", mugs + 1);
        ChangePreview shown = orders.previewChange(caller, id, edit).orThrow();
        yield orders.confirmChange(caller, id, shown, "walk", "") instanceof ChangeResult.Begun;
      }
      case WITHDRAW_CHANGE -> orders.withdrawChange(caller, id, "") instanceof Result.Done;
      case AGREE_TO_DELAY, REFUSE_DELAY ->
          orders.find(SYSTEM, id).orThrow().shipments().stream()
              .anyMatch(
                  own ->
                      orders.answerDelay(caller, id, own.id(), what == What.AGREE_TO_DELAY, "")
                          instanceof Result.Done);
      case PAY -> orders.pay(caller, id, InstrumentRef.of("tok_ok")) instanceof Result.Done;
      case PRIORITIZE -> orders.prioritize(caller, id, 1, "") instanceof Result.Done;
      case RETURN ->
          shop.commerce()
                  .returns()
                  .accept(
                      caller,
                      new ReturnRequest(
                          id,
                          List.of(new OrderRequest.Item(Sku.of("mug"), 1)),
                          ReturnRequest.Disposition.SCRAP,
                          "walk",
                          ""))
              instanceof Result.Done;
    };
  }

  @Test
  void whatIsOfferedIsNeverRefusedAndWhatIsNotIsAlways() {
    List<Function<FulfillmentState, TestShop>> worlds =
        List.of(
            OrderStatusTest::brought,
            state -> {
              TestShop shop = brought(state);
              changing(shop);
              return shop;
            },
            state -> {
              TestShop shop = brought(state);
              if (state == FulfillmentState.BACKORDERED) {
                shop.expect("po", "pot", WEST, 5, Duration.ofDays(60));
              }
              return shop;
            });
    int offers = 0;
    int refusals = 0;
    for (Function<FulfillmentState, TestShop> world : worlds) {
      for (FulfillmentState state : FulfillmentState.values()) {
        for (Caller caller : List.of(as(ALICE), AGENT, SYSTEM)) {
          for (What what : What.values()) {
            TestShop shop = world.apply(state);
            OrderId id = only(shop);
            boolean offered = offered(shop, caller, id).contains(what);

            boolean done = done(shop, caller, id, what);

            assertThat(done).as("%s of %s by %s", what, state, caller).isEqualTo(offered);
            offers += offered ? 1 : 0;
            refusals += offered ? 0 : 1;
          }
        }
      }
    }
    System.out.println(offers + " offers were taken, " + refusals + " others were refused");
    assertThat(offers).isGreaterThan(100);
  }

  private static boolean done(TestShop shop, Caller caller, OrderId id, What what) {
    try {
      return isDone(shop, caller, id, what);
    } catch (IllegalStateException previewRefused) {
      return false;
    }
  }

  /** Leaves a change open, where one can be begun. */
  private static void changing(TestShop shop) {
    OrderId id = only(shop);
    Orders orders = shop.commerce().orders();
    shop.stock("mug", WEST, 9);
    Result<ChangePreview> shown = orders.previewChange(SYSTEM, id, OrderEdit.none().set("mug", 3));
    if (shown instanceof Result.Done<ChangePreview> done) {
      shop.provider().onNext(Operation.AUTHORIZE, Fault.PENDING);
      orders.confirmChange(SYSTEM, id, done.value(), "open", "");
    }
  }

  @Test
  void whatIsOfferedSaysWhatItDoesToTheMoney() {
    TestShop paid = brought(FulfillmentState.PACKED);
    OrderId id = only(paid);
    assertThat(money(paid, as(ALICE), id, What.CANCEL, "voided"))
        .isEqualTo(Money.parse("USD 20.00"));
    assertThat(
            status(paid, as(ALICE), id).offers().stream()
                .filter(offer -> offer.what() == What.CANCEL)
                .findFirst()
                .map(Offer::recalls)
                .orElseThrow())
        .containsExactly(paid.shipment(id).id());

    TestShop refused = brought(FulfillmentState.PLANNED);
    assertThat(money(refused, as(ALICE), only(refused), What.PAY, "authorized"))
        .isEqualTo(Money.parse("USD 20.00"));

    TestShop delivered = brought(FulfillmentState.DELIVERED);
    assertThat(offered(delivered, as(ALICE), only(delivered))).isEmpty();
    assertThat(money(delivered, AGENT, only(delivered), What.RETURN, "refunded"))
        .isEqualTo(Money.parse("USD 20.00"));
  }

  @Test
  void askingChangesNothing() {
    for (FulfillmentState state : FulfillmentState.values()) {
      TestShop shop = brought(state);
      TestShop.Snapshot before = shop.snapshot();

      status(shop, AGENT, only(shop));

      assertThat(shop.snapshot()).as("%s", state).isEqualTo(before);
    }
  }

  @Test
  void everyStateHasItsStageAndNextStep() {
    List<Stage> stages = new ArrayList<>();
    List<Next> next = new ArrayList<>();
    for (FulfillmentState state : FulfillmentState.values()) {
      TestShop shop = brought(state);
      OrderStatus.Shipment shipment =
          status(shop, as(ALICE), only(shop)).shipments().stream()
              .filter(
                  own ->
                      own.stage() == Stage.WAITS_FOR_GOODS || state != FulfillmentState.BACKORDERED)
              .findFirst()
              .orElseThrow();
      stages.add(shipment.stage());
      next.add(shipment.next());
    }
    assertThat(stages)
        .containsExactly(
            Stage.WAITS_FOR_GOODS,
            Stage.WAITS_FOR_PAYMENT,
            Stage.READY,
            Stage.IN_WORK,
            Stage.WAITS_FOR_TRUCK,
            Stage.WAITS_FOR_TRUCK,
            Stage.LOADED,
            Stage.HANDED_OVER,
            Stage.OUT_FOR_DELIVERY,
            Stage.DELIVERED,
            Stage.IN_TROUBLE,
            Stage.CANCELLED);
    assertThat(next)
        .containsExactly(
            Next.GOODS_COME_IN,
            Next.SOMEBODY_PAYS,
            Next.WAREHOUSE_GOES_ON,
            Next.WAREHOUSE_GOES_ON,
            Next.WAREHOUSE_GOES_ON,
            Next.WAREHOUSE_GOES_ON,
            Next.TRUCK_LEAVES,
            Next.CARRIER_BRINGS,
            Next.CARRIER_BRINGS,
            Next.NOTHING,
            Next.CARRIER_EXPLAINS,
            Next.NOTHING);
  }

  private static final Map<TrackingStatus, Stage> STAGES =
      Map.ofEntries(
          Map.entry(TrackingStatus.UNKNOWN, Stage.HANDED_OVER),
          Map.entry(TrackingStatus.STALE, Stage.HANDED_OVER),
          Map.entry(TrackingStatus.LABEL_CREATED, Stage.HANDED_OVER),
          Map.entry(TrackingStatus.READY_TO_SHIP, Stage.HANDED_OVER),
          Map.entry(TrackingStatus.TENDERED, Stage.HANDED_OVER),
          Map.entry(TrackingStatus.IN_TRANSIT, Stage.ON_ITS_WAY),
          Map.entry(TrackingStatus.CUSTOMS, Stage.AT_CUSTOMS),
          Map.entry(TrackingStatus.CUSTOMS_HOLD, Stage.HELD),
          Map.entry(TrackingStatus.DELAYED, Stage.DELAYED),
          Map.entry(TrackingStatus.EXCEPTION, Stage.IN_TROUBLE),
          Map.entry(TrackingStatus.DELIVERY_ATTEMPTED, Stage.ATTEMPTED),
          Map.entry(TrackingStatus.OUT_FOR_DELIVERY, Stage.OUT_FOR_DELIVERY),
          Map.entry(TrackingStatus.AVAILABLE_FOR_PICKUP, Stage.READY_FOR_PICKUP),
          Map.entry(TrackingStatus.RETURNING, Stage.RETURNING),
          Map.entry(TrackingStatus.LOST, Stage.IN_TROUBLE),
          Map.entry(TrackingStatus.CANCELLED, Stage.IN_TROUBLE),
          Map.entry(TrackingStatus.RETURNED, Stage.RETURNED),
          Map.entry(TrackingStatus.DELIVERED, Stage.DELIVERED));

  private static void says(TestShop shop, String shipment, TrackingStatus status, Instant at) {
    TrackingEvent event =
        new TrackingEvent(
            "carrier", "T-" + shipment, status, "", "", "", status + " hub", at, at, false);
    shop.commerce().carrierNews().report(WAREHOUSE, List.of(event)).orThrow();
  }

  @Test
  void everyWordOfACarrierHasItsStage() {
    for (TrackingStatus status : TrackingStatus.values()) {
      TestShop shop = brought(FulfillmentState.IN_TRANSIT);
      OrderId id = only(shop);
      Instant at = TestShop.OPENING.plus(Duration.ofHours(2));
      says(shop, shop.shipment(id).id(), status, at);

      OrderStatus.Shipment parcel = status(shop, as(ALICE), id).shipments().get(0);

      assertThat(parcel.stage()).as("%s", status).isEqualTo(STAGES.get(status));
      assertThat(parcel.place()).isEqualTo(status.isKnown() ? status + " hub" : "");
    }
  }

  @Test
  void theStageOfAParcelIsOfTheTimeAtWhichItBegan() {
    TestShop shop = brought(FulfillmentState.IN_TRANSIT);
    String parcel = shop.shipment(only(shop)).id();
    Instant first = TestShop.OPENING.plus(Duration.ofHours(2));
    says(shop, parcel, TrackingStatus.IN_TRANSIT, first);
    says(shop, parcel, TrackingStatus.IN_TRANSIT, first.plus(Duration.ofHours(5)));
    OrderStatus.Shipment onItsWay = status(shop, as(ALICE), only(shop)).shipments().get(0);
    says(shop, parcel, TrackingStatus.AVAILABLE_FOR_PICKUP, first.plus(Duration.ofHours(9)));
    OrderStatus.Shipment there = status(shop, as(ALICE), only(shop)).shipments().get(0);
    says(shop, parcel, TrackingStatus.RETURNING, first.plus(Duration.ofDays(9)));
    OrderStatus.Shipment back = status(shop, as(ALICE), only(shop)).shipments().get(0);

    assertThat(onItsWay.since()).isEqualTo(first);
    assertThat(onItsWay.next()).isEqualTo(Next.CARRIER_BRINGS);
    assertThat(there.since()).isEqualTo(first.plus(Duration.ofHours(9)));
    assertThat(there.next()).isEqualTo(Next.CUSTOMER_FETCHES);
    assertThat(back.next()).isEqualTo(Next.PARCEL_COMES_BACK);
  }

  @Test
  void anOrderIsWhereItsLeastAdvancedShipmentIsAndCountsWhatIsDelivered() {
    TestShop shop = open().stock("mug", EAST, 2).stock("mug", WEST, 5).stock("pot", WEST, 1);
    shop.sell("pan", "USD 5.00").expect("po", "pan", WEST, 1, Duration.ofDays(9));
    OrderId id = shop.place(order().add("mug", 7).add("pan", 1).orBackorder());
    OrderStatus placed = status(shop, as(ALICE), id);
    shop.bring(shop.shipmentFrom(id, EAST).id(), FulfillmentState.DELIVERED);
    OrderStatus one = status(shop, as(ALICE), id);
    OrderRequest.Item pan = new OrderRequest.Item(Sku.of("pan"), 1);
    shop.commerce().orders().cancelItems(as(ALICE), id, List.of(pan), "").orThrow();
    OrderStatus less = status(shop, as(ALICE), id);
    shop.view(id).shipments().stream()
        .filter(own -> own.state() == FulfillmentState.RELEASED)
        .forEach(own -> shop.bring(own.id(), FulfillmentState.DELIVERED));
    OrderStatus all = status(shop, as(ALICE), id);

    assertThat(List.of(placed.delivered(), placed.parcels())).containsExactly(0, 3);
    assertThat(List.of(one.delivered(), one.parcels())).containsExactly(1, 3);
    assertThat(one.stage()).isEqualTo(Stage.WAITS_FOR_GOODS);
    assertThat(List.of(less.delivered(), less.parcels())).containsExactly(1, 2);
    assertThat(less.stage()).isEqualTo(Stage.READY);
    assertThat(List.of(all.delivered(), all.parcels())).containsExactly(2, 2);
    assertThat(all.stage()).isEqualTo(Stage.DELIVERED);
  }

  @Test
  void eachMoveOfADateIsToldWithItsReason() {
    TestShop shop = brought(FulfillmentState.BACKORDERED);
    OrderId id = only(shop);
    shop.expect("po", "pot", WEST, 5, Duration.ofDays(6));
    shop.expect("po", "pot", WEST, 5, Duration.ofDays(4));

    OrderStatus status = status(shop, as(ALICE), id);
    OrderStatus.Shipment waiting =
        status.shipments().stream()
            .filter(own -> own.stage() == Stage.WAITS_FOR_GOODS)
            .findFirst()
            .orElseThrow();

    assertThat(waiting.moves())
        .extracting(OrderStatus.Move::why)
        .containsExactly("receipt late", "earlier");
    assertThat(waiting.moves().get(0).from()).isEqualTo(waiting.promise().first());
    assertThat(waiting.moves().get(1).to()).isEqualTo(waiting.promise().current());
    assertThat(waiting.by()).contains(TestShop.OPENING.plus(Duration.ofDays(4)));
    assertThat(status.complete()).isEqualTo(waiting.promise().current());
    assertThat(status.next()).isEqualTo(Next.GOODS_COME_IN);
  }

  @Test
  void anOrderOnHoldSaysUntilWhenItsGoodsAreKept() {
    TestShop shop = brought(FulfillmentState.PLANNED);
    OrderStatus status = status(shop, as(ALICE), only(shop));

    assertThat(status.state()).isEqualTo(OrderState.ON_HOLD);
    assertThat(status.since()).isEqualTo(TestShop.OPENING);
    assertThat(status.shipments().get(0).by()).contains(TestShop.OPENING.plus(Duration.ofDays(3)));
  }

  @Test
  void somebodyElseSeesNothing() {
    TestShop shop = brought(FulfillmentState.RELEASED);

    assertThat(shop.commerce().orders().status(as(BOB), only(shop)))
        .isInstanceOf(Result.Refused.class);
  }
}
