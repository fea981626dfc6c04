package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.inventory.PromiseReason;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.ChangePreview.Fate;
import io.backroom.order.ChangeView.State;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Which parcels leave from another center because a change has them go another way. */
class CenterMovesTest {
  private static final OrderEdit TO_SEATTLE = OrderEdit.none().to(SEATTLE);

  private final AtomicBoolean mayCross = new AtomicBoolean();

  /** From the east nothing may go to Seattle, and it would take long. */
  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder
                      .shippingOptions(TwoServices.options())
                      .centerFilter(
                          (from, to, item) ->
                              from.id().equals(EAST) && to.equals(SEATTLE) && !mayCross.get()
                                  ? Optional.of("does not serve the far west")
                                  : Optional.empty())
                      .promises(
                          PromisePolicy.elapsed(
                              (from, to) ->
                                  Duration.ofDays(
                                      from.id().equals(EAST) == to.equals(BOSTON) ? 1 : 8))))
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 15.00")
          .stock("mug", EAST, 5)
          .stock("mug", WEST, 5);

  private ChangePreview preview(OrderId id, OrderEdit edit) {
    return shop.commerce().orders().previewChange(as(ALICE), id, edit).orThrow();
  }

  private State change(OrderId id, OrderEdit edit) {
    ChangeResult result =
        shop.commerce().orders().confirmChange(as(ALICE), id, preview(id, edit), "key", "");
    assertThat(result).isInstanceOf(ChangeResult.Begun.class);
    return ((ChangeResult.Begun) result).change().state();
  }

  private List<CenterId> centers(OrderId id) {
    return shop.view(id).shipments().stream()
        .filter(shipment -> shipment.state() != FulfillmentState.CANCELLED)
        .map(FulfillmentOrder::center)
        .toList();
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  @Test
  void aPreviewShowsWhatMovesAndWhyAndChangesNothing() {
    OrderId id = shop.place(order().add("mug", 2));
    TestShop.Snapshot before = shop.snapshot();

    ChangePreview shown = preview(id, TO_SEATTLE);

    assertThat(shown.shipments())
        .extracting(ChangePreview.Shipment::fate)
        .containsExactly(Fate.MOVED, Fate.ADDED);
    assertThat(shown.shipments().get(1).center()).isEqualTo(WEST);
    assertThat(shown.shipments().get(1).amount()).isEqualTo(usd("28.00"));
    assertThat(shown.money().payableBefore()).isEqualTo(usd("25.00"));
    assertThat(shown.money().payableAfter()).isEqualTo(usd("28.00"));
    assertThat(shown.money().authorized()).isEqualTo(usd("28.00"));
    assertThat(shown.money().voided()).isEqualTo(usd("25.00"));
    assertThat(shown.routing())
        .anySatisfy(
            candidate -> {
              assertThat(candidate.center()).isEqualTo(EAST);
              assertThat(candidate.refused().get(0).reason()).contains("far west");
            });
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aCenterThatMustNotSendItThereGivesItsGoodsToOneThatMay() {
    OrderId id = shop.place(order().add("mug", 2));
    Instant first = shop.shipment(id).promise().first().orElseThrow();
    shop.after(Duration.ofHours(2));

    assertThat(change(id, TO_SEATTLE)).isEqualTo(State.APPLIED);

    assertThat(centers(id)).containsExactly(WEST);
    FulfillmentOrder moved = shop.view(id).shipments().get(1);
    assertThat(moved.destination()).isEqualTo(SEATTLE);
    assertThat(moved.option()).contains("standard");
    assertThat(moved.promise().first()).contains(first);
    assertThat(moved.promise().reason()).isEqualTo(PromiseReason.ADDRESS_CHANGED);
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(5);
    assertThat(shop.level("mug", WEST).availableToPromise()).isEqualTo(3);
    assertThat(shop.view(id).lines().get(0).cancelled()).isZero();
    assertThat(shop.view(id).total()).isEqualTo(usd("28.00"));
    assertThat(shop.books(id))
        .containsExactly("AUTHORIZED USD 25.00", "AUTHORIZED USD 28.00", "VOIDED USD 25.00");
    shop.bring(moved.id(), FulfillmentState.DELIVERED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.captured(id)).isEqualTo(usd("28.00"));
    assertThat(shop.open(id)).isEqualTo(usd("0.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void oneThatWouldMissTheDateThatTheOrderIsWantedByMovesAndNoOther() {
    mayCross.set(true);
    OrderId dated = shop.place(order().add("mug", 1).by(OPENING.plus(Duration.ofDays(5))));
    OrderId any = shop.place(order().add("mug", 1));

    change(dated, TO_SEATTLE);
    change(any, TO_SEATTLE);

    assertThat(centers(dated)).containsExactly(WEST);
    assertThat(centers(any)).containsExactly(EAST);
  }

  @Test
  void whatSomebodyIsAtWorkOnOrNoOtherCenterHasStays() {
    OrderId picked = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(picked).id(), FulfillmentState.PICKING);
    OrderId many = shop.place(order().add("mug", 4));
    shop.place(OrderRequest.of("bob", SEATTLE, "tok_ok").add("mug", 2));

    change(picked, TO_SEATTLE);
    change(many, TO_SEATTLE);

    assertThat(centers(picked)).containsExactly(EAST);
    assertThat(centers(many)).containsExactly(EAST);
  }

  @Test
  void nothingMovesBackToACenterThatHasRejectedIt() {
    mayCross.set(true);
    OrderId id = shop.place(OrderRequest.of("alice", SEATTLE, "tok_ok").add("mug", 1));
    assertThat(centers(id)).containsExactly(WEST);
    String shipment = shop.shipment(id).id();
    shop.commerce().fulfillment().reject(WAREHOUSE, shipment, Rejection.CLOSED, "").orThrow();
    assertThat(centers(id)).containsExactly(EAST);
    mayCross.set(false);

    change(id, OrderEdit.none().withOption("express"));

    assertThat(centers(id)).containsExactly(EAST);
    shop.assertStockIsWhole();
  }

  @Test
  void twoParcelsDoNotMoveToTheSameUnits() {
    OrderId id = shop.place(order().add("mug", 3));
    change(id, OrderEdit.none().set("mug", 5));
    shop.place(OrderRequest.of("bob", SEATTLE, "tok_ok").add("mug", 2));
    Orders orders = shop.commerce().orders();

    ChangePreview shown = preview(id, TO_SEATTLE);
    orders.confirmChange(as(ALICE), id, shown, "another", "");

    assertThat(orders.changes(as(ALICE), id).orThrow())
        .extracting(ChangeView::state)
        .containsExactly(State.APPLIED, State.APPLIED);
    assertThat(centers(id)).containsExactly(EAST, WEST);
    shop.assertStockIsWhole();
  }

  @Test
  void aMoveThatIsNotPaidForLeavesTheParcelWhereItWas() {
    OrderId id = shop.place(order().add("mug", 2));
    shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_INSUFFICIENT);

    assertThat(change(id, TO_SEATTLE)).isEqualTo(State.DECLINED);

    assertThat(centers(id)).containsExactly(EAST);
    assertThat(shop.shipment(id).destination()).isEqualTo(BOSTON);
    shop.pass(Duration.ofDays(3));
    assertThat(shop.level("mug", WEST).availableToPromise()).isEqualTo(5);
    assertThat(shop.open(id)).isEqualTo(usd("25.00"));
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("25.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void whatMovesIsCutAndSentByAnotherOptionWithWhatIsAdded() {
    shop.stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("mug", 2));

    assertThat(change(id, TO_SEATTLE.withOption("express").set("mug", 1).set("pot", 1)))
        .isEqualTo(State.APPLIED);

    assertThat(centers(id)).containsExactly(WEST, WEST);
    assertThat(shop.view(id).shipments().subList(1, 3))
        .allSatisfy(shipment -> assertThat(shipment.option()).contains("express"));
    // Of 25.00 half stays, express to Seattle is 10.00 more, and the pot comes.
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("37.50"));
    assertThat(shop.view(id).lines())
        .extracting(line -> line.quantity() + "-" + line.cancelled())
        .containsExactly("2-1", "1-0");
    shop.view(id)
        .shipments()
        .subList(1, 3)
        .forEach(s -> shop.bring(s.id(), FulfillmentState.DELIVERED));
    assertThat(shop.captured(id)).isEqualTo(usd("37.50"));
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(5);
    shop.assertStockIsWhole();
  }
}
