package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.Commerce;
import io.backroom.TestShop;
import io.backroom.inventory.Hold;
import io.backroom.inventory.HoldPolicy;
import io.backroom.inventory.HoldPolicy.Cap;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is held is kept from everybody else: nobody may empty a shop by holding. */
class HoldCapsTest {
  private static final Sku MUG = Sku.of("mug");

  private static TestShop shop(HoldPolicy policy, int units) {
    return TestShop.open(b -> b.holds(policy))
        .sell("mug", "USD 10.00")
        .sell("pot", "USD 30.00")
        .stock("mug", EAST, units)
        .stock("pot", EAST, units);
  }

  private static HoldRequest wish(CustomerId owner, String sku, int units) {
    return HoldRequest.of(
        owner, new HoldRequest.Routed(BOSTON), new OrderRequest.Item(Sku.of(sku), units));
  }

  private static HoldResult hold(TestShop shop, HoldRequest request) {
    return shop.commerce().holds().hold(as(request.owner()), request);
  }

  private static Hold held(TestShop shop, HoldRequest request) {
    HoldResult answer = hold(shop, request);
    assertThat(answer).isInstanceOf(HoldResult.Held.class);
    return ((HoldResult.Held) answer).hold();
  }

  private static HoldResult capped(Cap cap, int most) {
    return new HoldResult.Capped(cap, most, Optional.empty());
  }

  @Test
  void aCustomerHoldsNoMoreUnitsThanAllowedOverAllHolds() {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowing(10, 5, 0), 100);
    held(shop, wish(ALICE, "mug", 3));
    Hold pots = held(shop, wish(ALICE, "pot", 2));

