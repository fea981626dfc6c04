package io.backroom.examples.replay.data;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the two forms in which the editions write a time: {@code 2010-12-01 08:26:00} and, month
 * first, {@code 12/1/2010 8:26}. Day first is never guessed. The times are UK local time and are
 * taken as UTC.
 */
final class InvoiceTimes {
  private static final DateTimeFormatter ISO = strict("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter MONTH_FIRST = strict("M/d/uuuu H:mm");

  // The rows of one invoice follow each other and mostly share their time.
  private String lastText = "";
  private Optional<Instant> last = Optional.empty();

  Optional<Instant> parse(String text) {
    if (!text.equals(lastText)) {
      lastText = text;
      last = read(text, text.indexOf('/') < 0 ? ISO : MONTH_FIRST);
    }
    return last;
  }

  private static Optional<Instant> read(String text, DateTimeFormatter form) {
    try {
      LocalDateTime time = LocalDateTime.parse(text, form);
      // A mistyped century would send the virtual clock through centuries of empty days.
      boolean plausible = time.getYear() >= 2000 && time.getYear() <= 2099;
      return plausible ? Optional.of(time.toInstant(ZoneOffset.UTC)) : Optional.empty();
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
