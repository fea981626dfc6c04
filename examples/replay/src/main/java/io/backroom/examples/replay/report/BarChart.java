package io.backroom.examples.replay.report;

import java.util.List;

/**
 * One bar per label, from the left.
 *
 * @param title what it shows
 * @param unit what the bars count
 * @param bars from top to bottom
 */
public record BarChart(String title, String unit, List<Bar> bars) implements Chart {
  /** Takes its own copy. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param label what it stands for
   * @param value not negative
   */
  public record Bar(String label, double value) {
    /** Refuses what cannot be drawn. */
    public Bar {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(label + " is " + value + "; expected a size");
      }
    }
  }
}
