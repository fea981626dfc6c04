package io.backroom.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.Commerce;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.payment.PaymentHarness.Books;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole shop on the adapter, and the books of a server that knows nothing of it. */
class ShopOnStripeTest {
  private static final CurrencyUnit POUNDS = CurrencyUnit.of("GBP");
  private static final Caller SHOP = Caller.system("shop");
  private static final Caller WAREHOUSE = Caller.warehouse("walter");
  private static final Caller ALICE =
      Caller.customer(io.backroom.spi.value.CustomerId.of("alice"), Channel.WEB);

  private final StripeMock mock = StripeMock.shared();
  private final FaultProxy proxy = new FaultProxy(mock.address());
  private Instant now = Instant.now();
  private final Commerce shop =
      Commerce.builder()
          .currency(POUNDS)
          .clock(() -> now)
          .payments(
              StripePaymentProvider.charges(
                  StripeSettings.of("sk_test_shop", URI.create("https://shop.example/back"))
                      .withApiBase(proxy.address()),
                  () -> now))
          .build();

  ShopOnStripeTest() {
    shop.catalog().put(SHOP, Product.of("mug", "A mug", Money.parse("GBP 12.50"), 400)).orThrow();
    shop.inventory()
        .receive(SHOP, CommandId.of("first"), StockLine.of("mug", "main", 10), Optional.empty())
        .orThrow();
  }

  @AfterEach
  void close() {
    shop.close();
    proxy.close();
  }

  private OrderId place(String instrument) {
    OrderRequest request =
        OrderRequest.of("alice", Address.of("Leeds", "GB", 53.80, -1.55), instrument)
            .add("mug", 3)
            .build();
    PlaceResult result = shop.orders().place(ALICE, request);
    assertThat(result).isInstanceOf(PlaceResult.Placed.class);
    return ((PlaceResult.Placed) result).order().id();
  }

  private OrderView view(OrderId id) {
    return shop.orders().find(SHOP, id).orThrow();
  }

  private void pass(Duration time) {
    now = now.plus(time);
    shop.runDue();
  }

  private void deliver(OrderId id) {
    String shipment = view(id).shipments().get(0).id();
    Fulfillment fulfillment = shop.fulfillment();
    fulfillment.pick(WAREHOUSE, shipment).orThrow();
    fulfillment.pack(WAREHOUSE, shipment, 1_500).orThrow();
    fulfillment.manifest(WAREHOUSE, shipment, "T1").orThrow();
    fulfillment.load(WAREHOUSE, shipment).orThrow();
    pass(Duration.ofMinutes(1));
    fulfillment.track(WAREHOUSE, shipment, Fulfillment.Scan.DELIVERED).orThrow();
  }

  private void assertBooks(OrderId id, String open, String captured, String refunded) {
    assertThat(mock.books(id, POUNDS))
        .isEqualTo(
            new Books(
                Money.parse("GBP " + open),
                Money.parse("GBP " + captured),
                Money.parse("GBP " + refunded)));
  }

  @Test
  void anOrderIsAuthorizedCapturedAndRefunded() {
    OrderId id = place("tok_visa");
    assertBooks(id, "37.50", "0.00", "0.00");

    deliver(id);
    assertBooks(id, "0.00", "37.50", "0.00");

    shop.returns()
        .accept(
            SHOP,
            new ReturnRequest(
                id,
                List.of(new OrderRequest.Item(Sku.of("mug"), 1)),
                ReturnRequest.Disposition.RESTOCK,
                "r1",
                ""))
        .orThrow();
    assertBooks(id, "0.00", "37.50", "12.50");
    assertThat(view(id).state()).isEqualTo(OrderState.COMPLETED);
  }

  @Test
  void aDeclinedCardIsMadeUpForByAnother() {
    OrderId id = place("tok_chargeDeclinedInsufficientFunds");
    assertThat(view(id).state()).isEqualTo(OrderState.ON_HOLD);
    assertBooks(id, "0.00", "0.00", "0.00");

    shop.orders().pay(ALICE, id, InstrumentRef.of("tok_visa")).orThrow();

    assertBooks(id, "37.50", "0.00", "0.00");
    deliver(id);
    assertBooks(id, "0.00", "37.50", "0.00");
  }

  @Test
  void aLostAnswerIsNoSecondChargeAndNoLostOrder() {
    proxy.disturbNext(Disturbance.LOSE_RESPONSE);
    OrderId id = place("tok_visa");
    assertThat(view(id).payment().authorized().isZero()).isTrue();

    pass(Duration.ofSeconds(6));

    assertThat(view(id).payment().authorized()).isEqualTo(Money.parse("GBP 37.50"));
    assertBooks(id, "37.50", "0.00", "0.00");
  }

  @Test
  void anOrderCancelledBeforeTheAnswerTiesUpNoCredit() {
    proxy.disturbNext(Disturbance.LOSE_RESPONSE);
    OrderId id = place("tok_visa");
    assertBooks(id, "37.50", "0.00", "0.00");

    shop.orders().cancel(ALICE, id, "").orThrow();
    pass(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));

    assertBooks(id, "0.00", "0.00", "0.00");
    assertThat(view(id).state()).isEqualTo(OrderState.CANCELLED);
  }
}
