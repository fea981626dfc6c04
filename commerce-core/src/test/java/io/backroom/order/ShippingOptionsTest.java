package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.order.TwoServices.EXPRESS;
import static io.backroom.order.TwoServices.EXPRESS_TRUCK;
import static io.backroom.order.TwoServices.STANDARD;
import static io.backroom.order.TwoServices.TRUCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.Commerce;
import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.routing.Freight;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** How customers choose the way in which their order is sent, and what follows from it. */
class ShippingOptionsTest {
  private final TestShop shop = TwoServices.shop();

  private Quote quote(OrderRequest.Draft draft) {
    return shop.commerce().orders().quote(as(ALICE), draft.build()).orThrow();
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  @Test
  void aQuoteShowsEachOptionWithItsPriceItsDatesAndItsCountdown() {
    shop.stock("mug", EAST, 2);

    Quote quote = quote(order().add("mug", 2));

    assertThat(quote.option()).isEqualTo(new ShippingOption("standard", "Standard", usd("5.00")));
    assertThat(quote.total()).isEqualTo(usd("25.00"));
    assertThat(quote.shipments().get(0).arrives()).contains(STANDARD);
    assertThat(quote.options()).hasSize(2);
    Quote.Option standard = quote.options().get(0);
    assertThat(standard.option()).isEqualTo(quote.option());
    assertThat(standard.shipments()).isEqualTo(quote.shipments());
    Quote.Option express = quote.options().get(1);
    assertThat(express.option()).isEqualTo(new ShippingOption("express", "Express", usd("12.00")));
    assertThat(express.total()).isEqualTo(usd("32.00"));
    assertThat(express.earliest()).contains(EXPRESS.minus(Duration.ofHours(3)));
    assertThat(express.latest()).contains(EXPRESS);
    assertThat(express.orderBy()).contains(OPENING.plus(Duration.ofHours(6)));
    assertThat(express.countdown(OPENING)).contains(Duration.ofHours(6));
    assertThat(standard.countdown(OPENING)).contains(Duration.ofHours(4));
    assertThat(express.shipments().get(0).dates().flatMap(PromiseDates::shipBy))
        .contains(EXPRESS_TRUCK);
  }

  @Test
  void anOrderNamesTheOptionThatItIsSentBy() {
    shop.stock("mug", EAST, 2);

    OrderId id = shop.place(order().add("mug", 2).withOption("express"));

    assertThat(shop.view(id).total()).isEqualTo(usd("32.00"));
    assertThat(shop.view(id).option()).contains("express");
    assertThat(shop.shipment(id).option()).contains("express");
    assertThat(shop.shipment(id).promise().first()).contains(EXPRESS);
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("32.00"));
  }

  @Test
  void anOrderThatNamesNoOptionIsSentByTheFirst() {
    shop.stock("mug", EAST, 2);
    OrderId id = shop.place(order().add("mug", 2));
    assertThat(shop.view(id).option()).contains("standard");
    assertThat(shop.shipment(id).option()).contains("standard");
    assertThat(shop.view(id).total()).isEqualTo(usd("25.00"));
    assertThat(shop.shipment(id).promise().first()).contains(STANDARD);
  }

