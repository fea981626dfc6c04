package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.order.TwoServices.EXPRESS;
import static io.backroom.order.TwoServices.STANDARD;
import static io.backroom.order.TwoServices.TRUCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Promise;
import io.backroom.inventory.PromiseReason;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.ChangePreview.Fate;
import io.backroom.order.ChangeResult.Aspect;
import io.backroom.order.ChangeView.State;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What becomes of an order that is to be sent by another shipping option. */
class OptionChangeTest {
  private static final OrderEdit TO_EXPRESS = OrderEdit.none().withOption("express");
  private static final OrderEdit TO_STANDARD = OrderEdit.none().withOption("standard");
  private static final Duration DAY = Duration.ofDays(1);

  private final AtomicReference<RecallAnswer> warehouse =
      new AtomicReference<>(RecallAnswer.ACCEPTED);
  private final AtomicReference<ShippingOptions> options =
      new AtomicReference<>(TwoServices.options());
  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder
                      .shippingOptions((to, cart) -> options.get().options(to, cart))
                      .promises(TwoServices.promises())
                      .warehouse(request -> warehouse.get()))
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 15.00");

  private ChangePreview preview(OrderId id, OrderEdit edit) {
    return shop.commerce().orders().previewChange(as(ALICE), id, edit).orThrow();
  }

  private Refusal refusal(OrderId id, OrderEdit edit) {
    return TestShop.refusal(shop.commerce().orders().previewChange(as(ALICE), id, edit));
  }

  private ChangeResult confirm(OrderId id, ChangePreview shown) {
    return shop.commerce().orders().confirmChange(as(ALICE), id, shown, "key", "in a hurry");
  }

  private State change(OrderId id, OrderEdit edit) {
    ChangeResult result = confirm(id, preview(id, edit));
    assertThat(result).isInstanceOf(ChangeResult.Begun.class);
    return ((ChangeResult.Begun) result).change().state();
  }

  private OrderId twoMugs(String option) {
    shop.stock("mug", EAST, 5);
    return shop.place(order().add("mug", 2).withOption(option));
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  private List<String> answers(OrderId id) {
    return shop.notifications().stream()
        .filter(told -> told.order().equals(id) && told.kind().equals("promise-moved"))
        .map(Notification::facts)
        .flatMap(facts -> Optional.ofNullable(facts.get("answer")).stream())
        .toList();
  }

  @Test
  void aPreviewTellsTheDifferenceTheNewDatesAndTheOptionsAndChangesNothing() {
    OrderId id = twoMugs("standard");
    TestShop.Snapshot before = shop.snapshot();

    ChangePreview shown = preview(id, TO_EXPRESS);

    assertThat(shown.money().payableBefore()).isEqualTo(usd("25.00"));
    assertThat(shown.money().payableAfter()).isEqualTo(usd("32.00"));
    assertThat(shown.money().authorized()).isEqualTo(usd("32.00"));
    assertThat(shown.money().voided()).isEqualTo(usd("25.00"));
    ChangePreview.Shipment parcel = shown.shipments().get(0);
    assertThat(parcel.fate()).isEqualTo(Fate.CHANGED);
    assertThat(parcel.option()).contains("express");
    assertThat(parcel.arrives()).contains(EXPRESS);
    assertThat(parcel.amount()).isEqualTo(usd("32.00"));
    assertThat(shown.options())
        .containsExactly(
            new ShippingOption("standard", "Standard", usd("5.00")),
            new ShippingOption("express", "Express", usd("12.00")));
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aDearerOptionIsAuthorizedBeforeTheParcelGoesByIt() {
    OrderId id = twoMugs("standard");

    assertThat(change(id, TO_EXPRESS)).isEqualTo(State.APPLIED);

    FulfillmentOrder shipment = shop.shipment(id);
    assertThat(shipment.option()).contains("express");
    assertThat(shipment.destination()).isEqualTo(BOSTON);
    assertThat(shipment.promise())
        .isEqualTo(
            new Promise(Optional.of(STANDARD), Optional.of(EXPRESS), PromiseReason.OPTION_CHANGED));
    assertThat(shop.view(id).option()).contains("express");
    assertThat(shop.view(id).total()).isEqualTo(usd("32.00"));
    assertThat(shop.books(id))
        .containsExactly("AUTHORIZED USD 25.00", "AUTHORIZED USD 32.00", "VOIDED USD 25.00");
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("32.00"));
    assertThat(shop.open(id)).isEqualTo(usd("0.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void aDearerOptionThatIsRefusedLeavesTheOrderAsItWas() {
    OrderId id = twoMugs("standard");
    shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_INSUFFICIENT);

    assertThat(change(id, TO_EXPRESS)).isEqualTo(State.DECLINED);

    assertThat(shop.shipment(id).option()).contains("standard");
    assertThat(shop.view(id).option()).contains("standard");
    assertThat(shop.shipment(id).promise()).isEqualTo(Promise.of(Optional.of(STANDARD)));
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("25.00"));
    assertThat(shop.open(id)).isEqualTo(usd("0.00"));
  }

  @Test
  void aCheaperOptionIsTakenAtOnceAndCapturedLess() {
    OrderId id = twoMugs("express");

    assertThat(change(id, TO_STANDARD)).isEqualTo(State.APPLIED);

    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("25.00"));
    assertThat(shop.shipment(id).promise().current()).contains(STANDARD);
    shop.deliver(id);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 32.00", "CAPTURED USD 25.00");
  }

  @Test
  void optionAddressAndItemsChangeTogether() {
    OrderId id = twoMugs("standard");
    shop.stock("pot", EAST, 3);
    OrderEdit edit = TO_EXPRESS.to(SEATTLE).set("mug", 1).set("pot", 2);

    ChangePreview shown = preview(id, edit);
    assertThat(confirm(id, shown)).isInstanceOf(ChangeResult.Begun.class);

    assertThat(shop.view(id).shipments())
        .allSatisfy(
            shipment -> {
              assertThat(shipment.option()).contains("express");
              assertThat(shipment.destination()).isEqualTo(SEATTLE);
              assertThat(shipment.promise().current()).contains(EXPRESS);
              assertThat(shipment.state()).isEqualTo(FulfillmentState.RELEASED);
            });
    // One mug with its share of shipping, 12.50; express to Seattle 10.00 more; pots for 30.00.
    assertThat(shown.money().payableAfter()).isEqualTo(usd("52.50"));
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("52.50"));
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("52.50"));
    assertThat(shop.open(id)).isEqualTo(usd("0.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void whatIsAddedGoesByTheOptionOfTheOrder() {
    OrderId id = twoMugs("express");
    shop.stock("pot", EAST, 3);

    assertThat(change(id, OrderEdit.none().set("pot", 1))).isEqualTo(State.APPLIED);

    assertThat(shop.view(id).shipments())
        .extracting(FulfillmentOrder::option)
        .containsOnly(Optional.of("express"));
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("47.00"));
  }

  @Test
  void whatHasLeftKeepsItsOptionAndTheRestBearsItsShare() {
    shop.stock("mug", EAST, 1).stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1));
    shop.bring(shop.shipmentFrom(id, EAST).id(), FulfillmentState.LOADED);

    assertThat(change(id, TO_EXPRESS)).isEqualTo(State.APPLIED);

    assertThat(shop.shipmentFrom(id, EAST).option()).contains("standard");
    assertThat(shop.shipmentFrom(id, WEST).option()).contains("express");
    // Of 7.00 more the pot bears 15 of 25 parts.
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("34.20"));
    shop.bring(shop.shipmentFrom(id, WEST).id(), FulfillmentState.DELIVERED);
    assertThat(shop.captured(id)).isEqualTo(usd("34.20"));
  }

  @Test
  void backorderedGoodsGetTheOtherOptionWithoutBeingAskedForConsent() {
    shop.expect("po", "mug", EAST, 2, DAY.multipliedBy(2));
    OrderId id = shop.place(order().add("mug", 2).orBackorder().withOption("express"));

    assertThat(change(id, TO_STANDARD)).isEqualTo(State.APPLIED);

    assertThat(shop.shipment(id).promise().current()).contains(STANDARD.plus(DAY.multipliedBy(2)));
    assertThat(shop.shipment(id).promise().reason()).isEqualTo(PromiseReason.OPTION_CHANGED);
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("25.00"));
    assertThat(answers(id)).isEmpty();
    // The date that the customer has chosen is the one that a delay is measured by.
    shop.expect("po", "mug", EAST, 2, DAY.multipliedBy(3)).after(Duration.ofMinutes(1));
    assertThat(answers(id)).containsExactly("silence-agrees");
    shop.pass(DAY.multipliedBy(3)).receive("mug", EAST, 2, "po");
    shop.deliver(id);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 25.00", "CAPTURED USD 25.00");
  }

  @Test
  void theWarehouseIsAskedBeforeAParcelInWorkGoesOtherwise() {
    OrderId id = twoMugs("express");
    shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED);
    assertThat(preview(id, TO_STANDARD).recalls()).containsExactly(shop.shipment(id).id());

    assertThat(change(id, TO_STANDARD)).isEqualTo(State.APPLIED);

    assertThat(shop.events(id))
        .containsSubsequence("recall-asked", "recall-accepted", "recall-over", "order-changed");
    shop.deliverPicked(id);
    assertThat(shop.captured(id)).isEqualTo(usd("25.00"));
  }

  @Test
  void aWarehouseThatIsTooFarSendsTheParcelAsItWasToBe() {
    warehouse.set(RecallAnswer.TOO_LATE);
    OrderId id = twoMugs("standard");
    shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED);

    assertThat(change(id, TO_EXPRESS)).isEqualTo(State.TOO_LATE);

    assertThat(shop.shipment(id).option()).contains("standard");
    assertThat(shop.messages(id)).contains("change-not-made");
    shop.deliverPicked(id);
    assertThat(shop.captured(id)).isEqualTo(usd("25.00"));
    assertThat(shop.open(id)).isEqualTo(usd("0.00"));
  }

  @Test
  void aLoadScanBeatsTheChangeThatWaitsForTheWarehouse() {
    warehouse.set(RecallAnswer.PENDING);
    OrderId id = twoMugs("express");
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.MANIFESTED);
    assertThat(change(id, TO_STANDARD)).isEqualTo(State.RECALLING);

    shop.commerce().fulfillment().load(TestShop.WAREHOUSE, shipment).orThrow();

    assertThat(shop.shipment(id).option()).contains("express");
    assertThat(shop.view(id).change()).isEmpty();
    assertThat(shop.captured(id)).isEqualTo(usd("32.00"));
    assertThat(refusal(id, TO_STANDARD).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void theTruckOfTheOtherOptionIsTheOneThatIsMissed() {
    OrderId later = twoMugs("standard");
    OrderId sooner = shop.place(order().add("mug", 1).withOption("express"));
    change(later, TO_EXPRESS);
    change(sooner, TO_STANDARD);

    shop.after(Duration.between(OPENING, TRUCK).plusHours(1));

    assertThat(shop.events(later)).doesNotContain("promise-at-risk");
    assertThat(shop.events(sooner)).containsOnlyOnce("promise-at-risk");
    shop.after(Duration.ofHours(2));
    assertThat(shop.events(later)).containsOnlyOnce("promise-at-risk");
    assertThat(shop.events(sooner)).containsOnlyOnce("promise-at-risk");
  }

  @Test
  void anOptionThatIsNotOfferedIsRefusedByName() {
    OrderId id = twoMugs("standard");
    TestShop.Snapshot before = shop.snapshot();
    Refusal unknown = refusal(id, OrderEdit.none().withOption("drone"));
    assertThat(unknown.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(unknown.field()).isEqualTo("option");
    assertThat(unknown.message()).contains("'drone'").contains("standard, express");
    assertThat(refusal(id, TO_STANDARD).field()).isEqualTo("edit");
    assertThatThrownBy(() -> OrderEdit.none().withOption("no id"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("option");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void anAddressToWhichTheOptionIsNotOfferedNeedsAnotherOption() {
    options.set(
        (to, cart) ->
            to.equals(SEATTLE)
                ? TwoServices.options().options(to, cart).subList(0, 1)
                : TwoServices.options().options(to, cart));
    OrderId id = twoMugs("express");

    Refusal refusal = refusal(id, OrderEdit.none().to(SEATTLE));
    assertThat(refusal.field()).isEqualTo("option");
    assertThat(refusal.message()).contains("'express'").endsWith("standard");

    assertThat(change(id, OrderEdit.none().to(SEATTLE).withOption("standard")))
        .isEqualTo(State.APPLIED);
    assertThat(shop.shipment(id).promise().reason()).isEqualTo(PromiseReason.ADDRESS_CHANGED);
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("28.00"));
  }

  @Test
  void whatWasPaidForAnOptionThatIsNotOfferedAnyMoreStays() {
    OrderId id = twoMugs("express");
    shop.stock("pot", EAST, 1);
    options.set((to, cart) -> TwoServices.options().options(to, cart).subList(0, 1));

    assertThat(refusal(id, OrderEdit.none().set("pot", 1)).field()).isEqualTo("option");
    assertThat(preview(id, OrderEdit.none().set("mug", 1)).money().payableAfter())
        .isEqualTo(usd("16.00"));
    assertThat(change(id, TO_STANDARD)).isEqualTo(State.APPLIED);
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("32.00"));
    assertThat(shop.shipment(id).promise().current()).contains(STANDARD);
  }

  @Test
  void anOptionThatIsOnlyForMuchIsNotPaidTwiceWhenItIsMadeUpOfOtherGoods() {
    options.set(
        (to, cart) ->
            cart.stream().mapToInt(ShippingOptions.Line::quantity).sum() < 4
                ? TwoServices.options().options(to, cart)
                : TwoServices.options()
                    .and("bulk", "By freight", (there, goods) -> usd("20.00"))
                    .options(to, cart));
    shop.stock("mug", EAST, 4).stock("pot", EAST, 2);
    OrderId id = shop.place(order().add("mug", 4).withOption("bulk"));

    assertThat(change(id, OrderEdit.none().set("mug", 2).set("pot", 2))).isEqualTo(State.APPLIED);

    // Half of 60.00 stays, and two pots come for 30.00.
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("60.00"));
  }

  @Test
  void aPriceThatMovedIsToldAndNothingChanges() {
    OrderId id = twoMugs("standard");
    ChangePreview shown = preview(id, TO_EXPRESS);
    options.set(
        ShippingOptions.of("standard", "Standard", (to, goods) -> usd("5.00"))
            .and("express", "Express", (to, goods) -> usd("13.00")));

    ChangeResult result = confirm(id, shown);

    assertThat(result).isInstanceOf(ChangeResult.Moved.class);
    assertThat(((ChangeResult.Moved) result).what()).containsExactly(Aspect.PRICE);
    assertThat(shop.shipment(id).option()).contains("standard");
  }

  @Test
  void withoutCalendarsTheDateMovesByTheDifferenceOfTheWays() {
    TestShop plain =
        TestShop.open(
                b ->
                    b.shippingOptions(TwoServices.options())
                        .promises(
                            PromisePolicy.elapsed((from, to) -> Duration.ofDays(4))
                                .withService(
                                    "express",
                                    PromisePolicy.elapsed((from, to) -> Duration.ofDays(1)))))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 1);
    OrderId id = plain.place(order().add("mug", 1));
    Instant before = plain.shipment(id).promise().current().orElseThrow();
    plain.bring(plain.shipment(id).id(), FulfillmentState.PICKING);
    Orders orders = plain.commerce().orders();

    ChangePreview shown = orders.previewChange(as(ALICE), id, TO_EXPRESS).orThrow();
    orders.confirmChange(as(ALICE), id, shown, "key", "");

    assertThat(plain.shipment(id).promise().current()).contains(before.minus(Duration.ofDays(3)));
  }
}
