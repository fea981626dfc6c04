package io.backroom.benchmarks.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How one contender did.
 *
 * @param rates pieces of work per second, round by round
 * @param nanos how long each piece took, over all rounds
 * @param cpuNanosEach CPU time that one piece took of the threads that did the work
 * @param bytesEach bytes that one piece allocated
 */
public record Score(List<Double> rates, Histogram nanos, double cpuNanosEach, double bytesEach) {
  /** Copies the rates. */
  public Score {
    rates = List.copyOf(rates);
  }

  /**
   * Returns the rate.
   *
   * @return pieces of work per second, the median of the rounds
   */
  public double perSecond() {
    return median(rates);
  }

  /**
   * Compares round by round with a contender that ran in turns with this one.
   *
   * @param peer the other
   * @return the median of the ratios of rates; over 1 if this one is faster
   */
  public double ratioTo(Score peer) {
    if (rates.size() != peer.rates.size()) {
      throw new IllegalArgumentException(
          rates.size() + " rounds cannot be compared with " + peer.rates.size());
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      ratios.add(rates.get(i) / peer.rates.get(i));
    }
    return median(ratios);
  }

  /**
   * Returns how long a piece of work took at most, for a share of all.
   *
   * @param percentile the share, 0 to 100
   * @return microseconds
   */
  public double micros(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e3;
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
