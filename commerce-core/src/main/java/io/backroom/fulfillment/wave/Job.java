package io.backroom.fulfillment.wave;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A load that somebody has to pick.
 *
 * @param load what
 * @param cutOff until when the carrier takes it
 * @param end until when it must be picked for that
 * @param time how long picking takes
 */
record Job(Load load, Instant cutOff, Instant end, Duration time) {
  /** The earliest end first; of one end the longest, so that pickers end together. */
  static final Comparator<Job> ORDER =
      Comparator.comparing(Job::end)
          .thenComparing(Job::time, Comparator.reverseOrder())
          .thenComparing(job -> job.load().orders().get(0).id());

  static Job of(Load load, PickTerms terms) {
    Instant cutOff = load.orders().get(0).cutOff();
    Duration time = terms.pace().of(load.length(), load.stops().size(), load.items());
    return new Job(load, cutOff, cutOff.minus(terms.handOver()), time);
  }

  double timeOfAnOrder() {
    return (double) time.toNanos() / load.orders().size();
  }
}
