package io.backroom;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.Trouble.When;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every single call of a port in an order's life is made to fail, before or after its effect, once
 * or together with all that would follow it in that process. Whoever was talking to the shop says
 * the same again, as a person or a scanner does; then everything must be as if nothing had failed.
 */
class CrashTest {
  private static final Money TOTAL = Money.parse("USD 75.00");

  /** An order of two shipments, one of them backordered; its buyer and the people around it. */
  private static final class Story {
    final TestShop shop =
        TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 15.00").stock("mug", EAST, 5);
    final CommandId receiptKey = CommandId.of("receipt-key");

    Story() {
      // As many as are waited for: once they are given out nothing is left that would call for a
      // look.
      shop.expect("po", "pot", WEST, 3, Duration.ofDays(2));
    }

    OrderId place() {
      OrderRequest request =
          order().add("mug", 3).add("pot", 3).orBackorder().once("alices-cart").build();
      PlaceResult result = shop.commerce().orders().place(as(ALICE), request);
      assertThat(result).isInstanceOf(PlaceResult.Placed.class);
      return ((PlaceResult.Placed) result).order().id();
    }

    void receive() {
      shop.commerce()
          .inventory()
          .receive(
              WAREHOUSE,
              receiptKey,
              new StockLine(Sku.of("pot"), WEST, 3),
              Optional.of(ReceiptId.of("po")))
          .orThrow();
    }

    void deliver() {
      for (OrderView view : shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow()) {
        for (FulfillmentOrder shipment : view.shipments()) {
          bring(shipment);
        }
      }
    }

    private void bring(FulfillmentOrder shipment) {
      Fulfillment warehouse = shop.commerce().fulfillment();
      String id = shipment.id();
      switch (shipment.state()) {
        case RELEASED -> warehouse.pick(WAREHOUSE, id);
        case PICKING -> warehouse.pack(WAREHOUSE, id, 1_000);
        case PACKED -> warehouse.manifest(WAREHOUSE, id, "T1");
        case MANIFESTED -> warehouse.load(WAREHOUSE, id);
        case IN_TRANSIT -> warehouse.track(WAREHOUSE, id, Fulfillment.Scan.DELIVERED);
        default -> {}
      }
    }

    /** The whole life; may be begun anew at any time. */
    OrderId live() {
      OrderId id = place();
      receive();
      for (int step = 0; step < 5; step++) {
        deliver();
      }
      return id;
    }

    /** Says everything again until the order is done, with time in between. */
    OrderId recover() {
      // What an attempt has kept that came to nothing is not in its own buyer's way.
      shop.after(Duration.ofMinutes(1));
      OrderId id = live();
      for (int day = 0; day < 30 && shop.view(id).state() != OrderState.COMPLETED; day++) {
        shop.pass(Duration.ofHours(day < 2 ? 3 : 24));
        id = live();
      }
      shop.pass(Duration.ofHours(3));
      return id;
    }

    void check(OrderId id) {
      assertThat(shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow()).hasSize(1);
      assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
      assertThat(shop.states(id))
          .containsExactly(FulfillmentState.DELIVERED, FulfillmentState.DELIVERED);
      assertThat(shop.mostLiveAuthorizations()).isEqualTo(1);
      assertThat(shop.captured(id)).isEqualTo(TOTAL);
      assertThat(shop.view(id).payment().captured()).isEqualTo(TOTAL);
      assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
      assertThat(shop.level("mug", EAST).onHand()).isEqualTo(2);
      assertThat(shop.level("pot", WEST).onHand()).isZero();
      for (String sku : List.of("mug", "pot")) {
        shop.inventory()
            .levels(List.of(Sku.of(sku)))
            .forEach(
                level -> {
                  assertThat(level.reserved()).isZero();
                  assertThat(level.allocated()).isZero();
                  assertThat(level.backordered()).isZero();
                });
      }
      assertThat(shop.messages(id))
          .contains("order-placed")
          .filteredOn("shipped"::equals)
          .hasSizeGreaterThanOrEqualTo(2);
      assertThat(shop.history(id))
          .filteredOn(event -> event.kind().equals("order-placed"))
          .hasSize(1);
      assertThat(shop.tasks(id)).isEmpty();
      shop.assertStockIsWhole();
    }
  }

