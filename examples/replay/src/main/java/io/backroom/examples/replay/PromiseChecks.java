package io.backroom.examples.replay;

import io.backroom.examples.replay.report.Format;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.spi.policy.CommerceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether customers always knew when their parcels would come. */
final class PromiseChecks {
  private static final String MOVED = "promise-moved";

  private final Shop shop;
  private final List<Final> orders;

  PromiseChecks(Shop shop, List<Final> orders) {
    this.shop = shop;
    this.orders = orders;
  }

  /** From the date that the driver was promised, each move must lead on from the one before. */
  Check told() {
    List<String> differences = new ArrayList<>();
    long moves = 0;
    for (Final order : orders) {
      for (Sale.Part part : order.sale().parts()) {
        check(order, part, differences);
      }
      long told = order.history().stream().filter(event -> event.kind().equals(MOVED)).count();
      int mails = shop.mailbox().count(order.sale().id(), MOVED);
      if (mails != (order.sale().mailed() ? told : 0)) {
        differences.add(order.sale().id() + ": " + mails + " messages of " + told + " moves");
      }
      moves += told;
    }
    return new Check(
        "Every promise that moved was told, with its old and its new date",
        Format.count(moves) + " moves",
        differences);
  }

  private void check(Final order, Sale.Part part, List<String> differences) {
    FulfillmentOrder shipment = order.shipment(part.shipment());
    String known = part.promised().toString();
    boolean wasTold = false;
    boolean cameTooLate = false;
    for (CommerceEvent event : order.history()) {
      Map<String, String> facts = event.facts();
      boolean its = part.shipment().equals(facts.get("shipment"));
      if (its && event.kind().equals(MOVED)) {
        if (!known.equals(facts.get("from"))) {
          differences.add(part.shipment() + " moved from " + facts.get("from") + ", not " + known);
        }
        known = facts.getOrDefault("to", "");
        wasTold = true;
      } else if (its && event.kind().equals("shipment-planned")) {
        cameTooLate = event.at().isAfter(part.promised());
      } else if (its && event.kind().equals("shipment-in-transit")) {
        known = facts.getOrDefault("expected", "");
      }
    }
    if (!shipment.promise().first().equals(Optional.of(part.promised()))) {
      differences.add(part.shipment() + " was promised for " + part.promised());
    }
    String now = shipment.promise().current().map(Instant::toString).orElse("");
    if (!now.equals(known)) {
      differences.add(part.shipment() + " is expected " + now + ", but " + known + " was told");
    }
    if (cameTooLate && !wasTold) {
      differences.add(part.shipment() + " had its goods after its promise, and nobody was told");
    }
  }
}
