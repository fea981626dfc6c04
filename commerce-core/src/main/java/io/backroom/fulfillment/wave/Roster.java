package io.backroom.fulfillment.wave;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Who picks which load when: whoever is free takes the load that must be ready first. When a load
 * would be late, the one that takes longest for each of its orders steps back (Moore and Hodgson),
 * so that what cannot all be ready is late in as few orders as may be. What has stepped back is
 * picked after everything that is in time.
 */
final class Roster {
  private final int pickers;
  private final Instant now;
  private final List<Job> kept = new ArrayList<>();
  private final List<Job> late = new ArrayList<>();
  private List<Shift> shifts = new ArrayList<>();
  private PriorityQueue<Free> free;

  /** A load in the hands of a picker. */
  record Shift(Job job, int picker, Instant begins, Instant ends) {
    boolean isLate() {
      return ends.isAfter(job.end());
    }
  }

  /** From when a picker has nothing to do. */
  private record Free(Instant from, int picker) {}

  private Roster(int pickers, Instant now) {
    this.pickers = pickers;
    this.now = now;
    this.free = everybody();
  }

  /** Shifts by their beginning. */
  static List<Shift> of(List<Job> jobs, int pickers, Instant now) {
    Roster roster = new Roster(pickers, now);
    jobs.stream().sorted(Job.ORDER).forEach(roster::keep);
    roster.late.stream().sorted(Job.ORDER).forEach(roster::give);
    return roster.shifts.stream()
        .sorted(Comparator.comparing(Shift::begins).thenComparing(Shift::picker))
        .toList();
  }

  private PriorityQueue<Free> everybody() {
    PriorityQueue<Free> all =
        new PriorityQueue<>(Comparator.comparing(Free::from).thenComparing(Free::picker));
    for (int picker = 0; picker < pickers; picker++) {
      all.add(new Free(now, picker));
    }
    return all;
  }

  private void keep(Job job) {
    kept.add(job);
    boolean isLate = give(job);
    while (isLate) {
      Job slowest = kept.get(0);
      for (Job other : kept) {
        slowest = other.timeOfAnOrder() > slowest.timeOfAnOrder() ? other : slowest;
      }
      kept.remove(slowest);
      late.add(slowest);
      shifts = new ArrayList<>();
      free = everybody();
      isLate = false;
      for (Job other : kept) {
        isLate |= give(other);
      }
    }
  }

  /** Gives a load to whoever is free next; answers whether it is late. */
  private boolean give(Job job) {
    Free next = free.remove();
    Shift shift = new Shift(job, next.picker, next.from, next.from.plus(job.time()));
    shifts.add(shift);
    free.add(new Free(shift.ends, next.picker));
    return shift.isLate();
  }
}
