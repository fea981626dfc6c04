package io.backroom.inventory;

import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares counters with their movements, SKU after SKU, while the shop sells. It keeps the sums of
 * one SKU and one page of movements in memory, however long the ledger is.
 */
final class StockAudit {
  private static final int PAGE = 10_000;
  private static final int SKUS_AT_ONCE = 500;

  /** How often a SKU is looked at again that was changed between two looks. */
  private static final int LOOKS_MAX = 100;

  /** So many SKUs are remembered as having been seen in the ledger; later ones are asked again. */
  private static final int SEEN_MAX = 100_000;

  private final StockLedger ledger;
  private final Function<Collection<Sku>, List<StockLevel>> counters;
  private final List<StockDifference> differences = new ArrayList<>();
  private final List<Sku> unsettled = new ArrayList<>();
  private long movements;
  private long levels;

  StockAudit(StockLedger ledger, Function<Collection<Sku>, List<StockLevel>> counters) {
    this.ledger = ledger;
    this.counters = counters;
  }

  /** Compares everything. */
  StockVerification all() {
    Optional<Sku> last = Optional.empty();
    List<Sku> some = ledger.skus(last, SKUS_AT_ONCE);
    while (!some.isEmpty()) {
      some.forEach(this::compare);
      last = Optional.of(some.get(some.size() - 1));
      some = ledger.skus(last, SKUS_AT_ONCE);
    }
    compareVanished();
    return found();
  }

  /** Compares one SKU. */
  StockVerification one(Sku sku) {
    compare(sku);
    return found();
  }

  private StockVerification found() {
    return new StockVerification(movements, levels, differences, unsettled);
  }

  /**
   * Compares what the movements add up to with the counters as they were after the last of them: a
   * look counts when no movement has come in behind the ones added up once the counters were read.
   */
  private void compare(Sku sku) {
    Map<CenterId, StockLevel> sums = new TreeMap<>();
    long last = add(sku, 0, sums);
    for (int look = 0; look < LOOKS_MAX; look++) {
      List<StockLevel> counted = counters.apply(List.of(sku));
      long now = add(sku, last, sums);
      if (now == last) {
        compare(sku, counted, sums);
        return;
      }
      last = now;
    }
    if (unsettled.size() < StockVerification.DIFFERENCES_MAX) {
      unsettled.add(sku);
    }
  }

  private long add(Sku sku, long after, Map<CenterId, StockLevel> sums) {
    long last = after;
    List<StockMovement> page;
    do {
      page = ledger.movements(sku, last, PAGE);
      for (StockMovement moved : page) {
        StockLevel none = StockLevel.none(sku, moved.center());
        sums.compute(
            moved.center(), (center, sum) -> StockDifference.plus(sum == null ? none : sum, moved));
        last = moved.sequence();
      }
      movements += page.size();
    } while (page.size() == PAGE);
    return last;
  }

  private void compare(Sku sku, List<StockLevel> counted, Map<CenterId, StockLevel> sums) {
    Map<CenterId, StockLevel> lost = new TreeMap<>(sums);
    for (StockLevel level : counted) {
      levels++;
      StockLevel none = StockLevel.none(sku, level.center());
      note(new StockDifference(level, sums.getOrDefault(level.center(), none)));
      lost.remove(level.center());
    }
    lost.forEach((center, sum) -> note(new StockDifference(StockLevel.none(sku, center), sum)));
  }

  private void note(StockDifference difference) {
    if (difference.isWrong() && differences.size() < StockVerification.DIFFERENCES_MAX) {
      differences.add(difference);
    }
  }

  /** Compares SKUs that the ledger knows and the counters do not. */
  private void compareVanished() {
    Set<Sku> seen = new HashSet<>();
    long last = 0;
    List<StockMovement> page = ledger.movements(last, PAGE);
    while (!page.isEmpty()) {
      Set<Sku> some = new TreeSet<>();
      page.stream().map(StockMovement::sku).filter(seen::add).forEach(some::add);
      if (!some.isEmpty()) {
        Set<Sku> vanished = new TreeSet<>(some);
        counters.apply(some).forEach(level -> vanished.remove(level.sku()));
        vanished.forEach(this::compare);
      }
      if (seen.size() > SEEN_MAX) {
        seen.clear();
      }
      last = page.get(page.size() - 1).sequence();
      page = ledger.movements(last, PAGE);
    }
  }
}
