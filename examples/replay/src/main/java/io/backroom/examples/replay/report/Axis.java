package io.backroom.examples.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to pixels and knows where round values lie.
 *
 * @param low the value at the first pixel
 * @param high the value at the last pixel
 * @param step the distance of round values
 * @param first the pixel of the low value
 * @param last the pixel of the high value
 */
record Axis(double low, double high, double step, double first, double last) {
  /**
   * From zero (or below, if there are negative values) to a round value at or above the highest.
   */
  static Axis round(double lowest, double highest, int ticks, double first, double last) {
    double low = Math.min(0, lowest);
    double step = step(Math.max(highest, 0) - low, ticks);
    double high = Math.max(low + step, Math.ceil(highest / step) * step);
    return new Axis(Math.floor(low / step) * step, high, step, first, last);
  }

  /** Exactly between the bounds. */
  static Axis exact(double low, double high, int ticks, double first, double last) {
    return new Axis(low, high, step(high - low, ticks), first, last);
  }

  double at(double value) {
    return first + (value - low) / (high - low) * (last - first);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    // Counting in steps keeps the sums free of rounding errors.
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The smallest of 1, 2 and 5 times a power of ten that needs at most so many steps. */
  private static double step(double span, int ticks) {
    if (!(span > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(span / ticks)));
    for (int factor : new int[] {1, 2, 5}) {
      if (span / (power * factor) <= ticks) {
        return power * factor;
      }
    }
    return power * 10;
  }
}
