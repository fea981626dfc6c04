package io.backroom.fulfillment.labor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many picker hours any hours need together. Work that can be divided is done in time if and
 * only if, for every span of hours, those who work in it can do all that arrives and ends in it. So
 * the pickers up to each hour are the unknowns of a system of differences: at least the need of
 * each span, at most the limit of each hour. Its least solution is a longest path, which proves it:
 * no plan has fewer picker hours than the needs along that path less the limits on it.
 */
final class Needs {
  private final int hours;

  /** By first hour and end. */
  private final int[][] needs;

  Needs(List<HourWork> works, int hours, int minutes) {
    this.hours = hours;
    long[][] sums = new long[hours + 1][hours + 1];
    works.forEach(work -> sums[work.first()][work.end()] += work.minutes());
    needs = new int[hours + 1][hours + 1];
    for (int from = hours - 1; from >= 0; from--) {
      for (int to = from + 1; to <= hours; to++) {
        long inner = to > from + 1 ? sums[from + 1][to - 1] : 0;
        sums[from][to] += sums[from + 1][to] + sums[from][to - 1] - inner;
        needs[from][to] = Math.toIntExact((sums[from][to] + minutes - 1) / minutes);
      }
    }
  }

  /** The fewest picker hours with so many in each hour at most; empty if those are too few. */
  Optional<Integer> fewest(int[] most) {
    int[] until = new int[hours + 1];
    boolean better = true;
    for (int round = 0; better && until[0] == 0; round++) {
      if (round > hours + 1) {
        return Optional.empty(); // a path that goes round and gets longer
      }
      better = false;
      for (int to = 1; to <= hours; to++) {
        for (int from = 0; from < to; from++) {
          int need = until[from] + needs[from][to];
          better |= need > until[to];
          until[to] = Math.max(until[to], need);
        }
      }
      for (int hour = hours - 1; hour >= 0; hour--) {
        int need = until[hour + 1] - most[hour];
        better |= need > until[hour];
        until[hour] = Math.max(until[hour], need);
      }
    }
    return until[0] > 0 ? Optional.empty() : Optional.of(until[hours]);
  }

  /** Pickers of each hour that add up to the fewest picker hours, as early as can be. */
  int[] early(int[] most, int fewest) {
    int[] until = new int[hours + 1];
    Arrays.fill(until, fewest);
    until[0] = 0;
    boolean better = true;
    while (better) {
      better = false;
      for (int hour = 0; hour < hours; hour++) {
        int least = until[hour] + most[hour];
        better |= least < until[hour + 1];
        until[hour + 1] = Math.min(until[hour + 1], least);
      }
      for (int from = hours - 1; from >= 0; from--) {
        for (int to = from + 1; to <= hours; to++) {
          int least = until[to] - needs[from][to];
          better |= least < until[from];
          until[from] = Math.min(until[from], least);
        }
      }
    }
    int[] pickers = new int[hours];
    for (int hour = 0; hour < hours; hour++) {
      pickers[hour] = until[hour + 1] - until[hour];
    }
    return pickers;
  }
}
