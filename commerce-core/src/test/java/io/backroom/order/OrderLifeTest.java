package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.payment.PaymentStatus;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.value.Actor;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrderLifeTest {
  private final TestShop shop = TestShop.open().sell("mug", "USD 12.50").sell("pot", "USD 30.00");

  @Nested
  class AQuote {
    @Test
    void tellsWhatIsThereWhenItComesAndWhatIsChargedWhen() {
      shop.stock("mug", EAST, 5).expect("po1", "mug", EAST, 10, Duration.ofDays(4));

      Quote quote = quote(order().add("mug", 7));

      Quote.Line line = quote.lines().get(0);
      assertThat(line.title()).isEqualTo("A mug");
      assertThat(line.unitPrice()).isEqualTo(Money.parse("USD 12.50"));
      assertThat(line.inStock()).isEqualTo(5);
      assertThat(line.backordered()).isEqualTo(2);
      assertThat(line.returns()).contains(TestShop.OPENING.plus(Duration.ofDays(4)));
      assertThat(line.isShort()).isFalse();
      assertThat(quote.total()).isEqualTo(Money.parse("USD 87.50"));
      assertThat(quote.shipments())
          .extracting(Quote.Shipment::units, Quote.Shipment::amount, Quote.Shipment::charge)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  5, Money.parse("USD 62.50"), Quote.Charge.AUTHORIZED_NOW),
              org.assertj.core.groups.Tuple.tuple(
                  2, Money.parse("USD 25.00"), Quote.Charge.AUTHORIZED_ON_RECEIPT));
      Instant now = quote.shipments().get(0).arrives().orElseThrow();
      Instant later = quote.shipments().get(1).arrives().orElseThrow();
      assertThat(now).isAfter(TestShop.OPENING.plus(Duration.ofDays(1)));
      assertThat(Duration.between(now, later)).isEqualTo(Duration.ofDays(4));
    }

    @Test
    void keepsNothingForAnybody() {
      shop.stock("mug", EAST, 1);
      TestShop.Snapshot before = shop.snapshot();

      quote(order().add("mug", 1));

      assertThat(shop.snapshot()).isEqualTo(before);
    }

    @Test
    void namesWhatCanNeitherBeShippedNorPromised() {
      shop.stock("mug", EAST, 1);

      Quote quote = quote(order().add("mug", 3));

      assertThat(quote.lines().get(0).isShort()).isTrue();
      assertThat(quote.lines().get(0).inStock()).isEqualTo(1);
      assertThat(quote.lines().get(0).backordered()).isZero();
      assertThat(quote.lines().get(0).returns()).isEmpty();
    }

    @Test
    void ofTheOrderPlacedRightAfterIsTheSameInMoneyAndDates() {
      shop.stock("mug", EAST, 1).stock("pot", WEST, 1);
      Quote quote = quote(order().add("mug", 1).add("pot", 1));

      OrderView placed = shop.view(shop.place(order().add("mug", 1).add("pot", 1)));

      assertThat(placed.total()).isEqualTo(quote.total());
      assertThat(placed.shipments())
          .extracting(shipment -> shipment.promise().first())
          .containsExactlyElementsOf(
              quote.shipments().stream().map(Quote.Shipment::arrives).toList());
      assertThat(placed.payment().parts())
          .extracting(PaymentStatus.Part::payable)
          .containsExactlyElementsOf(
              quote.shipments().stream().map(Quote.Shipment::amount).toList());
    }
  }

  private Quote quote(OrderRequest.Draft draft) {
    return shop.commerce().orders().quote(as(ALICE), draft.build()).orThrow();
  }

  @Test
  void anOrderWalksFromPlacedToCompleted() {
    shop.stock("mug", EAST, 5);

    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 25.00"));
    assertThat(shop.captured(id)).isEqualTo(Money.zero(shop.view(id).total().getCurrencyUnit()));
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(2);

    shop.bring(shipment, FulfillmentState.MANIFESTED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.IN_FULFILLMENT);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 0.00"));

    shop.commerce().fulfillment().load(TestShop.WAREHOUSE, shipment).orThrow();
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 25.00"));
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(3);
    assertThat(shop.level("mug", EAST).allocated()).isZero();

    shop.clock().forward(Duration.ofDays(2));
    shop.commerce()
        .fulfillment()
        .track(TestShop.WAREHOUSE, shipment, Fulfillment.Scan.DELIVERED)
        .orThrow();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.shipment(id).tracking()).contains("T-" + shipment);
    assertThat(shop.shipment(id).weightGrams()).isEqualTo(500);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 25.00", "CAPTURED USD 25.00");
    shop.assertStockIsWhole();
  }

  @Test
  void everyStepIsAnEventInOrder() {
    shop.stock("mug", EAST, 5);

    OrderId id = shop.place(order().add("mug", 2));
    shop.deliver(id);

    assertThat(shop.events(id))
        .containsExactly(
            "order-placed",
            "shipment-released",
            "shipment-picking",
            "order-in-fulfillment",
            "shipment-packed",
            "shipment-manifested",
            "shipment-loaded",
            "shipment-in-transit",
            "shipment-delivered",
            "order-completed");
    assertThat(shop.heard().stream().filter(event -> event.subject().equals(id.value())).toList())
        .isEqualTo(shop.history(id));
    assertThat(shop.messages(id)).containsExactly("order-placed", "shipped", "delivered");
  }

  @Test
  void anEventTellsWhoDidItWhereWhyAndWhen() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 2));
    shop.clock().forward(Duration.ofHours(3));

    shop.commerce().orders().cancel(AGENT, id, "Wrong color").orThrow();

    CommerceEvent placed = shop.history(id).get(0);
    assertThat(placed.caller()).isEqualTo(as(ALICE));
    assertThat(placed.at()).isEqualTo(TestShop.OPENING);
    CommerceEvent cancelled =
        shop.history(id).stream()
            .filter(event -> event.kind().equals("items-cancelled"))
            .findFirst()
            .orElseThrow();
    assertThat(cancelled.caller().actor()).isEqualTo(new Actor(Actor.Kind.AGENT, "anna"));
    assertThat(cancelled.caller().channel()).isEqualTo(Channel.PHONE);
    assertThat(cancelled.reason()).isEqualTo("Wrong color");
    assertThat(cancelled.at()).isEqualTo(TestShop.OPENING.plus(Duration.ofHours(3)));
  }

  @Test
  void aMessageGoesToTheCustomerAndSaysWhatItIsAbout() {
    shop.stock("mug", EAST, 5);

    OrderId id = shop.place(order().add("mug", 2));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);

    Notification shipped = shop.notifications().get(1);
    assertThat(shipped.to().email()).isEqualTo("alice@mail.example");
    assertThat(shipped.facts()).containsEntry("tracking", "T-" + shop.shipment(id).id());
    assertThat(shipped.facts())
        .containsEntry("expected", shop.shipment(id).promise().current().orElseThrow().toString());
  }

  @Test
  void aCustomerOfWhomNothingIsKnownGetsNoMessageAndTheirOrder() {
    shop.stock("mug", EAST, 1);

    OrderId id = shop.place(OrderRequest.of("carol", TestShop.BOSTON, "tok_ok").add("mug", 1));
    shop.deliver(id);

    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.notifications()).isEmpty();
  }

  @Test
  void aCustomersOrdersAreListedNewestFirst() {
    shop.stock("mug", EAST, 5);
    OrderId first = shop.place(order().add("mug", 1));
    shop.clock().forward(Duration.ofMinutes(1));
    OrderId second = shop.place(order().add("mug", 1));
    shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 1));

    List<OrderView> orders = shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow();

    assertThat(orders).extracting(OrderView::id).containsExactly(second, first);
    assertThat(shop.commerce().orders().of(as(ALICE), ALICE, 1).orThrow())
        .extracting(OrderView::id)
        .containsExactly(second);
  }

  @Test
  void anOrderForNothingButAFreeGiftNeedsNoMoney() {
    shop.sell("gift", "USD 0.00").stock("gift", EAST, 1);

    OrderId id = shop.place(order().add("gift", 1));
    shop.deliver(id);

    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.books(id)).isEmpty();
  }

  @Test
  void aScanThatComesTwiceChangesNothing() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    shop.commerce().fulfillment().pick(TestShop.WAREHOUSE, shipment).orThrow();
    TestShop.Snapshot before = shop.snapshot();

    shop.commerce().fulfillment().pick(TestShop.WAREHOUSE, shipment).orThrow();

    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aWarehouseSeesItsWorkInTheOrderOfTheDates() {
    shop.stock("mug", EAST, 5).stock("pot", WEST, 5);
    OrderId far = shop.place(OrderRequest.of("bob", TestShop.SEATTLE, "tok_ok").add("mug", 1));
    OrderId near = shop.place(order().add("mug", 1));
    shop.place(order().add("pot", 1));

    List<FulfillmentOrder> work =
        shop.commerce()
            .fulfillment()
            .list(TestShop.WAREHOUSE, EAST, FulfillmentState.RELEASED, 10)
            .orThrow();

    assertThat(work).extracting(FulfillmentOrder::order).containsExactly(near, far);
    assertThat(work.get(0).lines().get(0).sku()).isEqualTo(Sku.of("mug"));
  }
}
