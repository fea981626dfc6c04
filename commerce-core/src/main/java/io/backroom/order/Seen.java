package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.CenterId;
import java.util.List;

/** An order as somebody has read it. */
record Seen(
    OrderRecord order,
    List<FulfillmentOrder> shipments,
    InstrumentRef instrument,
    List<CenterId> rejecting) {
  Seen {
    shipments = List.copyOf(shipments);
    rejecting = List.copyOf(rejecting);
  }
}
