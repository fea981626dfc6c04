package io.backroom.payment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.payment.AuthorizationAdjuster;
import io.backroom.spi.payment.AuthorizationReverser;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.joda.money.Money;

/**
 * What the rooms above want done with an order's money. Each call stores the intent in their
 * transaction; the provider is called after the commit, by {@link OperationRunner}.
 */
public final class Payments {
  static final String RETRY = "payment-retry";
  private static final String RENEW = "payment-renew";

  /** How long before its end an authorization is renewed, or half its time if that is less. */
  private static final Duration AHEAD = Duration.ofHours(12);

  private final Kernel kernel;
  private final Rules rules;
  private final ChangedAmounts amounts;

  /**
   * Tells the rooms above what became of a shipment's money.
   *
   * @param order which order
   * @param shipment which fulfillment order
   * @param what what happened
   * @param detail a link for the customer, the kind of a decline, an amount, or what was paid with
   *     too late
   */
  public record News(OrderId order, String shipment, What what, String detail) {}

  /** What can happen to a shipment's money. */
  public enum What {
    /** The amount is set aside: the goods may be picked. */
    AUTHORIZED,
    /** The instrument was refused, and it takes people to go on. */
    DECLINED,
    /** The provider set another amount aside than was asked for; it is being given back. */
    MISMATCH,
    /** The customer must do something; the detail is the link. */
    ACTION_REQUIRED,
    /** The amount was taken: the goods may leave. */
    CAPTURED,
    /** An amount was paid back. */
    REFUNDED,
    /** What was given up was approved after all; it is being given back. */
    LATE,
    /** The larger amount is set aside in place of the one before. */
    RAISED,
    /** The larger amount was refused; the one before stands. */
    NOT_RAISED
  }

  /** What came of the wish to pay with another instrument. */
  public enum PayAnswer {
    /** The amounts are being authorized. */
    STARTED,
    /** Nothing waits to be paid. */
    NOTHING_TO_PAY,
    /** The instrument was refused for good for this order. */
    INSTRUMENT_REFUSED,
    /** So many were refused that nothing would be sent now. */
    TOO_MANY_REFUSED
  }

  /** What the host has chosen, and what the provider can do. */
  record Rules(Renewal when, ProviderProfile profile, boolean adjusts, boolean reverses) {
    /** Has an authorization renewed before its end, if that is wanted. */
    void renewal(Transaction tx, PaymentRecord record, Tranche tranche) {
      Optional<Tranche.Hold> hold = tranche.hold();
      if (when == Renewal.AHEAD && hold.flatMap(Tranche.Hold::expiresAt).isPresent()) {
        Instant end = hold.get().expiresAt().orElseThrow();
        Duration half = Duration.between(tx.now(), end).dividedBy(2);
        Instant due = end.minus(half.compareTo(AHEAD) < 0 ? half : AHEAD);
        tx.doAt(RENEW, new Renew(record.order(), tranche.id(), hold.get().ref(), due), due);
      }
    }
  }

  /**
   * An authorization that is to be renewed.
   *
   * @param due when that was first to happen; later it has ended
   */
  record Renew(OrderId order, String tranche, ProviderRef authorization, Instant due) {}

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param provider who moves the money
   * @param renewal when authorizations are renewed
   */
  public Payments(Kernel kernel, PaymentProvider provider, Renewal renewal) {
    this.kernel = kernel;
    this.rules =
        new Rules(
            renewal,
            provider.profile(),
            provider instanceof AuthorizationAdjuster,
            provider instanceof AuthorizationReverser);
    this.amounts = new ChangedAmounts(rules);
    new OperationRunner(kernel, provider, rules).register();
    kernel.work().on(RETRY, this::retry);
    kernel.work().on(RENEW, this::renew);
  }

  /**
   * Returns what is done when an order comes to cost another amount.
   *
   * @return the amounts of changes
   */
  public ChangedAmounts amounts() {
    return amounts;
  }

