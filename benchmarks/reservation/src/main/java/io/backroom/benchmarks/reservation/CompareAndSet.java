package io.backroom.benchmarks.reservation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A bare compare-and-set loop for each line and a map of reservations: what memory can do. A line
 * that lacks units has those before it given back, so that for a moment others may be refused what
 * is there.
 */
final class CompareAndSet implements Stock {
  private final AtomicIntegerArray left;
  private final Map<String, Request> reservations = new ConcurrentHashMap<>();

  CompareAndSet(Workload workload) {
    left = MemoryBooks.counters(workload);
  }

  @Override
  public boolean reserve(Request request) {
    int[] skus = request.skus();
    for (int i = 0; i < skus.length; i++) {
      if (!take(skus[i])) {
        for (int j = 0; j < i; j++) {
          left.incrementAndGet(skus[j]);
        }
        return false;
      }
    }
    reservations.put(request.id(), request);
    return true;
  }

  private boolean take(int sku) {
    for (int now = left.get(sku); now > 0; now = left.get(sku)) {
      if (left.compareAndSet(sku, now, now - 1)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Books books() {
    return MemoryBooks.read(left, reservations);
  }

  @Override
  public void close() {}
}
