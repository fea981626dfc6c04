package io.backroom.payment;

import io.backroom.TestShop;
import io.backroom.kernel.Kernel;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.value.OrderId;
import java.util.List;

/** Looks into the stored payments for tests. */
public final class Operations {
  private Operations() {}

  /** The operation of an order that was stored last. */
  public static OperationId last(TestShop shop, OrderId order) {
    List<Operation> operations = record(shop, order).operations();
    return operations.get(operations.size() - 1).id();
  }

  /** The operation of an order that was stored first. */
  public static OperationId first(TestShop shop, OrderId order) {
    return record(shop, order).operations().get(0).id();
  }

  static PaymentRecord record(TestShop shop, OrderId order) {
    return new Kernel(shop.documents(), shop.clock(), () -> "unused", List.of())
        .find(PaymentRecord.TYPE, order.value())
        .orElseThrow();
  }
}
