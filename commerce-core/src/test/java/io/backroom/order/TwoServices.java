package io.backroom.order;

import io.backroom.CommerceBuilder;
import io.backroom.TestShop;
import io.backroom.routing.promise.CenterPlan;
import io.backroom.routing.promise.DayPlan;
import io.backroom.routing.promise.DeliveryPlan;
import io.backroom.routing.promise.Lanes;
import io.backroom.routing.promise.PromiseCalendar;
import io.backroom.routing.promise.WorkingHours;
import io.backroom.routing.promise.WorkingHours.Shift;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.ShippingOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.joda.money.Money;

/**
 * A shop with two shipping options: standard for 5.00, whose truck leaves at six in the evening and
 * is three days on the road; express for 12.00, whose truck leaves at eight and is there the next
 * day. Seattle costs 3.00 more by either.
 */
final class TwoServices {
  static final Instant TRUCK = Instant.parse("2030-03-04T18:00:00Z");
  static final Instant STANDARD = Instant.parse("2030-03-07T12:00:00Z");
  static final Instant EXPRESS_TRUCK = Instant.parse("2030-03-04T20:00:00Z");
  static final Instant EXPRESS = Instant.parse("2030-03-05T12:00:00Z");

  private static final ZoneId UTC = ZoneOffset.UTC;

  private TwoServices() {}

  static TestShop shop() {
    return TestShop.open(TwoServices::choose).sell("mug", "USD 10.00").sell("pot", "USD 15.00");
  }

  static CommerceBuilder choose(CommerceBuilder builder) {
    return builder.shippingOptions(options()).promises(promises());
  }

  static ShippingOptions options() {
    return ShippingOptions.of("standard", "Standard", (to, goods) -> price(to, 5))
        .and("express", "Express", (to, goods) -> price(to, 12));
  }

  private static Money price(Object to, int dollars) {
    return Money.parse("USD " + (to.equals(TestShop.SEATTLE) ? dollars + 3 : dollars) + ".00");
  }

  static PromisePolicy promises() {
    return calendar(18, 3).withService("express", calendar(20, 1));
  }

  private static PromiseCalendar calendar(int truck, int days) {
    return new PromiseCalendar(
        center ->
            new CenterPlan(
                UTC,
                DayPlan.everyDay(LocalTime.of(truck - 4, 0)),
                WorkingHours.of(UTC, DayPlan.everyDay(List.of(Shift.ALL_DAY))),
                Duration.ofHours(2),
                Duration.ZERO,
                DayPlan.everyDay(List.of(LocalTime.of(truck, 0))),
                DayPlan.everyDay(true)),
        to ->
            new DeliveryPlan(UTC, DayPlan.everyDay(new Shift(LocalTime.of(9, 0), LocalTime.NOON))),
        (from, to) -> new Lanes.Days(1, days));
  }
}
