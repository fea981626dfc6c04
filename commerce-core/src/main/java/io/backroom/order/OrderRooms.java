package io.backroom.order;

import io.backroom.customer.Messages;
import io.backroom.fulfillment.Recalls;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.HoldDesk;
import io.backroom.inventory.Inventory;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Access;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Kernel;
import io.backroom.payment.Payments;
import io.backroom.recommendation.Recommendations;
import io.backroom.recommendation.Refits;

/**
 * The rooms below that orders stand on.
 *
 * @param kernel documents, time and work
 * @param access who may do what
 * @param inventory what can be promised
 * @param holds what customers hold before they order
 * @param reservations the stock of orders
 * @param payments the money of orders
 * @param shipments the fulfillment orders of orders
 * @param guards what the host says to cancellations
 * @param approvals what needs a second person
 * @param recalls who stops a warehouse that is at work on one
 * @param recommendations what is offered in place of what is out of stock
 * @param refits when what was learned is made anew
 * @param messages what customers are told
 */
public record OrderRooms(
    Kernel kernel,
    Access access,
    Inventory inventory,
    HoldDesk holds,
    Reservations reservations,
    Payments payments,
    Shipments shipments,
    Guards guards,
    Approvals approvals,
    Recalls recalls,
    Recommendations recommendations,
    Refits refits,
    Messages messages) {}
