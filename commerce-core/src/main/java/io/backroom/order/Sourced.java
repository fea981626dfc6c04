package io.backroom.order;

import io.backroom.inventory.Incoming;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the units of an order come from.
 *
 * @param loads what leaves together
 * @param lacking units of each SKU that can neither be shipped nor promised
 * @param candidates why these centers
 */
record Sourced(
    List<Load> loads, Map<Sku, Integer> lacking, List<RoutingPlan.Candidate> candidates) {
  /**
   * Units that leave one center together.
   *
   * @param ready when all of them are there; empty if nobody knows
   * @param units units of each SKU
   * @param limits for units that are still to come in, how many of each SKU may be backordered
   *     there; empty for units from stock
   * @param sources what brings the last units of each SKU that is still to come in, where that is
   *     known
   */
  record Load(
      CenterId center,
      Optional<Instant> ready,
      Map<Sku, Integer> units,
      Map<Sku, Integer> limits,
      Map<Sku, Incoming.Source> sources) {
    static Load inStock(CenterId center, Instant now, Map<Sku, Integer> units) {
      return new Load(center, Optional.of(now), units, Map.of(), Map.of());
    }
  }
}
