package io.backroom.payment;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.value.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The money of one order: its tranches and every operation on them. */
record PaymentRecord(
    OrderId order, InstrumentRef instrument, List<Tranche> tranches, List<Operation> operations) {

  static final DocumentType<PaymentRecord> TYPE =
      new DocumentType<>(
          "payment", PaymentRecord.class, record -> record.order().value(), record -> List.of());

  PaymentRecord {
    tranches = List.copyOf(tranches);
    operations = List.copyOf(operations);
  }

  Tranche tranche(String id) {
    return tranches.stream()
        .filter(tranche -> tranche.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No tranche " + id + " of " + order));
  }

  Operation operation(OperationId id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No operation " + id + " of " + order));
  }

  PaymentRecord with(Tranche changed) {
    return new PaymentRecord(
        order,
        instrument,
        replace(tranches, tranche -> tranche.id().equals(changed.id()) ? changed : tranche),
        operations);
  }

  PaymentRecord with(Operation changed) {
    return new PaymentRecord(
        order,
        instrument,
        tranches,
        replace(
            operations, operation -> operation.id().equals(changed.id()) ? changed : operation));
  }

  PaymentRecord adding(Operation operation) {
    List<Operation> more = new ArrayList<>(operations);
    more.add(operation);
    return new PaymentRecord(order, instrument, tranches, more);
  }

  PaymentRecord payingWith(InstrumentRef other) {
    return new PaymentRecord(order, other, tranches, operations);
  }

  /** Whether money of other tranches is still to be set aside. */
  boolean hasMoreThan(Tranche tranche) {
    return tranches.stream()
        .anyMatch(other -> !other.id().equals(tranche.id()) && other.mayAuthorize());
  }

  private static <T> List<T> replace(List<T> all, UnaryOperator<T> change) {
    return all.stream().map(change).toList();
  }
}
