package io.backroom.payment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.value.OrderId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What the rooms above want done with an order's money. Each call stores the intent in their
 * transaction; the provider is called after the commit, by {@link OperationRunner}.
 */
public final class Payments {
  private final Kernel kernel;

  /**
   * Tells the rooms above what became of a shipment's money.
   *
   * @param order which order
   * @param shipment which fulfillment order
   * @param what what happened
   * @param detail a link for the customer, or the kind of a decline
   */
  public record News(OrderId order, String shipment, What what, String detail) {}

  /** What can happen to a shipment's money. */
  public enum What {
    /** The amount is set aside: the goods may be picked. */
    AUTHORIZED,
    /** The instrument was refused. */
    DECLINED,
    /** The customer must do something; the detail is the link. */
    ACTION_REQUIRED,
    /** The amount was taken: the goods may leave. */
    CAPTURED,
    /** An amount was paid back. */
    REFUNDED
  }

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param provider who moves the money
   */
  public Payments(Kernel kernel, PaymentProvider provider) {
    this.kernel = kernel;
    kernel.work().on(OperationRunner.KIND, new OperationRunner(kernel, provider));
  }

  /**
   * Stores how an order will be paid. No money moves.
   *
   * @param tx the transaction
   * @param order which order
   * @param instrument what the customer pays with
   * @param payable what each shipment costs the customer
   */
  public void plan(
      Transaction tx, OrderId order, InstrumentRef instrument, Map<String, Money> payable) {
    List<Tranche> tranches =
        payable.entrySet().stream()
            .map(entry -> Tranche.planned(entry.getKey(), entry.getValue()))
            .toList();
    tx.create(PaymentRecord.TYPE, new PaymentRecord(order, instrument, tranches, List.of()));
  }

