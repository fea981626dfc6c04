package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Promise;
import io.backroom.inventory.PromiseReason;
import io.backroom.routing.promise.CenterPlan;
import io.backroom.routing.promise.DayPlan;
import io.backroom.routing.promise.DeliveryPlan;
import io.backroom.routing.promise.Lanes;
import io.backroom.routing.promise.PromiseCalendar;
import io.backroom.routing.promise.WorkingHours;
import io.backroom.routing.promise.WorkingHours.Shift;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the dates of calendars in the life of an order. */
class PromisesOfOrdersTest {
  private static final ZoneId UTC = ZoneOffset.UTC;

  /** A truck at six in the evening; from the east two days on the road, from the west one. */
  static final PromiseCalendar CALENDAR =
      new PromiseCalendar(
          center ->
              new CenterPlan(
                  UTC,
                  DayPlan.everyDay(LocalTime.of(14, 0)),
                  WorkingHours.of(UTC, DayPlan.everyDay(List.of(Shift.ALL_DAY))),
                  Duration.ofHours(2),
                  Duration.ZERO,
                  DayPlan.everyDay(List.of(LocalTime.of(18, 0))),
                  DayPlan.everyDay(true)),
          to ->
              new DeliveryPlan(
                  UTC, DayPlan.everyDay(new Shift(LocalTime.of(9, 0), LocalTime.NOON))),
          (from, to) -> new Lanes.Days(1, from.equals(WEST) ? 1 : 2));

  private static final Instant TRUCK = Instant.parse("2030-03-04T18:00:00Z");
  private static final Instant DOOR = Instant.parse("2030-03-06T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final TestShop shop = shop();

  private static TestShop shop() {
    return TestShop.open(b -> b.promises(CALENDAR)).sell("mug", "USD 10.00");
  }

  private List<CommerceEvent> risks(OrderId id) {
    return shop.history(id).stream().filter(e -> e.kind().equals("promise-at-risk")).toList();
  }

  private CenterId ships(OrderRequest.Draft draft) {
    return shop.shipment(shop.place(draft)).center();
  }

  @Test
  void aQuoteTellsUntilWhenItHoldsAndWhy() {
    shop.stock("mug", EAST, 1);
    Quote quote =
        shop.commerce().orders().quote(as(ALICE), order().add("mug", 1).build()).orThrow();
    Quote.Shipment shipment = quote.shipments().get(0);
    assertThat(shipment.arrives()).contains(DOOR);
    assertThat(shipment.dates().orElseThrow().shipBy()).contains(TRUCK);
    assertThat(shipment.dates().orElseThrow().countdown(OPENING)).contains(Duration.ofHours(4));
  }

  @Test
  void aParcelThatMissesItsTruckIsToldBeforeItsDateHasPassed() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    assertThat(shop.shipment(id).promise()).isEqualTo(Promise.of(Optional.of(DOOR)));

    shop.after(Duration.between(OPENING, TRUCK).plusMinutes(59));
    assertThat(risks(id)).isEmpty();
    shop.after(Duration.ofMinutes(1));

    assertThat(risks(id)).hasSize(1);
    assertThat(risks(id).get(0).at()).isBefore(DOOR);
    assertThat(risks(id).get(0).facts())
        .containsEntry("promised", DOOR.toString())
        .containsEntry("ship-by", TRUCK.toString())
        .containsEntry("expected", DOOR.plus(DAY).toString());
    assertThat(shop.shipment(id).promise())
        .isEqualTo(
            new Promise(
                Optional.of(DOOR), Optional.of(DOOR.plus(DAY)), PromiseReason.TRUCK_MISSED));

    shop.pass(DAY);
    assertThat(risks(id)).hasSize(2);
    assertThat(shop.shipment(id).promise().first()).contains(DOOR);
  }

  @Test
  void oneThatLeavesInTimeIsNoRisk() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    shop.pass(DAY);
    assertThat(risks(id)).isEmpty();
    assertThat(shop.shipment(id).promise().current()).contains(DOOR);
  }

  @Test
  void backorderedGoodsHaveTheTruckAfterTheyComeIn() {
    shop.expect("po", "mug", EAST, 1, DAY.multipliedBy(2));
    OrderId id = shop.place(order().add("mug", 1).orBackorder());
    assertThat(shop.shipment(id).promise().first()).contains(DOOR.plus(DAY.multipliedBy(2)));
    shop.pass(DAY);
    assertThat(risks(id)).isEmpty();

    shop.pass(DAY).receive("mug", EAST, 1, "po");
    shop.pass(DAY);
    assertThat(risks(id)).hasSize(1);
  }

  @Test
  void theCenterThatKeepsTheDateShipsThoughItCostsMore() {
    shop.stock("mug", EAST, 9).stock("mug", WEST, 9);
    assertThat(ships(order().add("mug", 1))).isEqualTo(EAST);
    assertThat(ships(order().add("mug", 1).by(DOOR))).isEqualTo(EAST);
    assertThat(ships(order().add("mug", 1).by(DOOR.minusSeconds(1)))).isEqualTo(WEST);
    // Neither can: it comes as soon as it can.
    assertThat(ships(order().add("mug", 1).by(OPENING))).isEqualTo(WEST);
  }

  @Test
  void whatAChangeAddsIsShippedByTheCenterThatKeepsTheDateOfTheOrder() {
    shop.sell("pot", "USD 15.00").stock("mug", EAST, 9).stock("mug", WEST, 9);
    shop.stock("pot", EAST, 9).stock("pot", WEST, 9);
    OrderId dated = shop.place(order().add("mug", 1).by(DOOR.minusSeconds(1)));
    OrderId any = shop.place(order().add("mug", 1));
    OrderEdit edit = OrderEdit.none().set("pot", 1);
    Orders orders = shop.commerce().orders();

    for (OrderId id : List.of(dated, any)) {
      ChangePreview shown = orders.previewChange(as(ALICE), id, edit).orThrow();
      orders.confirmChange(as(ALICE), id, shown, "key", "");
    }

    assertThat(shop.view(dated).shipments().get(1).center()).isEqualTo(WEST);
    assertThat(shop.view(any).shipments().get(1).center()).isEqualTo(EAST);
  }

  @Test
  void aParcelThatGoesElsewhereGoesByTheCalendarToo() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    shop.after(Duration.ofHours(5));
    OrderEdit edit = OrderEdit.none().to(SEATTLE);
    Orders orders = shop.commerce().orders();
    ChangePreview shown = orders.previewChange(as(ALICE), id, edit).orThrow();
    orders.confirmChange(as(ALICE), id, shown, "key", "moved");
    FulfillmentOrder moved = shop.shipment(id);
    assertThat(moved.promise().current()).contains(DOOR.plus(DAY));
    assertThat(moved.promise().first()).contains(DOOR);
  }

  @Test
  void withoutCalendarsNoTruckIsMissed() {
    TestShop plain = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 1);
    OrderId id = plain.place(order().add("mug", 1));
    Instant date = plain.shipment(id).promise().current().orElseThrow();
    plain.pass(Duration.ofDays(30));
    assertThat(plain.events(id)).doesNotContain("promise-at-risk");
    assertThat(plain.shipment(id).promise().current()).contains(date);
  }
}
