package io.backroom.payment;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The money of one order: its tranches and every operation on them. */
record PaymentRecord(
    OrderId order,
    CustomerId customer,
    InstrumentRef instrument,
    List<Tranche> tranches,
    List<Operation> operations) {

  static final DocumentType<PaymentRecord> TYPE =
      new DocumentType<>(
          "payment", PaymentRecord.class, record -> record.order().value(), record -> List.of());

  private static final String NUMBER = "-p";

  PaymentRecord {
    tranches = List.copyOf(tranches);
    operations = List.copyOf(operations);
  }

  /** An operation's id names its order, so that a notification finds it without an index. */
  OperationId nextOperation() {
    return OperationId.of(order + NUMBER + (operations.size() + 1));
  }

  /** The key of the record that an operation is in, should it be ours. */
  static Optional<OrderId> orderOf(OperationId operation) {
    int end = operation.value().lastIndexOf(NUMBER);
    return end > 0
        ? Optional.of(OrderId.of(operation.value().substring(0, end)))
        : Optional.empty();
  }

  Tranche tranche(String id) {
    return tranches.stream()
        .filter(tranche -> tranche.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No tranche " + id + " of " + order));
  }

  Optional<Operation> find(OperationId id) {
    return operations.stream().filter(operation -> operation.id().equals(id)).findFirst();
  }

  Operation operation(OperationId id) {
    return find(id)
        .orElseThrow(() -> new IllegalStateException("No operation " + id + " of " + order));
  }

  Stream<Operation> operations(Operation.Kind kind, Tranche tranche) {
    return operations(kind).filter(operation -> operation.tranche().equals(tranche.id()));
  }

  Stream<Operation> operations(Operation.Kind kind) {
    return operations.stream().filter(operation -> operation.kind() == kind);
  }

  boolean hasOpen(Operation.Kind kind, Tranche tranche) {
    return operations(kind, tranche).anyMatch(Operation::isOpen);
  }

  PaymentRecord with(Tranche changed) {
    return new PaymentRecord(
        order,
        customer,
        instrument,
        replace(tranches, tranche -> tranche.id().equals(changed.id()) ? changed : tranche),
        operations);
  }

  PaymentRecord with(Operation changed) {
    return new PaymentRecord(
        order,
        customer,
        instrument,
        tranches,
        replace(
            operations, operation -> operation.id().equals(changed.id()) ? changed : operation));
  }

  PaymentRecord adding(Tranche tranche) {
    List<Tranche> more = new ArrayList<>(tranches);
    more.add(tranche);
    return new PaymentRecord(order, customer, instrument, more, operations);
  }

  PaymentRecord adding(Operation operation) {
    List<Operation> more = new ArrayList<>(operations);
    more.add(operation);
    return new PaymentRecord(order, customer, instrument, tranches, more);
  }

  PaymentRecord payingWith(InstrumentRef other) {
    return new PaymentRecord(order, customer, other, tranches, operations);
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
