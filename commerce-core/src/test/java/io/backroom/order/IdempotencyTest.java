package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IdempotencyTest {
  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00");

  @Test
  void theSameKeyPlacesOneOrderAndAnswersWithItAsItStands() {
    shop.stock("mug", EAST, 5);
    OrderId first = shop.place(order().add("mug", 1).once("k1"));
    shop.deliver(first);

    PlaceResult again = shop.answer(order().add("mug", 1).once("k1"));

    assertThat(((PlaceResult.Placed) again).order()).isEqualTo(shop.view(first));
    assertThat(((PlaceResult.Placed) again).order().state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow()).hasSize(1);
    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(4);
  }

  @Test
  void theSameKeyOnTheLastUnitIsAnsweredWithTheOrderThatHasIt() {
    shop.stock("mug", EAST, 1);
    OrderId first = shop.place(order().add("mug", 1).once("k1"));

    assertThat(shop.place(order().add("mug", 1).once("k1"))).isEqualTo(first);
  }

  @Test
  void theSameKeyWithAnotherContentIsRefused() {
    shop.stock("mug", EAST, 5);
    shop.place(order().add("mug", 1).once("k1"));
    TestShop.Snapshot before = shop.snapshot();

    Refusal refusal = refusal(shop.answer(order().add("mug", 2).once("k1")));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.KEY_REUSED);
    assertThat(refusal.field()).isEqualTo("key");
    assertThat(refusal.message()).contains("k1");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void theSameKeyOfTwoCustomersIsTwoOrders() {
    shop.stock("mug", EAST, 5);

    OrderId alice = shop.place(order().add("mug", 1).once("k1"));
    OrderId bob =
        shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 1).once("k1"));

    assertThat(bob).isNotEqualTo(alice);
  }

  @Test
  @Timeout(60)
  void sixteenThreadsWithOneKeyPlaceOneOrder() throws Exception {
    for (int round = 0; round < 50; round++) {
      shop.stock("mug", EAST, 16);
      String key = "k" + round;
      Set<OrderId> ids = new HashSet<>();
      for (PlaceResult answer : race(16, order().add("mug", 1).once(key).build())) {
        assertThat(answer).isInstanceOf(PlaceResult.Placed.class);
        ids.add(((PlaceResult.Placed) answer).order().id());
      }
      assertThat(ids).hasSize(1);
      assertThat(shop.level("mug", EAST).allocated()).isEqualTo(round + 1);
      assertThat(shop.level("mug", EAST).reserved()).isZero();
    }
    assertThat(shop.provider().ledger()).hasSize(50);
    shop.assertStockIsWhole();
  }

  @Test
  @Timeout(60)
  void aDoubleClickOnTheLastUnitIsOneOrder() throws Exception {
    for (int round = 0; round < 200; round++) {
      shop.stock("mug", EAST, 1);
      OrderRequest.Draft draft = order().add("mug", 1).once("k" + round);

      Set<OrderId> ids = new HashSet<>();
      for (PlaceResult answer : race(2, draft.build())) {
        // Who asks while the other one holds the unit and has not stored the order finds none.
        if (!(answer instanceof PlaceResult.OutOfStock)) {
          ids.add(((PlaceResult.Placed) answer).order().id());
        }
      }

      assertThat(ids).containsExactly(shop.place(draft));
    }
  }

  private List<PlaceResult> race(int callers, OrderRequest request) throws Exception {
    CountDownLatch ready = new CountDownLatch(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<PlaceResult>> futures = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return shop.commerce().orders().place(as(ALICE), request);
                }));
      }
      List<PlaceResult> answers = new ArrayList<>();
      for (Future<PlaceResult> future : futures) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
