package io.backroom.order;

import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
   * @param ready when all of them are there
   * @param units units of each SKU
   * @param limits for units that are still to come in, how many of each SKU may be backordered
   *     there; empty for units from stock
   */
  record Load(CenterId center, Instant ready, Map<Sku, Integer> units, Map<Sku, Integer> limits) {}
}
