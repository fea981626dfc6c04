package io.backroom.fulfillment.labor;

import io.backroom.spi.value.Require;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * How many pickers each hour needs.
 *
 * @param from when the first hour begins
 * @param pickers for each hour
 * @param shortages cut-offs that cannot be kept with the most pickers there can be, the earliest
 *     first
 */
public record LaborPlan(Instant from, List<Integer> pickers, List<Shortage> shortages) {
  private static final int WORKS_MAX = 100_000;

  /** Copies the lists. */
  public LaborPlan {
    pickers = List.copyOf(pickers);
    shortages = List.copyOf(shortages);
  }

  /**
   * A cut-off that cannot be kept.
   *
   * @param cutOff which
   * @param minutes how much of its picking cannot be done in time, and is not planned
   */
  public record Shortage(Instant cutOff, long minutes) {}

  /**
   * Plans pickers so that every cut-off is kept. No plan keeps them with fewer picker hours; of
   * those with as few, this has the fewest pickers in its busiest hour, and then the earliest.
   *
   * <p>If there can be too few, as little as possible is left out, and the plan is for the rest.
   * Work counts in hours that begin when it is there and end by its cut-off; what is due after the
   * last hour is done by its end. A pure function.
   *
   * @param limits how many pickers there can be
   * @param works what is to be picked, at most 100,000
   * @return the plan
   * @throws io.backroom.spi.value.InvalidInputException if there is too much work
   */
  public static LaborPlan of(ShiftLimits limits, List<PickWork> works) {
    Require.range("works", works.size(), 0, WORKS_MAX);
    TreeMap<Instant, Long> given = new TreeMap<>();
    List<HourWork> possible =
        HourWork.possible(
            works.stream()
                .filter(work -> work.minutes() > 0)
                .map(work -> HourWork.of(work, limits))
                .toList(),
            limits,
            given);
    Needs needs = new Needs(possible, limits.hours(), limits.minutes());
    int[] most = limits.most().stream().mapToInt(Integer::intValue).toArray();
    int fewest = needs.fewest(most).orElseThrow();
    int low = 0;
    int high = Arrays.stream(most).max().orElse(0);
    while (low < high) {
      int peak = (low + high) / 2;
      if (needs.fewest(atMost(most, peak)).filter(hours -> hours == fewest).isPresent()) {
        high = peak;
      } else {
        low = peak + 1;
      }
    }
    int[] pickers = needs.early(atMost(most, high), fewest);
    return new LaborPlan(
        limits.from(),
        Arrays.stream(pickers).boxed().toList(),
        given.entrySet().stream().map(e -> new Shortage(e.getKey(), e.getValue())).toList());
  }

  private static int[] atMost(int[] most, int peak) {
    return Arrays.stream(most).map(pickers -> Math.min(pickers, peak)).toArray();
  }

  /**
   * Returns what the plan costs in time.
   *
   * @return the pickers of all hours together
   */
  public int pickerHours() {
    return pickers.stream().mapToInt(Integer::intValue).sum();
  }
}
