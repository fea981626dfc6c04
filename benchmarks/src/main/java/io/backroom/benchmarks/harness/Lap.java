package io.backroom.benchmarks.harness;

import org.HdrHistogram.Histogram;

/** What one thread has done in one round, or all of them together. */
record Lap(long started, long ended, Histogram nanos, long cpu, long bytes) {
  Lap plus(Lap other) {
    Histogram all = nanos.copy();
    all.add(other.nanos);
    return new Lap(
        Math.min(started, other.started),
        Math.max(ended, other.ended),
        all,
        cpu + other.cpu,
        bytes + other.bytes);
  }

  double perSecond() {
    return nanos.getTotalCount() * 1e9 / (ended - started);
  }
}
