package io.backroom.examples.replay.data;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * One row of {@code customer,item,timestamp[,quantity]}; the same object holds one after another.
 */
final class PurchaseRow {
  private static final String ROW = "customer,item,timestamp[,quantity]";
  private static final int LONGEST = 200;
  private static final int SHOWN = 60;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
  private static final Pattern QUANTITY = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{1,9})?");
  private static final Pattern TIME_OF_DAY = Pattern.compile("[0-9:.,+\\-Z ]*([AP]M)?");
  private static final DateTimeFormatter ISO = strict("uuuu-MM-dd");
  private static final DateTimeFormatter MONTH_FIRST = strict("M/d/uuuu");
  private static final String TIMESTAMP =
      "must be a time of 1970 to 2199 such as 2011-12-09, 2011-12-09T12:50:00, month first 12/9/2011"
          + " 12:50, or seconds or milliseconds since 1970";

  /** A greater number counts milliseconds: in seconds it would be the year 5138. */
  private static final long MILLIS_FROM = 100_000_000_000L;

  private static final int DAY_MAX = (int) LocalDate.of(2199, 12, 31).toEpochDay();

  private final Path file;
  private String customer = "";
  private String item = "";
  private int day;
  private boolean positive;
  private String lastTime = "";

  PurchaseRow(Path file) {
    this.file = file;
  }

  /** A first row whose third field has no digit is a heading, not a purchase. */
  static boolean isHeading(CSVRecord first) {
    return first.size() >= 3 && first.get(2).chars().noneMatch(Character::isDigit);
  }

  void read(CSVRecord record, long line) {
    if (record.size() < 3) {
      String found = String.join(",", record);
      throw wrong(
          line,
          "row",
          found,
          "must be " + ROW + " on one line of at most " + OneLineRows.LONGEST + " characters");
    }
    customer = text(record, 0, "customer", line);
    item = text(record, 1, "item", line);
    if (item.isEmpty()) {
      throw wrong(line, "item", item, "must not be empty");
    }
    String time = text(record, 2, "timestamp", line);
    if (!time.equals(lastTime) || time.isEmpty()) {
      day = day(time, line);
      lastTime = time;
    }
    positive = record.size() == 3 || isPositive(text(record, 3, "quantity", line), line);
  }

  private String text(CSVRecord record, int at, String field, long line) {
    String text = record.get(at).strip();
    if (text.length() > LONGEST) {
      throw wrong(line, field, text, "must be at most " + LONGEST + " characters");
    }
    return text;
  }

  private boolean isPositive(String quantity, long line) {
    if (!QUANTITY.matcher(quantity).matches()) {
      throw wrong(line, "quantity", quantity, "must be a number such as 6 or -1");
    }
    return !quantity.startsWith("-") && quantity.chars().anyMatch(c -> c >= '1' && c <= '9');
  }

  private int day(String time, long line) {
    try {
      long found;
      if (NUMBER.matcher(time).matches()) {
        long number = Long.parseLong(time);
        boolean millis = number >= MILLIS_FROM;
        found = Math.floorDiv(number, millis ? 86_400_000L : 86_400L);
      } else {
        String[] parts = time.split("[ T]", 2);
        if (parts.length > 1 && !TIME_OF_DAY.matcher(parts[1]).matches()) {
          throw wrong(line, "timestamp", time, TIMESTAMP);
        }
        DateTimeFormatter form = parts[0].indexOf('/') < 0 ? ISO : MONTH_FIRST;
        found = LocalDate.parse(parts[0], form).toEpochDay();
      }
      if (found >= 0 && found <= DAY_MAX) {
        return (int) found;
      }
    } catch (DateTimeException unreadable) {
      // Told below.
    }
    throw wrong(line, "timestamp", time, TIMESTAMP);
  }

  private UnusableFileException wrong(long line, String field, String value, String rule) {
    String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    return new UnusableFileException(
        "%s, line %d: %s '%s' %s"
            .formatted(file, line, field, shown.replaceAll("[^\\x20-\\x7E]", "?"), rule));
  }

  static int day(Instant time) {
    return (int) LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay();
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  String customer() {
    return customer;
  }

  String item() {
    return item;
  }

  /** The day, counted from 1970-01-01. */
  int day() {
    return day;
  }

  /** Whether it was bought, not given back. */
  boolean isPositive() {
    return positive;
  }
}
