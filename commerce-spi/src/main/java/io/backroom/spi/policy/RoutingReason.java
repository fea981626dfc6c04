package io.backroom.spi.policy;

import io.backroom.spi.value.CenterId;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Why a center ships, or does not.
 *
 * @param center which center
 * @param reason the answer, for people
 * @param chosen the plan without any demand
 * @param more what the best plan in which the center ships costs more, prices of stock included;
 *     empty where there is none that ships as much
 * @param instead that plan
 */
public record RoutingReason(
    CenterId center,
    String reason,
    RoutingPlan chosen,
    Optional<Money> more,
    Optional<RoutingPlan> instead) {}
