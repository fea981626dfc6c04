package io.backroom.benchmarks.reservation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link ConcurrentHashMap#computeIfPresent} for each line and a map of reservations, as teams
 * write it by hand. A line that lacks units has those before it given back.
 */
final class MapCompute implements Stock {
  private final Map<String, Integer> left = new ConcurrentHashMap<>();
  private final Map<String, Request> reservations = new ConcurrentHashMap<>();

  MapCompute(Workload workload) {
    workload.skuNames().forEach(sku -> left.put(sku, workload.units()));
  }

  @Override
  public boolean reserve(Request request) {
    int[] skus = request.skus();
    for (int i = 0; i < skus.length; i++) {
      if (!take(Workload.sku(skus[i]))) {
        for (int j = 0; j < i; j++) {
          left.merge(Workload.sku(skus[j]), 1, Integer::sum);
        }
        return false;
      }
    }
    reservations.put(request.id(), request);
    return true;
  }

  private boolean take(String sku) {
    boolean[] taken = new boolean[1];
    left.computeIfPresent(
        sku,
        (key, units) -> {
          taken[0] = units > 0;
          return taken[0] ? units - 1 : units;
        });
    return taken[0];
  }

  @Override
  public Books books() {
    return MemoryBooks.read(left.values().stream().mapToInt(units -> units), reservations);
  }

  @Override
  public void close() {}
}
