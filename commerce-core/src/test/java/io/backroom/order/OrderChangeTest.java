package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.PromiseReason;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.ChangePreview.Fate;
import io.backroom.order.ChangeResult.Aspect;
import io.backroom.order.ChangeView.State;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What a change of an order previews, keeps, charges, and leaves behind. */
class OrderChangeTest {
  private static final Money NOTHING = Money.parse("USD 0.00");

  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder.shippingPrice(
                      (to, goods) -> Money.parse(to.equals(SEATTLE) ? "USD 8.00" : "USD 5.00")))
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 15.00");

  private ChangePreview preview(OrderId id, OrderEdit edit) {
    return shop.commerce().orders().previewChange(as(ALICE), id, edit).orThrow();
  }

  private ChangeResult confirm(OrderId id, ChangePreview shown) {
    return shop.commerce().orders().confirmChange(as(ALICE), id, shown, "key", "changed my mind");
  }

  private ChangeView begin(OrderId id, OrderEdit edit) {
    return begun(confirm(id, preview(id, edit)));
  }

  private static ChangeView begun(ChangeResult result) {
    assertThat(result).isInstanceOf(ChangeResult.Begun.class);
    return ((ChangeResult.Begun) result).change();
  }

  private ChangeView last(OrderId id) {
    List<ChangeView> all = shop.commerce().orders().changes(as(ALICE), id).orThrow();
    return all.get(all.size() - 1);
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  private OrderId twoMugs() {
    shop.stock("mug", EAST, 5);
    return shop.place(order().add("mug", 2));
  }

  private void assertNothingIsKept(OrderId id) {
    assertThat(shop.view(id).change()).isEmpty();
    assertThat(shop.level("pot", EAST).availableToPromise()).isEqualTo(3);
    assertThat(shop.level("pot", EAST).reserved()).isZero();
    assertThat(shop.open(id)).isEqualTo(usd("25.00"));
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("25.00"));
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("25.00"));
    assertThat(shop.open(id)).isEqualTo(NOTHING);
    shop.assertStockIsWhole();
  }

  /** A shop in which something happens, once, while an order or a change is planned. */
  private static TestShop whilePlanning(AtomicReference<Runnable> meanwhile) {
    return TestShop.open(
            builder ->
                builder.shippingPrice(
                    (to, goods) -> {
                      meanwhile.getAndSet(() -> {}).run();
                      return usd(to.equals(SEATTLE) ? "8.00" : "5.00");
                    }))
        .sell("mug", "USD 10.00")
        .stock("mug", EAST, 5);
  }

  @Test
  void anOrderThatIsCancelledWhileItsChangeIsPlannedIsNotChanged() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    TestShop busy = whilePlanning(meanwhile);
    OrderId id = busy.place(order().add("mug", 2));
    meanwhile.set(() -> busy.commerce().orders().cancel(as(ALICE), id, "").orThrow());

    Result<ChangePreview> preview =
        busy.commerce().orders().previewChange(as(ALICE), id, OrderEdit.none().to(SEATTLE));

    assertThat(TestShop.refusal(preview).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aCallThatFindsItsChangeBegunWhileItPlannedIsAnsweredWithThatChange() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    TestShop busy = whilePlanning(meanwhile);
    OrderId id = busy.place(order().add("mug", 2));
    Orders orders = busy.commerce().orders();
    ChangePreview shown =
        orders.previewChange(as(ALICE), id, OrderEdit.none().to(SEATTLE)).orThrow();
    AtomicReference<ChangeResult> first = new AtomicReference<>();
    meanwhile.set(() -> first.set(orders.confirmChange(as(ALICE), id, shown, "key", "moved")));

    ChangeResult second = orders.confirmChange(as(ALICE), id, shown, "key", "moved");

    assertThat(begun(second).id()).isEqualTo(begun(first.get()).id());
    assertThat(orders.changes(as(ALICE), id).orThrow()).hasSize(1);
  }

  @Test
  void aPreviewTellsEverythingAndChangesNothing() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    TestShop.Snapshot before = shop.snapshot();

    ChangePreview preview = preview(id, OrderEdit.none().set("mug", 1).set("pot", 3));

    assertThat(preview.lines())
        .extracting(ChangePreview.Line::before, ChangePreview.Line::after)
        .containsExactly(tuple(2, 1), tuple(0, 3));
    assertThat(preview.money())
        .isEqualTo(
            new MoneyEffect(
                usd("25.00"), usd("57.50"), usd("45.00"), NOTHING, NOTHING, usd("12.50"), NOTHING));
    assertThat(preview.shipments())
        .extracting(ChangePreview.Shipment::fate)
        .containsExactly(Fate.CHANGED, Fate.ADDED);
    assertThat(preview.shipments().get(1).arrives()).isPresent();
    assertThat(preview.routing()).isNotEmpty();
    assertThat(preview.recalls()).isEmpty();
    assertThat(preview.lacking()).isEmpty();
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void whatIsAddedIsAuthorizedFirstAndTravelsByItself() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);

    ChangeView change = begin(id, OrderEdit.none().set("pot", 2));

    assertThat(change.state()).isEqualTo(State.APPLIED);
    assertThat(change.difference()).isEqualTo(usd("30.00"));
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 25.00", "AUTHORIZED USD 30.00");
    assertThat(shop.states(id))
        .containsExactly(FulfillmentState.RELEASED, FulfillmentState.RELEASED);
    assertThat(shop.view(id).total()).isEqualTo(usd("55.00"));
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("55.00"));
    assertThat(shop.view(id).change()).isEmpty();
    assertThat(shop.messages(id)).contains("order-changed");
    CommerceEvent event =
        shop.history(id).stream()
            .filter(e -> e.kind().equals("order-changed"))
            .findFirst()
            .orElseThrow();
    assertThat(event.caller()).isEqualTo(as(ALICE));
    assertThat(event.reason()).isEqualTo("changed my mind");
    shop.deliver(id);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.captured(id)).isEqualTo(usd("55.00"));
    assertThat(shop.level("pot", EAST).onHand()).isEqualTo(1);
    shop.assertStockIsWhole();
  }

  @Test
  void moreOfAnItemIsOneLineOfTheOrder() {
    OrderId id = twoMugs();

    begin(id, OrderEdit.none().set("mug", 4));

    assertThat(shop.view(id).lines()).hasSize(1);
    assertThat(shop.view(id).lines().get(0).quantity()).isEqualTo(4);
    assertThat(shop.view(id).lines().get(0).cancelled()).isZero();
    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("mug"), 3)), "")
        .orThrow();
    assertThat(shop.view(id).lines().get(0).cancelled()).isEqualTo(3);
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(4);
    shop.assertStockIsWhole();
  }

  @Test
  void whatIsTakenOutIsNotCaptured() {
    OrderId id = twoMugs();

    ChangeView change = begin(id, OrderEdit.none().set("mug", 1));

    assertThat(change.state()).isEqualTo(State.APPLIED);
    assertThat(change.difference()).isEqualTo(usd("-12.50"));
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(4);
    shop.deliver(id);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 25.00", "CAPTURED USD 12.50");
    shop.assertStockIsWhole();
  }

  @Test
  void aShipmentOfWhichNothingIsLeftIsVoided() {
    OrderId id = twoMugs();
    shop.stock("pot", WEST, 3);
    ChangePreview shown = preview(id, OrderEdit.none().remove("mug").set("pot", 1));

    assertThat(shown.money().voided()).isEqualTo(usd("25.00"));
    assertThat(shown.shipments())
        .extracting(ChangePreview.Shipment::fate)
        .containsExactly(Fate.CANCELLED, Fate.ADDED);
    assertThat(begun(confirm(id, shown)).state()).isEqualTo(State.APPLIED);

    assertThat(shop.open(id)).isEqualTo(shown.money().payableAfter());
    assertThat(shop.states(id))
        .containsExactly(FulfillmentState.CANCELLED, FulfillmentState.RELEASED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    shop.assertStockIsWhole();
  }

  @Test
  void everythingTakenOutIsACancelledOrder() {
    OrderId id = twoMugs();

    assertThat(begin(id, OrderEdit.none().remove("mug")).state()).isEqualTo(State.APPLIED);

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.open(id)).isEqualTo(NOTHING);
  }

  @Test
  void addedShippingCostsOnlyWhatItCostsMore() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);

    assertThat(preview(id, OrderEdit.none().set("pot", 1)).money().authorized())
        .isEqualTo(usd("15.00"));
  }

  @Test
  void whatIsBackorderedTiesUpNothing() {
    OrderId id = twoMugs();
    shop.expect("po", "pot", WEST, 4, Duration.ofDays(2));
    ChangePreview refused = preview(id, OrderEdit.none().set("pot", 2));
    assertThat(refused.lacking()).extracting(Quote.Line::inStock).containsExactly(0);
    assertThat(confirm(id, refused)).isInstanceOf(ChangeResult.OutOfStock.class);

    ChangePreview shown = preview(id, OrderEdit.none().set("pot", 2).orBackorder());
    assertThat(shown.money().authorized()).isEqualTo(NOTHING);
    assertThat(shown.money().authorizedOnReceipt()).isEqualTo(usd("30.00"));
    assertThat(begun(confirm(id, shown)).state()).isEqualTo(State.APPLIED);
    assertThat(shop.open(id)).isEqualTo(usd("25.00"));

    shop.receive("pot", WEST, 4, "po");
    assertThat(shop.open(id)).isEqualTo(usd("55.00"));
    shop.deliver(id);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    shop.assertStockIsWhole();
  }

  @Test
  void aRefusedDifferenceLeavesTheOrderAsItWas() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_INSUFFICIENT);

    ChangeView change = begin(id, OrderEdit.none().set("pot", 2).set("mug", 1));

    assertThat(change.state()).isEqualTo(State.DECLINED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(shop.messages(id)).contains("change-not-made").doesNotContain("payment-declined");
    shop.pass(Duration.ofDays(5));
    assertNothingIsKept(id);
  }

  @Test
  void aCustomerWhoMustConfirmAtTheBankHasTheChangeThen() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.ACTION_REQUIRED);

    ChangeView change = begin(id, OrderEdit.none().set("pot", 2));

    assertThat(change.state()).isEqualTo(State.PAYING);
    assertThat(shop.messages(id)).contains("change-action-required");
    assertThat(shop.view(id).change().map(ChangeView::state)).contains(State.PAYING);
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("25.00"));
    assertThat(shop.level("pot", EAST).availableToPromise()).isEqualTo(1);
    shop.provider().completeAction(OperationId.of(id + "-p2"));
    shop.commerce().orders().checkPayment(as(ALICE), id).orThrow();
    assertThat(last(id).state()).isEqualTo(State.APPLIED);
    assertThat(shop.open(id)).isEqualTo(usd("55.00"));
  }

  /** Everything has been delivered while a change that adds to it waits for its payment. */
  private OrderId deliveredWhileAChangeIsPaid() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.ACTION_REQUIRED);
    assertThat(begin(id, OrderEdit.none().set("pot", 2)).state()).isEqualTo(State.PAYING);
    shop.bring(shop.shipment(id).id(), FulfillmentState.DELIVERED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.IN_FULFILLMENT);
    return id;
  }

  @Test
  void anOrderIsNotOverWhileAChangeMayStillAddToIt() {
    OrderId id = deliveredWhileAChangeIsPaid();

    shop.provider().completeAction(OperationId.of(id + "-p2"));
    shop.commerce().orders().checkPayment(as(ALICE), id).orThrow();

    assertThat(last(id).state()).isEqualTo(State.APPLIED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.IN_FULFILLMENT);
    FulfillmentOrder added = shop.view(id).shipments().get(1);
    assertThat(added.state()).isEqualTo(FulfillmentState.RELEASED);
    shop.bring(added.id(), FulfillmentState.DELIVERED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
  }

  @Test
  void anOrderIsOverWhenNothingComesOfTheChangeThatItWaitedFor() {
    OrderId withdrawn = deliveredWhileAChangeIsPaid();
    shop.commerce().orders().withdrawChange(as(ALICE), withdrawn, "").orThrow();
    assertThat(shop.view(withdrawn).state()).isEqualTo(OrderState.COMPLETED);

    OrderId unpaid = deliveredWhileAChangeIsPaid();
    shop.after(Duration.ofHours(1));
    assertThat(last(unpaid).state()).isEqualTo(State.DECLINED);
    assertThat(shop.view(unpaid).state()).isEqualTo(OrderState.COMPLETED);
  }

  @Test
  void aChangeEndsAndGivesBackWhatItKept() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.PENDING);
    begin(id, OrderEdit.none().set("pot", 2));

    shop.after(Duration.ofHours(1));

    assertThat(last(id).state()).isEqualTo(State.EXPIRED);
    shop.pass(Duration.ofDays(3));
    assertNothingIsKept(id);
  }

  @Test
  void anAuthorizationThatIsHeardOfTooLateIsVoided() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    assertThat(begin(id, OrderEdit.none().set("pot", 2)).state()).isEqualTo(State.PAYING);

    shop.commerce().orders().withdrawChange(as(ALICE), id, "never mind").orThrow();

    assertThat(last(id).state()).isEqualTo(State.WITHDRAWN);
    shop.pass(Duration.ofDays(3));
    assertThat(shop.books(id)).contains("AUTHORIZED USD 30.00", "VOIDED USD 30.00");
    assertNothingIsKept(id);
  }

  private void assertMoved(OrderId id, ChangePreview shown, Aspect what) {
    TestShop.Snapshot before = shop.snapshot();
    ChangeResult result = confirm(id, shown);
    assertThat(result).isInstanceOf(ChangeResult.Moved.class);
    assertThat(((ChangeResult.Moved) result).what()).contains(what);
    assertThat(((ChangeResult.Moved) result).now()).isEqualTo(preview(id, shown.edit()));
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aPriceThatMovedIsToldAndNothingChanges() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    ChangePreview shown = preview(id, OrderEdit.none().set("pot", 2));

    shop.sell("pot", "USD 16.00");

    assertMoved(id, shown, Aspect.PRICE);
  }

  @Test
  void stockThatMovedIsToldAndNothingChanges() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    ChangePreview shown = preview(id, OrderEdit.none().set("pot", 2));

    shop.place(OrderRequest.of("bob", BOSTON, "tok_ok").add("pot", 2));

    assertMoved(id, shown, Aspect.STOCK);
  }

  @Test
  void aDateThatMovedIsToldAndNothingChanges() {
    OrderId id = twoMugs();
    shop.expect("po", "pot", WEST, 4, Duration.ofDays(2));
    ChangePreview shown = preview(id, OrderEdit.none().set("pot", 2).orBackorder());

    shop.expect("po", "pot", WEST, 4, Duration.ofDays(5));

    assertMoved(id, shown, Aspect.DATE);
  }

  @Test
  void aShipmentThatWasCancelledMeanwhileIsTold() {
    shop.stock("mug", EAST, 3).stock("pot", WEST, 3);
    OrderId id = shop.place(order().add("mug", 2).add("pot", 1));
    ChangePreview shown = preview(id, OrderEdit.none().set("mug", 1));

    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("pot"), 1)), "")
        .orThrow();

    assertMoved(id, shown, Aspect.STATE);
  }

  @Test
  void anOrderThatHasLeftCannotBeChanged() {
    OrderId id = twoMugs();
    ChangePreview shown = preview(id, OrderEdit.none().set("mug", 1));

    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);

    ChangeResult result = confirm(id, shown);
    assertThat(result).isInstanceOf(ChangeResult.Refused.class);
    assertThat(((ChangeResult.Refused) result).refusal().code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aDearerAddressIsAuthorizedBeforeTheParcelGoesThere() {
    OrderId id = twoMugs();
    Instant before = shop.shipment(id).promise().current().orElseThrow();
    ChangePreview shown = preview(id, OrderEdit.none().to(SEATTLE));
    assertThat(shown.money().payableAfter()).isEqualTo(usd("28.00"));
    assertThat(shown.money().authorized()).isEqualTo(usd("28.00"));
    assertThat(shown.money().voided()).isEqualTo(usd("25.00"));

    assertThat(begun(confirm(id, shown)).state()).isEqualTo(State.APPLIED);

    FulfillmentOrder shipment = shop.shipment(id);
    assertThat(shipment.destination()).isEqualTo(SEATTLE);
    assertThat(shipment.promise().current().orElseThrow()).isAfter(before);
    assertThat(shipment.promise().reason()).isEqualTo(PromiseReason.ADDRESS_CHANGED);
    assertThat(shop.books(id))
        .containsExactly("AUTHORIZED USD 25.00", "AUTHORIZED USD 28.00", "VOIDED USD 25.00");
    assertThat(shop.view(id).total()).isEqualTo(usd("28.00"));
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("28.00"));
    assertThat(shop.open(id)).isEqualTo(NOTHING);
  }

  @Test
  void aDearerAddressThatIsRefusedLeavesTheParcelItsAddress() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_INSUFFICIENT);

    assertThat(begin(id, OrderEdit.none().to(SEATTLE)).state()).isEqualTo(State.DECLINED);

    assertThat(shop.shipment(id).destination()).isEqualTo(BOSTON);
    shop.pass(Duration.ofDays(3));
    assertNothingIsKept(id);
  }

  @Test
  void aCheaperAddressIsCapturedLess() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(OrderRequest.of("alice", SEATTLE, "tok_ok").add("mug", 2));

    assertThat(begin(id, OrderEdit.none().to(BOSTON)).state()).isEqualTo(State.APPLIED);

    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("25.00"));
    shop.deliver(id);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 28.00", "CAPTURED USD 25.00");
  }

  @Test
  void anAddressAndAQuantityChangeTogether() {
    OrderId id = twoMugs();

    assertThat(begin(id, OrderEdit.none().to(SEATTLE).set("mug", 1)).state())
        .isEqualTo(State.APPLIED);

    // 12.50 is what one mug bore; the way costs 3.00 more.
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("15.50"));
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("15.50"));
    assertThat(shop.open(id)).isEqualTo(NOTHING);
    shop.assertStockIsWhole();
  }

  @Test
  void whatHasLeftStaysAndTheRestChanges() {
    shop.stock("mug", EAST, 1).stock("pot", WEST, 3);
    OrderId id = shop.place(order().add("mug", 1).add("pot", 2));
    shop.bring(shop.shipmentFrom(id, EAST).id(), FulfillmentState.LOADED);

    assertThat(begin(id, OrderEdit.none().set("pot", 1).to(SEATTLE)).state())
        .isEqualTo(State.APPLIED);

    assertThat(shop.shipmentFrom(id, EAST).destination()).isEqualTo(BOSTON);
    assertThat(shop.shipmentFrom(id, WEST).destination()).isEqualTo(SEATTLE);
    Result<ChangePreview> tooMuch =
        shop.commerce().orders().previewChange(as(ALICE), id, OrderEdit.none().remove("mug"));
    assertThat(TestShop.refusal(tooMuch).code()).isEqualTo(Refusal.Code.WRONG_STATE);
    shop.bring(shop.shipmentFrom(id, WEST).id(), FulfillmentState.LOADED);
    assertThat(shop.captured(id)).isEqualTo(shop.view(id).payment().payable());
  }

  @Test
  void anOrderHasOneOpenChange() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.ACTION_REQUIRED);
    begin(id, OrderEdit.none().set("pot", 1));
    Orders orders = shop.commerce().orders();
    ChangePreview other = preview(id, OrderEdit.none().set("mug", 1));

    ChangeResult result = orders.confirmChange(as(ALICE), id, other, "other", "");

    assertThat(((ChangeResult.Refused) result).refusal().code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    orders.withdrawChange(as(ALICE), id, "never mind").orThrow();
    assertThat(last(id).state()).isEqualTo(State.WITHDRAWN);
    ChangeResult then = orders.confirmChange(as(ALICE), id, other, "other", "");
    assertThat(begun(then).state()).isEqualTo(State.APPLIED);
    assertThat(TestShop.refusal(orders.withdrawChange(as(ALICE), id, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void theSameKeyIsOneChangeAndAnotherContentIsRefused() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    ChangePreview shown = preview(id, OrderEdit.none().set("pot", 1));

    ChangeView first = begun(confirm(id, shown));
    ChangeView again = begun(confirm(id, shown));

    assertThat(again).isEqualTo(first);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 25.00", "AUTHORIZED USD 15.00");
    ChangeResult other = confirm(id, preview(id, OrderEdit.none().set("pot", 2)));
    assertThat(((ChangeResult.Refused) other).refusal().code()).isEqualTo(Refusal.Code.KEY_REUSED);
  }

  @Test
  void aCancellationWinsOverAnOpenChange() {
    OrderId id = twoMugs();
    shop.stock("pot", EAST, 3);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.ACTION_REQUIRED);
    begin(id, OrderEdit.none().set("pot", 1));

    shop.commerce().orders().cancel(AGENT, id, "").orThrow();

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(last(id).state()).isEqualTo(State.WITHDRAWN);
    shop.pass(Duration.ofDays(3));
    assertThat(shop.open(id)).isEqualTo(NOTHING);
    assertThat(shop.level("pot", EAST).availableToPromise()).isEqualTo(3);
    shop.assertStockIsWhole();
  }

  @Test
  void anEditThatChangesNothingOrCannotBeIsRefused() {
    OrderId id = twoMugs();
    Orders orders = shop.commerce().orders();
    TestShop.Snapshot before = shop.snapshot();

    for (OrderEdit edit :
        List.of(
            OrderEdit.none(),
            OrderEdit.none().set("mug", 2),
            OrderEdit.none().to(BOSTON),
            OrderEdit.none().set("nope", 1))) {
      assertThat(TestShop.refusal(orders.previewChange(as(ALICE), id, edit)).code())
          .isEqualTo(Refusal.Code.INVALID);
    }
    assertThatThrownBy(() -> OrderEdit.none().set("mug", 1).set("mug", 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sku")
        .hasMessageContaining("once");
    assertThatThrownBy(() -> OrderEdit.none().set("mug", -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("quantity");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void anUnpaidShipmentGoesNoWayThatCostsMore() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(TestShop.paidWith("tok_declined_hard").add("mug", 2));
    Orders orders = shop.commerce().orders();

    Result<ChangePreview> dearer =
        orders.previewChange(as(ALICE), id, OrderEdit.none().to(SEATTLE));

    assertThat(TestShop.refusal(dearer).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aBundleThatIsMadeUpOtherwiseByNowIsOrderedAnew() {
    shop.stock("mug", EAST, 9).stock("pot", EAST, 9);
    sellSet(1);
    OrderId id = shop.place(order().add("set", 1));
    assertThat(begin(id, OrderEdit.none().set("set", 2)).state()).isEqualTo(State.APPLIED);
    sellSet(2);

    Result<ChangePreview> more =
        shop.commerce().orders().previewChange(as(ALICE), id, OrderEdit.none().set("set", 3));

    assertThat(TestShop.refusal(more).message()).contains("order it anew");
    assertThat(shop.view(id).lines().get(0).quantity()).isEqualTo(2);
  }

  private void sellSet(int mugs) {
    shop.sell(
        new Product(
            Sku.of("set"),
            "A set",
            usd("20.00"),
            0,
            Map.of(),
            Product.Availability.SOLD,
            List.of(new Product.Part(Sku.of("mug"), mugs), new Product.Part(Sku.of("pot"), 1)),
            Optional.empty()));
  }
}
