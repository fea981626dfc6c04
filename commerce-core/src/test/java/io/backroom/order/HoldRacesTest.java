package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.Hold;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything that can be done with one hold, done at the same moment. */
class HoldRacesTest {
  private static final int ROUNDS = 400;

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 4);

  private static HoldRequest wish(int units) {
    return HoldRequest.of(
        ALICE, new HoldRequest.Routed(BOSTON), new OrderRequest.Item(Sku.of("mug"), units));
  }

  private Callable<Object> at(CyclicBarrier start, Callable<Object> call) {
    return () -> {
      start.await();
      return call.call();
    };
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void whateverComesFirstEveryOrderHasItsUnitsAndNoneIsKeptForNobody() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(5);
    CyclicBarrier start = new CyclicBarrier(5);
    Holds holds = shop.commerce().holds();
    int both = 0;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        ReservationId hold = ((HoldResult.Held) holds.hold(as(ALICE), wish(3))).hold().id();
        String key = "k" + round;
        List<Future<Object>> answers =
            threads.invokeAll(
                List.of(
                    at(start, () -> shop.answer(order().add("mug", 3).holding(hold).once(key))),
                    at(start, () -> shop.answer(order().add("mug", 2).once(key + "b"))),
                    at(start, () -> holds.giveBack(as(ALICE), hold)),
                    at(start, () -> holds.extend(as(ALICE), hold)),
                    at(start, () -> holds.hold(as(ALICE), wish(1).insteadOf(hold)))));
        List<OrderView> placed = new ArrayList<>();
        for (Future<Object> answer : answers) {
          if (answer.get() instanceof PlaceResult.Placed order) {
            placed.add(shop.view(order.order().id()));
          }
        }
        shop.after(Duration.ofMinutes(1));
        check(placed);
        both += placed.size() > 1 ? 1 : 0;
        placed.forEach(view -> shop.commerce().orders().cancel(as(ALICE), view.id(), ""));
        shop.after(Duration.ofHours(1));
        assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(4);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(both).isZero();
    shop.assertStockIsWhole();
  }

  private void check(List<OrderView> placed) {
    int ordered = 0;
    for (OrderView view : placed) {
      for (FulfillmentOrder shipment : view.shipments()) {
        assertThat(shipment.state()).isEqualTo(FulfillmentState.RELEASED);
        ordered += shipment.lines().stream().mapToInt(FulfillmentOrder.Line::quantity).sum();
      }
      assertThat(shop.tasks(view.id())).isEmpty();
      assertThat(shop.events(view.id())).doesNotContain("stock-lost");
    }
    int held =
        shop.commerce().holds().of(as(ALICE), ALICE).orThrow().stream()
            .flatMap(hold -> hold.lines().stream())
            .mapToInt(Hold.Line::held)
            .sum();
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(ordered);
    assertThat(shop.level("mug", EAST).reserved()).isEqualTo(held);
  }
}