  /**
   * Has a shipment's amount authorized. News: AUTHORIZED, DECLINED or ACTION_REQUIRED.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   * @param initiator who starts it
   */
  public void authorize(Transaction tx, OrderId order, String shipment, Initiator initiator) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    if (record.tranche(shipment).mayAuthorize()) {
      tx.put(PaymentRecord.TYPE, authorize(tx, record, shipment, initiator));
    }
  }

  /**
   * Has every shipment that was declined or waits for the customer paid with another instrument.
   *
   * @param tx the transaction
   * @param order which order
   * @param instrument what the customer pays with from now on
   * @return whether anything was to be paid
   */
  public boolean payWith(Transaction tx, OrderId order, InstrumentRef instrument) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    List<Tranche> unpaid =
        record.tranches().stream()
            .filter(t -> t.mayAuthorize() && t.state() != Tranche.State.PLANNED)
            .toList();
    if (unpaid.isEmpty()) {
      return false;
    }
    record = record.payingWith(instrument);
    for (Tranche tranche : unpaid) {
      record = authorize(tx, record, tranche.id(), Initiator.CUSTOMER);
    }
    tx.put(PaymentRecord.TYPE, record);
    return true;
  }

  private static PaymentRecord authorize(
      Transaction tx, PaymentRecord record, String shipment, Initiator initiator) {
    Tranche tranche = record.tranche(shipment);
    if (tranche.payable().isZero()) {
      news(tx, record, shipment, What.AUTHORIZED, "");
      return record.with(tranche.authorized(Optional.empty(), tranche.payable(), Optional.empty()));
    }
    Operation operation =
        operation(
            tx,
            record,
            Operation.Kind.AUTHORIZE,
            tranche,
            tranche.payable(),
            Optional.empty(),
            initiator);
    return prepare(tx, record, operation).with(tranche.authorizing(operation.id()));
  }

  /**
   * Has a shipment's amount captured: its goods are on the truck. An authorization that has ended
   * is made anew first. News: CAPTURED, or DECLINED if it has to be made anew and fails.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   */
  public void capture(Transaction tx, OrderId order, String shipment) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    PaymentRecord wanting = record.with(record.tranche(shipment).wantingCapture());
    tx.put(PaymentRecord.TYPE, captureIfAuthorized(tx, wanting, shipment));
  }

  static PaymentRecord captureIfAuthorized(Transaction tx, PaymentRecord record, String shipment) {
    Tranche tranche = record.tranche(shipment);
    if (tranche.state() != Tranche.State.AUTHORIZED) {
      return record;
    } else if (tranche.payable().isZero()) {
      news(tx, record, shipment, What.CAPTURED, "");
      PaymentRecord captured = record.with(tranche.captured(Optional.empty(), tranche.payable()));
      return tranche.authorization().isPresent()
          ? voidAuthorization(tx, captured, tranche, tranche.authorization().get())
          : captured;
    } else if (!tranche.isLive(tx.now())) {
      return authorizeAnew(tx, record, shipment);
    }
    Operation operation =
        operation(
            tx,
            record,
            Operation.Kind.CAPTURE,
            tranche,
            tranche.payable(),
            tranche.authorization(),
            Initiator.MERCHANT);
    return prepare(tx, record, operation);
  }

  static PaymentRecord authorizeAnew(Transaction tx, PaymentRecord record, String shipment) {
    Tranche tranche = record.tranche(shipment).withoutAuthorization(Tranche.State.PLANNED);
    return authorize(tx, record.with(tranche), shipment, Initiator.MERCHANT);
  }

  /**
   * Lowers what a shipment costs the customer, before it is captured: less is captured later.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   * @param by how much less; all of it closes the tranche
   */
  public void reduce(Transaction tx, OrderId order, String shipment, Money by) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    tx.put(PaymentRecord.TYPE, record.with(record.tranche(shipment).reducedBy(by)));
  }

  /**
   * Closes a shipment's tranche: it will not leave. What is authorized is voided; what may yet be
   * approved is voided when it is.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   */
  public void close(Transaction tx, OrderId order, String shipment) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    Tranche tranche = record.tranche(shipment);
    PaymentRecord closed = record.with(tranche.closing().in(Tranche.State.CLOSED));
    tx.put(
        PaymentRecord.TYPE,
        tranche.authorization().isPresent()
            ? voidAuthorization(tx, closed, tranche, tranche.authorization().get())
            : closed);
  }

  static PaymentRecord voidAuthorization(
      Transaction tx, PaymentRecord record, Tranche tranche, ProviderRef authorization) {
    return prepare(
        tx,
        record,
        operation(
            tx,
            record,
            Operation.Kind.VOID,
            tranche,
            tranche.authorized(),
            Optional.of(authorization),
            Initiator.MERCHANT));
  }

  /**
   * Has a part of a shipment's captured amount paid back. News: REFUNDED.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   * @param amount how much; nothing is done for nothing
   * @throws IllegalStateException if more would be paid back than was captured
   */
  public void refund(Transaction tx, OrderId order, String shipment, Money amount) {
    if (amount.isZero()) {
      return;
    }
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    Tranche tranche = record.tranche(shipment);
    Money left = tranche.captured().minus(tranche.refunded()).minus(underWay(record, tranche));
    if (amount.isGreaterThan(left)) {
      throw new IllegalStateException(
          "Refund of " + amount + " but only " + left + " of " + shipment + " is left");
    }
    tx.put(
        PaymentRecord.TYPE,
        prepare(
            tx,
            record,
            operation(
                tx,
                record,
                Operation.Kind.REFUND,
                tranche,
                amount,
                tranche.capture(),
                Initiator.MERCHANT)));
  }

  private static Money underWay(PaymentRecord record, Tranche tranche) {
    return record.operations().stream()
        .filter(o -> o.kind() == Operation.Kind.REFUND && o.isOpen())
        .filter(o -> o.tranche().equals(tranche.id()))
        .map(Operation::amount)
        .reduce(Money.zero(tranche.payable().getCurrencyUnit()), Money::plus);
  }

  /**
   * Returns the money of an order as it stands.
   *
   * @param order which order
   * @return the status
   */
  public PaymentStatus status(OrderId order) {
    return PaymentStatus.of(
        kernel
            .find(PaymentRecord.TYPE, order.value())
            .orElseThrow(() -> new IllegalStateException("No payment of " + order)));
  }

  static PaymentRecord prepare(Transaction tx, PaymentRecord record, Operation operation) {
    tx.doNow(OperationRunner.KIND, new OperationRunner.Ref(record.order(), operation.id()));
    return record.adding(operation);
  }

  private static Operation operation(
      Transaction tx,
      PaymentRecord record,
      Operation.Kind kind,
      Tranche tranche,
      Money amount,
      Optional<ProviderRef> target,
      Initiator initiator) {
    return new Operation(
        OperationId.of(tx.newId()),
        kind,
        tranche.id(),
        amount,
        target,
        record.instrument(),
        initiator,
        record.hasMoreThan(tranche),
        Operation.Progress.PREPARED,
        0,
        Optional.empty());
  }

  static void news(
      Transaction tx, PaymentRecord record, String shipment, What what, String detail) {
    tx.tell(new News(record.order(), shipment, what, detail));
  }
}
