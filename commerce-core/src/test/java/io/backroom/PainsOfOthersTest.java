package io.backroom;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.paidWith;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.Hold;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.NotificationKey;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.ChangePreview;
import io.backroom.order.ChangeResult;
import io.backroom.order.ChangeView;
import io.backroom.order.HoldRequest;
import io.backroom.order.HoldResult;
import io.backroom.order.OrderEdit;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What users of other shop systems complain about most, one test each. Every one of these has cost
 * somebody an order, a customer or money.
 */
class PainsOfOthersTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 30.00");

  private static OrderRequest.Draft bobs() {
    return OrderRequest.of("bob", BOSTON, "tok_ok");
  }

  private static HoldRequest wish(CustomerId owner, int mugs) {
    return HoldRequest.of(
        owner, new HoldRequest.Routed(BOSTON), new OrderRequest.Item(Sku.of("mug"), mugs));
  }

  private static Hold held(Commerce commerce, HoldRequest request) {
    HoldResult answer = commerce.holds().hold(as(request.owner()), request);
    assertThat(answer).isInstanceOf(HoldResult.Held.class);
    return ((HoldResult.Held) answer).hold();
  }

  private ChangeView change(OrderId id, OrderEdit edit) {
    ChangePreview shown = shop.commerce().orders().previewChange(as(ALICE), id, edit).orThrow();
    ChangeResult result =
        shop.commerce().orders().confirmChange(as(ALICE), id, shown, "key", "changed my mind");
    assertThat(result).isInstanceOf(ChangeResult.Begun.class);
    return ((ChangeResult.Begun) result).change();
  }

  private Result<OrderView> giveBack(OrderId id, int mugs, String key) {
    ReturnRequest request =
        new ReturnRequest(
            id,
            List.of(new OrderRequest.Item(Sku.of("mug"), mugs)),
            ReturnRequest.Disposition.RESTOCK,
            key,
            "too small");
    return shop.commerce().returns().accept(AGENT, request);
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  @Test
  @DisplayName("1 two buyers, last unit")
  void twoBuyersLastUnit() throws Exception {
    shop.stock("mug", EAST, 1);

    List<PlaceResult> answers =
        atOnce(
            List.of(
                () -> shop.answer(order().add("mug", 1)), () -> shop.answer(bobs().add("mug", 1))));

    assertThat(answers.stream().filter(a -> a instanceof PlaceResult.Placed)).hasSize(1);
    assertThat(answers.stream().filter(a -> a instanceof PlaceResult.OutOfStock)).hasSize(1);
    shop.assertStockIsWhole();
  }

  @Test
  @DisplayName("2 same SKU on two lines")
  void sameSkuOnTwoLines() {
    shop.stock("mug", EAST, 5);

    assertThat(shop.answer(order().add("mug", 3).add("mug", 3)))
        .isInstanceOf(PlaceResult.OutOfStock.class);
    shop.place(order().add("mug", 3).add("mug", 2));
  }

  @Test
  @DisplayName("3 bundle shares part")
  void bundleSharesPart() {
    shop.stock("mug", EAST, 5)
        .stock("pot", EAST, 5)
        .sell(Product.of("set", "A set", usd("35.00"), 0).bundling("mug", 4).bundling("pot", 1));

    assertThat(shop.answer(order().add("set", 1).add("mug", 2)))
        .isInstanceOf(PlaceResult.OutOfStock.class);
    shop.place(order().add("set", 1).add("mug", 1));
  }

  @Test
  @DisplayName("4 existing allocation + other's hold + new request")
  void existingAllocationAndOthersHoldAndNewRequest() {
    shop.stock("mug", EAST, 6);
    shop.place(order().add("mug", 2));
    held(shop.commerce(), wish(BOB, 2));

    assertThat(shop.answer(order().add("mug", 3))).isInstanceOf(PlaceResult.OutOfStock.class);
    shop.place(order().add("mug", 2));
    assertThat(shop.level("mug", EAST).availableToPromise()).isZero();
  }

  @Test
  @DisplayName("5 own hold retry")
  void ownHoldRetry() {
    shop.stock("mug", EAST, 2);
    Hold first = held(shop.commerce(), wish(ALICE, 2));

    Hold second = held(shop.commerce(), wish(ALICE, 2));
    OrderId id = shop.place(order().add("mug", 2).holding(second.id()));

    assertThat(shop.shipment(id).reservation()).isEqualTo(second.id());
    assertThat(shop.commerce().holds().find(as(ALICE), first.id()).orThrow().state())
        .isNotEqualTo(Hold.State.HELD);
    shop.assertStockIsWhole();
  }

  @Test
  @DisplayName("6 hold expires during gateway call, success arrives")
  void holdExpiresDuringGatewayCallSuccessArrives() {
    shop.stock("mug", EAST, 1);
    Hold gone = held(shop.commerce(), wish(ALICE, 1));
    shop.after(Duration.ofMinutes(20));
    Hold others = held(shop.commerce(), wish(BOB, 1));

    assertThat(shop.answer(order().add("mug", 1).holding(gone.id())))
        .isInstanceOf(PlaceResult.OutOfStock.class);
    assertThat(shop.provider().ledger()).isEmpty();

    shop.commerce().holds().giveBack(as(BOB), others.id()).orThrow();
    OrderId id = shop.place(order().add("mug", 1).holding(gone.id()));
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    shop.assertStockIsWhole();
  }

  @Test
  @Timeout(60)
  @DisplayName("7 webhook + return at once")
  void webhookAndReturnAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      TestShop able = TestShop.withAbilities(b -> b).sell("mug", "USD 10.00").stock("mug", EAST, 2);
      OrderId id = able.place(paidWith("tok_action_required").add("mug", 1));
      able.provider().completeAction(OperationId.of(id + "-p1"));
      List<Callable<Object>> both = new ArrayList<>();
      both.add(() -> able.commerce().orders().checkPayment(as(ALICE), id));
      RawNotification raw =
          able.provider()
              .notification(
                  OperationId.of(id + "-p1"), NotificationKey.CURRENT, able.clock().instant());
      for (int twice = 0; twice < 2; twice++) {
        both.add(() -> able.commerce().paymentNotifications().receive(raw.headers(), raw.body()));
      }

      atOnce(both);
      able.after(Duration.ofMinutes(1));

      assertThat(able.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
      assertThat(able.books(id)).containsExactly("AUTHORIZED USD 10.00");
      assertThat(able.messages(id).stream().filter("order-placed"::equals)).hasSize(1);
    }
  }

  @Test
  @DisplayName("8 same key other body")
  void sameKeyOtherBody() {
    shop.stock("mug", EAST, 5);
    shop.place(order().add("mug", 1).once("k1"));

    assertThat(refusal(shop.answer(order().add("mug", 2).once("k1"))).code())
        .isEqualTo(Refusal.Code.KEY_REUSED);
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(1);
  }

  @Test
  @DisplayName("9 crash after gateway ok before result written")
  void crashAfterGatewayOkBeforeResultWritten() {
    shop.stock("mug", EAST, 1);
    int struck = 0;
    for (int call = 1; call <= 40; call++) {
      TestShop dying = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 1);
      dying.trouble().strikeDead(call, Trouble.When.AFTER);
      try {
        dying.answer(order().add("mug", 1).once("k"));
      } catch (RuntimeException died) {
        struck++;
      }
      dying.restart();
      OrderId id = dying.place(order().add("mug", 1).once("k"));
      dying.pass(Duration.ofHours(2));

      assertThat(dying.books(id)).containsExactly("AUTHORIZED USD 10.00");
      assertThat(dying.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
      dying.assertStockIsWhole();
    }
    assertThat(struck).isPositive();
  }

  @Test
  @DisplayName("10 capture 60 of 100, then 40 after 12 days")
  void capture60Of100ThenThe40After12Days() {
    shop.stock("mug", EAST, 6).expect("po", "mug", EAST, 4, WEEK);
    OrderId id = shop.place(order().add("mug", 10).orBackorder());
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 60.00");
    FulfillmentOrder now =
        shop.view(id).shipments().stream()
            .filter(s -> s.state() == FulfillmentState.RELEASED)
            .findFirst()
            .orElseThrow();
    shop.bring(now.id(), FulfillmentState.DELIVERED);
    assertThat(shop.captured(id)).isEqualTo(usd("60.00"));

    shop.pass(Duration.ofDays(12)).receive("mug", EAST, 4, "po");
    shop.view(id).shipments().stream()
        .filter(s -> s.state() == FulfillmentState.RELEASED)
        .forEach(s -> shop.bring(s.id(), FulfillmentState.DELIVERED));

    assertThat(shop.books(id))
        .containsExactly(
            "AUTHORIZED USD 60.00",
            "CAPTURED USD 60.00",
            "AUTHORIZED USD 40.00",
            "CAPTURED USD 40.00");
  }

  @Test
  @DisplayName("11 gateway without multiCapture")
  void gatewayWithoutMultiCapture() {
    shop.stock("mug", EAST, 1).stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1));

    shop.deliver(id);

    // One authorization and one capture for each parcel: nothing is captured twice of one.
    assertThat(shop.books(id))
        .containsExactlyInAnyOrder(
            "AUTHORIZED USD 10.00",
            "AUTHORIZED USD 30.00",
            "CAPTURED USD 10.00",
            "CAPTURED USD 30.00");
  }

  @Test
  @DisplayName("12 edit lowers total with open auth")
  void editLowersTotalWithOpenAuth() {
    shop.stock("mug", EAST, 3);
    OrderId id = shop.place(order().add("mug", 3));

    assertThat(change(id, OrderEdit.none().set("mug", 1)).state())
        .isEqualTo(ChangeView.State.APPLIED);
    shop.deliver(id);

    assertThat(shop.captured(id)).isEqualTo(usd("10.00"));
    assertThat(shop.open(id)).isEqualTo(usd("0.00"));
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(2);
  }

  @Test
  @DisplayName("13 edit raises total, delta declined")
  void editRaisesTotalDeltaDeclined() {
    shop.stock("mug", EAST, 3).stock("pot", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_INSUFFICIENT);

    assertThat(change(id, OrderEdit.none().set("pot", 1)).state())
        .isEqualTo(ChangeView.State.DECLINED);

    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(shop.level("pot", EAST).availableToPromise()).isEqualTo(1);
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("10.00"));
  }

  @Test
  @Timeout(60)
  @DisplayName("14 edit vs load scan race")
  void editVersusLoadScanRace() throws Exception {
    for (int round = 0; round < 50; round++) {
      TestShop one =
          TestShop.open(b -> b.warehouse(request -> RecallAnswer.ACCEPTED))
              .sell("mug", "USD 10.00")
              .stock("mug", EAST, 3);
      OrderId id = one.place(order().add("mug", 3));
      String parcel = one.bring(one.shipment(id).id(), FulfillmentState.MANIFESTED).id();
      ChangePreview shown =
          one.commerce()
              .orders()
              .previewChange(as(ALICE), id, OrderEdit.none().set("mug", 1))
              .orThrow();

      List<Object> answers =
          atOnce(
              List.of(
                  () -> one.commerce().fulfillment().load(WAREHOUSE, parcel),
                  () -> one.commerce().orders().confirmChange(as(ALICE), id, shown, "key", "")));
      one.after(Duration.ofMinutes(1));

      boolean loaded = answers.get(0) instanceof Result.Done;
      boolean changed =
          answers.get(1) instanceof ChangeResult.Begun begun
              && begun.change().state() == ChangeView.State.APPLIED;
      int mugs = one.shipment(id).lines().get(0).quantity();
      assertThat(loaded || changed).isTrue();
      assertThat(mugs).isEqualTo(changed ? 1 : 3);
      assertThat(one.captured(id)).isEqualTo(usd("10.00").multipliedBy(loaded ? mugs : 0));
      one.assertStockIsWhole();
    }
  }

  @Test
  @DisplayName("15 reroute while picking")
  void rerouteWhilePicking() {
    TestShop asking =
        TestShop.open(b -> b.warehouse(request -> RecallAnswer.ACCEPTED))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 2)
            .stock("mug", WEST, 2);
    OrderId id = asking.place(order().add("mug", 2));
    asking.bring(asking.shipment(id).id(), FulfillmentState.PICKING);
    OrderEdit edit = OrderEdit.none().to(SEATTLE);
    ChangePreview shown = asking.commerce().orders().previewChange(as(ALICE), id, edit).orThrow();

    asking.commerce().orders().confirmChange(as(ALICE), id, shown, "key", "moved");
    asking.deliverPicked(id);

    assertThat(asking.shipment(id).state()).isEqualTo(FulfillmentState.DELIVERED);
    assertThat(asking.captured(id)).isEqualTo(usd("20.00"));
    int left = asking.level("mug", EAST).onHand() + asking.level("mug", WEST).onHand();
    assertThat(left).isEqualTo(2);
    asking.assertStockIsWhole();
  }

  @Test
  @DisplayName("16 split 23 = 10+13 across DCs")
  void split23Is10And13AcrossCenters() {
    shop.stock("mug", EAST, 10).stock("mug", WEST, 13);

    OrderId id = shop.place(order().add("mug", 23));

    assertThat(shop.shipmentFrom(id, EAST).lines().get(0).quantity()).isEqualTo(10);
    assertThat(shop.shipmentFrom(id, WEST).lines().get(0).quantity()).isEqualTo(13);
    assertThat(shop.answer(bobs().add("mug", 1))).isInstanceOf(PlaceResult.OutOfStock.class);
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("230.00"));
  }

  @Test
  @DisplayName("17 cancel twice, compensation once")
  void cancelTwiceCompensationOnce() throws Exception {
    shop.stock("mug", EAST, 3);
    OrderId id = shop.place(order().add("mug", 2));
    Callable<Object> cancel = () -> shop.commerce().orders().cancel(as(ALICE), id, "");

    atOnce(List.of(cancel, cancel));
    shop.commerce().orders().cancel(as(ALICE), id, "");

    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 20.00", "VOIDED USD 20.00");
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(3);
    assertThat(shop.messages(id).stream().filter("cancelled"::equals)).hasSize(1);
  }

  @Test
  @DisplayName("18 refund double-click")
  void refundDoubleClick() throws Exception {
    shop.stock("mug", EAST, 2);
    OrderId id = shop.place(order().add("mug", 2));
    shop.deliver(id);

    atOnce(List.of(() -> giveBack(id, 1, "r"), () -> giveBack(id, 1, "r")));

    assertThat(shop.refunded(id)).isEqualTo(usd("10.00"));
    assertThat(shop.view(id).lines().get(0).returned()).isEqualTo(1);
  }

  @Test
  @DisplayName("19 failed refund not counted")
  void failedRefundNotCounted() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    shop.deliver(id);
    shop.provider().onNext(Operation.REFUND, Fault.DECLINED_GENERIC);

    OrderView view = giveBack(id, 1, "r").orThrow();

    assertThat(view.payment().refunded()).isEqualTo(usd("0.00"));
    assertThat(shop.messages(id)).doesNotContain("refunded");
    assertThat(shop.tasks(id)).contains("money-stuck");
  }

  @Test
  @DisplayName("20 receipt of 5 with 3 backorders by priority")
  void receiptOf5With3BackordersByPriority() {
    shop.expect("po", "mug", EAST, 9, WEEK);
    OrderId patient = shop.place(order().add("mug", 3).orBackorder());
    OrderId second = shop.place(bobs().add("mug", 3).orBackorder());
    PlaceResult placed =
        shop.commerce()
            .orders()
            .place(AGENT, bobs().add("mug", 2).orBackorder().withPriority(1).build());
    OrderId urgent = ((PlaceResult.Placed) placed).order().id();

    shop.receive("mug", EAST, 5, "po");

    assertThat(shop.shipment(urgent).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.shipment(patient).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.shipment(second).state()).isEqualTo(FulfillmentState.BACKORDERED);
    assertThat(shop.answer(order().add("mug", 2))).isInstanceOf(PlaceResult.OutOfStock.class);
  }

  @Test
  @DisplayName("21 late purchase order moves promise; consent rules")
  void latePurchaseOrderMovesPromise() {
    shop.expect("po", "mug", EAST, 2, WEEK);
    OrderId id = shop.place(order().add("mug", 2).orBackorder());

    shop.expect("po", "mug", EAST, 2, WEEK.multipliedBy(2));
    shop.after(Duration.ofMinutes(1));

    assertThat(shop.events(id)).contains("promise-moved");
    assertThat(shop.messages(id)).contains("promise-moved");
    assertThat(shop.books(id)).isEmpty();
    shop.commerce().orders().cancel(as(ALICE), id, "too late for me").orThrow();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
  }

  @Test
  @DisplayName("22 price change between cart and pay")
  void priceChangeBetweenCartAndPay() {
    shop.stock("mug", EAST, 1);

    shop.sell("mug", "USD 12.00");

    assertThat(refusal(shop.answer(order().add("mug", 1).at(usd("10.00")))).code())
        .isEqualTo(Refusal.Code.PRICE_CHANGED);
    shop.place(order().add("mug", 1).at(usd("12.00")));
  }

  @Test
  @DisplayName("23 reminder after purchase")
  void reminderAfterPurchase() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(paidWith("tok_declined_hard").add("mug", 1));
    shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of("tok_ok")).orThrow();
    List<String> told = shop.messages(id);

    shop.pass(Duration.ofDays(5));

    assertThat(shop.messages(id)).isEqualTo(told).doesNotContain("cancelled-unpaid");
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
  }

  @Test
  @DisplayName("24 clock skew ±1 min on TTL")
  void clockSkewOfAMinuteOnTheEndOfAHold() {
    for (int skew : new int[] {-1, 1}) {
      TestShop here = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 1);
      Commerce there =
          Commerce.builder()
              .clock(() -> here.clock().instant().plus(Duration.ofMinutes(skew)))
              .documents(here.documents())
              .inventory(here.inventory())
              .payments(here.provider())
              .ids(() -> "t" + here.command())
              .center(Center.of("east", BOSTON))
              .build();
      Hold hold = held(here.commerce(), wish(ALICE, 1));
      assertThat(hold.until()).isEqualTo(OPENING.plus(Duration.ofMinutes(15)));
      here.clock().forward(Duration.ofMinutes(14).plusSeconds(30));

      PlaceResult bob = there.orders().place(as(BOB), bobs().add("mug", 1).build());
      PlaceResult alice = here.answer(order().add("mug", 1).holding(hold.id()));

      assertThat(bob instanceof PlaceResult.Placed).isEqualTo(skew > 0);
      assertThat(alice instanceof PlaceResult.Placed).isEqualTo(skew < 0);
      assertThat(here.level("mug", EAST).availableToPromise()).isZero();
      here.assertStockIsWhole();
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("25 lock order: two carts with SKUs in opposite order")
  void lockOrderTwoCartsWithSkusInOppositeOrder() throws Exception {
    shop.stock("mug", EAST, 1_000).stock("pot", EAST, 1_000);
    Callable<Integer> forth =
        () ->
            IntStream.range(0, 200)
                .map(i -> shop.place(order().add("mug", 1).add("pot", 1)).value().isEmpty() ? 0 : 1)
                .sum();
    Callable<Integer> back =
        () ->
            IntStream.range(0, 200)
                .map(i -> shop.place(bobs().add("pot", 1).add("mug", 1)).value().isEmpty() ? 0 : 1)
                .sum();

    assertThat(atOnce(List.of(forth, back, forth, back))).containsOnly(200);
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(800);
    assertThat(shop.level("pot", EAST).allocated()).isEqualTo(800);
  }
}
