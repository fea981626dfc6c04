package io.backroom.order;

import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class SplitAuthorizationTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 30.00");

  private static OrderRequest.Draft bob() {
    return OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").orBackorder();
  }

  @Test
  void onlyWhatLeavesNowIsAuthorized() {
    shop.stock("mug", EAST, 3).expect("po", "mug", EAST, 10, WEEK);

    OrderId id = shop.place(order().add("mug", 5).orBackorder());

    assertThat(shop.states(id))
        .containsExactly(FulfillmentState.RELEASED, FulfillmentState.BACKORDERED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 30.00");
    assertThat(shop.view(id).payment().payable()).isEqualTo(Money.parse("USD 50.00"));
    assertThat(shop.view(id).payment().authorized()).isEqualTo(Money.parse("USD 30.00"));
    shop.pass(Duration.ofDays(3));
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 30.00");
  }

  @Test
  void anOrderThatOnlyWaitsTiesUpNoCreditAtAll() {
    shop.expect("po", "mug", EAST, 10, WEEK);

    OrderId id = shop.place(order().add("mug", 5).orBackorder());

    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(shop.books(id)).isEmpty();
  }

  @Test
  void theRestIsAuthorizedWhenItsReceiptHasCome() {
    shop.stock("mug", EAST, 3).expect("po", "mug", EAST, 10, WEEK);
    OrderId id = shop.place(order().add("mug", 5).orBackorder());

    shop.after(Duration.ofDays(6)).receive("mug", EAST, 10, "po");

    assertThat(shop.states(id))
        .containsExactly(FulfillmentState.RELEASED, FulfillmentState.RELEASED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 30.00", "AUTHORIZED USD 20.00");
    shop.deliver(id);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 50.00"));
    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(8);
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(8);
    shop.assertStockIsWhole();
  }

  @Test
  void aPartialReceiptIsKeptUntilTheRestIsThere() {
    shop.expect("po", "mug", EAST, 10, WEEK);
    OrderId id = shop.place(order().add("mug", 5).orBackorder());

    shop.receive("mug", EAST, 3, "po");

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.BACKORDERED);
    assertThat(shop.shipment(id).lines().get(0).waiting()).isEqualTo(2);
    assertThat(shop.books(id)).isEmpty();
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(-2);

    shop.receive("mug", EAST, 7, "po");

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 50.00");
  }

  @Test
  void aReceiptServesWhoWaitsInTheOrderOfThePromises() {
    shop.expect("po1", "mug", EAST, 4, WEEK);
    OrderId first = shop.place(order().add("mug", 4).orBackorder());
    shop.expect("po2", "mug", EAST, 4, WEEK.multipliedBy(2));
    OrderId second = shop.place(bob().add("mug", 3));

    shop.receive("mug", EAST, 5, "po2");

    assertThat(shop.shipment(first).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.shipment(second).state()).isEqualTo(FulfillmentState.BACKORDERED);
    assertThat(shop.shipment(second).lines().get(0).waiting()).isEqualTo(2);

    shop.receive("mug", EAST, 4, "po1");

    assertThat(shop.shipment(second).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(2);
  }

  @Test
  void whoWaitsIsServedBeforeAnyNewBuyer() {
    shop.expect("po", "mug", EAST, 5, WEEK);
    OrderId waiting = shop.place(order().add("mug", 5).orBackorder());

    shop.receive("mug", EAST, 5, "po");

    assertThat(shop.answer(bob().add("mug", 1))).isInstanceOf(PlaceResult.OutOfStock.class);
    assertThat(shop.shipment(waiting).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  @Test
  void noMoreIsPromisedThanIsExpected() {
    shop.expect("po", "mug", EAST, 5, WEEK);
    shop.place(order().add("mug", 4).orBackorder());

    assertThat(shop.answer(bob().add("mug", 2))).isInstanceOf(PlaceResult.OutOfStock.class);
    shop.place(bob().add("mug", 1));
    assertThat(shop.level("mug", EAST).backordered()).isEqualTo(5);
  }

  @Test
  void aShipmentWaitsForAllItsReceiptsAndIsPaidOnce() {
    shop.expect("po1", "mug", EAST, 1, WEEK).expect("po2", "pot", EAST, 1, WEEK);
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1).orBackorder());
    assertThat(shop.states(id)).containsExactly(FulfillmentState.BACKORDERED);

    shop.receive("mug", EAST, 1, "po1");
    assertThat(shop.books(id)).isEmpty();
    shop.receive("pot", EAST, 1, "po2");

    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 40.00");
  }

  @Test
  void backordersAtTwoCentersAreTwoShipments() {
    shop.expect("po1", "mug", EAST, 2, WEEK).expect("po2", "mug", WEST, 2, WEEK.multipliedBy(2));

    OrderId id = shop.place(order().add("mug", 4).orBackorder());
    shop.receive("mug", EAST, 2, "po1");

    assertThat(shop.shipmentFrom(id, EAST).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.shipmentFrom(id, WEST).state()).isEqualTo(FulfillmentState.BACKORDERED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 20.00");
  }

  @Test
  void unitsFoundInACountServeWhoWaits() {
    shop.expect("po", "mug", EAST, 2, WEEK);
    OrderId id = shop.place(order().add("mug", 2).orBackorder());

    shop.commerce()
        .inventory()
        .adjust(
            TestShop.SYSTEM,
            new StockCommand.Adjust(shop.command(), Sku.of("mug"), EAST, 2, 0, "found"))
        .orThrow();

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  @Test
  void moreThanAHundredOrdersAreServedByOneReceipt() {
    shop.expect("po", "mug", EAST, 150, WEEK);
    List<OrderId> all =
        java.util.stream.IntStream.range(0, 150)
            .mapToObj(i -> shop.place(order().add("mug", 1).orBackorder()))
            .toList();

    shop.receive("mug", EAST, 150, "po").after(Duration.ofMinutes(2));

    assertThat(all)
        .allSatisfy(
            id -> assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED));
  }

  @Test
  void theCustomerIsNamedOnTheReservation() {
    shop.stock("mug", EAST, 1);

    OrderId id = shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 1));

    assertThat(shop.inventory().find(shop.shipment(id).reservation()).orElseThrow().owner())
        .isEqualTo(BOB.value());
  }
}
