package io.backroom.examples.replay.report;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One or more values over days. Days without a value are bridged by a straight line.
 *
 * @param title what it shows
 * @param unit what the vertical axis counts, such as "orders a day"
 * @param series at most six
 */
public record LineChart(String title, String unit, List<Series> series) implements Chart {
  /** Takes its own copy. */
  public LineChart {
    series = List.copyOf(series);
    Palette.require(series.size());
  }

  /**
   * One line.
   *
   * @param name what the legend calls it
   * @param values by day
   */
  public record Series(String name, SortedMap<LocalDate, Double> values) {
    /** Takes its own copy. */
    public Series {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
  }
}