  @Test
  void anOptionThatIsNotOfferedIsRefusedByNameAndChangesNothing() {
    shop.stock("mug", EAST, 2);
    TestShop.Snapshot before = shop.snapshot();
    OrderRequest.Draft drone = order().add("mug", 2).withOption("drone");

    Refusal refusal = TestShop.refusal(shop.answer(drone));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.field()).isEqualTo("option");
    assertThat(refusal.message()).contains("'drone'").contains("standard, express");
    assertThat(TestShop.refusal(shop.commerce().orders().quote(as(ALICE), drone.build())))
        .isEqualTo(refusal);
    assertThat(TestShop.refusal(shop.commerce().orders().whyNot(as(ALICE), drone.build(), EAST)))
        .isEqualTo(refusal);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void goodsThatAreNotSentToAnAddressAreRefused() {
    TestShop local =
        TestShop.open(
                b ->
                    b.shippingOptions(
                        (to, cart) ->
                            to.equals(SEATTLE)
                                ? List.of()
                                : TwoServices.options().options(to, cart)))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 1);
    Refusal refusal =
        TestShop.refusal(local.answer(OrderRequest.of("bob", SEATTLE, "tok_ok").add("mug", 1)));
    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.field()).isEqualTo("destination");
    local.place(order().add("mug", 1));
  }

  @Test
  void whatIsOfferedDependsOnTheGoodsAndTheAddress() {
    List<List<ShippingOptions.Line>> asked = new ArrayList<>();
    TestShop own =
        TestShop.open(
                b ->
                    b.shippingOptions(
                        (to, cart) -> {
                          asked.add(cart);
                          return TwoServices.options().options(to, cart);
                        }))
            .sell("mug", "USD 10.00")
            .sell("pot", "USD 15.00");
    own.commerce()
        .orders()
        .quote(as(ALICE), order().add("mug", 1).add("pot", 2).add("mug", 1).build())
        .orThrow();
    assertThat(asked.get(0))
        .extracting(line -> line.quantity() + " " + line.sku() + " " + line.amount())
        .containsExactly("2 mug USD 20.00", "2 pot USD 30.00");
  }

  @Test
  void backorderedGoodsGoByTheTruckOfTheirOption() {
    shop.expect("po", "mug", EAST, 1, Duration.ofDays(2));

    OrderId id = shop.place(order().add("mug", 1).orBackorder().withOption("express"));

    assertThat(shop.shipment(id).promise().first()).contains(EXPRESS.plus(Duration.ofDays(2)));
    shop.expect("po", "mug", EAST, 1, Duration.ofDays(4)).after(Duration.ofMinutes(1));
    assertThat(shop.shipment(id).promise().current()).contains(EXPRESS.plus(Duration.ofDays(4)));
  }

  @Test
  void aParcelIsAtRiskWhenTheTruckOfItsOptionHasLeft() {
    shop.stock("mug", EAST, 2);
    OrderId standard = shop.place(order().add("mug", 1));
    OrderId express = shop.place(order().add("mug", 1).withOption("express"));

    shop.after(Duration.between(OPENING, TRUCK).plusHours(1));
    assertThat(shop.events(standard)).contains("promise-at-risk");
    assertThat(shop.events(express)).doesNotContain("promise-at-risk");

    shop.after(Duration.between(TRUCK, EXPRESS_TRUCK));
    assertThat(shop.events(express)).contains("promise-at-risk");
  }

  @Test
  void aParcelThatLeavesArrivesByTheLanesOfItsOption() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1).withOption("express"));
    shop.after(Duration.ofDays(1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    assertThat(shop.shipment(id).promise().current()).contains(EXPRESS.plus(Duration.ofDays(1)));
  }

  @Test
  void centersAreChosenByWhatTheServiceCosts() {
    ShippingCost road = Freight.cost(Freight.greatCircle(), Freight.sampleCosts(CurrencyUnit.USD));
    // Whoever flies pays for each unit, and from the east more than from the west.
    ShippingCost air = parcel -> usd(parcel.from().id().equals(EAST) ? "30.00" : "20.00");
    TestShop two =
        TestShop.open(b -> TwoServices.choose(b).shippingCost(road.withService("express", air)))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5)
            .stock("mug", WEST, 5);

    OrderRequest.Draft mug = order().add("mug", 1);
    assertThat(two.shipment(two.place(mug)).center()).isEqualTo(EAST);
    assertThat(two.shipment(two.place(mug.withOption("express"))).center()).isEqualTo(WEST);
    Quote quote = two.commerce().orders().quote(as(ALICE), mug.build()).orThrow();
    assertThat(quote.options())
        .extracting(option -> option.shipments().get(0).center())
        .containsExactly(EAST, WEST);
  }

  @Test
  void anOrderOfTheTimeBeforeOptionsOpensAndIsSentByTheStandard() {
    shop.stock("mug", EAST, 2);
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    forget("order", id.value());
    forget("fulfillment-order", shipment);

    assertThat(shop.view(id).option()).isEmpty();
    assertThat(shop.shipment(id).option()).isEmpty();
    shop.after(Duration.between(OPENING, TRUCK).plusHours(1));
    assertThat(shop.shipment(id).promise().current()).contains(STANDARD.plus(Duration.ofDays(1)));
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(usd("25.00"));
    FulfillmentOrder delivered = shop.shipment(id);
    assertThat(delivered.state()).isEqualTo(FulfillmentState.DELIVERED);
  }

  @Test
  void anOrderOfTheTimeBeforeOptionsHasTheFirstOneAndGetsAnother() {
    shop.stock("mug", EAST, 2);
    OrderId id = shop.place(order().add("mug", 2));
    forget("order", id.value());
    forget("fulfillment-order", shop.shipment(id).id());
    Orders orders = shop.commerce().orders();

    OrderEdit same = OrderEdit.none().withOption("standard");
    assertThat(TestShop.refusal(orders.previewChange(as(ALICE), id, same)).field())
        .isEqualTo("edit");

    OrderEdit other = OrderEdit.none().withOption("express");
    ChangePreview shown = orders.previewChange(as(ALICE), id, other).orThrow();
    orders.confirmChange(as(ALICE), id, shown, "key", "");
    assertThat(shop.shipment(id).option()).contains("express");
    assertThat(shop.view(id).payment().payable()).isEqualTo(usd("32.00"));
  }

  /** Makes a document what it was before orders had options. */
  private void forget(String type, String name) {
    Document now = shop.documents().find(new DocumentId(type, name)).orElseThrow();
    String before = now.body().replaceFirst("\"option\":\"[a-z]+\",?", "").replace(",}", "}");
    assertThat(before).isNotEqualTo(now.body());
    shop.documents()
        .commit(
            WriteId.of("old-" + name),
            List.of(new DocumentWrite.Put(now.id(), now.version(), before, now.indexes())));
  }

  @Test
  void optionsThatAHostGetsWrongAreToldBeforeAnythingIsStored() {
    ShippingOptions twice = TwoServices.options().and("express", "Again", (to, goods) -> goods);
    TestShop wrong =
        TestShop.open(b -> b.shippingOptions(twice)).sell("mug", "USD 10.00").stock("mug", EAST, 1);
    assertThatThrownBy(() -> wrong.answer(order().add("mug", 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("options");
    assertThatThrownBy(() -> new ShippingOption("no id", "Title", usd("1.00")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("option");
    assertThatThrownBy(() -> new ShippingOption("id", "", usd("1.00")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("title");
    assertThatThrownBy(
            () ->
                Commerce.builder()
                    .shippingPrice((to, goods) -> goods)
                    .shippingOptions(twice)
                    .build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("shippingPrice");
  }

  @Test
  void aWantedDateIsKeptWithTheOrder() {
    shop.stock("mug", EAST, 1);
    Instant date = STANDARD.plusSeconds(1);
    OrderId id = shop.place(order().add("mug", 1).by(date));
    assertThat(shop.view(id).wantedBy()).isEqualTo(Optional.of(date));
  }
}
