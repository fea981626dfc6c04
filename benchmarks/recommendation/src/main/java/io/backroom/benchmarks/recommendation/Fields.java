package io.backroom.benchmarks.recommendation;

import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The fields of a row. What cannot be read is refused, naming line, field, value and rule.
 *
 * @param line where the row ends in its file, from 1
 * @param values its fields as they stand there
 */
record Fields(long line, List<String> values) {
  private static final DateTimeFormatter AMERICAN = DateTimeFormatter.ofPattern("M/d/yyyy");

  /** Numbers from here on are milliseconds; as seconds they would be after the year 5000. */
  private static final long MILLIS_FROM = 100_000_000_000L;

  int size() {
    return values.size();
  }

  String name(String field) {
    return "line " + line + ": " + field;
  }

  String text(String field, int at) {
    Require.when(at < values.size(), name(field), "", "must be there, as field " + (at + 1));
    return values.get(at);
  }

  boolean beginsWithDigit(int at) {
    return at < values.size() && (values.get(at) + " ").substring(0, 1).matches("[0-9]");
  }

  int number(String field, int at) {
    String text = text(field, at);
    boolean legal = text.matches("\\d{1,8}");
    Require.when(legal, name(field), text, "must be a whole number of 0 to 99,999,999");
    return Integer.parseInt(text);
  }

  double real(String field, int at) {
    String text = text(field, at);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(name(field), text, "must be a number");
    }
  }

  /** Reads seconds or milliseconds since 1970, or a date with or without a time behind it. */
  int day(String field, int at) {
    String text = text(field, at);
    try {
      if (text.matches("\\d+")) {
        long number = Long.parseLong(text);
        Instant time =
            number >= MILLIS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        return (int) LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay();
      }
      String date = text.split("[ T]", 2)[0];
      return (int)
          (date.contains("/") ? LocalDate.parse(date, AMERICAN) : LocalDate.parse(date))
              .toEpochDay();
    } catch (DateTimeException | NumberFormatException e) {
      throw new InvalidInputException(
          name(field), text, "must be seconds or milliseconds, 2011-12-31 or 12/31/2011");
    }
  }
}
