package io.backroom.routing.promise;

import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is on each day: the same every week, but for the dates that are named. Immutable.
 *
 * @param <T> what is on a day
 */
public final class DayPlan<T> {
  /** How far ahead a day is looked for: whoever is closed longer is closed for good. */
  static final int DAYS_MAX = 731;

  private final Map<DayOfWeek, T> week;
  private final Map<LocalDate, Optional<T>> exceptions;

  private DayPlan(Map<DayOfWeek, T> week, Map<LocalDate, Optional<T>> exceptions) {
    this.week = Map.copyOf(week);
    this.exceptions = Map.copyOf(exceptions);
  }

  /**
   * Returns a plan of weeks.
   *
   * @param <T> what is on a day
   * @param week what is on the days of a week, at least one; days left out have nothing
   * @return the plan
   */
  public static <T> DayPlan<T> of(Map<DayOfWeek, T> week) {
    Require.when(!week.isEmpty(), "week", week, "must have a day");
    return new DayPlan<>(week, Map.of());
  }

  /**
   * Returns a plan with the same on each day from Monday to Friday.
   *
   * @param <T> what is on a day
   * @param daily what is on it
   * @return the plan
   */
  public static <T> DayPlan<T> weekdays(T daily) {
    return of(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), daily);
  }

  /**
   * Returns a plan with the same on every day.
   *
   * @param <T> what is on a day
   * @param daily what is on it
   * @return the plan
   */
  public static <T> DayPlan<T> everyDay(T daily) {
    return of(EnumSet.allOf(DayOfWeek.class), daily);
  }

  private static <T> DayPlan<T> of(Set<DayOfWeek> days, T daily) {
    Map<DayOfWeek, T> week = new HashMap<>();
    days.forEach(day -> week.put(day, daily));
    return of(week);
  }

  /**
   * Returns the plan with a holiday.
   *
   * @param date a date that has nothing
   * @return another plan
   */
  public DayPlan<T> except(LocalDate date) {
    return with(date, Optional.empty());
  }

  /**
   * Returns the plan with a date that has something else than its weekday, like a half-day.
   *
   * @param date the date
   * @param instead what is on it
   * @return another plan
   */
  public DayPlan<T> except(LocalDate date, T instead) {
    return with(date, Optional.of(instead));
  }

  private DayPlan<T> with(LocalDate date, Optional<T> instead) {
    Map<LocalDate, Optional<T>> more = new HashMap<>(exceptions);
    more.put(date, instead);
    return new DayPlan<>(week, more);
  }

  /**
   * Returns what is on a date.
   *
   * @param date the date
   * @return what is on it; empty for nothing
   */
  public Optional<T> on(LocalDate date) {
    Optional<T> exception = exceptions.get(date);
    return exception != null ? exception : Optional.ofNullable(week.get(date.getDayOfWeek()));
  }

  /** Tells whether anything is on a date. */
  boolean isOn(LocalDate date) {
    return on(date).isPresent();
  }

  /** Returns the first date from a date on that fits. */
  static LocalDate next(LocalDate from, Predicate<LocalDate> fits) {
    return search(from, 1, fits);
  }

  /** Returns the last date up to a date that fits. */
  static LocalDate last(LocalDate upTo, Predicate<LocalDate> fits) {
    return search(upTo, -1, fits);
  }

  private static LocalDate search(LocalDate from, int step, Predicate<LocalDate> fits) {
    LocalDate date = from;
    for (int days = 0; days < DAYS_MAX; days++) {
      if (fits.test(date)) {
        return date;
      }
      date = date.plusDays(step);
    }
    throw new InvalidInputException("calendar", from, "must have a day within two years");
  }

  /** Returns the date after so many days that have something; the date itself counts nothing. */
  LocalDate plus(LocalDate date, int days) {
    LocalDate day = date;
    for (int i = 0; i < days; i++) {
      day = next(day.plusDays(1), this::isOn);
    }
    return day;
  }
}
