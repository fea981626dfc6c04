package io.backroom.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.fulfillment.labor.LaborPlan;
import io.backroom.fulfillment.labor.PickWork;
import io.backroom.fulfillment.labor.ShiftLimits;
import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.PickTour;
import io.backroom.fulfillment.tour.PickTours;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.fulfillment.tour.TourLength;
import io.backroom.fulfillment.wave.PickOrder;
import io.backroom.fulfillment.wave.PickTerms;
import io.backroom.fulfillment.wave.WavePlan;
import io.backroom.fulfillment.wave.WavePlanner;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The code of docs/picking.md, compiled and run. */
class PickingPageTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private final AisleGrid grid = new AisleGrid(2, 12, 20, 3);
  private final Stop depot = new Stop(0, 0);

  @Test
  void tellsTheWay() {
    AisleGrid grid = new AisleGrid(2, 12, 20, 3); // blocks, aisles, length of a block, way between
    Stop depot = new Stop(0, 0); // a stop like the others, anywhere
    PickTour tour = new PickTours(grid).of(List.of(depot, new Stop(7, 31), new Stop(3, 14)));
    List<Stop> order = tour.stops(); // in which to pick, from the depot on
    List<Stop> walk = tour.walk(); // where to stop and where to turn, back to the depot
    long way = new TourLength(grid).of(order); // the same as tour.length(), quicker

    assertThat(order).containsExactly(depot, new Stop(7, 31), new Stop(3, 14));
    assertThat(walk).startsWith(depot).endsWith(depot).containsAll(order);
    assertThat(way).isEqualTo(tour.length()).isEqualTo(104);
  }

  private static PickOrder orderOf(FulfillmentOrder parcel, Map<Sku, Stop> slots, Instant truck) {
    List<Stop> stops = parcel.lines().stream().map(line -> slots.get(line.sku())).toList();
    int items = parcel.lines().stream().mapToInt(FulfillmentOrder.Line::quantity).sum();
    return new PickOrder(parcel.id(), stops, items, 0, truck);
  }

  @Test
  void plansAWave() {
    List<String> told = new ArrayList<>();
    Instant now = NOON;
    Instant four = NOON.plus(Duration.ofHours(4));
    List<PickOrder> orders =
        List.of(
            orderOf(parcel("a", "shirt", 2), Map.of(Sku.of("shirt"), new Stop(3, 14)), four),
            new PickOrder("b", List.of(new Stop(3, 15), new Stop(7, 31)), 2, 0, four),
            new PickOrder("c", List.of(new Stop(7, 31)), 1, 0, now));

    PickTerms terms = PickTerms.cart(12, 24).withPickers(3).withHandOver(Duration.ofMinutes(20));
    WavePlan plan = new WavePlanner(grid, depot, terms).plan(now, orders);
    for (WavePlan.Batch batch : plan.batches()) {
      told.add(batch.orders() + " for the truck at " + batch.cutOff());
    }
    for (WavePlan.Late late : plan.late()) {
      told.add(late.order() + " misses it");
    }

    assertThat(told)
        .containsExactly(
            "[a, b] for the truck at 2026-11-27T16:00:00Z",
            "[c] for the truck at 2026-11-27T12:00:00Z",
            "c misses it");
  }

  private static FulfillmentOrder parcel(String id, String sku, int quantity) {
    FulfillmentOrder.Line line =
        new FulfillmentOrder.Line(
            Sku.of(sku), Sku.of(sku), quantity, 0, Money.zero(CurrencyUnit.USD), 0);
    return new FulfillmentOrder(
        id,
        OrderId.of("order"),
        CenterId.of("east"),
        ReservationId.of("order"),
        Address.of("Springfield", "US", 39.80, -89.64),
        Optional.empty(),
        List.of(line),
        FulfillmentState.RELEASED,
        NOON,
        0,
        List.of(),
        Promise.of(Optional.empty()),
        Optional.empty(),
        0,
        Optional.empty(),
        FulfillmentOrder.Recall.NONE);
  }

  @Test
  void plansLabor() {
    Instant six = Instant.parse("2026-11-27T06:00:00Z");
    Instant ten = Instant.parse("2026-11-27T10:00:00Z");
    ShiftLimits limits = new ShiftLimits(six, List.of(4, 4, 8, 8), 50); // 50 minutes in an hour
    List<PickWork> works =
        List.of(
            new PickWork(six, ten, 600), // minutes of picking that came in overnight
            new PickWork(six.plus(Duration.ofHours(2)), ten, 300));
    LaborPlan labor = LaborPlan.of(limits, works);
    List<Integer> pickers = labor.pickers(); // from six on, for each hour
    List<LaborPlan.Shortage> shortages = labor.shortages(); // cut-offs that cannot be kept

    assertThat(pickers).containsExactly(4, 4, 5, 5);
    assertThat(shortages).isEmpty();
    assertThat(labor.pickerHours()).isEqualTo(18);
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    String source = Files.readString(Path.of("src/test/java", nameOf(PickingPageTest.class)));
    String page = Files.readString(Path.of("..", "docs", "picking.md"));
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .toList();

    assertThat(blocks)
        .hasSize(4)
        .allSatisfy(block -> assertThat(plain(source)).contains(plain(block)));
  }

  private static String nameOf(Class<?> type) {
    return type.getName().replace('.', '/') + ".java";
  }

  private static String plain(String code) {
    return code.replaceAll("//.*", "").replaceAll("\\s+", "");
  }
}
