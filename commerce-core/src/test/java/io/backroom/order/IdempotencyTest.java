package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.ForwardingStock;
import io.backroom.TestShop;
import io.backroom.Trouble;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
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
        assertThat(answer).isInstanceOf(PlaceResult.Placed.class);
        ids.add(((PlaceResult.Placed) answer).order().id());
      }

      assertThat(ids).containsExactly(shop.place(draft));
      assertThat(shop.level("mug", EAST).allocated()).isEqualTo(round + 1);
      assertThat(shop.level("mug", EAST).reserved()).isZero();
    }
    shop.assertStockIsWhole();
  }

  /** The first click has reserved the last unit and is about to store the order. */
  @Test
  void theSecondClickWhileTheFirstIsBeingStoredIsTheSameOrder() {
    List<PlaceResult> second = new ArrayList<>();
    OrderRequest.Draft request = order().add("mug", 1).once("k");
    AtomicReference<TestShop> late = new AtomicReference<>();
    TestShop slow =
        TestShop.open(
            builder ->
                builder.inventory(
                    new AfterReserve(
                        new InMemoryInventoryStore(),
                        () -> second.add(late.get().answer(request)))));
    late.set(slow.sell("mug", "USD 10.00").stock("mug", EAST, 1));

    PlaceResult first = slow.answer(request);

    assertThat(second).hasSize(1).containsExactly(first);
    assertThat(first).isInstanceOf(PlaceResult.Placed.class);
    assertThat(slow.commerce().orders().of(as(ALICE), ALICE, 10).orThrow()).hasSize(1);
    slow.assertStockIsWhole();
  }

  /** Does something once, right after the first units were reserved. */
  private static final class AfterReserve implements ForwardingStock<InMemoryInventoryStore> {
    private final InMemoryInventoryStore store;
    private final Runnable then;
    private boolean done;

    AfterReserve(InMemoryInventoryStore store, Runnable then) {
      this.store = store;
      this.then = then;
    }

    @Override
    public InMemoryInventoryStore store() {
      return store;
    }

    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      List<StockResult> results = store.apply(commands, now);
      if (!done && commands.get(0) instanceof StockCommand.Reserve) {
        done = true;
        then.run();
      }
      return results;
    }
  }

  @Test
  void whatAFailedAttemptHasKeptIsFoundAgainUnderItsKey() {
    shop.stock("mug", EAST, 1);
    OrderRequest request = order().add("mug", 1).once("k").build();
    dieRightAfterTheReservation(request);

    assertThat(shop.level("mug", EAST).reserved()).isEqualTo(1);
    OrderId id = shop.place(order().add("mug", 1).once("k"));

    assertThat(shop.level("mug", EAST).reserved()).isZero();
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(1);
    assertThat(shop.states(id).toString()).isEqualTo("[RELEASED]");
    shop.assertStockIsWhole();
  }

  @Test
  void whatAFailedAttemptHasKeptIsKeptFromEverybodyElse() {
    shop.stock("mug", EAST, 1);
    dieRightAfterTheReservation(order().add("mug", 1).once("k").build());

    assertThat(shop.answer(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 1)))
        .isInstanceOf(PlaceResult.OutOfStock.class);
    assertThat(shop.answer(order().add("mug", 1).once("another")))
        .isInstanceOf(PlaceResult.OutOfStock.class);
  }

  @Test
  void whatAFailedAttemptHasKeptTooLongIsReservedAnew() {
    shop.stock("mug", EAST, 1);
    dieRightAfterTheReservation(order().add("mug", 1).once("k").build());
    shop.after(Duration.ofHours(1));

    shop.place(order().add("mug", 1).once("k"));

    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(1);
    shop.assertStockIsWhole();
  }

  /** The process dies when it has reserved the units and not stored the order. */
  private void dieRightAfterTheReservation(OrderRequest request) {
    boolean kept = false;
    for (int call = 1; !kept; call++) {
      shop.trouble().strikeDead(call, Trouble.When.AFTER);
      assertThatThrownBy(() -> shop.commerce().orders().place(as(ALICE), request))
          .isInstanceOf(Trouble.Unreachable.class);
      shop.restart();
      kept = shop.level("mug", EAST).reserved() > 0;
    }
  }

  @Test
  void aStoreThatFailsLeavesNoHoldBehindEvenWithoutAKey() {
    shop.stock("mug", EAST, 1);
    boolean struck = true;
    int kept = 0;
    for (int call = 1; struck; call++) {
      shop.trouble().strikeOnce(call, Trouble.When.BEFORE);
      try {
        shop.commerce().orders().place(as(ALICE), order().add("mug", 1).build());
      } catch (Trouble.Unreachable failed) {
        kept += shop.level("mug", EAST).reserved();
      }
      struck = shop.trouble().hasStruck();
      shop.trouble().end();
      shop.commerce()
          .orders()
          .of(as(ALICE), ALICE, 10)
          .orThrow()
          .forEach(order -> shop.commerce().orders().cancel(as(ALICE), order.id(), ""));
      shop.pass(Duration.ofHours(1));
    }
    assertThat(kept).isZero();
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
