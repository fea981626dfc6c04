package io.backroom.spi.policy;

/** Chooses the centers that ship an order. Deterministic, thread-safe and free of effects. */
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
