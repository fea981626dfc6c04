package io.backroom.testkit.simulation;

import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.spi.value.Result;
import java.util.Optional;

/** What a warehouse does with a parcel that is to be sent. */
final class Parcels {
  private Parcels() {}

  /** Takes the next step; empty if it is not the warehouse's turn. */
  static Optional<Result<FulfillmentOrder>> next(Fulfillment desk, FulfillmentOrder shipment) {
    String id = shipment.id();
    return switch (shipment.state()) {
      case RELEASED -> Optional.of(desk.pick(Stage.WAREHOUSE, id));
      case PICKING -> Optional.of(desk.pack(Stage.WAREHOUSE, id, 700));
      case PACKED -> Optional.of(desk.manifest(Stage.WAREHOUSE, id, "T-" + id));
      case MANIFESTED -> Optional.of(desk.load(Stage.WAREHOUSE, id));
      case IN_TRANSIT, OUT_FOR_DELIVERY, EXCEPTION ->
          Optional.of(desk.track(Stage.WAREHOUSE, id, Fulfillment.Scan.DELIVERED));
      case BACKORDERED, PLANNED, LOADED, DELIVERED, CANCELLED -> Optional.empty();
    };
  }

  /** Goes on as far as it may. */
  static void send(Fulfillment desk, FulfillmentOrder shipment) {
    Optional<FulfillmentOrder> parcel = Optional.of(shipment);
    while (parcel.isPresent()) {
      parcel =
          next(desk, parcel.get()).flatMap(step -> step.fold(Optional::of, no -> Optional.empty()));
    }
  }
}
