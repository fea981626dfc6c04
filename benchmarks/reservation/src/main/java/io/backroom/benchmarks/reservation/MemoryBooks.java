package io.backroom.benchmarks.reservation;

import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Counters by the number of the SKU, and reservations by their id, in memory. */
final class MemoryBooks {
  private MemoryBooks() {}

  static AtomicIntegerArray counters(Workload workload) {
    AtomicIntegerArray left = new AtomicIntegerArray(workload.skus());
    IntStream.range(0, workload.skus()).forEach(sku -> left.set(sku, workload.units()));
    return left;
  }

  static Books read(AtomicIntegerArray left, Map<String, Request> reservations) {
    return read(IntStream.range(0, left.length()).map(left::get), reservations);
  }

  static Books read(IntStream left, Map<String, Request> reservations) {
    var counters = left.summaryStatistics();
    return new Books(
        counters.getSum(),
        counters.getMin(),
        reservations.size(),
        reservations.values().stream().mapToLong(request -> request.skus().length).sum());
  }
}
