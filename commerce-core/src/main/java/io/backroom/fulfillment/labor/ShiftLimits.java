package io.backroom.fulfillment.labor;

import io.backroom.spi.value.Require;
import java.time.Instant;
import java.util.List;

/**
 * How many pickers there can be.
 *
 * @param from when the first hour begins
 * @param most the most pickers of each hour, one hour after the other without gaps, each 0 to
 *     10,000; 1 to 744 hours
 * @param minutes how many minutes of picking one picker does in an hour, 1 to 60
 */
public record ShiftLimits(Instant from, List<Integer> most, int minutes) {
  private static final int HOURS_MAX = 744;
  private static final int PICKERS_MAX = 10_000;

  /** Refuses what is out of its range; copies the list. */
  public ShiftLimits {
    most = Require.some("most", most, HOURS_MAX);
    most.forEach(pickers -> Require.range("most", pickers, 0, PICKERS_MAX));
    Require.range("minutes", minutes, 1, 60);
  }

  int hours() {
    return most.size();
  }
}
