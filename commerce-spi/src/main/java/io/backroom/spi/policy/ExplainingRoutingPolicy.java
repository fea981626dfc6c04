package io.backroom.spi.policy;

import io.backroom.spi.value.CenterId;

/**
 * A routing policy that also answers the question most often asked of one: why not that center?
 * Deterministic, thread-safe and free of effects.
 */
public interface ExplainingRoutingPolicy extends RoutingPolicy {
  /**
   * Explains a center's part in the plan of a request.
   *
   * @param request what goes where and what each center has
   * @param center which center
   * @return what it does, what keeps it from shipping, or what the best plan with it would cost
   *     more
   * @throws io.backroom.spi.value.InvalidInputException if the request has no such center
   */
  RoutingReason whyNot(RoutingRequest request, CenterId center);
}