  /**
   * Tells how an order would be paid. Nothing is stored, and no money moves.
   *
   * @param instrument what the customer would pay with
   * @param amounts what each shipment would cost, in the order of the shipments; at least one
   * @param times when each would be authorized, as many as amounts
   * @return the plan
   */
  public PaymentPlan preview(
      InstrumentRef instrument, List<Money> amounts, List<PaymentPlan.When> times) {
    List<PaymentPlan.Step> steps = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      Money amount = amounts.get(i);
      PaymentPlan.When when = times.get(i);
      long equal =
          steps.stream().filter(s -> s.amount().equals(amount) && s.when() == when).count();
      Duration after =
          when == PaymentPlan.When.NOW
              ? rules.profile().duplicateWindow().multipliedBy(equal)
              : Duration.ZERO;
      steps.add(new PaymentPlan.Step(amount, when, after, rules.profile().authorizationValidity()));
    }
    return new PaymentPlan(instrument, Money.total(amounts), steps, rules.when());
  }

  /**
   * Stores how an order will be paid. No money moves.
   *
   * @param tx the transaction
   * @param order which order
   * @param customer whose order it is
   * @param instrument what the customer pays with
   * @param payable what each shipment costs the customer
   */
  public void plan(
      Transaction tx,
      OrderId order,
      CustomerId customer,
      InstrumentRef instrument,
      Map<String, Money> payable) {
    List<Tranche> tranches =
        payable.entrySet().stream()
            .map(entry -> Tranche.planned(entry.getKey(), entry.getValue()))
            .toList();
    tx.create(
        PaymentRecord.TYPE, new PaymentRecord(order, customer, instrument, tranches, List.of()));
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
   * What still waits for the customer on the old one is given up.
   *
   * @param tx the transaction
   * @param order which order
   * @param instrument what the customer pays with from now on
   * @return whether that has begun
   */
  public PayAnswer payWith(Transaction tx, OrderId order, InstrumentRef instrument) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    List<Tranche> unpaid =
        record.tranches().stream()
            .filter(t -> t.mayAuthorize() && t.state() != Tranche.State.PLANNED)
            .toList();
    if (unpaid.isEmpty()) {
      return PayAnswer.NOTHING_TO_PAY;
    } else if (isRefusedForGood(record, instrument)) {
      return PayAnswer.INSTRUMENT_REFUSED;
    }
    record = record.payingWith(instrument);
    PaymentRecord paying = record;
    if (unpaid.stream().allMatch(tranche -> Attempts.isOver(tx, paying, tranche))) {
      return PayAnswer.TOO_MANY_REFUSED;
    }
    for (Tranche tranche : unpaid) {
      record = giveUpWaiting(tx, record, tranche);
      record = record.with(tranche.telling(false));
      record = authorize(tx, record, tranche.id(), Initiator.CUSTOMER);
    }
    tx.put(PaymentRecord.TYPE, record);
    return PayAnswer.STARTED;
  }

  /** A lost or stolen card is not tried again for the same order, whoever asks for it. */
  private static boolean isRefusedForGood(PaymentRecord record, InstrumentRef instrument) {
    return record
        .operations(Operation.Kind.AUTHORIZE)
        .filter(operation -> operation.instrument().equals(instrument))
        .flatMap(operation -> operation.decline().stream())
        .anyMatch(decline -> decline.kind().remedy() == Decline.Remedy.OTHER_INSTRUMENT);
  }

  /** An authorization that waits for the customer or the bank need not wait any longer. */
  static PaymentRecord giveUpWaiting(Transaction tx, PaymentRecord record, Tranche tranche) {
    Optional<ProviderRef> waiting =
        tranche
            .authorizing()
            .map(record::operation)
            .filter(operation -> operation.progress() == Operation.Progress.WAITING)
            .flatMap(Operation::target);
    return waiting.isPresent() ? voidAuthorization(tx, record, tranche, waiting.get()) : record;
  }

  static PaymentRecord authorize(
      Transaction tx, PaymentRecord record, String shipment, Initiator initiator) {
    Tranche tranche = record.tranche(shipment);
    if (tranche.payable().isZero()) {
      news(tx, record, shipment, What.AUTHORIZED, "");
      return record.with(tranche.authorized(Optional.empty()));
    }
    Operation operation =
        operation(
            record,
            Operation.Kind.AUTHORIZE,
            tranche,
            tranche.payable(),
            Optional.empty(),
            initiator);
    return prepare(tx, record, operation).with(tranche.authorizing(operation.id()));
  }

  /** Sends a declined authorization again, unless somebody has paid or given up meanwhile. */
  private Consumer<Transaction> retry(WorkItem item) {
    OperationRunner.Ref declined = kernel.payload(item, OperationRunner.Ref.class);
    return tx -> {
      PaymentRecord record = tx.get(PaymentRecord.TYPE, declined.order().value());
      String shipment = record.operation(declined.operation()).tranche();
      Tranche tranche = record.tranche(shipment);
      if (tranche.mayAuthorize() && tranche.wants(declined.operation())) {
        tx.put(PaymentRecord.TYPE, authorize(tx, record, shipment, Initiator.MERCHANT));
      }
    };
  }

  /** Replaces an authorization before its end, or makes it anew once it has ended all the same. */
  private Consumer<Transaction> renew(WorkItem item) {
    Renew renew = kernel.payload(item, Renew.class);
    return tx -> {
      PaymentRecord record = tx.get(PaymentRecord.TYPE, renew.order().value());
      Tranche tranche = record.tranche(renew.tranche());
      Optional<Tranche.Hold> hold =
          tranche.hold().filter(h -> h.ref().equals(renew.authorization()));
      boolean idle =
          tranche.state() == Tranche.State.AUTHORIZED
              && !tranche.closed()
              && !record.hasOpen(Operation.Kind.CAPTURE, tranche);
      if (hold.isEmpty() || !idle) {
        return;
      } else if (!hold.get().isLive(tx.now())) {
        tx.put(PaymentRecord.TYPE, voidEnded(tx, record, tranche));
      } else if (tranche.authorizing().isEmpty()) {
        tx.put(PaymentRecord.TYPE, replace(tx, record, tranche));
        tx.again(item, hold.get().expiresAt().orElseThrow());
      }
    };
  }

  private static PaymentRecord replace(Transaction tx, PaymentRecord record, Tranche tranche) {
    Operation operation =
        operation(
            record,
            Operation.Kind.AUTHORIZE,
            tranche,
            tranche.payable(),
            Optional.empty(),
            Initiator.MERCHANT);
    return prepare(tx, record, operation).with(tranche.replacing(operation.id()));
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
    Tranche tranche = record.tranche(shipment).wantingCapture();
    tx.put(PaymentRecord.TYPE, captureIfAuthorized(tx, record.with(tranche), tranche, false));
  }

  /**
   * Captures what is authorized.
   *
   * @param fresh it was approved this moment, so that its end is not looked at: an end in the past
   *     would have it authorized anew for ever
   */
  static PaymentRecord captureIfAuthorized(
      Transaction tx, PaymentRecord record, Tranche tranche, boolean fresh) {
    boolean live = fresh || tranche.hold().filter(hold -> hold.isLive(tx.now())).isPresent();
    if (tranche.state() != Tranche.State.AUTHORIZED) {
      return record;
    } else if (tranche.payable().isZero()) {
      news(tx, record, tranche.id(), What.CAPTURED, "");
      PaymentRecord captured = record.with(tranche.captured(Optional.empty(), tranche.payable()));
      return tranche.hold().isPresent()
          ? voidAuthorization(tx, captured, tranche, tranche.hold().get().ref())
          : captured;
    } else if (!live) {
      return voidEnded(tx, record, tranche);
    }
    return prepare(
        tx,
        record,
        operation(
            record,
            Operation.Kind.CAPTURE,
            tranche,
            tranche.payable(),
            tranche.hold().map(Tranche.Hold::ref),
            Initiator.MERCHANT));
  }

  /**
   * Has what has ended by the clock made anew, once the provider has said that it is gone: somebody
   * may have captured it in time, outside the library.
   */
  private static PaymentRecord voidEnded(Transaction tx, PaymentRecord record, Tranche tranche) {
    Optional<ProviderRef> ended = tranche.hold().map(Tranche.Hold::ref);
    if (ended.isEmpty()) {
      return authorizeAnew(tx, record, tranche.id());
    }
    boolean asked =
        record
            .operations(Operation.Kind.VOID, tranche)
            .anyMatch(voiding -> voiding.isOpen() && voiding.target().equals(ended));
    return asked ? record : voidAuthorization(tx, record, tranche, ended.get());
  }

  static PaymentRecord authorizeAnew(Transaction tx, PaymentRecord record, String shipment) {
    Tranche tranche = record.tranche(shipment).withoutHold(Tranche.State.PLANNED);
    return authorize(tx, record.with(tranche), shipment, Initiator.MERCHANT);
  }

  /**
   * Gives the capture of a shipment up that nobody has paid for: its goods have been taken down
   * from the truck. It can still be paid, and is captured when it is loaded again.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order, whose amount was to be captured
   * @return whether its payment was refused or waits for the customer; otherwise nothing is done
   */
  public boolean giveUpCapture(Transaction tx, OrderId order, String shipment) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    Tranche tranche = record.tranche(shipment);
    boolean unpaid =
        tranche.state() == Tranche.State.DECLINED
            || tranche.state() == Tranche.State.ACTION_REQUIRED;
    if (unpaid) {
      tx.put(PaymentRecord.TYPE, record.with(tranche.notWantingCapture()));
    }
    return unpaid;
  }

  /**
   * Lowers what a shipment costs the customer, before it is captured. What is set aside beyond it
   * is given back at once where the provider can, and with the capture otherwise.
   *
   * @param tx the transaction
   * @param order which order
   * @param shipment which fulfillment order
   * @param by how much less; all of it closes the tranche
   */
  public void reduce(Transaction tx, OrderId order, String shipment, Money by) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, order.value());
    Tranche tranche = record.tranche(shipment).reducedBy(by);
    tx.put(PaymentRecord.TYPE, adjustIfLess(tx, record.with(tranche), tranche, rules));
  }

  static PaymentRecord adjustIfLess(
      Transaction tx, PaymentRecord record, Tranche tranche, Rules rules) {
    boolean tooMuch =
        tranche.state() == Tranche.State.AUTHORIZED
            && !tranche.captureWanted()
            && tranche.payable().isPositive()
            && tranche.authorized().isGreaterThan(tranche.payable());
    if (!rules.adjusts() || !tooMuch || record.hasOpen(Operation.Kind.ADJUST, tranche)) {
      return record;
    }
    return prepare(
        tx,
        record,
        operation(
            record,
            Operation.Kind.ADJUST,
            tranche,
            tranche.payable(),
            tranche.hold().map(Tranche.Hold::ref),
            Initiator.MERCHANT));
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
    tx.put(PaymentRecord.TYPE, close(tx, record, record.tranche(shipment)));
  }

  static PaymentRecord close(Transaction tx, PaymentRecord record, Tranche tranche) {
    PaymentRecord closed = giveUpWaiting(tx, record, tranche).with(tranche.closing());
    return tranche.hold().isPresent()
        ? voidAuthorization(tx, closed, tranche, tranche.hold().get().ref())
        : closed;
  }

  static PaymentRecord voidAuthorization(
      Transaction tx, PaymentRecord record, Tranche tranche, ProviderRef authorization) {
    return prepare(
        tx,
        record,
        operation(
            record,
            Operation.Kind.VOID,
            tranche,
            tranche.authorized(),
            Optional.of(authorization),
            Initiator.MERCHANT));
  }

  static PaymentRecord reverse(
      Transaction tx, PaymentRecord record, Tranche tranche, Operation authorization) {
    return prepare(
        tx,
        record,
        operation(
            record,
            Operation.Kind.REVERSE,
            tranche,
            authorization.amount(),
            Optional.of(new ProviderRef(authorization.id().value())),
            Initiator.MERCHANT));
  }

  /** Which authorization a reversal is about. */
  static OperationId reversedBy(Operation reversal) {
    return OperationId.of(reversal.target().orElseThrow().value());
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
    tx.put(PaymentRecord.TYPE, refund(tx, record, tranche, tranche.capture(), amount));
  }

  static PaymentRecord refund(
      Transaction tx,
      PaymentRecord record,
      Tranche tranche,
      Optional<ProviderRef> capture,
      Money amount) {
    return prepare(
        tx,
        record,
        operation(record, Operation.Kind.REFUND, tranche, amount, capture, Initiator.MERCHANT));
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

  /**
   * Asks the provider at once what became of everything that is open, instead of waiting for the
   * next time: a customer has come back from their bank.
   *
   * @param tx the transaction
   * @param order which order
   */
  public void look(Transaction tx, OrderId order) {
    tx.get(PaymentRecord.TYPE, order.value()).operations().stream()
        .filter(Operation::isUnresolved)
        .forEach(open -> tx.doNow(OperationRunner.LOOK, new OperationRunner.Ref(order, open.id())));
  }

  static PaymentRecord prepare(Transaction tx, PaymentRecord record, Operation operation) {
    tx.doNow(OperationRunner.RUN, new OperationRunner.Ref(record.order(), operation.id()));
    return record.adding(operation);
  }

  static Operation operation(
      PaymentRecord record,
      Operation.Kind kind,
      Tranche tranche,
      Money amount,
      Optional<ProviderRef> target,
      Initiator initiator) {
    return new Operation(
        record.nextOperation(),
        kind,
        tranche.id(),
        amount,
        target,
        record.instrument(),
        initiator,
        record.hasMoreThan(tranche),
        Operation.Progress.PREPARED,
        Operation.Trail.NONE,
        Optional.empty());
  }

  static void news(
      Transaction tx, PaymentRecord record, String shipment, What what, String detail) {
    tx.tell(new News(record.order(), shipment, what, detail));
  }
}
