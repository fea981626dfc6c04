package io.backroom.examples.replay;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the credit that was set aside with what would have been set aside had each order been
 * authorized whole when it was placed, and held until each of its parts was captured or cancelled.
 * Parts whose payment was asked for and never approved count in neither.
 */
final class CreditTrial {
  private final HeldCredit ours;
  private final HeldCredit wholeOrders = new HeldCredit();

  CreditTrial(Outcome outcome) {
    Instant now = outcome.shop().clock().instant();
    List<Entry> ledger = outcome.shop().provider().ledger();
    ours = HeldCredit.of(ledger, now);
    Map<String, Instant> captured = new HashMap<>();
    Set<String> approved = new HashSet<>();
    for (Entry entry : ledger) {
      if (entry.kind() == Entry.Kind.CAPTURED) {
        captured.put(entry.tranche(), entry.at());
      } else if (entry.kind() == Entry.Kind.AUTHORIZED) {
        approved.add(entry.tranche());
      }
    }
    for (Final order : outcome.orders()) {
      for (Sale.Part part : order.sale().parts()) {
        boolean neverAsked = order.at("shipment-planned", part.shipment()).isEmpty();
        if (approved.contains(part.shipment()) || (part.backordered() && neverAsked)) {
          Instant end =
              Optional.ofNullable(captured.get(part.shipment()))
                  .or(() -> cancelled(order.shipment(part.shipment())))
                  .orElse(now);
          wholeOrders.add(part.pence(), order.sale().placedAt(), end);
        }
      }
    }
  }

  private static Optional<Instant> cancelled(FulfillmentOrder shipment) {
    return shipment.state() == FulfillmentState.CANCELLED
        ? Optional.of(shipment.since())
        : Optional.empty();
  }

  HeldCredit ours() {
    return ours;
  }

  HeldCredit wholeOrders() {
    return wholeOrders;
  }

  double saved() {
    return wholeOrders.poundDays() - ours.poundDays();
  }
}