    assertThat(hold(shop, wish(ALICE, "mug", 1))).isEqualTo(capped(Cap.CUSTOMER, 5));
    assertThat(shop.level("mug", EAST).reserved()).isEqualTo(3);
    shop.commerce().holds().giveBack(as(ALICE), pots.id()).orThrow();
    held(shop, wish(ALICE, "mug", 2));
  }

  @Test
  void aHoldInThePlaceOfAnotherCountsInsteadOfIt() {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowing(1, 5, 0), 100);
    Hold first = held(shop, wish(ALICE, "mug", 4));

    Hold second = held(shop, wish(ALICE, "mug", 5).insteadOf(first.id()));

    assertThat(hold(shop, wish(ALICE, "pot", 1))).isEqualTo(capped(Cap.CUSTOMER, 5));
    held(shop, wish(ALICE, "pot", 5).insteadOf(second.id()));
    assertThat(shop.level("mug", EAST).reserved()).isZero();
  }

  @Test
  void whatTimeHasEndedDoesNotCount() {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowing(1, 5, 0), 100);
    held(shop, wish(ALICE, "mug", 5));

    shop.clock().forward(Duration.ofMinutes(15));

    held(shop, wish(ALICE, "mug", 5));
  }

  @Test
  void anOrderTakesTheUnitsOfItsHoldOffTheCap() {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowing(1, 5, 0), 100);
    Hold hold = held(shop, wish(ALICE, "mug", 5));
    shop.place(TestShop.order().add("mug", 5).holding(hold.id()));

    held(shop, wish(ALICE, "mug", 5));
  }

  @Test
  void aCustomerHasNoMoreHoldsThanAllowed() {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowing(2, 100, 0), 100);
    held(shop, wish(ALICE, "mug", 1));
    held(shop, wish(ALICE, "mug", 1));

    assertThat(hold(shop, wish(ALICE, "mug", 1))).isEqualTo(capped(Cap.HOLDS, 2));
  }

  @Test
  void aSessionOfSomebodyUnknownHoldsNothingUnlessThePolicySaysSo() {
    CustomerId guest = CustomerId.of("session-1");
    TestShop strict = shop(HoldPolicy.DEFAULT, 100);
    TestShop open = shop(HoldPolicy.DEFAULT.allowing(10, 100, 2), 100);

    assertThat(hold(strict, wish(guest, "mug", 1).ofSession())).isEqualTo(capped(Cap.SESSION, 0));
    held(open, wish(guest, "mug", 2).ofSession());
    assertThat(hold(open, wish(guest, "mug", 1).ofSession())).isEqualTo(capped(Cap.SESSION, 2));
  }

  @Test
  void allTogetherHoldNoMoreOfASkuAtACenterThanAllowedAndOrdersAreNotBoundByIt() {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowingPerPlace(6), 10);
    held(shop, wish(ALICE, "mug", 4));

    assertThat(hold(shop, wish(CustomerId.of("carol"), "mug", 3)))
        .isEqualTo(new HoldResult.Capped(Cap.PLACE, 6, Optional.of(MUG)));
    held(shop, wish(CustomerId.of("carol"), "mug", 2));
    assertThat(hold(shop, wish(CustomerId.of("dora"), "mug", 5)))
        .isInstanceOf(HoldResult.OutOfStock.class);
    shop.place(OrderRequest.of("bob", BOSTON, "tok_ok").add("mug", 4));
  }

  @Test
  void aPartialHoldTakesWhatTheCapOfAPlaceLeaves() {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowingPerPlace(6), 10);
    held(shop, wish(ALICE, "mug", 4));

    Hold hold = held(shop, wish(CustomerId.of("carol"), "mug", 5).orPartial());

    assertThat(hold.lines().get(0).held()).isEqualTo(2);
    assertThat(hold(shop, wish(CustomerId.of("dora"), "mug", 1).orPartial()))
        .isEqualTo(new HoldResult.Capped(Cap.PLACE, 6, Optional.of(MUG)));
  }

  @Test
  void aPolicyOutOfRangeIsRefusedByName() {
    Duration minute = Duration.ofMinutes(1);
    for (var wrong :
        List.<Runnable>of(
            () -> HoldPolicy.DEFAULT.lasting(Duration.ZERO, minute, minute),
            () -> HoldPolicy.DEFAULT.lasting(Duration.ofDays(2), Duration.ofDays(3), minute))) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("life");
    }
    assertThatThrownBy(() -> HoldPolicy.DEFAULT.lasting(minute.multipliedBy(2), minute, minute))
        .hasMessageContaining("lifeMax");
    assertThatThrownBy(() -> HoldPolicy.DEFAULT.lasting(minute, minute, minute.negated()))
        .hasMessageContaining("paymentGrace");
    assertThatThrownBy(() -> HoldPolicy.DEFAULT.allowing(0, 1, 1)).hasMessageContaining("holdsMax");
    assertThatThrownBy(() -> HoldPolicy.DEFAULT.allowing(101, 1, 1))
        .hasMessageContaining("holdsMax");
    assertThatThrownBy(() -> HoldPolicy.DEFAULT.allowing(1, -1, 1))
        .hasMessageContaining("unitsPerCustomer");
    assertThatThrownBy(() -> HoldPolicy.DEFAULT.allowing(1, 1, -1))
        .hasMessageContaining("unitsPerSession");
    assertThatThrownBy(() -> HoldPolicy.DEFAULT.allowingPerPlace(-1))
        .hasMessageContaining("unitsPerPlace");
    Commerce.builder().holds(HoldPolicy.DEFAULT.lasting(minute, minute, Duration.ZERO)).build();
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void sixteenThreadsOfOneOwnerDoNotExceedTheCap() throws Exception {
    TestShop shop = shop(HoldPolicy.DEFAULT.allowing(100, 20, 0), 10_000);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 20; round++) {
        List<Callable<HoldResult>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          calls.add(() -> hold(shop, wish(ALICE, "mug", 3)));
        }
        for (Future<HoldResult> answer : threads.invokeAll(calls)) {
          assertThat(answer.get()).isInstanceOfAny(HoldResult.Held.class, HoldResult.Capped.class);
        }
        assertThat(shop.level("mug", EAST).reserved()).isEqualTo(18);
        shop.after(Duration.ofMinutes(15));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void sixteenThreadsWithOneKeyMakeOneHold() throws Exception {
    TestShop shop = shop(HoldPolicy.DEFAULT, 10_000);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 50; round++) {
        HoldRequest request = wish(ALICE, "mug", 3).once("k" + round);
        List<Callable<Hold>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          calls.add(() -> held(shop, request));
        }
        List<Hold> holds = new ArrayList<>();
        for (Future<Hold> answer : threads.invokeAll(calls)) {
          holds.add(answer.get());
        }
        assertThat(holds).containsOnly(holds.get(0));
        assertThat(shop.level("mug", EAST).reserved()).isEqualTo(3);
        shop.after(Duration.ofMinutes(15));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int heldByBots(TestShop shop) {
    return shop.inventory().expiring(TestShop.OPENING.plus(Duration.ofDays(1)), 1_000).stream()
        .filter(hold -> hold.owner().startsWith("bot-"))
        .flatMap(hold -> hold.lines().stream())
        .mapToInt(Reservation.Line::kept)
        .sum();
  }

  private static int standing(TestShop shop, CustomerId owner) {
    return shop.commerce().holds().of(as(owner), owner).orThrow().stream()
        .mapToInt(hold -> hold.lines().get(0).held())
        .sum();
  }

  /**
   * A thousand bots, each a customer of its own, hold whatever they get of one product. The policy
   * lets all holds together have half of it; the other half is for those who order.
   */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void aThousandBotsCannotEmptyTheShop() throws Exception {
    int units = 4_000;
    int share = 2_000;
    TestShop shop = shop(HoldPolicy.DEFAULT.allowing(2, 5, 0).allowingPerPlace(share), units);
    int honest = units - share;
    AtomicInteger bought = new AtomicInteger();
    AtomicInteger beyond = new AtomicInteger();
    List<Callable<Integer>> calls = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int bot = 0; bot < 1_000; bot++) {
      CustomerId owner = CustomerId.of("bot-" + bot);
      int first = random.nextInt(1, 9);
      calls.add(
          () -> {
            int most = 0;
            for (int call = 0; call < 6; call++) {
              HoldRequest request = wish(owner, "mug", 1 + (first + call) % 8);
              if (call % 2 == 1) {
                request = request.orPartial();
              }
              hold(shop, request);
              most = Math.max(most, standing(shop, owner));
              if (heldByBots(shop) > share) {
                beyond.incrementAndGet();
              }
            }
            return most;
          });
      for (int i = 0; i < honest / 1_000; i++) {
        CustomerId customer = CustomerId.of("honest-" + bot + "-" + i);
        calls.add(
            () -> {
              OrderRequest request =
                  OrderRequest.of(customer.value(), BOSTON, "tok_ok").add("mug", 1).build();
              if (shop.commerce().orders().place(as(customer), request)
                  instanceof PlaceResult.Placed) {
                bought.incrementAndGet();
              }
              return 0;
            });
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (Future<Integer> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isLessThanOrEqualTo(5);
      }
    } finally {
      threads.shutdownNow();
    }
    long held = shop.commerce().holds().metrics().unitsNow();
    System.out.printf(
        "1,000 bots hold %d of %d units; honest customers got %d of the %d others%n",
        held, units, bought.get(), honest);
    assertThat(bought.get()).isGreaterThanOrEqualTo(honest * 99 / 100);
    assertThat(held).isLessThanOrEqualTo(share).isEqualTo(shop.level("mug", EAST).reserved());
    assertThat(beyond).hasValue(0);
    shop.assertStockIsWhole();
  }
}
