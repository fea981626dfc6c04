package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SEATTLE;
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
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.ChangeView.State;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.policy.RecallRequest;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a change while somebody is at work on the parcel. */
class RecallTest {
  private final AtomicReference<RecallAnswer> answer = new AtomicReference<>(RecallAnswer.ACCEPTED);
  private final List<RecallRequest> asked = new CopyOnWriteArrayList<>();
  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder.warehouse(
                      request -> {
                        asked.add(request);
                        return answer.get();
                      }))
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 15.00")
          .stock("mug", EAST, 5)
          .stock("pot", WEST, 5);

  private OrderId packed() {
    OrderId id = shop.place(order().add("mug", 3));
    shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED);
    return id;
  }

  private ChangeView change(OrderId id, OrderEdit edit) {
    Orders orders = shop.commerce().orders();
    ChangePreview shown = orders.previewChange(as(ALICE), id, edit).orThrow();
    ChangeResult result = orders.confirmChange(as(ALICE), id, shown, "key", "a gift");
    assertThat(result).isInstanceOf(ChangeResult.Begun.class);
    return ((ChangeResult.Begun) result).change();
  }

  private ChangeView last(OrderId id) {
    List<ChangeView> all = shop.commerce().orders().changes(as(ALICE), id).orThrow();
    return all.get(all.size() - 1);
  }

  private Recall recall(OrderId id) {
    return shop.shipment(id).recall();
  }

  @Test
  void aWarehouseThatStopsHasTheParcelChanged() {
    OrderId id = packed();
    Orders orders = shop.commerce().orders();
    OrderEdit edit = OrderEdit.none().set("mug", 1).to(SEATTLE);
    assertThat(orders.previewChange(as(ALICE), id, edit).orThrow().recalls())
        .containsExactly(shop.shipment(id).id());
    assertThat(asked).isEmpty();

    assertThat(change(id, edit).state()).isEqualTo(State.APPLIED);

    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).shipment()).isEqualTo(shop.shipment(id).id());
    assertThat(asked.get(0).center()).isEqualTo(EAST);
    assertThat(asked.get(0).reason()).isEqualTo("a gift");
    assertThat(recall(id)).isEqualTo(Recall.NONE);
    assertThat(shop.shipment(id).lines().get(0).quantity()).isEqualTo(1);
    assertThat(shop.events(id))
        .containsSubsequence(
            "change-begun", "recall-asked", "recall-accepted", "recall-over", "order-changed");
    shop.deliverPicked(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void aWarehouseThatIsTooFarLeavesTheOrderAsItWas() {
    answer.set(RecallAnswer.TOO_LATE);
    OrderId id = packed();

    assertThat(change(id, OrderEdit.none().set("mug", 1).set("pot", 1)).state())
        .isEqualTo(State.TOO_LATE);

    assertThat(shop.view(id).change()).isEmpty();
    assertThat(shop.messages(id)).contains("change-not-made");
    assertThat(recall(id)).isEqualTo(Recall.NONE);
    assertThat(shop.level("pot", WEST).availableToPromise()).isEqualTo(5);
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 30.00"));
    shop.deliverPicked(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 30.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void aWarehouseThatHasToLookTellsLater() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = packed();
    assertThat(change(id, OrderEdit.none().set("mug", 1)).state()).isEqualTo(State.RECALLING);
    assertThat(recall(id)).isEqualTo(Recall.ASKED);
    assertThat(shop.shipment(id).lines().get(0).quantity()).isEqualTo(3);
    Fulfillment warehouse = shop.commerce().fulfillment();
    String shipment = shop.shipment(id).id();

    warehouse.recalled(WAREHOUSE, shipment, true).orThrow();

    assertThat(last(id).state()).isEqualTo(State.APPLIED);
    assertThat(shop.shipment(id).lines().get(0).quantity()).isEqualTo(1);
    assertThat(TestShop.refusal(warehouse.recalled(WAREHOUSE, shipment, false)).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aWarehouseThatLookedAndWasTooLateEndsTheChange() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = packed();
    change(id, OrderEdit.none().set("mug", 1));

    shop.commerce().fulfillment().recalled(WAREHOUSE, shop.shipment(id).id(), false).orThrow();

    assertThat(last(id).state()).isEqualTo(State.TOO_LATE);
    assertThat(shop.shipment(id).lines().get(0).quantity()).isEqualTo(3);
  }

  @Test
  void aWarehouseThatNeverAnswersGoesOnWhenTheChangeHasEnded() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = packed();
    change(id, OrderEdit.none().set("mug", 1));

    shop.after(Duration.ofHours(1));

    assertThat(last(id).state()).isEqualTo(State.EXPIRED);
    assertThat(recall(id)).isEqualTo(Recall.NONE);
    assertThat(shop.events(id)).containsSubsequence("recall-asked", "recall-over");
    shop.deliverPicked(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 30.00"));
  }

  @Test
  void aLoadScanBeatsARecallThatWaits() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = packed();
    change(id, OrderEdit.none().set("mug", 1));
    String shipment = shop.shipment(id).id();

    shop.deliverPicked(id);

    assertThat(last(id).state()).isEqualTo(State.TOO_LATE);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 30.00"));
    assertThat(
            TestShop.refusal(shop.commerce().fulfillment().recalled(WAREHOUSE, shipment, true))
                .code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void whatNobodyIsAtWorkOnIsNotAskedFor() {
    OrderId id = shop.place(order().add("mug", 3));

    assertThat(change(id, OrderEdit.none().set("mug", 1)).state()).isEqualTo(State.APPLIED);

    assertThat(asked).isEmpty();
  }

  @Test
  void aParcelThatIsBegunWhileTheBankThinksIsAskedForBeforeItIsChanged() {
    OrderId id = shop.place(order().add("mug", 3));
    shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    assertThat(change(id, OrderEdit.none().set("mug", 1).set("pot", 1)).state())
        .isEqualTo(State.PAYING);
    shop.bring(shop.shipment(id).id(), FulfillmentState.PICKING);

    shop.after(Duration.ofSeconds(10));

    assertThat(last(id).state()).isEqualTo(State.APPLIED);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aWarehouseThatCannotBeReachedIsAskedAgain() {
    boolean[] away = {true};
    TestShop other =
        TestShop.open(
                builder ->
                    builder.warehouse(
                        request -> {
                          if (away[0]) {
                            throw new IllegalStateException("no line");
                          }
                          return RecallAnswer.ACCEPTED;
                        }))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5);
    OrderId id = other.place(order().add("mug", 3));
    other.bring(other.shipment(id).id(), FulfillmentState.PICKING);
    other.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    assertThat(other.view(id).state()).isEqualTo(OrderState.IN_FULFILLMENT);
    away[0] = false;

    other.after(Duration.ofMinutes(1));

    assertThat(other.view(id).state()).isEqualTo(OrderState.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(RecallAnswer.class)
  void aCancellationOfAPackedParcelAsksTheWarehouse(RecallAnswer says) {
    answer.set(says);
    OrderId id = packed();

    OrderView view = shop.commerce().orders().cancel(as(ALICE), id, "too dear").orThrow();

    assertThat(asked).hasSize(1);
    switch (says) {
      case ACCEPTED -> {
        assertThat(view.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(shop.messages(id)).contains("cancelled");
        assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(5);
      }
      case TOO_LATE -> {
        assertThat(view.state()).isEqualTo(OrderState.IN_FULFILLMENT);
        assertThat(shop.messages(id)).contains("change-not-made");
        assertThat(last(id).state()).isEqualTo(State.TOO_LATE);
      }
      case PENDING -> {
        assertThat(view.change().map(ChangeView::state)).contains(State.RECALLING);
        shop.commerce().fulfillment().recalled(WAREHOUSE, shop.shipment(id).id(), true);
        assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
      }
    }
    shop.assertStockIsWhole();
  }

  @Test
  void aCancellationGoesAsFarAsItCan() {
    OrderId id = shop.place(order().add("mug", 3).add("pot", 2));
    shop.bring(shop.shipmentFrom(id, EAST).id(), FulfillmentState.PACKED);
    answer.set(RecallAnswer.TOO_LATE);

    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

    assertThat(shop.shipmentFrom(id, EAST).state()).isEqualTo(FulfillmentState.PACKED);
    assertThat(shop.shipmentFrom(id, WEST).state()).isEqualTo(FulfillmentState.CANCELLED);
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 30.00"));
  }

  private void cancel(OrderId id, String sku, int units) {
    assertThat(cancelling(id, sku, units)).isInstanceOf(Result.Done.class);
  }

  private Result<OrderView> cancelling(OrderId id, String sku, int units) {
    List<OrderRequest.Item> items = List.of(new OrderRequest.Item(Sku.of(sku), units));
    return shop.commerce().orders().cancelItems(as(ALICE), id, items, "");
  }

  private void answer(String shipment, boolean accepted) {
    shop.commerce().fulfillment().recalled(WAREHOUSE, shipment, accepted).orThrow();
  }

  @Test
  void anotherCancellationCarriesTheFirstOneOn() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = shop.place(order().add("mug", 3).add("pot", 2));
    FulfillmentOrder mugs = shop.shipmentFrom(id, EAST);
    shop.bring(mugs.id(), FulfillmentState.PICKING);
    cancel(id, "mug", 3);

    cancel(id, "pot", 2);

    assertThat(asked).hasSize(1);
    assertThat(shop.shipmentFrom(id, WEST).state()).isEqualTo(FulfillmentState.CANCELLED);
    assertThat(shop.messages(id)).doesNotContain("change-not-made");
    answer(mugs.id(), true);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void unitsThatAreBeingCancelledAreNotCancelledTwice() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = packed();
    cancel(id, "mug", 1);
    cancel(id, "mug", 1);

    assertThat(TestShop.refusal(cancelling(id, "mug", 2)).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);

    answer(shop.shipment(id).id(), true);
    assertThat(shop.shipment(id).lines().get(0).quantity()).isEqualTo(1);
    assertThat(recall(id)).isEqualTo(Recall.NONE);
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 30.00"));
    shop.deliverPicked(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
  }

  @Test
  void aCancellationThatIsGivenAgainWhileItWaitsChangesNothing() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = packed();
    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    TestShop.Snapshot before = shop.snapshot();

    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void whatHasStoppedForACancellationIsCancelledWithTheNextOne() {
    answer.set(RecallAnswer.PENDING);
    OrderId id = shop.place(order().add("mug", 3).add("pot", 2));
    String mugs = shop.shipmentFrom(id, EAST).id();
    String pots = shop.shipmentFrom(id, WEST).id();
    shop.bring(mugs, FulfillmentState.PICKING);
    shop.bring(pots, FulfillmentState.PICKING);
    List<OrderRequest.Item> both =
        List.of(new OrderRequest.Item(Sku.of("mug"), 1), new OrderRequest.Item(Sku.of("pot"), 1));
    shop.commerce().orders().cancelItems(as(ALICE), id, both, "").orThrow();
    answer(mugs, true);

    cancel(id, "pot", 1);

    assertThat(shop.shipmentFrom(id, EAST).lines().get(0).quantity()).isEqualTo(2);
    assertThat(shop.shipmentFrom(id, EAST).recall()).isEqualTo(Recall.NONE);
    answer(pots, true);
    assertThat(shop.shipmentFrom(id, WEST).state()).isEqualTo(FulfillmentState.CANCELLED);
    shop.assertStockIsWhole();
  }

  @Test
  void aShipmentThatIsGivenUpUnpaidLeavesACancellationOpen() {
    TestShop slow =
        TestShop.open(
                builder ->
                    builder
                        .changeWindow(Duration.ofDays(9))
                        .warehouse(request -> RecallAnswer.PENDING))
            .sell("mug", "USD 10.00")
            .sell("pot", "USD 15.00")
            .stock("mug", EAST, 5)
            .stock("pot", WEST, 5);
    slow.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_HARD);
    OrderId id = slow.place(order().add("mug", 3).add("pot", 2));
    FulfillmentOrder paid =
        slow.view(id).shipments().stream()
            .filter(shipment -> shipment.state() == FulfillmentState.RELEASED)
            .findFirst()
            .orElseThrow();
    slow.bring(paid.id(), FulfillmentState.PICKING);
    List<OrderRequest.Item> items =
        List.of(new OrderRequest.Item(paid.lines().get(0).sku(), paid.lines().get(0).quantity()));
    slow.commerce().orders().cancelItems(as(ALICE), id, items, "").orThrow();

    slow.pass(Duration.ofDays(4));

    assertThat(slow.messages(id)).contains("cancelled-unpaid").doesNotContain("change-not-made");
    assertThat(slow.view(id).change().map(ChangeView::state)).contains(State.RECALLING);
    slow.commerce().fulfillment().recalled(WAREHOUSE, paid.id(), true).orThrow();
    assertThat(slow.view(id).state()).isEqualTo(OrderState.CANCELLED);
    slow.assertStockIsWhole();
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aRecallAndALoadScanHaveOneWinner() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    int changed = 0;
    try {
      for (int round = 0; round < 300; round++) {
        TestShop one =
            TestShop.open(builder -> builder.warehouse(request -> RecallAnswer.PENDING))
                .sell("mug", "USD 10.00")
                .stock("mug", EAST, 5);
        OrderId id = one.place(order().add("mug", 3));
        FulfillmentOrder parcel = one.bring(one.shipment(id).id(), FulfillmentState.MANIFESTED);
        one.commerce().orders().cancel(as(ALICE), id, "").orThrow();
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Result<FulfillmentOrder>> truck =
            threads.submit(
                () -> {
                  start.await();
                  return one.commerce().fulfillment().load(WAREHOUSE, parcel.id());
                });
        Future<Result<FulfillmentOrder>> stop =
            threads.submit(
                () -> {
                  start.await();
                  return one.commerce().fulfillment().recalled(WAREHOUSE, parcel.id(), true);
                });

        boolean loaded = truck.get() instanceof Result.Done;
        boolean stopped = stop.get() instanceof Result.Done;

        assertThat(loaded).isNotEqualTo(stopped);
        assertThat(one.view(id).change()).isEmpty();
        assertThat(one.states(id))
            .containsExactly(loaded ? FulfillmentState.IN_TRANSIT : FulfillmentState.CANCELLED);
        assertThat(one.captured(id)).isEqualTo(Money.parse(loaded ? "USD 30.00" : "USD 0.00"));
        assertThat(one.open(id)).isEqualTo(Money.parse("USD 0.00"));
        one.assertStockIsWhole();
        changed += stopped ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println("the recall was first in " + changed + " of 300 rounds");
  }
}
