package io.backroom;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.recommendation.Feedback;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.Recommendation;
import io.backroom.recommendation.Suggestions;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A second shop on the same stores goes on where the first one ended. */
class RestartTest {
  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 30.00");

  @Test
  void everythingIsAsItWas() {
    shop.stock("mug", EAST, 5).expect("po", "pot", EAST, 5, Duration.ofDays(3));
    OrderId id = shop.place(order().add("mug", 2).add("pot", 1).orBackorder().once("k"));
    OrderView before = shop.view(id);

    shop.restart();

    assertThat(shop.view(id)).isEqualTo(before);
    assertThat(shop.place(order().add("mug", 2).add("pot", 1).orBackorder().once("k")))
        .isEqualTo(id);
    shop.receive("pot", EAST, 5, "po");
    shop.deliver(id);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.events(id)).startsWith("order-placed").endsWith("order-completed");
    shop.assertStockIsWhole();
  }

  @Test
  void workGoesOnWhileStockCannotBeReached() {
    AtomicBoolean away = new AtomicBoolean();
    InMemoryInventoryStore stock = new InMemoryInventoryStore();
    TestShop open =
        TestShop.open(builder -> builder.inventory(new SweptStock(stock, away)))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5);
    open.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    OrderId id = open.place(order().add("mug", 2));
    away.set(true);
    open.clock().forward(Duration.ofMinutes(1));

    assertThatThrownBy(open.commerce()::runDue).hasMessage("stock is away");

    assertThat(open.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  /** Stock that cannot be swept now and then. */
  private record SweptStock(InMemoryInventoryStore store, AtomicBoolean away)
      implements ForwardingStock<InMemoryInventoryStore> {
    @Override
    public List<Reservation> expiring(Instant before, int limit) {
      if (away.get()) {
        throw new IllegalStateException("stock is away");
      }
      return store.expiring(before, limit);
    }
  }

  @Test
  void workThatWaitedIsDone() {
    shop.stock("mug", EAST, 5);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    OrderId id = shop.place(order().add("mug", 2));

    shop.restart();
    shop.after(Duration.ofSeconds(5));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  @Test
  void recommendationsKnowWhatTheyKnew() {
    shop.stock("mug", EAST, 50).stock("pot", EAST, 50);
    for (int i = 0; i < 10; i++) {
      shop.place(order().add("mug", 1).add("pot", 1));
    }
    shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 1));
    shop.commerce()
        .suggestions()
        .tell(as(BOB), BOB, List.of(new Feedback(Feedback.Kind.VIEW, Sku.of("pot"))))
        .orThrow();
    shop.clock().forward(Duration.ofMinutes(11));
    shop.commerce().runDue();
    List<Object> before = lists();
    assertThat(before).doesNotContain(List.of());

    shop.restart();

    assertThat(lists()).isEqualTo(before);
  }

  private List<Object> lists() {
    Suggestions suggestions = shop.commerce().suggestions();
    ListTerms five = ListTerms.of(5);
    return List.of(
        suggestions.boughtTogether(as(BOB), List.of(Sku.of("mug")), five).orThrow(),
        suggestions.forYou(as(BOB), BOB, five).orThrow(),
        suggestions.segment(as(BOB), BOB, five).orThrow(),
        suggestions.similar(as(BOB), Sku.of("mug"), five).orThrow());
  }

  @Test
  void moreOrdersThanAPageAreLearnedAnew() {
    shop.stock("mug", EAST, 3_000).stock("pot", EAST, 3_000);
    for (int i = 0; i < 1_100; i++) {
      shop.place(order().add("mug", 1));
    }
    shop.clock().forward(Duration.ofMinutes(1));
    shop.place(order().add("mug", 1).add("pot", 1));

    shop.restart();

    assertThat(
            shop.commerce()
                .suggestions()
                .boughtTogether(as(ALICE), List.of(Sku.of("mug")), ListTerms.of(5))
                .orThrow())
        .extracting(Recommendation::sku)
        .containsExactly(Sku.of("pot"));
    assertThat(shop.commerce().orders().of(as(ALICE), ALICE, 100).orThrow()).hasSize(100);
  }

  @Test
  void aClosedShopDoesNotStart() {
    shop.commerce().start();
    shop.commerce().start();
    shop.commerce().close();
    shop.commerce().close();

    assertThatThrownBy(() -> shop.commerce().start()).isInstanceOf(IllegalStateException.class);
  }
}
