package io.backroom.examples.replay.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures for people, the same in every locale. */
public final class Format {
  private Format() {}

  /** {@code 541,909}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 12.3 %} for 0.123; a dash when there is nothing to take a share of. */
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", share * 100) : "-";
  }

  /** A share of a whole. */
  public static String percent(long part, long whole) {
    return percent(whole == 0 ? Double.NaN : (double) part / whole);
  }

  /** With a fixed number of decimals and groups of three digits. */
  public static String decimal(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "-";
  }

  /** {@code GBP 1,234.50} for 123450. */
  public static String pounds(long pence) {
    return "GBP " + String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(pence, 2));
  }

  /** As few digits as tell the value: for axes and bars. */
  static String plain(double value) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }
}
