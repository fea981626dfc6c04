package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.Trouble.When;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders that nobody has begun with are routed again while they wait. */
class ReoptimizingTest {
  private static final Duration LOOK = Duration.ofMinutes(10);
  private static final Money LEAST = Money.parse("USD 1.00");

  private static TestShop open(Money least) {
    return TestShop.open(
            builder -> builder.reoptimize(new Reoptimization(Duration.ofHours(1), LOOK, least)))
        .sell("mug", "USD 10.00")
        .sell("pot", "USD 15.00");
  }

  /** A mug in the east and a pot in the west, for Boston; later a pot comes in in the east. */
  private static OrderId split(TestShop shop) {
    shop.stock("mug", EAST, 1).stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1));
    assertThat(shop.view(id).shipments()).hasSize(2);
    return id;
  }

  private static List<FulfillmentOrder> open(TestShop shop, OrderId id) {
    return shop.view(id).shipments().stream()
        .filter(own -> own.state() != FulfillmentState.CANCELLED)
        .toList();
  }

  @Test
  void twoShipmentsBecomeOneWhenTheGoodsAreInOnePlace() {
    TestShop shop = open(LEAST);
    OrderId id = split(shop);
    List<Instant> dates =
        shop.view(id).shipments().stream()
            .map(own -> own.promise().current().orElseThrow())
            .toList();
    shop.stock("pot", EAST, 1).after(LOOK);

    FulfillmentOrder one = open(shop, id).get(0);
    assertThat(open(shop, id)).hasSize(1);
    assertThat(one.center()).isEqualTo(EAST);
    assertThat(one.state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(one.lines()).hasSize(2);
    assertThat(dates).allMatch(date -> !one.promise().current().orElseThrow().isAfter(date));
    assertThat(shop.level("pot", WEST).allocated()).isZero();
    assertThat(shop.level("pot", EAST).allocated()).isOne();
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 25.00"));
    CommerceEvent told =
        shop.history(id).stream()
            .filter(event -> event.kind().equals("shipment-reoptimized"))
            .findFirst()
            .orElseThrow();
    assertThat(told.facts()).containsEntry("to", "east").containsKey("saved");
    assertThat(told.reason()).contains("east");
    shop.bring(one.id(), FulfillmentState.DELIVERED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 25.00"));
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void aShipmentGoesWholeToANearerCenterAndItsMoneyStays() {
    TestShop shop = open(LEAST).stock("mug", WEST, 2);
    OrderId id = shop.place(order().add("mug", 2));
    shop.stock("mug", EAST, 2).after(LOOK);

    assertThat(shop.shipment(id).center()).isEqualTo(EAST);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 20.00");
    assertThat(shop.level("mug", WEST).availableToPromise()).isEqualTo(2);
    shop.assertStockIsWhole();
  }

  @Test
  void aCheaperWayThatIsLaterIsNotTaken() {
    for (int westDays : List.of(1, 9)) {
      TestShop shop =
          TestShop.open(
                  builder ->
                      builder
                          .transitTime(
                              (from, to) -> Duration.ofDays(from.id().equals(WEST) ? westDays : 3))
                          .shippingCost(
                              parcel ->
                                  Money.parse(
                                      parcel.from().id().equals(WEST) ? "USD 2.00" : "USD 9.00"))
                          .reoptimize(new Reoptimization(Duration.ofHours(1), LOOK, LEAST)))
              .sell("mug", "USD 10.00")
              .stock("mug", EAST, 1);
      OrderId id = shop.place(order().add("mug", 1));
      shop.stock("mug", WEST, 1).after(LOOK);
      assertThat(shop.shipment(id).center()).isEqualTo(westDays == 1 ? WEST : EAST);
    }
  }

  @Test
  void joinedShipmentsAreNotLaterThanTheEarlierOfThem() {
    TestShop shop =
        TestShop.open(
                builder ->
                    builder
                        .transitTime((from, to) -> Duration.ofDays(from.id().equals(WEST) ? 9 : 3))
                        .shippingCost(parcel -> Money.parse("USD 5.00"))
                        .reoptimize(new Reoptimization(Duration.ofHours(1), LOOK, LEAST)))
            .sell("mug", "USD 10.00")
            .sell("pot", "USD 15.00");
    OrderId id = split(shop);
    shop.stock("mug", WEST, 1).after(LOOK);
    assertThat(open(shop, id)).hasSize(2);
    shop.stock("pot", EAST, 1).after(LOOK);
    assertThat(open(shop, id)).hasSize(1).allMatch(own -> own.center().equals(EAST));
  }

  @Test
  void itIsOffByDefaultAndForSmallSavings() {
    TestShop dear = open(Money.parse("USD 1000.00"));
    OrderId id = split(dear);
    dear.stock("pot", EAST, 1).after(LOOK);
    assertThat(open(dear, id)).hasSize(2);

    TestShop off = TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 15.00");
    OrderId other = split(off);
    off.stock("pot", EAST, 1).pass(Duration.ofHours(3));
    assertThat(open(off, other)).hasSize(2);
  }

  @Test
  void afterTheWindowNothingIsMoved() {
    TestShop shop = open(LEAST);
    OrderId id = split(shop);
    shop.pass(Duration.ofHours(2));
    shop.stock("pot", EAST, 1).pass(Duration.ofHours(2));
    assertThat(open(shop, id)).hasSize(2);
  }

  @Test
  void whatSomebodyHasBegunWithStaysWhereItIs() {
    TestShop shop = open(LEAST);
    OrderId id = split(shop);
    shop.bring(shop.shipmentFrom(id, WEST).id(), FulfillmentState.PICKING);
    shop.stock("pot", EAST, 1).after(LOOK);
    assertThat(open(shop, id)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"PENDING"})
  void aLargerAmountThatIsNotSetAsideLeavesAllAsItIs(Fault fault) {
    TestShop shop = open(LEAST);
    OrderId id = split(shop);
    shop.provider().onNext(Operation.AUTHORIZE, fault);
    shop.stock("pot", EAST, 1).after(LOOK);
    assertThat(open(shop, id)).hasSize(2).noneMatch(own -> own.recall() == Recall.MOVING);
    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    shop.pass(Duration.ofDays(2));
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
    assertThat(shop.level("pot", EAST).allocated()).isZero();
    shop.assertStockIsWhole();
  }

  @Test
  void whileTheLargerAmountWaitsTheWarehouseMayBegin() {
    TestShop shop = open(LEAST);
    OrderId id = split(shop);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.PENDING);
    shop.stock("pot", EAST, 1).after(LOOK);
    shop.commerce().fulfillment().pick(WAREHOUSE, shop.shipmentFrom(id, WEST).id()).orThrow();
    shop.provider().settle(OperationId.of(id + "-p3"), Fault.NONE);
    shop.commerce().orders().checkPayment(as(ALICE), id).orThrow();
    shop.pass(Duration.ofDays(1));
    assertThat(open(shop, id)).hasSize(2);
    assertThat(shop.view(id).payment().payable()).isEqualTo(Money.parse("USD 25.00"));
    shop.assertStockIsWhole();
  }

  @ParameterizedTest
  @EnumSource(When.class)
  void afterAFailureOfAnyCallItIsWholeOrNotAtAll(When when) {
    int moved = 0;
    boolean struck = true;
    int call = 0;
    while (struck) {
      call++;
      TestShop shop = open(LEAST);
      OrderId id = split(shop);
      shop.stock("pot", EAST, 1);
      shop.trouble().strikeDead(call, when);
      try {
        shop.after(LOOK);
      } catch (RuntimeException dead) {
        // It goes on below.
      }
      struck = shop.trouble().hasStruck();
      shop.restart();
      shop.pass(Duration.ofHours(3));
      List<FulfillmentOrder> left = open(shop, id);
      moved += left.size() == 1 ? 1 : 0;
      assertThat(left).as("call %s", call).noneMatch(own -> own.recall() == Recall.MOVING);
      left.forEach(own -> shop.bring(own.id(), FulfillmentState.DELIVERED));
      assertThat(shop.captured(id)).as("call %s", call).isEqualTo(Money.parse("USD 25.00"));
      assertThat(shop.open(id)).as("call %s", call).isEqualTo(Money.parse("USD 0.00"));
      assertThat(shop.level("pot", EAST).onHand() + shop.level("pot", WEST).onHand())
          .as("call %s", call)
          .isOne();
      shop.assertStockIsWhole();
    }
    System.out.println(moved + " of " + call + " were joined, " + when);
    assertThat(call).isGreaterThan(15);
    assertThat(moved).isGreaterThan(call / 2);
  }

  @Test
  void whateverHappensMeanwhileItIsNeverDearerNeverLaterAndNeverOversold() {
    long saved = 0;
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom dice = new SplittableRandom(seed);
      TestShop shop = open(Money.parse("USD 0.01"));
      List<OrderId> ids = new ArrayList<>();
      Map<OrderId, Instant> dates = new HashMap<>();
      for (int step = 0; step < 25; step++) {
        String sku = dice.nextBoolean() ? "mug" : "pot";
        switch (dice.nextInt(6)) {
          case 0, 1 -> shop.stock(sku, dice.nextBoolean() ? EAST : WEST, 1 + dice.nextInt(2));
          case 2, 3 -> {
            OrderRequest.Draft draft = order().add("mug", 1 + dice.nextInt(2)).add("pot", 1);
            if (shop.answer(draft) instanceof PlaceResult.Placed placed) {
              OrderId id = placed.order().id();
              ids.add(id);
              dates.put(id, latest(placed.order().shipments()));
            }
          }
          case 4 -> {
            if (!ids.isEmpty()) {
              OrderId id = ids.get(dice.nextInt(ids.size()));
              shop.commerce().orders().cancel(as(ALICE), id, "");
            }
          }
          default -> {
            if (!ids.isEmpty()) {
              List<FulfillmentOrder> open = open(shop, ids.get(dice.nextInt(ids.size())));
              open.forEach(own -> shop.commerce().fulfillment().pick(WAREHOUSE, own.id()));
            }
          }
        }
        shop.after(Duration.ofMinutes(dice.nextInt(20)));
        check(shop, ids, dates, "seed " + seed + " step " + step);
      }
      for (OrderId id : ids) {
        saved +=
            shop.history(id).stream()
                .filter(event -> event.kind().equals("shipment-reoptimized"))
                .map(event -> Money.parse(event.facts().getOrDefault("saved", "USD 0.00")))
                .peek(amount -> assertThat(amount.isPositive()).isTrue())
                .mapToLong(Money::getAmountMinorLong)
                .sum();
      }
    }
    System.out.println("saved " + saved + " cents");
    assertThat(saved).isPositive();
  }

  private static Instant latest(List<FulfillmentOrder> shipments) {
    return shipments.stream()
        .flatMap(own -> own.promise().current().stream())
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static void check(
      TestShop shop, List<OrderId> ids, Map<OrderId, Instant> dates, String when) {
    int allocated = 0;
    for (OrderId id : ids) {
      List<FulfillmentOrder> open = open(shop, id);
      assertThat(open).as(when).noneMatch(own -> own.recall() == Recall.MOVING);
      open.forEach(
          own ->
              assertThat(own.promise().current().orElseThrow())
                  .as("%s: %s", when, own.id())
                  .isBeforeOrEqualTo(dates.getOrDefault(id, Instant.MIN)));
      allocated +=
          open.stream()
              .flatMap(own -> own.lines().stream())
              .mapToInt(FulfillmentOrder.Line::quantity)
              .sum();
      assertThat(shop.open(id)).as(when).isEqualTo(shop.view(id).payment().payable());
    }
    int kept = 0;
    for (String sku : List.of("mug", "pot")) {
      assertThat(shop.level(sku, EAST).unpromised()).as(when).isNotNegative();
      assertThat(shop.level(sku, WEST).unpromised()).as(when).isNotNegative();
      kept += shop.level(sku, EAST).allocated() + shop.level(sku, WEST).allocated();
    }
    assertThat(kept).as(when).isEqualTo(allocated);
    shop.assertStockIsWhole();
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Reoptimization(second, LOOK, LEAST))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("window");
    assertThatThrownBy(() -> new Reoptimization(LOOK, second, LEAST)).hasMessageContaining("every");
    assertThatThrownBy(() -> new Reoptimization(LOOK, LOOK, Money.parse("USD -1.00")))
        .hasMessageContaining("saving");
  }
}
