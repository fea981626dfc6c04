package io.backroom.spi.policy;

/**
 * Chooses the centers that ship an order. One that also says why another center does not ship
 * implements {@link ExplainingRoutingPolicy}. Deterministic, thread-safe and free of effects.
 */
@FunctionalInterface
public interface RoutingPolicy {
  /**
   * Returns a plan. For each item the units of all shipments and the unfilled ones together are the
   * quantity asked for, and no center ships more than it can promise.
   *
   * @param request what goes where and what each center has
   * @return the plan
   */
  RoutingPlan route(RoutingRequest request);
}
