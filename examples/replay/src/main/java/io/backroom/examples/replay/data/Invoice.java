package io.backroom.examples.replay.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A sale, or the cancellation of (a part of) earlier sales.
 *
 * @param number six digits, after a C for a cancellation
 * @param time the earliest time of its rows; the shop's local time, read as UTC
 * @param customer the customer's number; empty for an anonymous buyer
 * @param country the country as the data names it
 * @param lines one line per SKU, in the order of the file
 * @param cancellation whether units come back instead of going out
 */
public record Invoice(
    String number,
    Instant time,
    Optional<String> customer,
    String country,
    List<Line> lines,
    boolean cancellation) {
  /** Takes its own copy of the lines. */
  public Invoice {
    lines = List.copyOf(lines);
  }

  /** The customer's number, or a guest of this invoice alone: anonymous buyers are never merged. */
  public String buyer() {
    return customer.orElse("guest-" + number);
  }

  /** The day of this invoice. */
  public LocalDate day() {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** Units over all lines. */
  public int units() {
    return lines.stream().mapToInt(Line::quantity).sum();
  }

  /** The sum of all lines. */
  public long totalPence() {
    return lines.stream().mapToLong(Line::totalPence).sum();
  }
}
