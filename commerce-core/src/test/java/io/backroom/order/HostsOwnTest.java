package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderStatus.What;
import io.backroom.spi.policy.Transition;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a host adds to the life of an order: guards, listeners, data. */
class HostsOwnTest {
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private final List<Transition> heard = new CopyOnWriteArrayList<>();
  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder
                      .guard(
                          step ->
                              forbidden.contains(step.to())
                                  ? Optional.of("not on Sundays")
                                  : Optional.empty())
                      .onTransition(heard::add))
          .sell("mug", "USD 10.00")
          .stock("mug", EAST, 5);

  @Test
  void aGuardKeepsAStepFromBeingTaken() {
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    Fulfillment warehouse = shop.commerce().fulfillment();
    for (FulfillmentState next :
        List.of(
            FulfillmentState.PICKING,
            FulfillmentState.PACKED,
            FulfillmentState.MANIFESTED,
            FulfillmentState.LOADED)) {
      forbidden.add(next.name());
      TestShop.Snapshot before = shop.snapshot();

      Refusal refusal = TestShop.refusal(step(warehouse, shipment, next));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.GUARDED);
      assertThat(refusal.message()).contains("not on Sundays").contains(shipment);
      assertThat(shop.snapshot()).isEqualTo(before);
      forbidden.clear();
      step(warehouse, shipment, next).orThrow();
    }
  }

  private static Result<?> step(Fulfillment warehouse, String shipment, FulfillmentState next) {
    return switch (next) {
      case PICKING -> warehouse.pick(WAREHOUSE, shipment);
      case PACKED -> warehouse.pack(WAREHOUSE, shipment, 1);
      case MANIFESTED -> warehouse.manifest(WAREHOUSE, shipment, "T");
      default -> warehouse.load(WAREHOUSE, shipment);
    };
  }

  @Test
  void aGuardKeepsPeopleFromCancellingAndNothingOffersIt() {
    OrderId id = shop.place(order().add("mug", 2));
    forbidden.add("CANCELLED");
    Orders orders = shop.commerce().orders();

    assertThat(TestShop.refusal(orders.cancel(as(ALICE), id, "")).code())
        .isEqualTo(Refusal.Code.GUARDED);
    assertThat(
            TestShop.refusal(orders.previewChange(as(ALICE), id, OrderEdit.none().remove("mug")))
                .code())
        .isEqualTo(Refusal.Code.GUARDED);
    assertThat(orders.status(as(ALICE), id).orThrow().offers())
        .extracting(OrderStatus.Offer::what)
        .containsExactly(What.CHANGE);
  }

  @Test
  void noGuardKeepsFactsOrMoneyFromTheirWay() {
    OrderId id = shop.place(order().add("mug", 2));
    OrderId unpaid = shop.place(TestShop.paidWith("tok_declined_hard").add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.MANIFESTED);
    for (FulfillmentState state : FulfillmentState.values()) {
      if (state != FulfillmentState.LOADED) {
        forbidden.add(state.name());
      }
    }

    shop.commerce().fulfillment().load(WAREHOUSE, shop.shipment(id).id()).orThrow();
    shop.commerce()
        .fulfillment()
        .track(WAREHOUSE, shop.shipment(id).id(), Fulfillment.Scan.DELIVERED)
        .orThrow();
    shop.pass(Duration.ofDays(4));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.view(unpaid).state()).isEqualTo(OrderState.CANCELLED);
  }

  @Test
  void aGuardThatThrowsSaysNo() {
    TestShop broken =
        TestShop.open(
                builder ->
                    builder.guard(
                        step -> {
                          throw new IllegalStateException("away");
                        }))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5);
    OrderId id = broken.place(order().add("mug", 2));

    assertThat(
            TestShop.refusal(
                    broken.commerce().fulfillment().pick(WAREHOUSE, broken.shipment(id).id()))
                .code())
        .isEqualTo(Refusal.Code.GUARDED);
  }

  @Test
  void aListenerHearsOfEveryStepInItsOrder() {
    OrderId id = shop.place(order().add("mug", 2));
    shop.deliver(id);

    assertThat(heard)
        .filteredOn(step -> step.subject() == Transition.Subject.SHIPMENT)
        .extracting(Transition::to)
        .containsExactly(
            "RELEASED", "PICKING", "PACKED", "MANIFESTED", "LOADED", "IN_TRANSIT", "DELIVERED");
    assertThat(heard)
        .filteredOn(step -> step.subject() == Transition.Subject.ORDER)
        .extracting(step -> step.from() + " " + step.to())
        .containsExactly("PLACED IN_FULFILLMENT", "IN_FULFILLMENT COMPLETED");
    assertThat(heard).allMatch(step -> step.order().equals(id));
    assertThat(heard.get(1).caller()).isEqualTo(WAREHOUSE);
  }

  @Test
  void aHostKeepsDataWithAnOrder() {
    OrderId id = shop.place(order().add("mug", 2));
    Orders orders = shop.commerce().orders();

    orders.keepData(AGENT, id, Map.of("campaign", "spring", "erp", "4711"), "import").orThrow();
    orders.keepData(AGENT, id, Map.of("erp", "", "note", "fragile"), "").orThrow();

    assertThat(shop.view(id).data()).isEqualTo(Map.of("campaign", "spring", "note", "fragile"));
    assertThat(shop.events(id)).filteredOn("order-data"::equals).hasSize(2);
    shop.deliver(id);
    assertThat(shop.view(id).data()).containsKey("campaign");
  }

  @Test
  void dataOfAHostHasLimits() {
    OrderId id = shop.place(order().add("mug", 2));
    Orders orders = shop.commerce().orders();
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      many.put("k" + i, "v");
    }
    orders.keepData(AGENT, id, many, "").orThrow();
    TestShop.Snapshot before = shop.snapshot();

    assertThat(TestShop.refusal(orders.keepData(AGENT, id, Map.of("one-more", "v"), "")).code())
        .isEqualTo(Refusal.Code.INVALID);
    many.put("k20", "v");
    for (Map<String, String> bad :
        List.of(many, Map.<String, String>of(), Map.of("a b", "v"), Map.of("k", "x".repeat(501)))) {
      assertThatThrownBy(() -> orders.keepData(AGENT, id, bad, ""))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("data");
    }
    assertThat(shop.snapshot()).isEqualTo(before);
  }
}
