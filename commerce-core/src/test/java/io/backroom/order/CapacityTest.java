package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.CommerceBuilder;
import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.fulfillment.Workload;
import io.backroom.routing.LeastCostRouting;
import io.backroom.routing.RoutingTerms;
import io.backroom.routing.promise.CapacityTerms;
import io.backroom.routing.promise.CapacityTerms.Measure;
import io.backroom.routing.promise.CenterCapacity;
import io.backroom.routing.promise.DayPlan;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What centers get done on a day, counted while orders come, move and go. */
class CapacityTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final LocalDate TODAY = LocalDate.of(2030, 3, 4);

  /** At the door when it leaves from the east today. */
  private static final Instant DOOR = Instant.parse("2030-03-06T12:00:00Z");

  private static CapacityTerms perDay(Measure measure, int most, CenterId... centers) {
    Map<CenterId, CenterCapacity> limits = new TreeMap<>();
    for (CenterId center : centers) {
      limits.put(center, new CenterCapacity(ZoneOffset.UTC, DayPlan.everyDay(most)));
    }
    return new CapacityTerms(measure, limits);
  }

  private static TestShop shop(CapacityTerms capacity, UnaryOperator<CommerceBuilder> more) {
    return TestShop.open(
            b -> more.apply(b.promises(PromisesOfOrdersTest.CALENDAR).capacity(capacity)))
        .sell("mug", "USD 10.00")
        .sell("pot", "USD 15.00");
  }

  private static TestShop shop(CapacityTerms capacity) {
    return shop(capacity, b -> b);
  }

  private static Map<LocalDate, Integer> booked(TestShop shop, CenterId center) {
    Map<LocalDate, Integer> days = new TreeMap<>();
    shop.commerce()
        .fulfillment()
        .workload(WAREHOUSE, center)
        .orThrow()
        .forEach(day -> days.put(day.date(), day.booked()));
    return days;
  }

  @Test
  void whatADayHasNoRoomForShipsOnTheNextAndIsPromisedThen() {
    TestShop shop = shop(perDay(Measure.ORDERS, 1, EAST)).stock("mug", EAST, 9);
    assertThat(shop.shipment(shop.place(order().add("mug", 3))).promise().first()).contains(DOOR);

    Quote quote =
        shop.commerce().orders().quote(as(ALICE), order().add("mug", 1).build()).orThrow();
    PromiseDates dates = quote.shipments().get(0).dates().orElseThrow();
    assertThat(dates.latest()).isEqualTo(DOOR.plus(DAY));
    assertThat(dates.steps().get(0).kind()).isEqualTo(PromiseDates.Kind.FULL);
    assertThat(quote.routing())
        .extracting(RoutingPlan.Candidate::verdict)
        .anyMatch(verdict -> verdict.endsWith("; full on 2030-03-04: 1 of 1 orders"));

    OrderId second = shop.place(order().add("mug", 1));
    assertThat(shop.shipment(second).promise().first()).contains(DOOR.plus(DAY));
    assertThat(booked(shop, EAST)).isEqualTo(Map.of(TODAY, 1, TODAY.plusDays(1), 1));
  }

  @Test
  void aLargeOrderTakesWhatDaysHaveLeftAndLeavesOnTheLastOfThem() {
    TestShop shop = shop(perDay(Measure.UNITS, 4, EAST)).stock("mug", EAST, 20);
    shop.place(order().add("mug", 3));
    OrderId large = shop.place(order().add("mug", 8));
    assertThat(booked(shop, EAST))
        .isEqualTo(Map.of(TODAY, 4, TODAY.plusDays(1), 4, TODAY.plusDays(2), 3));
    assertThat(shop.shipment(large).promise().first()).contains(DOOR.plus(DAY.multipliedBy(2)));
  }

  @Test
  void aFullCenterShipsTomorrowWhereThatIsCheaperUnlessADateOrTheTermsSayOtherwise() {
    CapacityTerms one = perDay(Measure.ORDERS, 1, EAST);
    TestShop cheap = shop(one).stock("mug", EAST, 9).stock("mug", WEST, 9);
    cheap.place(order().add("mug", 1));
    assertThat(cheap.shipment(cheap.place(order().add("mug", 1))).center()).isEqualTo(EAST);
    OrderId wanted = cheap.place(order().add("mug", 1).by(DOOR));
    assertThat(cheap.shipment(wanted).center()).isEqualTo(WEST);

    TestShop prompt =
        shop(
                one,
                b ->
                    b.routing(
                        new LeastCostRouting(
                            RoutingTerms.of(
                                    parcel ->
                                        Money.parse(
                                            parcel.from().id().equals(EAST)
                                                ? "USD 4.00"
                                                : "USD 9.00"))
                                .withFullIsLate())))
            .stock("mug", EAST, 9)
            .stock("mug", WEST, 9);
    assertThat(prompt.shipment(prompt.place(order().add("mug", 1))).center()).isEqualTo(EAST);
    assertThat(prompt.shipment(prompt.place(order().add("mug", 1))).center()).isEqualTo(WEST);
  }

  @Test
  void aCenterThatNeverHasRoomShipsNothing() {
    TestShop shop =
        shop(perDay(Measure.ORDERS, 0, EAST)).stock("mug", EAST, 9).stock("mug", WEST, 9);
    OrderRequest request = order().add("mug", 1).build();
    assertThat(shop.shipment(shop.place(order().add("mug", 1))).center()).isEqualTo(WEST);
    assertThat(shop.commerce().orders().whyNot(as(ALICE), request, EAST).orThrow().reason())
        .isEqualTo("must not ship: no room within 366 days");
  }

  @Test
  void aCancellationAMoveAndACutFreeWhatTheyHadBooked() {
    TestShop shop =
        shop(perDay(Measure.UNITS, 5, EAST, WEST)).stock("mug", EAST, 9).stock("mug", WEST, 9);
    OrderId cancelled = shop.place(order().add("mug", 2));
    OrderId cut = shop.place(order().add("mug", 3));
    OrderId moved = shop.place(order().add("mug", 1));
    assertThat(booked(shop, EAST)).isEqualTo(Map.of(TODAY, 5, TODAY.plusDays(1), 1));

    shop.commerce().orders().cancel(as(ALICE), cancelled, "").orThrow();
    assertThat(booked(shop, EAST)).isEqualTo(Map.of(TODAY, 3, TODAY.plusDays(1), 1));
    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), cut, List.of(new OrderRequest.Item(Sku.of("mug"), 2)), "")
        .orThrow();
    assertThat(booked(shop, EAST)).isEqualTo(Map.of(TODAY, 1, TODAY.plusDays(1), 1));
    shop.commerce()
        .fulfillment()
        .reject(WAREHOUSE, shop.shipment(moved).id(), Rejection.CLOSED, "")
        .orThrow();
    assertThat(booked(shop, EAST)).isEqualTo(Map.of(TODAY, 1));
    assertThat(booked(shop, WEST)).isEqualTo(Map.of(TODAY, 1));
  }

  @Test
  void whatHasShippedHasTakenItsDayAndWhatMissedItsTruckTakesAnother() {
    TestShop shop = shop(perDay(Measure.ORDERS, 2, EAST)).stock("mug", EAST, 9);
    OrderId gone = shop.place(order().add("mug", 1));
    OrderId left = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(gone).id(), FulfillmentState.LOADED);
    assertThat(booked(shop, EAST)).isEqualTo(Map.of(TODAY, 2));
    shop.pass(Duration.ofHours(10));
    assertThat(booked(shop, EAST)).isEqualTo(Map.of(TODAY, 1, TODAY.plusDays(1), 1));
    assertThat(shop.shipment(left).promise().current()).contains(DOOR.plus(DAY));
  }

  @Test
  void goodsThatComeInTakeADayWithRoomAndTheirCustomerIsTold() {
    TestShop shop = shop(perDay(Measure.ORDERS, 1, EAST)).stock("mug", EAST, 1);
    shop.expect("po", "mug", EAST, 5, Duration.ofHours(1));
    OrderId waits = shop.place(order().add("mug", 2).orBackorder());
    shop.place(order().add("mug", 1).orBackorder());
    assertThat(booked(shop, EAST)).containsEntry(TODAY, 1);
    shop.after(Duration.ofHours(1)).receive("mug", EAST, 5, "po");
    for (FulfillmentOrder shipment : shop.view(waits).shipments()) {
      assertThat(shipment.state()).isEqualTo(FulfillmentState.RELEASED);
    }
    assertThat(booked(shop, EAST).values()).containsOnly(1);
    assertThat(booked(shop, EAST)).hasSize(3);
  }

  /**
   * Runs something in the middle of a question for dates: before or after what is booked is read.
   */
  private static final class Interrupted implements PromisePolicy {
    private int calls;
    private Runnable meanwhile = () -> {};

    void at(int call, Runnable then) {
      calls = call;
      meanwhile = then;
    }

    @Override
    public PromiseDates promise(Center from, Address to, Instant ready) {
      if (--calls == 0) {
        meanwhile.run();
      }
      return PromisesOfOrdersTest.CALENDAR.promise(from, to, ready);
    }

    @Override
    public Instant arrives(Center from, Address to, Instant left) {
      return PromisesOfOrdersTest.CALENDAR.arrives(from, to, left);
    }
  }

  @Test
  void whoeverFindsTheDayFilledAtAnyMomentIsPlannedAgainAndOverbooksNothing() {
    LeastCostRouting cheapEast =
        new LeastCostRouting(
            RoutingTerms.of(
                parcel -> Money.parse(parcel.from().id().equals(EAST) ? "USD 4.00" : "USD 9.00")));
    int elsewhere = 0;
    for (int call = 1; call <= 12; call++) {
      Interrupted policy = new Interrupted();
      TestShop shop =
          shop(perDay(Measure.ORDERS, 1, EAST), b -> b.routing(cheapEast).promises(policy))
              .stock("mug", EAST, 9)
              .stock("mug", WEST, 9);
      policy.at(call, () -> shop.place(order().add("mug", 1).by(DOOR)));
      FulfillmentOrder second = shop.shipment(shop.place(order().add("mug", 1).by(DOOR)));
      assertThat(booked(shop, EAST)).as("call %s", call).containsEntry(TODAY, 1);
      assertThat(booked(shop, EAST).values()).as("call %s", call).allMatch(some -> some == 1);
      elsewhere += second.center().equals(WEST) ? 1 : 0;
    }
    // Of those that were routed on what was booked then, and planned after.
    assertThat(elsewhere).isGreaterThanOrEqualTo(4);
  }

  @Test
  void noDayIsEverOverbookedByOrdersThatComeAtOnce() throws Exception {
    TestShop shop = shop(perDay(Measure.UNITS, 5, EAST)).stock("mug", EAST, 100);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<OrderId>> all = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      int units = 1 + i % 3;
      all.add(
          threads.submit(
              () -> {
                start.await();
                return shop.place(order().add("mug", units));
              }));
    }
    start.countDown();
    int units = 0;
    for (Future<OrderId> placed : all) {
      FulfillmentOrder shipment = shop.shipment(placed.get());
      units += shipment.lines().get(0).quantity();
      assertThat(shipment.promise().current()).isEqualTo(shipment.promise().first());
    }
    threads.shutdown();
    assertThat(booked(shop, EAST).values()).allMatch(some -> some <= 5);
    assertThat(booked(shop, EAST).values().stream().mapToInt(i -> i).sum()).isEqualTo(units);
  }

  @Test
  void whateverHappensDaysAreBookedByWhatIsThereAndNeverAboveTheirLimit() {
    int seen = 0;
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom dice = new SplittableRandom(seed);
      Measure measure = seed % 2 == 0 ? Measure.UNITS : Measure.ORDERS;
      int most = measure == Measure.UNITS ? 5 : 2;
      TestShop shop =
          shop(
              perDay(measure, most, EAST, WEST),
              b ->
                  b.reoptimize(
                      new Reoptimization(
                          Duration.ofHours(9), Duration.ofHours(3), Money.parse("USD 0.10"))));
      List<OrderId> orders = new ArrayList<>();
      for (int step = 0; step < 30; step++) {
        act(shop, dice, orders);
        shop.after(Duration.ofMinutes(dice.nextInt(120)));
        seen += check(shop, orders, measure, most, "seed " + seed + " step " + step);
      }
    }
    assertThat(seen).isGreaterThan(500);
  }

  private static void act(TestShop shop, SplittableRandom dice, List<OrderId> orders) {
    String sku = dice.nextBoolean() ? "mug" : "pot";
    CenterId center = dice.nextBoolean() ? EAST : WEST;
    int what = dice.nextInt(12);
    if (what < 3) {
      shop.stock(sku, center, 1 + dice.nextInt(4));
    } else if (what < 7) {
      OrderRequest.Draft draft = order().add(sku, 1 + dice.nextInt(4)).orBackorder();
      if (shop.answer(draft) instanceof PlaceResult.Placed placed) {
        orders.add(placed.order().id());
      }
    } else if (!orders.isEmpty()) {
      OrderId id = orders.get(dice.nextInt(orders.size()));
      List<FulfillmentOrder> all = shop.view(id).shipments();
      FulfillmentOrder one = all.get(dice.nextInt(all.size()));
      switch (what) {
        case 7 -> shop.commerce().fulfillment().reject(WAREHOUSE, one.id(), Rejection.CLOSED, "");
        case 8 -> {
          shop.commerce().fulfillment().pick(WAREHOUSE, one.id());
          one.lines().stream()
              .findFirst()
              .ifPresent(
                  line ->
                      shop.commerce()
                          .fulfillment()
                          .pickShort(WAREHOUSE, one.id(), Map.of(line.sku(), 1), ""));
        }
        case 9 -> {
          if (one.state() == FulfillmentState.RELEASED) {
            shop.bring(one.id(), FulfillmentState.LOADED);
          }
        }
        case 10 ->
            shop.commerce()
                .orders()
                .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of(sku), 1)), "");
        default -> shop.commerce().orders().cancel(as(ALICE), id, "");
      }
    }
  }

  /** Everything that was booked is remembered: no play lasts longer than a week. */
  private static int check(
      TestShop shop, List<OrderId> orders, Measure measure, int most, String when) {
    Map<CenterId, Integer> there = new TreeMap<>(Map.of(EAST, 0, WEST, 0));
    for (OrderId id : orders) {
      for (FulfillmentOrder own : shop.view(id).shipments()) {
        boolean counts =
            own.state() != FulfillmentState.BACKORDERED
                && own.state() != FulfillmentState.CANCELLED;
        int units = own.lines().stream().mapToInt(FulfillmentOrder.Line::quantity).sum();
        there.merge(own.center(), counts ? measure.of(units) : 0, Integer::sum);
      }
    }
    int seen = 0;
    for (CenterId center : List.of(EAST, WEST)) {
      List<Workload.Day> days = shop.commerce().fulfillment().workload(SYSTEM, center).orThrow();
      assertThat(days).as("%s: %s", when, center).allMatch(day -> day.booked() <= most);
      int sum = days.stream().mapToInt(Workload.Day::booked).sum();
      assertThat(sum).as("%s: %s", when, center).isEqualTo(there.get(center));
      seen += days.size();
    }
    return seen;
  }
}
