package io.backroom.benchmarks.harness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lines for machines that end a comparison: {@code ratio METRIC VALUE}, bigger is better. Lives
 * in one thread.
 */
public final class Ratios {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private final Map<String, BigDecimal> values = new LinkedHashMap<>();

  /**
   * Adds a line.
   *
   * @param metric its name: small letters, digits and hyphens
   * @param value ours measured against the peer's
   * @return these lines
   */
  public Ratios add(String metric, double value) {
    if (!metric.matches("[a-z0-9]+(-[a-z0-9]+)*") || values.containsKey(metric)) {
      throw new IllegalArgumentException("Not a new name of a metric: " + metric);
    }
    values.put(metric, new BigDecimal(value, FOUR_DIGITS));
    return this;
  }

  /** Returns the lines, each ended; a value is a plain decimal of four significant digits. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (metric, value) ->
            text.append("ratio ")
                .append(metric)
                .append(' ')
                .append(value.toPlainString())
                .append('\n'));
    return text.toString();
  }
}
