package io.backroom.order;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import java.util.ArrayList;
import java.util.List;

/**
 * The centers that have rejected a shipment of an order: none of them is asked again.
 *
 * @param order which order
 * @param centers the centers, each once
 */
record RejectedBy(OrderId order, List<CenterId> centers) {
  static final DocumentType<RejectedBy> TYPE =
      new DocumentType<>(
          "rejected-by", RejectedBy.class, own -> own.order().value(), own -> List.of());

  RejectedBy {
    centers = List.copyOf(centers);
  }

  /** Returns the centers that have rejected a shipment of an order. */
  static List<CenterId> of(Kernel kernel, OrderId order) {
    return kernel.find(TYPE, order.value()).map(RejectedBy::centers).orElse(List.of());
  }

  RejectedBy plus(CenterId center) {
    List<CenterId> more = new ArrayList<>(centers);
    if (!more.contains(center)) {
      more.add(center);
    }
    return new RejectedBy(order, more);
  }
}
