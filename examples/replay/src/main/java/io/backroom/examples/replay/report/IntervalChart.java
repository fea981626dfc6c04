package io.backroom.examples.replay.report;

import java.util.List;

/**
 * Some values with their intervals below each other, to be compared.
 *
 * @param title what it shows
 * @param unit what the horizontal axis measures
 * @param intervals from top to bottom
 */
public record IntervalChart(String title, String unit, List<Interval> intervals) implements Chart {
  /** Takes its own copy. */
  public IntervalChart {
    intervals = List.copyOf(intervals);
  }

  /**
   * One value.
   *
   * @param label what it stands for
   * @param value the value and its interval
   */
  public record Interval(String label, StepChart.Value value) {}
}