  private static int callsOfOneLife() {
    Story story = new Story();
    story.shop.trouble().strikeOnce(Integer.MAX_VALUE, When.BEFORE);
    OrderId id = story.live();
    int calls = story.shop.trouble().calls();
    story.check(id);
    return calls;
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
  void afterAFailureOfAnyCallTheOrderIsWholeInTheEnd(When when, boolean fatal) {
    int calls = callsOfOneLife();
    assertThat(calls).isGreaterThan(200);
    for (int call = 1; call <= calls; call++) {
      Story story = new Story();
      if (fatal) {
        story.shop.trouble().strikeDead(call, when);
      } else {
        story.shop.trouble().strikeOnce(call, when);
      }
      try {
        story.live();
      } catch (RuntimeException | AssertionError unknown) {
        // The caller does not know what has happened, and says it again.
      }
      assertThat(story.shop.trouble().hasStruck()).isTrue();
      story.shop.trouble().end();
      if (fatal) {
        story.shop.restart();
      }
      try {
        story.check(story.recover());
      } catch (RuntimeException | AssertionError wrong) {
        throw new AssertionError(
            "after a failure " + when + " call " + call + " of " + calls + ", fatal " + fatal,
            wrong);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE", "AFTER"})
  void afterACrashInACancellationStockAndMoneyAreBack(When when) {
    boolean struck = true;
    for (int call = 1; struck; call++) {
      Story story = new Story();
      OrderId id = story.place();
      story.shop.trouble().strikeDead(call, when);
      try {
        story.shop.commerce().orders().cancel(as(ALICE), id, "");
      } catch (RuntimeException unknown) {
        // Asked again below.
      }
      struck = story.shop.trouble().hasStruck();
      story.shop.restart();
      story.shop.commerce().orders().cancel(as(ALICE), id, "");
      story.shop.pass(Duration.ofDays(2));

      assertThat(story.shop.view(id).state()).as("call %s", call).isEqualTo(OrderState.CANCELLED);
      assertThat(story.shop.open(id).isZero()).as("call %s", call).isTrue();
      assertThat(story.shop.level("mug", EAST).availableToPromise()).isEqualTo(5);
      assertThat(story.shop.level("pot", WEST).backordered()).isZero();
      assertThat(story.shop.tasks(id)).isEmpty();
      story.shop.assertStockIsWhole();
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE", "AFTER"})
  void afterACrashInAReturnTheRefundIsMadeOnce(When when) {
    boolean struck = true;
    for (int call = 1; struck; call++) {
      Story story = new Story();
      OrderId id = story.live();
      ReturnRequest request =
          new ReturnRequest(
              id,
              List.of(new OrderRequest.Item(Sku.of("mug"), 2)),
              ReturnRequest.Disposition.RESTOCK,
              "r1",
              "");
      story.shop.trouble().strikeDead(call, when);
      try {
        story.shop.commerce().returns().accept(TestShop.AGENT, request);
      } catch (RuntimeException unknown) {
        // Asked again below.
      }
      struck = story.shop.trouble().hasStruck();
      story.shop.restart();
      story.shop.commerce().returns().accept(TestShop.AGENT, request).orThrow();
      story.shop.pass(Duration.ofDays(2));

      assertThat(story.shop.refunded(id)).as("call %s", call).isEqualTo(Money.parse("USD 20.00"));
      assertThat(story.shop.level("mug", EAST).onHand()).as("call %s", call).isEqualTo(4);
      story.shop.assertStockIsWhole();
    }
  }

  @Test
  void aHoldLostInALongOutageIsTakenAnew() {
    Story story = new Story();
    for (int call = 1; ; call++) {
      story = new Story();
      story.shop.trouble().strikeDead(call, When.BEFORE);
      try {
        story.place();
      } catch (RuntimeException unknown) {
        // The process has died.
      }
      boolean struck = story.shop.trouble().hasStruck();
      story.shop.clock().forward(Duration.ofHours(5));
      story.shop.restart();
      story.shop.commerce().runDue();
      story.check(story.recover());
      if (!struck) {
        return;
      }
    }
  }

  @Test
  void aHoldWhoseStockIsGoneAfterAnOutageBecomesATask() {
    boolean seen = false;
    boolean struck = true;
    for (int call = 1; struck; call++) {
      Story story = new Story();
      story.shop.trouble().strikeDead(call, When.BEFORE);
      try {
        story.place();
      } catch (RuntimeException unknown) {
        // The process has died.
      }
      struck = story.shop.trouble().hasStruck();
      story.shop.clock().forward(Duration.ofHours(5));
      story.shop.restart();
      story.shop.commerce().inventory().expireHolds(story.shop.clock().instant());
      OrderId bobs =
          story.shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 2));
      PlaceResult more =
          story.shop.answer(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 3));
      story.shop.pass(Duration.ofHours(3));

      assertThat(story.shop.view(bobs).state()).isEqualTo(OrderState.PLACED);
      for (OrderView view : story.shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow()) {
        boolean lost = more instanceof PlaceResult.Placed;
        seen |= lost;
        assertThat(story.shop.tasks(view.id()).contains("stock-lost")).isEqualTo(lost);
      }
      assertThat(story.shop.level("mug", EAST).unpromised()).isNotNegative();
      story.shop.assertStockIsWhole();
    }
    assertThat(seen).isTrue();
  }

  /** A shop whose process died at one call of placing an order, and whose stock is gone since. */
  private static Optional<TestShop> withALostHold(int call) {
    TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 2);
    shop.trouble().strikeDead(call, When.BEFORE);
    try {
      shop.answer(order().add("mug", 2));
    } catch (RuntimeException unknown) {
      // The process has died.
    }
    shop.clock().forward(Duration.ofHours(5));
    shop.restart();
    shop.commerce().inventory().expireHolds(shop.clock().instant());
    PlaceResult bobs = shop.answer(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 2));
    boolean lost = !shop.commerce().orders().of(as(ALICE), ALICE, 1).orThrow().isEmpty();
    return lost && bobs instanceof PlaceResult.Placed ? Optional.of(shop) : Optional.empty();
  }

  @Test
  void aLostHoldBecomesATaskWhateverFailsWhileItIsLookedAfter() {
    int dead = 1;
    while (withALostHold(dead).isEmpty()) {
      dead++;
    }
    boolean failed = true;
    for (int call = 1; failed; call++) {
      TestShop shop = withALostHold(dead).orElseThrow();
      shop.trouble().strikeOnce(call, When.BEFORE);
      try {
        shop.pass(Duration.ofHours(3));
      } catch (Trouble.Unreachable unknown) {
        // The queue goes on below.
      }
      failed = shop.trouble().hasStruck();
      shop.trouble().end();
      shop.pass(Duration.ofHours(3));

      OrderId id = shop.commerce().orders().of(as(ALICE), ALICE, 1).orThrow().get(0).id();
      assertThat(shop.tasks(id)).as("call %s", call).contains("stock-lost");
    }
  }
}
