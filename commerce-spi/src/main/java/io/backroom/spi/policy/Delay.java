package io.backroom.spi.policy;

import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.Optional;

/**
 * A shipment that comes later than its customer has agreed to.
 *
 * @param order which order
 * @param shipment which fulfillment order
 * @param agreed until when the customer has agreed to wait
 * @param revised when it is to arrive now; empty if nobody knows
 * @param before how many delays there were before this one
 * @param now the time
 */
public record Delay(
    OrderId order,
    String shipment,
    Instant agreed,
    Optional<Instant> revised,
    int before,
    Instant now) {}
