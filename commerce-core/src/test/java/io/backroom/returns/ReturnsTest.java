package io.backroom.returns;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderView;
import io.backroom.returns.ReturnRequest.Disposition;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnsTest {
  private final TestShop shop =
      TestShop.open(builder -> builder.shippingPrice((to, goods) -> Money.parse("USD 5.00")))
          .sell("mug", "USD 9.99")
          .sell("pot", "USD 30.00");

  private OrderId delivered(OrderRequest.Draft draft) {
    OrderId id = shop.place(draft);
    shop.deliver(id);
    return id;
  }

  private static ReturnRequest request(
      OrderId id, String sku, int units, Disposition disposition, String key) {
    return new ReturnRequest(
        id, List.of(new OrderRequest.Item(Sku.of(sku), units)), disposition, key, "too small");
  }

  private Result<OrderView> giveBack(OrderId id, String sku, int units, String key) {
    return shop.commerce()
        .returns()
        .accept(AGENT, request(id, sku, units, Disposition.RESTOCK, key));
  }

  @Test
  void aPartAndThenTheRestAreRefundedToTheLastPenny() {
    shop.stock("mug", EAST, 3);
    OrderId id = delivered(order().add("mug", 3));
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 34.97"));

    giveBack(id, "mug", 1, "r1").orThrow();
    Money first = shop.refunded(id);
    OrderView view = giveBack(id, "mug", 2, "r2").orThrow();

    assertThat(first).isBetween(Money.parse("USD 11.65"), Money.parse("USD 11.66"));
    assertThat(shop.refunded(id)).isEqualTo(Money.parse("USD 34.97"));
    assertThat(view.payment().refunded()).isEqualTo(Money.parse("USD 34.97"));
    assertThat(view.lines().get(0).returned()).isEqualTo(3);
    assertThat(shop.events(id)).endsWith("items-returned", "items-returned");
    assertThat(shop.messages(id)).endsWith("refunded", "refunded");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void howeverUnitsComeBackTheRefundsAddUpToWhatWasPaid(int step) {
    shop.stock("mug", EAST, 4).stock("mug", WEST, 3).stock("pot", WEST, 2);
    OrderId id = delivered(order().add("mug", 7).add("pot", 2));

    for (int left = 7, turn = 0; left > 0; left -= step, turn++) {
      giveBack(id, "mug", Math.min(step, left), "m" + turn).orThrow();
    }
    giveBack(id, "pot", 1, "p1").orThrow();
    giveBack(id, "pot", 1, "p2").orThrow();

    assertThat(shop.refunded(id)).isEqualTo(shop.captured(id));
    assertThat(shop.refunded(id)).isEqualTo(shop.view(id).total());
    assertThat(shop.level("mug", EAST).onHand() + shop.level("mug", WEST).onHand()).isEqualTo(7);
    shop.assertStockIsWhole();
  }

  @Test
  void moreThanWasDeliveredIsRefused() {
    shop.stock("mug", EAST, 3);
    OrderId id = delivered(order().add("mug", 3));
    giveBack(id, "mug", 2, "r1").orThrow();
    TestShop.Snapshot before = shop.snapshot();

    Refusal refusal = TestShop.refusal(giveBack(id, "mug", 2, "r2"));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal.message()).contains("only 1 units of mug");
    assertThat(TestShop.refusal(giveBack(id, "pot", 1, "r3")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void severalLinesOfOneSkuCountTogether() {
    shop.stock("mug", EAST, 3);
    OrderId id = delivered(order().add("mug", 3));
    OrderRequest.Item two = new OrderRequest.Item(Sku.of("mug"), 2);

    Result<OrderView> result =
        shop.commerce()
            .returns()
            .accept(AGENT, new ReturnRequest(id, List.of(two, two), Disposition.SCRAP, "r", ""));

    assertThat(TestShop.refusal(result).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void whatHasNotBeenDeliveredCannotComeBack() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);

    assertThat(TestShop.refusal(giveBack(id, "mug", 1, "r1")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void restockedGoodsAreSoldAgainAndScrappedOnesAreNot() {
    shop.stock("mug", EAST, 2);
    OrderId id = delivered(order().add("mug", 2));
    assertThat(shop.level("mug", EAST).onHand()).isZero();

    giveBack(id, "mug", 1, "r1").orThrow();
    shop.commerce()
        .returns()
        .accept(AGENT, request(id, "mug", 1, Disposition.SCRAP, "r2"))
        .orThrow();

    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(1);
    assertThat(shop.refunded(id)).isEqualTo(shop.captured(id));
    shop.assertStockIsWhole();
  }

  @Test
  void goodsThatComeBackServeWhoWaits() {
    shop.stock("mug", EAST, 1).expect("po", "mug", EAST, 1, Duration.ofDays(7));
    OrderId id = delivered(order().add("mug", 1));
    OrderId waiting =
        shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 1).orBackorder());

    giveBack(id, "mug", 1, "r1").orThrow();

    assertThat(shop.shipment(waiting).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  @Test
  void theSameKeyIsOneRefund() {
    shop.stock("mug", EAST, 3);
    OrderId id = delivered(order().add("mug", 3));
    OrderView first = giveBack(id, "mug", 1, "r1").orThrow();

    OrderView again = giveBack(id, "mug", 1, "r1").orThrow();

    assertThat(again).isEqualTo(first);
    assertThat(shop.books(id).stream().filter(entry -> entry.startsWith("REFUNDED"))).hasSize(1);
    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(1);
  }

  @Test
  void theSameKeyWithAnotherContentIsRefused() {
    shop.stock("mug", EAST, 3);
    OrderId id = delivered(order().add("mug", 3));
    giveBack(id, "mug", 1, "r1").orThrow();
    TestShop.Snapshot before = shop.snapshot();

    assertThat(TestShop.refusal(giveBack(id, "mug", 2, "r1")).code())
        .isEqualTo(Refusal.Code.KEY_REUSED);

    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void theSameKeyAtTwoOrdersIsTwoReturns() {
    shop.stock("mug", EAST, 3);
    OrderId one = delivered(order().add("mug", 1));
    OrderId two = delivered(order().add("mug", 1));

    giveBack(one, "mug", 1, "r1").orThrow();
    giveBack(two, "mug", 1, "r1").orThrow();

    assertThat(shop.refunded(one)).isEqualTo(shop.captured(one));
    assertThat(shop.refunded(two)).isEqualTo(shop.captured(two));
  }

  @Test
  @Timeout(30)
  void aDoubleClickInTwoThreadsIsOneRefund() throws Exception {
    shop.stock("mug", EAST, 100);
    for (int round = 0; round < 50; round++) {
      OrderId id = delivered(order().add("mug", 2));
      List<Result<OrderView>> answers = race(id, "r", "r");

      assertThat(answers).allSatisfy(a -> assertThat(a).isInstanceOf(Result.Done.class));
      assertThat(shop.books(id).stream().filter(entry -> entry.startsWith("REFUNDED"))).hasSize(1);
      assertThat(shop.view(id).lines().get(0).returned()).isEqualTo(2);
    }
    shop.assertStockIsWhole();
  }

  @Test
  @Timeout(30)
  void twoAgentsWhoTakeTheSameUnitsBackRefundThemOnce() throws Exception {
    shop.stock("mug", EAST, 100);
    for (int round = 0; round < 50; round++) {
      OrderId id = delivered(order().add("mug", 2));

      List<Result<OrderView>> answers = race(id, "one", "two");

      assertThat(answers.stream().filter(a -> a instanceof Result.Done)).hasSize(1);
      assertThat(shop.refunded(id)).isEqualTo(shop.captured(id));
    }
    shop.assertStockIsWhole();
  }

  private List<Result<OrderView>> race(OrderId id, String one, String other) throws Exception {
    CountDownLatch ready = new CountDownLatch(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Result<OrderView>>> futures =
          List.of(one, other).stream()
              .map(
                  key ->
                      threads.submit(
                          () -> {
                            ready.countDown();
                            ready.await();
                            return giveBack(id, "mug", 2, key);
                          }))
              .toList();
      return List.of(futures.get(0).get(), futures.get(1).get());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRefundWhoseAnswerIsLostIsMadeOnce() {
    shop.stock("mug", EAST, 1);
    OrderId id = delivered(order().add("mug", 1));
    shop.provider().onNext(Operation.REFUND, Fault.LOST_RESPONSE);
    shop.provider().onNext(Operation.REFUND, Fault.BROKEN_RESPONSE);
    shop.provider().onNext(Operation.REFUND, Fault.NOT_SENT);

    giveBack(id, "mug", 1, "r1").orThrow();
    shop.pass(Duration.ofHours(3));

    assertThat(shop.refunded(id)).isEqualTo(shop.captured(id));
    assertThat(shop.view(id).payment().refunded()).isEqualTo(shop.captured(id));
    assertThat(shop.messages(id)).endsWith("refunded");
  }

  @Test
  void aRefundThatIsDeclinedIsNotCountedAndBecomesATask() {
    shop.stock("mug", EAST, 1);
    OrderId id = delivered(order().add("mug", 1));
    shop.provider().onNext(Operation.REFUND, Fault.DECLINED_GENERIC);

    OrderView view = giveBack(id, "mug", 1, "r1").orThrow();

    assertThat(view.payment().refunded().isZero()).isTrue();
    assertThat(shop.tasks(id)).containsExactly("money-stuck");
    assertThat(shop.messages(id)).doesNotContain("refunded");
  }

  @Test
  void aCustomerDoesNotRefundThemselves() {
    shop.stock("mug", EAST, 1);
    OrderId id = delivered(order().add("mug", 1));

    Result<OrderView> result =
        shop.commerce()
            .returns()
            .accept(as(ALICE), request(id, "mug", 1, Disposition.RESTOCK, "r1"));

    assertThat(result).isInstanceOf(Result.Refused.class);
    assertThat(shop.refunded(id).isZero()).isTrue();
  }
}
