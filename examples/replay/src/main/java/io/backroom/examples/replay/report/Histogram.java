package io.backroom.examples.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How often values fall between bounds.
 *
 * @param title what it shows
 * @param unit what the values measure, such as "days late"
 * @param counted what is counted, such as "orders"
 * @param bins next to each other, of equal width
 */
public record Histogram(String title, String unit, String counted, List<Bin> bins)
    implements Chart {
  /** Takes its own copy. */
  public Histogram {
    bins = List.copyOf(bins);
  }

  /**
   * Counts values in bins of one width, the first of which begins at a lower bound. Values outside
   * go to the nearest bin, so that none is lost.
   */
  public static Histogram of(
      String title, String unit, String counted, Scale scale, double... values) {
    long[] counts = new long[scale.bins()];
    for (double value : values) {
      counts[scale.bin(value)]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bins.add(new Bin(scale.edge(i), scale.edge(i + 1), counts[i]));
    }
    return new Histogram(title, unit, counted, bins);
  }

  /**
   * Where the bins lie.
   *
   * @param from the lower bound of the first bin
   * @param width the width of every bin
   * @param bins how many there are
   */
  public record Scale(double from, double width, int bins) {
    private double edge(int bin) {
      return from + bin * width;
    }

    private int bin(double value) {
      double bin = Math.floor((value - from) / width);
      return (int) Math.max(0, Math.min(bins - 1, bin));
    }
  }

  /**
   * One bin.
   *
   * @param from its lower bound, included
   * @param to its upper bound, excluded
   * @param count how many values lie between
   */
  public record Bin(double from, double to, long count) {}
}
