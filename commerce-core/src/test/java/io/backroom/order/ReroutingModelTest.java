package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/**
 * Random orders, rejections, short picks, receipts and cancellations; counters as documents say.
 */
class ReroutingModelTest {
  private static final int SEEDS = 60;
  private static final int STEPS = 40;
  private static final CenterId MIDDLE = CenterId.of("middle");
  private static final List<CenterId> CENTERS = List.of(EAST, MIDDLE, WEST);
  private static final List<String> SKUS = List.of("mug", "pot");

  private final List<OrderId> orders = new ArrayList<>();
  private long rerouted;

  @Test
  void whateverIsRejectedCountersAreWhatTheDocumentsSayAndMoneyAddsUp() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom dice = new SplittableRandom(seed);
      TestShop shop =
          TestShop.open(
                  builder ->
                      builder.center(
                          Center.of("middle", Address.of("Chicago", "US", 41.88, -87.63))))
              .sell("mug", "USD 10.01")
              .sell("pot", "USD 15.00");
      orders.clear();
      for (int step = 0; step < STEPS; step++) {
        act(shop, dice);
        shop.after(Duration.ofMinutes(dice.nextInt(30)));
        check(shop, "seed " + seed + " step " + step);
      }
      rerouted +=
          orders.stream()
              .mapToLong(id -> shop.events(id).stream().filter("shipment-rerouted"::equals).count())
              .sum();
    }
    System.out.println(rerouted + " shipments were taken from other centers");
    assertThat(rerouted).isGreaterThan(SEEDS);
  }

  private void act(TestShop shop, SplittableRandom dice) {
    int what = dice.nextInt(10);
    String sku = SKUS.get(dice.nextInt(SKUS.size()));
    if (what < 2) {
      shop.stock(sku, CENTERS.get(dice.nextInt(3)), 1 + dice.nextInt(4));
    } else if (what < 5) {
      OrderRequestDraft draft = new OrderRequestDraft(dice);
      if (shop.answer(draft.of(sku)) instanceof PlaceResult.Placed placed) {
        orders.add(placed.order().id());
      }
    } else if (!orders.isEmpty()) {
      OrderId id = orders.get(dice.nextInt(orders.size()));
      List<FulfillmentOrder> all = shop.view(id).shipments();
      FulfillmentOrder one = all.get(dice.nextInt(all.size()));
      Fulfillment warehouse = shop.commerce().fulfillment();
      switch (what) {
        case 5 -> warehouse.pick(WAREHOUSE, one.id());
        case 6 ->
            warehouse.reject(
                WAREHOUSE,
                one.id(),
                List.of(Rejection.values()).get(dice.nextInt(Rejection.values().length)),
                "");
        case 7 -> {
          warehouse.pick(WAREHOUSE, one.id());
          int units = one.lines().isEmpty() ? 1 : one.lines().get(0).quantity();
          Sku missing = one.lines().isEmpty() ? Sku.of(sku) : one.lines().get(0).sku();
          warehouse.pickShort(WAREHOUSE, one.id(), Map.of(missing, 1 + dice.nextInt(units)), "");
        }
        case 8 -> {
          if (one.state() == FulfillmentState.RELEASED) {
            shop.bring(one.id(), FulfillmentState.LOADED);
          }
        }
        default -> shop.commerce().orders().cancel(as(ALICE), id, "");
      }
    }
  }

  private record OrderRequestDraft(SplittableRandom dice) {
    OrderRequest.Draft of(String sku) {
      OrderRequest.Draft draft = order().add(sku, 1 + dice.nextInt(4)).orBackorder();
      return dice.nextBoolean() ? draft.add(sku.equals("mug") ? "pot" : "mug", 1) : draft;
    }
  }

  private void check(TestShop shop, String when) {
    List<FulfillmentOrder> all = new ArrayList<>();
    for (OrderId id : orders) {
      OrderView view = shop.view(id);
      all.addAll(view.shipments());
      Money payable = view.payment().payable();
      Money amounts =
          view.shipments().stream()
              .flatMap(own -> own.lines().stream())
              .map(FulfillmentOrder.Line::amount)
              .reduce(Money.zero(payable.getCurrencyUnit()), Money::plus);
      assertThat(payable).as("%s: %s", when, id).isEqualTo(amounts);
    }
    assertThat(all).as(when).noneMatch(own -> own.recall() == Recall.MOVING);
    for (String sku : SKUS) {
      for (CenterId center : CENTERS) {
        StockLevel level = shop.level(sku, center);
        assertThat(level.unpromised()).as("%s: %s at %s", when, sku, center).isNotNegative();
        assertThat(List.of(level.allocated(), level.backordered()))
            .as("%s: %s at %s", when, sku, center)
            .containsExactly(units(all, sku, center, false), units(all, sku, center, true));
      }
    }
    assertThat(shop.mostLiveAuthorizations()).as(when).isLessThanOrEqualTo(1);
    shop.assertStockIsWhole();
  }

  private static int units(
      List<FulfillmentOrder> all, String sku, CenterId center, boolean waiting) {
    return all.stream()
        .filter(own -> own.center().equals(center) && !own.state().hasLeft())
        .flatMap(own -> own.lines().stream())
        .filter(line -> line.sku().value().equals(sku))
        .mapToInt(line -> waiting ? line.waiting() : line.quantity() - line.waiting())
        .sum();
  }
}
