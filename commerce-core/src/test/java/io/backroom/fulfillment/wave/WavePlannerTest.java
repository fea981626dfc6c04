package io.backroom.fulfillment.wave;

import static io.backroom.fulfillment.wave.MadeOrders.FOUR;
import static io.backroom.fulfillment.wave.MadeOrders.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.PickTours;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.spi.value.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WavePlannerTest {
  private static final Stop DEPOT = new Stop(0, 0);
  private static final AisleGrid GRID = new AisleGrid(2, 10, 15, 3);
  private static final PickTerms.Pace SECONDS =
      new PickTerms.Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));

  @Test
  void everyOrderIsInOneBatchThatFitsTheCartAndIsPickedAlongAShortestTour() {
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      AisleGrid grid = new AisleGrid(1 + i % 3, 10, 15, 3);
      PickTerms terms = PickTerms.cart(7, 20).withVolume(150).withPickers(1 + i % 4);
      Map<String, PickOrder> orders = new HashMap<>();
      List<PickOrder> some = mixed(random, grid, 70);
      some.forEach(order -> orders.put(order.id(), order));

      WavePlan plan = new WavePlanner(grid, DEPOT, terms).plan(NOW, some);

      assertThat(plan.batches().stream().flatMap(batch -> batch.orders().stream()))
          .containsExactlyInAnyOrderElementsOf(orders.keySet());
      for (WavePlan.Batch batch : plan.batches()) {
        List<PickOrder> picked = batch.orders().stream().map(orders::get).toList();
        assertThat(picked).hasSizeLessThanOrEqualTo(7);
        int items = picked.stream().mapToInt(PickOrder::items).sum();
        assertThat(items).isEqualTo(batch.items()).isLessThanOrEqualTo(20);
        assertThat(picked.stream().mapToLong(PickOrder::volume).sum()).isLessThanOrEqualTo(150);
        assertThat(picked).allMatch(order -> order.cutOff().equals(batch.cutOff()));
        List<Stop> stops = new ArrayList<>(List.of(DEPOT));
        picked.forEach(order -> stops.addAll(order.stops()));
        assertThat(batch.tour().length()).isEqualTo(new PickTours(grid).of(stops).length());
        assertThat(batch.tour().stops().get(0)).isEqualTo(DEPOT);
        assertThat(batch.tour().stops()).containsAll(stops);
        assertThat(batch.picking())
            .isEqualTo(
                Duration.ofSeconds(
                    120 + batch.tour().length() + 8L * (stops.size() - 1) + 3L * items));
      }
      assertThat(plan.length())
          .isEqualTo(plan.batches().stream().mapToLong(b -> b.tour().length()).sum());
    }
  }

  @Test
  void everyPickerDoesOneTourAfterTheOtherAndExactlyTheLateOrdersAreNamed() {
    Random random = new Random(2);
    int late = 0;
    for (int i = 0; i < 60; i++) {
      Duration handOver = Duration.ofMinutes(i);
      PickTerms terms = PickTerms.cart(5, 20).withPickers(1 + i % 3).withHandOver(handOver);
      List<PickOrder> orders = mixed(random, GRID, 60);

      WavePlan plan = new WavePlanner(GRID, DEPOT, terms).plan(NOW, orders);

      assertThat(plan.batches()).isSortedAccordingTo(Comparator.comparing(WavePlan.Batch::begins));
      Map<Integer, Instant> free = new HashMap<>();
      Map<String, Instant> missed = new TreeMap<>();
      for (WavePlan.Batch batch : plan.batches()) {
        assertThat(batch.picker()).isBetween(0, terms.pickers() - 1);
        assertThat(batch.begins()).isEqualTo(free.getOrDefault(batch.picker(), NOW));
        free.put(batch.picker(), batch.ends());
        if (batch.ends().plus(handOver).isAfter(batch.cutOff())) {
          batch.orders().forEach(id -> missed.put(id, batch.ends().plus(handOver)));
        }
      }
      Map<String, Instant> named = new TreeMap<>();
      plan.late().forEach(order -> named.put(order.order(), order.ready()));
      assertThat(named).isEqualTo(missed);
      late += missed.size();
    }
    assertThat(late).isPositive();
  }

  @Test
  void thePlanDoesNotDependOnTheOrderInWhichOrdersAreGiven() {
    Random random = new Random(3);
    WavePlanner planner = new WavePlanner(GRID, DEPOT, PickTerms.cart(6, 20).withPickers(2));
    for (int i = 0; i < 10; i++) {
      List<PickOrder> orders = mixed(random, GRID, 60);
      WavePlan plan = planner.plan(NOW, orders);
      List<PickOrder> shuffled = new ArrayList<>(orders);
      Collections.shuffle(shuffled, random);

      assertThat(planner.plan(NOW, shuffled)).isEqualTo(plan);
    }
  }

  @Test
  void manyThreadsGetTheSamePlan() {
    WavePlanner planner = new WavePlanner(GRID, DEPOT, PickTerms.cart(6, 20));
    List<PickOrder> orders = mixed(new Random(4), GRID, 50);
    WavePlan plan = planner.plan(NOW, orders);

    assertThat(IntStream.range(0, 16).parallel().mapToObj(i -> planner.plan(NOW, orders)))
        .containsOnly(plan);
  }

  @Test
  void theNextCutOffIsPickedFirst() {
    Stop far = new Stop(9, 30);
    List<PickOrder> orders =
        List.of(
            new PickOrder("a", List.of(far), 1, 0, FOUR),
            new PickOrder("b", List.of(far), 1, 0, FOUR.minusSeconds(3_600)),
            new PickOrder("c", List.of(far), 1, 0, FOUR));

    WavePlan plan = new WavePlanner(GRID, DEPOT, PickTerms.cart(9, 9)).plan(NOW, orders);

    assertThat(plan.batches().stream().map(WavePlan.Batch::orders))
        .containsExactly(List.of("b"), List.of("a", "c"));
    assertThat(plan.late()).isEmpty();
  }

  @Test
  void anOrderThatIsLateEvenAloneIsNamedAndDelaysNobody() {
    PickTerms terms = PickTerms.cart(9, 9).withHandOver(Duration.ofMinutes(30));
    Stop near = new Stop(0, 1);
    Instant soon = NOW.plus(Duration.ofMinutes(33));
    List<PickOrder> orders =
        List.of(
            new PickOrder("far", List.of(new Stop(9, 30)), 1, 0, soon),
            new PickOrder("near", List.of(near), 1, 0, soon),
            new PickOrder("over", List.of(near), 1, 0, NOW));

    WavePlan plan = new WavePlanner(GRID, DEPOT, terms).plan(NOW, orders);

    assertThat(plan.batches().get(0).orders()).containsExactly("near");
    assertThat(plan.late().stream().map(WavePlan.Late::order)).containsExactly("over", "far");
    assertThat(plan.late().get(1).ready())
        .isEqualTo(plan.batches().get(2).ends().plus(Duration.ofMinutes(30)));
  }

  @Test
  void noOrderIsPutOnACartWithOthersThatMakeItLate() {
    PickTerms terms = PickTerms.cart(9, 1_000).withPace(SECONDS).withPickers(2);
    Instant soon = NOW.plusSeconds(100);
    List<PickOrder> orders =
        List.of(
            new PickOrder("a", List.of(new Stop(3, 9)), 60, 0, soon),
            new PickOrder("b", List.of(new Stop(3, 9)), 60, 0, soon));

    WavePlan plan = new WavePlanner(GRID, DEPOT, terms).plan(NOW, orders);

    assertThat(plan.batches()).hasSize(2);
    assertThat(plan.late()).isEmpty();
  }

  @Test
  void onePickerWithOneOrderAtATimeIsLateWithAsFewOrdersAsCanBe() {
    Random random = new Random(5);
    PickTerms terms = PickTerms.cart(1, 1_000).withPace(SECONDS);
    for (int i = 0; i < 200; i++) {
      List<PickOrder> orders = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        Instant cutOff = NOW.plusSeconds(10 + random.nextInt(200));
        orders.add(new PickOrder("o" + n, List.of(DEPOT), 1 + random.nextInt(60), 0, cutOff));
      }

      WavePlan plan = new WavePlanner(GRID, DEPOT, terms).plan(NOW, orders);

      assertThat(orders.size() - plan.late().size()).as("%s", orders).isEqualTo(mostInTime(orders));
    }
  }

  @Test
  void batchesOfTwoHundredOrdersAreMuchShorterThanFirstComeBatches() {
    for (int seed = 1; seed <= 3; seed++) {
      AisleGrid grid = new AisleGrid(1, 20, 30, 3);
      List<PickOrder> orders = MadeOrders.of(new Random(seed), grid, 200, 3);
      long firstCome = 0;
      List<Stop> stops = new ArrayList<>(List.of(DEPOT));
      int items = 0;
      for (PickOrder order : orders) {
        if (items + order.items() > 24) {
          firstCome += new PickTours(grid).of(stops).length();
          stops = new ArrayList<>(List.of(DEPOT));
          items = 0;
        }
        stops.addAll(order.stops());
        items += order.items();
      }
      firstCome += new PickTours(grid).of(stops).length();

      WavePlan plan = new WavePlanner(grid, DEPOT, PickTerms.cart(24, 24)).plan(NOW, orders);

      assertThat(plan.length()).isLessThan(firstCome * 70 / 100);
    }
  }

  @Test
  void nothingToPickIsAnEmptyPlan() {
    assertThat(new WavePlanner(GRID, DEPOT, PickTerms.cart(1, 1)).plan(NOW, List.of()))
        .isEqualTo(new WavePlan(List.of(), List.of()));
  }

  @Test
  void namesWhatIsOutOfRange() {
    PickOrder order = new PickOrder("a", List.of(DEPOT), 3, 30, FOUR);
    WavePlanner planner = new WavePlanner(GRID, DEPOT, PickTerms.cart(9, 9));

    refused(() -> planner.plan(NOW, List.of(order, order)), "id is 'a': must be that of one order");
    refused(
        () -> new WavePlanner(GRID, DEPOT, PickTerms.cart(9, 2)).plan(NOW, List.of(order)),
        "items is '3': must fit the cart, in order a");
    refused(
        () ->
            new WavePlanner(GRID, DEPOT, PickTerms.cart(9, 9).withVolume(29))
                .plan(NOW, List.of(order)),
        "volume is '30': must fit the cart, in order a");
    refused(
        () -> planner.plan(NOW, List.of(new PickOrder("b", List.of(new Stop(0, 31)), 1, 0, FOUR))),
        "position is '31': must be 0 to 30");
    refused(
        () -> new WavePlanner(GRID, new Stop(10, 0), PickTerms.cart(9, 9)),
        "aisle is '10': must be 0 to 9");
    refused(() -> PickTerms.cart(0, 9), "orders is '0': must be 1 to 10000");
    refused(
        () -> PickTerms.cart(1, 9).withHandOver(Duration.ofHours(-1)),
        "handOver is 'PT-1H': must be 0 to 24 hours");
    refused(
        () -> new PickOrder("a", List.of(), 1, 0, FOUR),
        "stops is '0 elements': must have 1 to 1000");
    refused(
        () -> new PickOrder("a", List.of(DEPOT), 0, 0, FOUR), "items is '0': must be 1 to 10000");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  /** Orders of a few cut-offs, some of which cannot be kept. */
  private static List<PickOrder> mixed(Random random, AisleGrid grid, int count) {
    return MadeOrders.of(random, grid, count, 4).stream()
        .map(
            order ->
                new PickOrder(
                    order.id(),
                    order.stops(),
                    order.items(),
                    order.volume(),
                    NOW.plus(Duration.ofMinutes(40L * random.nextInt(4)))))
        .toList();
  }

  /**
   * Of all choices of orders that one picker does in time, in the order of their ends, the most.
   */
  private static int mostInTime(List<PickOrder> orders) {
    List<PickOrder> byEnd =
        orders.stream().sorted(Comparator.comparing(PickOrder::cutOff)).toList();
    int most = 0;
    for (int choice = 0; choice < 1 << byEnd.size(); choice++) {
      Instant at = NOW;
      boolean inTime = true;
      for (int i = 0; i < byEnd.size(); i++) {
        if (((choice >> i) & 1) != 0) {
          at = at.plusSeconds(byEnd.get(i).items());
          inTime &= !at.isAfter(byEnd.get(i).cutOff());
        }
      }
      most = inTime ? Math.max(most, Integer.bitCount(choice)) : most;
    }
    return most;
  }
}
