package io.backroom.benchmarks.reservation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks whether there is enough, then takes it, and lets others in between: the mistake that the
 * load must be able to catch.
 */
final class CheckThenAct implements Stock {
  private final AtomicIntegerArray left;
  private final Map<String, Request> reservations = new ConcurrentHashMap<>();

  CheckThenAct(Workload workload) {
    left = MemoryBooks.counters(workload);
  }

  @Override
  public boolean reserve(Request request) {
    for (int sku : request.skus()) {
      if (left.get(sku) < 1) {
        return false;
      }
    }
    LockSupport.parkNanos(1); // as between two calls of a database; another buyer may look now
    for (int sku : request.skus()) {
      left.decrementAndGet(sku);
    }
    reservations.put(request.id(), request);
    return true;
  }

  @Override
  public Books books() {
    return MemoryBooks.read(left, reservations);
  }

  @Override
  public void close() {}
}
