package io.backroom.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;

/**
 * Units of a lot that went to a customer, or are on their way there.
 *
 * @param order which order got them
 * @param shipment in which fulfillment order
 * @param center from which center
 * @param units how many
 * @param left whether the parcel has left; if not, it can still be held
 */
public record LotUse(OrderId order, String shipment, CenterId center, int units, boolean left) {}
