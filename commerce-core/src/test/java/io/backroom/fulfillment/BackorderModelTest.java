package io.backroom.fulfillment;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * One SKU, two centers, receipts that come early, late, in parts or not at all, buyers who come and
 * go: after every step the shop stands where a simple model stands.
 */
class BackorderModelTest {
  private static final Sku MUG = Sku.of("mug");
  private static final int BEYOND = 2;
  private static final Duration WAY = Duration.ofDays(3);

  /** What somebody does; the numbers mean something else for each. */
  private record Step(Kind kind, int which, int units, int day) {}

  private enum Kind {
    ANNOUNCE,
    RECEIVE,
    FIND,
    ORDER,
    ORDER_PATIENTLY,
    ORDER_FIRST,
    CANCEL,
    PRIORITIZE,
    WAIT
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.of(Kind.class),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(1, 12))
            .as(Step::new);
    return step.list().ofMinSize(5).ofMaxSize(30);
  }

  @Property(tries = 400)
  void theShopStandsWhereTheModelStands(@ForAll("lives") List<Step> life) {
    Run run = new Run();
    for (Step step : life) {
      run.take(step);
    }
  }

  /** Somebody in the queue, as the model sees it. */
  private static final class Waiting {
    final OrderId order;
    final String shipment;
    final Instant since;
    int priority;
    int waiting;
    Optional<Instant> due;
    Optional<Instant> goodsAt;

    Waiting(OrderId order, FulfillmentOrder shipment, Instant since) {
      FulfillmentOrder.Line line = shipment.lines().get(0);
      this.order = order;
      this.shipment = shipment.id();
      this.since = since;
      this.priority = shipment.priority();
      this.waiting = line.waiting();
      FulfillmentOrder.Wait wait = shipment.wait(MUG).orElseThrow();
      this.due = wait.due();
      this.goodsAt = wait.source().map(source -> source.at());
    }
  }

  /** One center: what is free, what is on its way, who waits. */
  private static final class Shelf {
    int free;
    final Map<String, StockLine> receipts = new TreeMap<>();
    final Map<String, Instant> dates = new HashMap<>();
    final List<Waiting> queue = new ArrayList<>();

    int expected() {
      return receipts.values().stream().mapToInt(StockLine::quantity).sum();
    }

    int backordered() {
      return queue.stream().mapToInt(w -> w.waiting).sum();
    }

    private static Instant told(Instant date, Instant now) {
      if (date.plus(Duration.ofHours(1)).isAfter(now)) {
        return date;
      }
      long days = 1;
      while (!date.plus(Duration.ofDays(days)).isAfter(now)) {
        days *= 2;
      }
      return date.plus(Duration.ofDays(days));
    }

    /** Serves in order what is free, then tells the rest when their last unit comes. */
    void settle(Instant now) {
      queue.sort(
          Comparator.comparing((Waiting w) -> w.priority)
              .thenComparing(w -> w.due.orElse(Instant.MAX))
              .thenComparing(w -> w.since)
              .thenComparing(w -> w.shipment));
      for (Waiting w : queue) {
        int filled = Math.min(free, w.waiting);
        free -= filled;
        w.waiting -= filled;
      }
      queue.removeIf(w -> w.waiting == 0);
      List<String> byDate = new ArrayList<>(receipts.keySet());
      byDate.sort(
          Comparator.comparing((String r) -> told(dates.get(r), now)).thenComparing(r -> r));
      int ahead = 0;
      for (Waiting w : queue) {
        ahead += w.waiting;
        int through = 0;
        w.goodsAt = Optional.empty();
        for (String receipt : byDate) {
          through += receipts.get(receipt).quantity();
          if (ahead <= through) {
            w.goodsAt = Optional.of(told(dates.get(receipt), now));
            break;
          }
        }
        if (w.goodsAt.isPresent() && w.due.filter(d -> !d.isAfter(w.goodsAt.get())).isEmpty()) {
          w.due = w.goodsAt;
        }
      }
    }
  }

  private static final class Run {
    private final TestShop shop =
        TestShop.open(
                b ->
                    b.transitTime((from, to) -> Duration.ofDays(2))
                        .delays(delay -> Optional.empty()))
            .sell("mug", "USD 10.00");
    private final Map<CenterId, Shelf> shelves = Map.of(EAST, new Shelf(), WEST, new Shelf());
    private final List<OrderId> orders = new ArrayList<>();
    private final Map<CenterId, Integer> came = new HashMap<>(Map.of(EAST, 0, WEST, 0));

    Run() {
      for (CenterId center : shelves.keySet()) {
        shop.commerce()
            .inventory()
            .limitBackorders(SYSTEM, shop.command(), MUG, center, BEYOND, "")
            .orThrow();
      }
    }

    private static CenterId center(Step step) {
      return step.which() % 2 == 0 ? EAST : WEST;
    }

    void take(Step step) {
      shop.clock().forward(Duration.ofMinutes(1));
      CenterId center = center(step);
      switch (step.kind()) {
        case ANNOUNCE -> announce(center, "po" + step.which(), step.units(), step.day());
        case RECEIVE -> receive(center, "po" + step.which(), step.units() + 1);
        case FIND -> find(center, step.units() + 1);
        case ORDER -> order(draft(step).orBackorder());
        case ORDER_PATIENTLY -> order(draft(step).orWaitWithoutDate());
        case ORDER_FIRST -> order(draft(step).orBackorder().withPriority(step.which()));
        case CANCEL -> cancel(step.which() + step.day());
        case PRIORITIZE -> prioritize(step.which() + step.day(), step.units() * 2);
        case WAIT -> shop.clock().forward(Duration.ofDays(step.day() / 3));
      }
      shop.commerce().runDue();
      Instant now = shop.clock().instant();
      shelves.values().forEach(shelf -> shelf.settle(now));
      check();
    }

    private static OrderRequest.Draft draft(Step step) {
      return OrderRequest.of("alice", BOSTON, "tok_ok").add("mug", step.units() + 1);
    }

    private void announce(CenterId center, String receipt, int units, int day) {
      long today = Duration.between(TestShop.OPENING, shop.clock().instant()).toDays();
      Instant date = TestShop.OPENING.plus(Duration.ofDays(today + day));
      shop.commerce()
          .inventory()
          .expect(
              SYSTEM,
              new StockCommand.Expect(
                  shop.command(), ReceiptId.of(receipt), MUG, center, units, date))
          .orThrow();
      Shelf shelf = shelves.get(center);
      if (units == 0) {
        shelf.receipts.remove(receipt);
      } else {
        shelf.receipts.put(receipt, new StockLine(MUG, center, units));
        shelf.dates.put(receipt, date);
      }
    }

    private void receive(CenterId center, String receipt, int units) {
      StockLine line = new StockLine(MUG, center, units);
      Result<StockLevel> answer =
          shop.commerce()
              .inventory()
              .receive(SYSTEM, shop.command(), line, Optional.of(ReceiptId.of(receipt)));
      Shelf shelf = shelves.get(center);
      assertThat(answer instanceof Result.Done).isEqualTo(shelf.receipts.containsKey(receipt));
      if (answer instanceof Result.Done) {
        int left = shelf.receipts.get(receipt).quantity() - units;
        shelf.receipts.remove(receipt);
        if (left > 0) {
          shelf.receipts.put(receipt, new StockLine(MUG, center, left));
        }
        shelf.free += units;
        came.merge(center, units, Integer::sum);
      }
    }

    private void find(CenterId center, int units) {
      shop.stock("mug", center, units);
      shelves.get(center).free += units;
      came.merge(center, units, Integer::sum);
    }

    private void order(OrderRequest.Draft draft) {
      Map<CenterId, Integer> before = new HashMap<>();
      shelves.forEach((center, shelf) -> before.put(center, shelf.backordered()));
      OrderRequest request = draft.build();
      PlaceResult result = shop.commerce().orders().place(AGENT, request);
      if (!(result instanceof PlaceResult.Placed placed)) {
        int most = request.whenShort() == OrderRequest.WhenShort.BACKORDER ? 0 : BEYOND;
        assertThat(shelves.values().stream().mapToInt(s -> promisable(s, most)).sum())
            .as("what could have been promised")
            .isLessThan(request.items().get(0).quantity());
        return;
      }
      orders.add(placed.order().id());
      for (FulfillmentOrder shipment : placed.order().shipments()) {
        Shelf shelf = shelves.get(shipment.center());
        FulfillmentOrder.Line line = shipment.lines().get(0);
        shelf.free -= line.quantity() - line.waiting();
        if (line.waiting() > 0) {
          shelf.queue.add(new Waiting(placed.order().id(), shipment, shop.clock().instant()));
          int most = shipment.promise().first().isPresent() ? 0 : BEYOND;
          assertThat(before.get(shipment.center()) + line.waiting())
              .as("promised, of what is expected and the limit")
              .isLessThanOrEqualTo(
                  Math.max(shelf.expected() + most, before.get(shipment.center())));
        }
      }
    }

    /** What a new buyer could be promised at a center, now or later. */
    private static int promisable(Shelf shelf, int beyond) {
      return shelf.free + Math.max(0, shelf.expected() + beyond - shelf.backordered());
    }

    private void cancel(int which) {
      if (!orders.isEmpty()) {
        OrderId id = orders.remove(which % orders.size());
        for (FulfillmentOrder shipment : shop.view(id).shipments()) {
          FulfillmentOrder.Line line = shipment.lines().get(0);
          shelves.get(shipment.center()).free += line.quantity() - line.waiting();
        }
        shop.commerce().orders().cancel(AGENT, id, "").orThrow();
        shelves.values().forEach(shelf -> shelf.queue.removeIf(w -> w.order.equals(id)));
      }
    }

    private void prioritize(int which, int priority) {
      if (!orders.isEmpty()) {
        OrderId id = orders.get(which % orders.size());
        shop.commerce().orders().prioritize(AGENT, id, priority, "").orThrow();
        shelves
            .values()
            .forEach(
                shelf ->
                    shelf.queue.stream()
                        .filter(w -> w.order.equals(id))
                        .forEach(w -> w.priority = priority));
      }
    }

    private void check() {
      Map<CenterId, Integer> allocated = new HashMap<>();
      Map<CenterId, Integer> waiting = new HashMap<>();
      for (OrderId id : orders) {
        for (FulfillmentOrder shipment : shop.view(id).shipments()) {
          FulfillmentOrder.Line line = shipment.lines().get(0);
          allocated.merge(shipment.center(), line.quantity() - line.waiting(), Integer::sum);
          waiting.merge(shipment.center(), line.waiting(), Integer::sum);
          check(shipment, line);
        }
      }
      shelves.forEach(
          (center, shelf) -> {
            StockLevel level = shop.level("mug", center);
            assertThat(level.backordered()).isEqualTo(shelf.backordered());
            assertThat(level.backordered()).isEqualTo(waiting.getOrDefault(center, 0));
            assertThat(level.allocated()).isEqualTo(allocated.getOrDefault(center, 0));
            assertThat(level.allocated() + shelf.free)
                .as("what came in is with somebody or free")
                .isEqualTo(came.get(center));
          });
    }

    private void check(FulfillmentOrder shipment, FulfillmentOrder.Line line) {
      Optional<Waiting> expected =
          shelves.get(shipment.center()).queue.stream()
              .filter(w -> w.shipment.equals(shipment.id()))
              .findFirst();
      assertThat(line.waiting()).isEqualTo(expected.map(w -> w.waiting).orElse(0));
      expected.ifPresent(
          w -> {
            assertThat(shipment.wait(MUG).orElseThrow().due()).isEqualTo(w.due);
            assertSame(shipment.promise().current(), w.goodsAt.map(at -> at.plus(WAY)));
          });
    }

    /** The same to a customer: a difference of minutes is none. */
    private static void assertSame(Optional<Instant> told, Optional<Instant> expected) {
      assertThat(told.isPresent()).isEqualTo(expected.isPresent());
      if (told.isPresent()) {
        assertThat(Duration.between(told.get(), expected.get()).abs())
            .isLessThan(Duration.ofHours(1));
      }
    }
  }
}
