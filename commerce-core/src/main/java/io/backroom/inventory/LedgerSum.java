package io.backroom.inventory;

import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The counters as the movements of a ledger add up to them. */
final class LedgerSum {
  private static final int SKUS_AT_ONCE = 500;

  private final Map<Sku, Map<CenterId, StockLevel>> sums = new TreeMap<>();
  private long movements;

  static LedgerSum of(StockLedger ledger, int page) {
    LedgerSum sum = new LedgerSum();
    List<StockMovement> next = ledger.movements(0, page);
    while (!next.isEmpty()) {
      next.forEach(sum::add);
      next = ledger.movements(next.get(next.size() - 1).sequence(), page);
    }
    return sum;
  }

  private void add(StockMovement movement) {
    movements++;
    sums.computeIfAbsent(movement.sku(), sku -> new TreeMap<>())
        .merge(movement.center(), level(movement), LedgerSum::plus);
  }

  private static StockLevel level(StockMovement m) {
    return new StockLevel(
        m.sku(),
        m.center(),
        m.onHand(),
        m.unavailable(),
        m.reserved(),
        m.allocated(),
        m.backordered(),
        List.of());
  }

  private static StockLevel plus(StockLevel a, StockLevel b) {
    return new StockLevel(
        a.sku(),
        a.center(),
        Math.addExact(a.onHand(), b.onHand()),
        Math.addExact(a.unavailable(), b.unavailable()),
        Math.addExact(a.reserved(), b.reserved()),
        Math.addExact(a.allocated(), b.allocated()),
        Math.addExact(a.backordered(), b.backordered()),
        List.of());
  }

  StockVerification compareWith(Function<Collection<Sku>, List<StockLevel>> counters) {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    List<Sku> skus = List.copyOf(sums.keySet());
    for (int from = 0; from < skus.size(); from += SKUS_AT_ONCE) {
      List<Sku> some = skus.subList(from, Math.min(skus.size(), from + SKUS_AT_ONCE));
      Map<Sku, Map<CenterId, StockLevel>> missing = new TreeMap<>();
      some.forEach(sku -> missing.put(sku, new TreeMap<>(sums.getOrDefault(sku, Map.of()))));
      for (StockLevel counted : counters.apply(some)) {
        compared++;
        compare(counted, differences);
        Optional.ofNullable(missing.get(counted.sku())).ifPresent(m -> m.remove(counted.center()));
      }
      missing.values().stream()
          .flatMap(own -> own.values().stream())
          .forEach(lost -> compare(StockLevel.none(lost.sku(), lost.center()), differences));
    }
    return new StockVerification(movements, compared, differences);
  }

  private void compare(StockLevel counted, List<String> differences) {
    StockLevel summed =
        sums.getOrDefault(counted.sku(), Map.of())
            .getOrDefault(counted.center(), StockLevel.none(counted.sku(), counted.center()));
    StockLevel bare = plus(counted, StockLevel.none(counted.sku(), counted.center()));
    if (!bare.equals(summed)) {
      differences.add("counters " + bare + " but movements add up to " + summed);
    }
    if (counted.unpromised() < 0) {
      differences.add("oversold: " + bare);
    }
  }
}
