package io.backroom.kernel;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as {@link Instant#toString()} has them, without its price: every document has some, and
 * nearly all of them are whole milliseconds of our centuries.
 */
final class IsoTime {
  private static final long DAY = 86_400_000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  /** 1970 to 9999: years of four digits, and no sign. */
  private static final long END = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

  private IsoTime() {}

  static String of(Instant time) {
    boolean usual =
        time.getEpochSecond() >= 0
            && time.getEpochSecond() < END
            && time.getNano() % NANOS_PER_MILLI == 0
            && time.getNano() != 0;
    return usual ? text(time.toEpochMilli()) : time.toString();
  }

  private static String text(long millis) {
    char[] out = "0000-00-00T00:00:00.000Z".toCharArray();
    LocalDate date = LocalDate.ofEpochDay(millis / DAY);
    put(out, 0, 4, date.getYear());
    put(out, 5, 2, date.getMonthValue());
    put(out, 8, 2, date.getDayOfMonth());
    int left = (int) (millis % DAY);
    put(out, 20, 3, left % 1_000);
    left /= 1_000;
    put(out, 17, 2, left % 60);
    left /= 60;
    put(out, 14, 2, left % 60);
    put(out, 11, 2, left / 60);
    return new String(out);
  }

  private static void put(char[] out, int at, int digits, int number) {
    int left = number;
    for (int i = at + digits - 1; i >= at; i--) {
      out[i] = (char) ('0' + left % 10);
      left /= 10;
    }
  }
}
