package io.backroom.fulfillment.labor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Work as whole hours see it.
 *
 * @param first the first hour that it can be done in
 * @param end the hour before which it must be done
 */
record HourWork(int first, int end, Instant cutOff, long minutes) {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Counts only hours that begin when the work is there and end before its cut-off. */
  static HourWork of(PickWork work, ShiftLimits limits) {
    Instant from = limits.from();
    Instant last = from.plus(HOUR.multipliedBy(limits.hours()));
    Instant arrives = work.arrives().isBefore(from) ? from : work.arrives();
    Instant end = work.cutOff().isAfter(last) ? last : work.cutOff();
    if (!arrives.isBefore(end)) {
      return new HourWork(0, 0, work.cutOff(), work.minutes());
    }
    Duration before = Duration.between(from, arrives);
    boolean within = !before.equals(HOUR.multipliedBy(before.toHours()));
    return new HourWork(
        (int) before.toHours() + (within ? 1 : 0),
        (int) Duration.between(from, end).toHours(),
        work.cutOff(),
        work.minutes());
  }

  private HourWork with(long left) {
    return new HourWork(first, end, cutOff, left);
  }

  /**
   * Lets everybody work who can, always on what must be done first, and gives up what has not been
   * done by its end. No other order gets more done in time (Glover 1967).
   *
   * @param all the work
   * @param given minutes that were given up, by cut-off; they are added to
   * @return the work less what was given up
   */
  static List<HourWork> possible(
      List<HourWork> all, ShiftLimits limits, TreeMap<Instant, Long> given) {
    List<HourWork> arriving =
        new ArrayList<>(all.stream().sorted(Comparator.comparingInt(HourWork::first)).toList());
    PriorityQueue<HourWork> open =
        new PriorityQueue<>(
            Comparator.comparingInt(HourWork::end)
                .thenComparing(HourWork::cutOff)
                .thenComparingInt(HourWork::first));
    List<HourWork> done = new ArrayList<>();
    int next = 0;
    for (int hour = 0; hour < limits.hours(); hour++) {
      while (next < arriving.size() && arriving.get(next).first <= hour) {
        open.add(arriving.get(next++));
      }
      long room = (long) limits.most().get(hour) * limits.minutes();
      while (!open.isEmpty() && (room > 0 || open.element().end <= hour)) {
        HourWork work = open.remove();
        if (work.end <= hour) {
          given.merge(work.cutOff, work.minutes, Long::sum);
          continue;
        }
        long part = Math.min(room, work.minutes);
        done.add(work.with(part));
        room -= part;
        if (part < work.minutes) {
          open.add(work.with(work.minutes - part));
        }
      }
    }
    open.forEach(work -> given.merge(work.cutOff, work.minutes, Long::sum));
    arriving
        .subList(next, arriving.size())
        .forEach(work -> given.merge(work.cutOff, work.minutes, Long::sum));
    return done;
  }
}
