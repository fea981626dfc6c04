package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** A store with a ledger, and short names for what the tests read in it. */
abstract class LedgerSupport extends InventoryRules {
  private static final int PAGE = 10_000;

  private long begin;

  @BeforeEach
  void findTheLedger() {
    Assumptions.assumeTrue(
        store instanceof StockLedger,
        "I-24, I-30 and I-31 are not proven: the store is no StockLedger");
    List<StockMovement> all = movements(0);
    begin = all.isEmpty() ? 0 : all.get(all.size() - 1).sequence();
  }

  StockLedger ledger() {
    return (StockLedger) store;
  }

  void agrees() {
    Map<String, int[]> sums = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (StockMovement m : mine()) {
      assertThat(seen.add(m.cause() + " " + m.sku() + " " + m.center()))
          .as("one movement for %s", m)
          .isTrue();
      int[] sum = sums.computeIfAbsent(m.sku() + " " + m.center(), place -> new int[5]);
      sum[0] += m.onHand();
      sum[1] += m.unavailable();
      sum[2] += m.reserved();
      sum[3] += m.allocated();
      sum[4] += m.backordered();
    }
    for (StockLevel level : store.levels(List.of(tea, cup))) {
      int[] sum = sums.getOrDefault(level.sku() + " " + level.center(), new int[5]);
      counters(level.sku(), level.center(), sum);
      assertThat(level.unpromised()).isNotNegative();
    }
  }

  List<StockMovement> mine() {
    return mine(movements(begin));
  }

  /** Others may share the store. */
  List<StockMovement> mine(List<StockMovement> movements) {
    return movements.stream().filter(m -> Set.of(tea, cup).contains(m.sku())).toList();
  }

  private List<StockMovement> movements(long after) {
    List<StockMovement> all = new ArrayList<>();
    List<StockMovement> page = ledger().movements(after, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = ledger().movements(page.get(page.size() - 1).sequence(), PAGE);
    }
    return all;
  }
}
