package io.backroom.examples.replay;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderView;
import io.backroom.spi.policy.CommerceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order at the end of the run: as the driver placed it, and as the library says it stands.
 *
 * @param sale the driver's memory
 * @param view the library's answer
 * @param history what the library says happened to it
 */
record Final(Sale sale, OrderView view, List<CommerceEvent> history) {
  boolean isOver() {
    return switch (view.state()) {
      case COMPLETED, CANCELLED -> true;
      case PLACED, ON_HOLD, IN_FULFILLMENT -> false;
    };
  }

  /** Why an order is not over yet, where there is a reason for it. */
  Optional<String> excuse() {
    boolean waits =
        view.shipments().stream().anyMatch(s -> s.state() == FulfillmentState.BACKORDERED);
    return waits
        ? Optional.of("waits for goods that the run did not live to see")
        : Optional.empty();
  }

  FulfillmentOrder shipment(String id) {
    return view.shipments().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  /** When something first happened to a shipment. */
  Optional<Instant> at(String kind, String shipment) {
    return history.stream()
        .filter(event -> event.kind().equals(kind))
        .filter(event -> shipment.equals(event.facts().get("shipment")))
        .map(CommerceEvent::at)
        .findFirst();
  }
}
