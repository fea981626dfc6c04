package io.backroom.payment;

import io.backroom.kernel.Transaction;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.value.OrderId;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * The money of a change of an order. What is added is authorized before the change stands; until
 * then its tranche is only proposed. Like {@link Payments}, each call stores the intent in the
 * transaction of the rooms above.
 */
public final class ChangedAmounts {
  private final Payments.Rules rules;

  ChangedAmounts(Payments.Rules rules) {
    this.rules = rules;
  }

  /** Whether a shipment's amount can be raised now. */
  public enum Raisable {
    /** Nothing is set aside yet: the new amount will be. */
    AT_ONCE,
    /** The larger amount has to be authorized first. */
    ONCE_AUTHORIZED,
    /** Its payment is open, refused, or over. */
    NOT_NOW
  }

  /**
   * How the money of an order differs from an earlier moment.
   *
   * @param authorized what is to be authorized now
   * @param voided what is set aside and given back whole
   * @param capturedLess what is set aside for what still leaves, and not captured with it
   * @param refunded what was captured and is paid back
   */
  public record Moves(Money authorized, Money voided, Money capturedLess, Money refunded) {}

  /**
   * Proposes the tranche of a shipment that is to be added.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment the id that the shipment will have
   * @param amount what it costs
   */
  public void propose(Transaction tx, OrderId order, String shipment, Money amount) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    tx.put(PaymentRecord.TYPE, record.adding(Tranche.planned(shipment, amount).proposed(true)));
  }

  /**
   * Lets a proposed tranche stand: its shipment is there.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   */
  public void accept(Transaction tx, OrderId order, String shipment) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    tx.put(PaymentRecord.TYPE, record.with(record.tranche(shipment).proposed(false)));
  }

  /**
   * Tells whether a shipment's amount can be raised.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   * @return whether and how
   */
  public Raisable raisable(Transaction tx, OrderId order, String shipment) {
    Tranche tranche = tx.get(PaymentRecord.TYPE, order.value()).tranche(shipment);
    if (tranche.state() == Tranche.State.PLANNED) {
      return Raisable.AT_ONCE;
    }
    return tranche.state() == Tranche.State.AUTHORIZED
            && !tranche.captureWanted()
            && tranche.hold().filter(hold -> hold.isLive(tx.now())).isPresent()
            && tranche.authorizing().isEmpty()
        ? Raisable.ONCE_AUTHORIZED
        : Raisable.NOT_NOW;
  }

  /**
   * Tells whether an amount is set aside for a shipment, or will be before it leaves.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   * @param amount the amount
   * @return whether the shipment can cost that from now on
   */
  public boolean covers(Transaction tx, OrderId order, String shipment, Money amount) {
    Tranche tranche = tx.get(PaymentRecord.TYPE, order.value()).tranche(shipment);
    return tranche.state() == Tranche.State.PLANNED
        || (tranche.state() == Tranche.State.AUTHORIZED
            && !tranche.authorized().isLessThan(amount));
  }

  /**
   * A shipment that costs more than is set aside for it.
   *
   * @param payable what it costs
   * @param authorized what is set aside
   */
  public record Gap(Money payable, Money authorized) {}

  /**
   * Returns the shipments for which less is set aside than they cost.
   *
   * @param tx the transaction
   * @param order which order
   * @return their amounts
   */
  public List<Gap> uncovered(Transaction tx, OrderId order) {
    return tx.get(PaymentRecord.TYPE, order.value()).tranches().stream()
        .filter(tranche -> tranche.state() == Tranche.State.AUTHORIZED)
        .filter(tranche -> tranche.authorized().isLessThan(tranche.payable()))
        .map(tranche -> new Gap(tranche.payable(), tranche.authorized()))
        .toList();
  }

  /**
   * Has a larger amount set aside for a shipment, in place of what is. News: RAISED, NOT_RAISED or
   * ACTION_REQUIRED. The price stays as it is until {@link #reprice}.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order, raisable once authorized
   * @param amount the larger amount
   */
  public void raise(Transaction tx, OrderId order, String shipment, Money amount) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    Tranche tranche = record.tranche(shipment);
    Operation operation =
        Payments.operation(
            record,
            Operation.Kind.AUTHORIZE,
            tranche,
            amount,
            Optional.empty(),
            Initiator.CUSTOMER);
    tx.put(
        PaymentRecord.TYPE,
        Payments.prepare(tx, record, operation).with(tranche.raisingTo(amount, operation.id())));
  }

  /**
   * Gives up a larger amount that has not come to count: what was set aside beyond the price is
   * given back, what may yet be approved is voided.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   */
  public void dropRaise(Transaction tx, OrderId order, String shipment) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    Tranche tranche = record.tranche(shipment);
    PaymentRecord waiting =
        tranche.raise().isPresent() ? Payments.giveUpWaiting(tx, record, tranche) : record;
    Tranche asBefore = tranche.notRaising();
    tx.put(PaymentRecord.TYPE, Payments.adjustIfLess(tx, waiting.with(asBefore), asBefore, rules));
  }

  /**
   * Sets what a shipment costs from now on, before it is captured.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   * @param amount the new amount; what is set aside beyond it is given back at once where the
   *     provider can, and with the capture otherwise
   */
  public void reprice(Transaction tx, OrderId order, String shipment, Money amount) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    Tranche tranche = record.tranche(shipment).costing(amount);
    tx.put(PaymentRecord.TYPE, Payments.adjustIfLess(tx, record.with(tranche), tranche, rules));
  }

  /**
   * Returns the money of an order as a transaction sees it, its own writes included.
   *
   * @param tx the transaction
   * @param order which order
   * @return the status
   */
  public PaymentStatus status(Transaction tx, OrderId order) {
    return PaymentStatus.of(tx.get(PaymentRecord.TYPE, order.value()));
  }

  /**
   * Where an order's money stood.
   *
   * @param operations how many operations there were
   * @param capturedLess what was set aside beyond what will be captured
   */
  public record Mark(int operations, Money capturedLess) {}

  /**
   * Returns where an order's money stands; a mark for {@link #moves}.
   *
   * @param tx the transaction
   * @param order which order
   * @return the mark
   */
  public Mark mark(Transaction tx, OrderId order) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    return new Mark(record.operations().size(), capturedLess(record));
  }

  /**
   * Returns what a transaction does to an order's money.
   *
   * @param tx the transaction
   * @param order which order
   * @param mark what {@link #mark} told before
   * @return the differences
   */
  public Moves moves(Transaction tx, OrderId order, Mark mark) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    List<Operation> since =
        record.operations().subList(mark.operations(), record.operations().size());
    Money less = capturedLess(record).minus(mark.capturedLess());
    return new Moves(
        sum(since, Operation.Kind.AUTHORIZE, record),
        sum(since, Operation.Kind.VOID, record),
        less.isNegative() ? zero(record) : less,
        sum(since, Operation.Kind.REFUND, record));
  }

  private static Money capturedLess(PaymentRecord record) {
    return record.tranches().stream()
        .filter(tranche -> !tranche.closed() && tranche.state() == Tranche.State.AUTHORIZED)
        .filter(tranche -> tranche.authorized().isGreaterThan(tranche.payable()))
        .map(tranche -> tranche.authorized().minus(tranche.payable()))
        .reduce(zero(record), Money::plus);
  }

  private static Money sum(List<Operation> some, Operation.Kind kind, PaymentRecord record) {
    return some.stream()
        .filter(operation -> operation.kind() == kind)
        .map(Operation::amount)
        .reduce(zero(record), Money::plus);
  }

  private static Money zero(PaymentRecord record) {
    return Money.zero(record.tranches().get(0).payable().getCurrencyUnit());
  }
}
