package io.backroom.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.Commerce;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop on PaymentIntents whose nodes come and go. */
class ShopOnIntentsTest {
  private static final CurrencyUnit POUNDS = CurrencyUnit.of("GBP");
  private static final Caller SHOP = Caller.system("shop");
  private static final Caller ALICE = Caller.customer(CustomerId.of("alice"), Channel.WEB);

  private final IntentsServer server = new IntentsServer(Instant.parse("2030-01-01T00:00:00Z"));
  private final FaultProxy proxy = new FaultProxy(server.address());
  private final InMemoryDocumentStore documents = new InMemoryDocumentStore();
  private final InMemoryInventoryStore inventory = new InMemoryInventoryStore();
  private Commerce shop = node("https://shop.example/back");

  ShopOnIntentsTest() {
    shop.catalog().put(SHOP, Product.of("mug", "A mug", Money.parse("GBP 12.50"), 400)).orThrow();
    shop.inventory()
        .receive(SHOP, CommandId.of("first"), StockLine.of("mug", "main", 10), Optional.empty())
        .orThrow();
  }

  private Commerce node(String returnUrl) {
    return Commerce.builder()
        .currency(POUNDS)
        .clock(server::now)
        .documents(documents)
        .inventory(inventory)
        .payments(
            StripePaymentProvider.paymentIntents(
                StripeSettings.of("sk_test_shop", URI.create(returnUrl))
                    .withApiBase(proxy.address()),
                server::now))
        .build();
  }

  @AfterEach
  void close() {
    shop.close();
    proxy.close();
    server.close();
  }

  private OrderId place(String instrument) {
    OrderRequest request =
        OrderRequest.of("alice", Address.of("Leeds", "GB", 53.80, -1.55), instrument)
            .add("mug", 1)
            .build();
    return ((PlaceResult.Placed) shop.orders().place(ALICE, request)).order().id();
  }

  private OrderView view(OrderId id) {
    return shop.orders().find(SHOP, id).orThrow();
  }

  private void pass(Duration time) {
    server.advance(time);
    shop.runDue();
  }

  @Test
  void aCustomerWhoComesBackFromTheBankIsNotToldToWaitForASearchIndex() {
    server.searchLags(IntentsBinding.LAG);
    OrderId id = place("pm_3ds");
    assertThat(view(id).state()).isEqualTo(OrderState.ON_HOLD);
    server.approve(OperationId.of(id + "-p1"));

    OrderView seen = shop.orders().checkPayment(ALICE, id).orThrow();

    assertThat(seen.state()).isEqualTo(OrderState.PLACED);
    assertThat(seen.payment().authorized()).isEqualTo(Money.parse("GBP 12.50"));
  }

  @Test
  void aReturnUrlThatChangesAfterALostAnswerDeclinesNothing() {
    server.searchLags(IntentsBinding.LAG);
    proxy.disturbNext(Disturbance.LOSE_RESPONSE);
    OrderId id = place("cus_ann/pm_visa");
    shop.close();
    shop = node("https://shop.example/thank-you");

    pass(Duration.ofSeconds(6));
    pass(Duration.ofHours(2));

    assertThat(view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(view(id).payment().authorized()).isEqualTo(Money.parse("GBP 12.50"));
    assertThat(server.books(id, POUNDS).open()).isEqualTo(Money.parse("GBP 12.50"));
  }
}
