package io.backroom.routing.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.routing.promise.WorkingHours.Shift;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.PromiseDates.Kind;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.InvalidInputException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** When a shipment leaves and arrives by the calendars of everybody who handles it. */
class PromiseCalendarTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Address HOME = Address.of("Home", "DE", 52, 13);
  private static final Center CENTER = Center.of("c", HOME);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static LocalTime at(int hour) {
    return LocalTime.of(hour, 0);
  }

  /** Cut-off at two, two hours of work between eight and six, a truck at six, one to two days. */
  private static CenterPlan plan(ZoneId zone) {
    return new CenterPlan(
        zone,
        DayPlan.weekdays(at(14)),
        WorkingHours.of(zone, DayPlan.weekdays(List.of(new Shift(at(8), at(18))))),
        Duration.ofHours(2),
        Duration.ZERO,
        DayPlan.weekdays(List.of(at(18))),
        DayPlan.weekdays(true));
  }

  private static DeliveryPlan door(ZoneId zone) {
    return new DeliveryPlan(zone, DayPlan.weekdays(new Shift(at(9), at(20))));
  }

  private static PromiseCalendar calendar(CenterPlan plan, DeliveryPlan door) {
    return new PromiseCalendar(id -> plan, to -> door, (from, to) -> new Lanes.Days(1, 2));
  }

  private static PromiseDates promise(CenterPlan plan, DeliveryPlan door, Instant ready) {
    return calendar(plan, door).promise(CENTER, HOME, ready);
  }

  private static PromiseDates promise(UnaryOperator<CenterPlan> change, String ready) {
    return promise(change.apply(plan(BERLIN)), door(BERLIN), berlin(ready));
  }

  private static Instant berlin(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }

  private static CenterPlan cutOffs(CenterPlan plan, DayPlan<LocalTime> cutOffs) {
    return new CenterPlan(
        plan.zone(),
        cutOffs,
        plan.hours(),
        plan.processing(),
        plan.backlog(),
        plan.pickups(),
        plan.carrierDays());
  }

  @Example
  void whatIsOrderedBeforeTheCutOffLeavesThatDay() {
    PromiseDates dates = promise(plan -> plan, "2026-03-03T13:00");
    assertThat(dates.shipBy()).contains(berlin("2026-03-03T18:00"));
    assertThat(dates.earliest()).isEqualTo(berlin("2026-03-04T09:00"));
    assertThat(dates.latest()).isEqualTo(berlin("2026-03-05T20:00"));
    assertThat(dates.countdown(berlin("2026-03-03T13:00"))).contains(Duration.ofHours(1));
    assertThat(dates.countdown(berlin("2026-03-03T15:00"))).contains(Duration.ZERO);
  }

  @Example
  void whatIsOrderedAfterItWaitsOverTheWeekendAndSaysWhy() {
    PromiseDates dates = promise(plan -> plan, "2026-03-06T14:00:01");
    assertThat(dates.shipBy()).contains(berlin("2026-03-09T18:00"));
    assertThat(dates.latest()).isEqualTo(berlin("2026-03-11T20:00"));
    assertThat(dates.steps())
        .extracting(PromiseDates.Step::kind)
        .containsExactly(Kind.CUT_OFF, Kind.PROCESSING, Kind.PICKUP, Kind.TRANSIT);
  }

  @Example
  void aHolidayHasNoCutOffAndAHalfDayAnEarlierOne() {
    DayPlan<LocalTime> special =
        DayPlan.weekdays(at(14))
            .except(LocalDate.of(2026, 12, 24), at(10))
            .except(LocalDate.of(2026, 12, 25));
    PromiseDates early = promise(plan -> cutOffs(plan, special), "2026-12-24T10:00");
    assertThat(early.shipBy()).contains(berlin("2026-12-24T18:00"));
    PromiseDates late = promise(plan -> cutOffs(plan, special), "2026-12-24T10:00:01");
    assertThat(late.shipBy()).contains(berlin("2026-12-28T18:00"));
  }

  @Example
  void aBacklogIsWorkedOffInWorkingHours() {
    PromiseDates dates =
        promise(plan -> plan.withBacklog(Duration.ofHours(12)), "2026-03-03T13:00");
    assertThat(dates.shipBy()).contains(berlin("2026-03-04T18:00"));
    assertThat(dates.steps())
        .contains(
            new PromiseDates.Step(
                Kind.BACKLOG, berlin("2026-03-03T13:00"), berlin("2026-03-04T15:00")));
  }

  @Example
  void nothingIsPromisedForADayOnWhichNobodyDelivers() {
    DeliveryPlan closed =
        new DeliveryPlan(
            BERLIN, DayPlan.weekdays(new Shift(at(9), at(20))).except(LocalDate.of(2026, 3, 5)));
    PromiseDates dates = promise(plan(BERLIN), closed, berlin("2026-03-03T13:00"));
    assertThat(dates.latest()).isEqualTo(berlin("2026-03-06T20:00"));
    assertThat(dates.steps().get(dates.steps().size() - 1))
        .isEqualTo(
            new PromiseDates.Step(
                Kind.NO_DELIVERY, berlin("2026-03-06T00:00"), berlin("2026-03-06T20:00")));
  }

  @Example
  void workOverAChangeOfClocksTakesTheTimeThatPasses() {
    WorkingHours night = WorkingHours.of(BERLIN, DayPlan.everyDay(List.of(Shift.ALL_DAY)));
    Instant forward = night.plus(berlin("2026-03-29T00:00"), Duration.ofHours(4));
    assertThat(forward).isEqualTo(berlin("2026-03-29T05:00"));
    Instant back = night.plus(berlin("2026-10-25T00:00"), Duration.ofHours(4));
    assertThat(back).isEqualTo(berlin("2026-10-25T03:00"));
  }

  @Example
  void aCutOffThatClocksSkipIsTheMomentTheySkipItAndOneShownTwiceIsTheFirst() {
    CenterPlan plan = cutOffs(plan(BERLIN), DayPlan.everyDay(LocalTime.of(2, 30)));
    Instant skip = Instant.parse("2026-03-29T01:00:00Z");
    assertThat(plan.begin(skip)).isEqualTo(skip);
    assertThat(plan.begin(skip.plus(SECOND))).isEqualTo(berlin("2026-03-30T00:00"));
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    assertThat(plan.begin(first)).isEqualTo(first);
    assertThat(plan.begin(first.plus(SECOND))).isEqualTo(berlin("2026-10-26T00:00"));
  }

  @Example
  void whoeverNeverOpensIsRefused() {
    assertThatThrownBy(() -> DayPlan.of(Map.<DayOfWeek, LocalTime>of()))
        .isInstanceOf(InvalidInputException.class);
    WorkingHours never = WorkingHours.of(BERLIN, DayPlan.everyDay(List.of()));
    assertThatThrownBy(() -> never.plus(Instant.EPOCH, SECOND))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("two years");
  }

  /** In every zone and on every day the second after the cut-off is another day. */
  @Property(tries = 12)
  void theCutOffDividesEveryDayOfTheYearInEveryZone(
      @ForAll @IntRange(min = 0, max = 23) int hour,
      @ForAll @IntRange(min = 2005, max = 2030) int y) {
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      CenterPlan plan = cutOffs(plan(zone), DayPlan.everyDay(at(hour)));
      LocalDate day = LocalDate.of(y, 1, 1);
      for (int i = 0; i < 366; i++) {
        Instant cutOff = ZoneClock.at(day, at(hour), zone);
        Instant next = ZoneClock.start(day.plusDays(1), zone);
        Instant after = cutOff.plus(SECOND);
        boolean leftOut = next.equals(ZoneClock.start(day, zone));
        day = day.plusDays(1);
        if (leftOut) {
          continue;
        }
        assertThat(plan.begin(cutOff.minus(SECOND))).isBeforeOrEqualTo(cutOff);
        assertThat(plan.begin(cutOff)).isEqualTo(cutOff);
        assertThat(plan.begin(after)).isEqualTo(next.isAfter(after) ? next : after);
      }
    }
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(ZoneId::of);
  }

  /** From 2005 to 2035. */
  @Property(tries = 4000)
  void datesFollowFromOneAnotherWhereverAndWhenever(
      @ForAll("zones") ZoneId here,
      @ForAll("zones") ZoneId there,
      @ForAll @LongRange(min = 1_104_537_600L, max = 2_051_222_400L) long second,
      @ForAll @IntRange(min = 0, max = 100) int backlog) {
    CenterPlan plan = plan(here).withBacklog(Duration.ofMinutes(backlog * 17L));
    Instant ready = Instant.ofEpochSecond(second);
    PromiseDates dates = promise(plan, door(there), ready);
    Instant shipBy = dates.shipBy().orElseThrow();
    assertThat(shipBy).isAfterOrEqualTo(ready);
    assertThat(dates.earliest()).isBetween(shipBy, dates.latest());
    Instant end = ready;
    for (PromiseDates.Step step : dates.steps()) {
      assertThat(step.from()).isEqualTo(end);
      end = step.to();
    }
    assertThat(end).isEqualTo(dates.latest());
    LocalTime shown = LocalTime.ofInstant(shipBy, here);
    assertThat(shown).isEqualTo(at(18));
    assertThat(calendar(plan, door(there)).arrives(CENTER, HOME, shipBy)).isEqualTo(dates.latest());
  }

  /** Until the countdown ends nothing changes; a second later the parcel leaves later. */
  @Property(tries = 4000)
  void theCountdownEndsAtTheLastMomentAtWhichTheDateHolds(
      @ForAll("zones") ZoneId here,
      @ForAll @LongRange(min = 1_104_537_600L, max = 2_051_222_400L) long second,
      @ForAll @IntRange(min = 0, max = 100) int backlog) {
    CenterPlan plan = plan(here).withBacklog(Duration.ofMinutes(backlog * 17L));
    PromiseDates dates = promise(plan, door(here), Instant.ofEpochSecond(second));
    Instant orderBy = dates.orderBy().orElseThrow();
    assertThat(orderBy).isAfterOrEqualTo(Instant.ofEpochSecond(second));
    Optional<Instant> last = promise(plan, door(here), orderBy).shipBy();
    assertThat(last).isEqualTo(dates.shipBy());
    PromiseDates later = promise(plan, door(here), orderBy.plus(SECOND));
    assertThat(later.shipBy().orElseThrow()).isAfter(last.orElseThrow());
    assertThat(later.latest()).isAfterOrEqualTo(dates.latest());
  }
}
