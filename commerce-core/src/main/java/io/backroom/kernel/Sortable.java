package io.backroom.kernel;

import com.google.common.base.Strings;
import java.time.Instant;

/** Numbers and times as text of a fixed width that sorts as they do. */
public final class Sortable {
  private static final int WIDTH = 15;

  private Sortable() {}

  /**
   * Returns a time in milliseconds since 1970; an earlier one counts as 1970.
   *
   * @param time the time
   * @return 15 digits
   */
  public static String time(Instant time) {
    return number(Math.max(0, time.toEpochMilli()));
  }

  /**
   * Returns a number that is not negative.
   *
   * @param number the number
   * @return 15 digits
   */
  public static String number(long number) {
    return Strings.padStart(Long.toString(number), WIDTH, '0');
  }
}
