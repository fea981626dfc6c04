package io.backroom.examples.replay.report;

import java.util.List;

/**
 * One or more values at each of some steps, such as lengths of lists, with the interval of each.
 *
 * @param title what it shows
 * @param unit what the vertical axis measures
 * @param across what the steps are, such as "items in the list"
 * @param steps the steps' labels from left to right
 * @param series at most six, each with a value for every step
 */
public record StepChart(
    String title, String unit, String across, List<String> steps, List<Series> series)
    implements Chart {
  /** Takes its own copies and refuses series of another length. */
  public StepChart {
    steps = List.copyOf(steps);
    series = List.copyOf(series);
    Palette.require(series.size());
    for (Series each : series) {
      if (each.values().size() != steps.size()) {
        throw new IllegalArgumentException(
            each.name() + " has " + each.values().size() + " values; expected " + steps.size());
      }
    }
  }

  /**
   * One line.
   *
   * @param name what the legend calls it
   * @param values with their intervals, step by step
   */
  public record Series(String name, List<Value> values) {
    /** Takes its own copy. */
    public Series {
      values = List.copyOf(values);
    }
  }

  /**
   * A value that is known so well.
   *
   * @param value the value
   * @param error half of its interval; 0 for none
   */
  public record Value(double value, double error) {
    double low() {
      return value - error;
    }

    double high() {
      return value + error;
    }
  }
}
