package io.backroom.payment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkHandler;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries one operation to its end. It is stored as sent before the first byte leaves; whatever
 * comes back, or does not, is stored after. An unknown outcome is asked for again with the same
 * operation id as long as the provider remembers ids, and looked up from then on.
 */
final class OperationRunner implements WorkHandler {
  static final String KIND = "payment-operation";

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** The pauses between attempts; the last one repeats, and from there on a person knows. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofHours(24));

  private final Kernel kernel;
  private final PaymentProvider provider;

  record Ref(OrderId order, OperationId operation) {}

  OperationRunner(Kernel kernel, PaymentProvider provider) {
    this.kernel = kernel;
    this.provider = provider;
  }

  @Override
  public Consumer<Transaction> handle(WorkItem item) {
    Ref ref = kernel.payload(item, Ref.class);
    Optional<Sent> sent = kernel.transact(tx -> send(tx, ref));
    if (sent.isEmpty()) {
      return tx -> {};
    }
    Outcome outcome = outcome(sent.get());
    return tx -> new Booking(tx, item, ref).book(outcome);
  }

  /** What was marked as sent, and whether an earlier attempt may have reached the provider. */
  private record Sent(OrderId order, Operation operation, boolean before) {}

  private static Optional<Sent> send(Transaction tx, Ref ref) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, ref.order().value());
    Operation operation = record.operation(ref.operation());
    if (!operation.isOpen()) {
      return Optional.empty();
    }
    boolean pointless =
        operation.kind() == Operation.Kind.AUTHORIZE
            && operation.progress() == Operation.Progress.PREPARED
            && record.tranche(operation.tranche()).closed();
    Operation next =
        pointless ? operation.in(Operation.Progress.DROPPED) : operation.sentAt(tx.now());
    tx.put(PaymentRecord.TYPE, record.with(next));
    return pointless
        ? Optional.empty()
        : Optional.of(new Sent(ref.order(), next, operation.progress() == Operation.Progress.SENT));
  }

  private Outcome outcome(Sent sent) {
    try {
      Instant now = kernel.now();
      CallContext context =
          new CallContext(sent.operation().id(), now.plus(DEADLINE), sent.operation().attempts());
      return mustLookUp(sent, now) ? lookUp(sent.operation(), now) : call(sent, context);
    } catch (RuntimeException anything) {
      return new Outcome.Unknown(anything.getClass().getSimpleName());
    }
  }

  /** Within nine tenths of the retention the same id is the most authoritative question. */
  private boolean mustLookUp(Sent sent, Instant now) {
    Operation operation = sent.operation();
    Duration safe = provider.profile().keyRetention().multipliedBy(9).dividedBy(10);
    return operation.progress() == Operation.Progress.WAITING
        || (sent.before() && !now.isBefore(operation.firstSentAt().orElse(now).plus(safe)));
  }

  private Outcome lookUp(Operation operation, Instant now) {
    LookupQuery query = new LookupQuery(operation.id(), operation.firstSentAt().orElse(now));
    CallContext context = new CallContext(OperationId.of(kernel.newId()), now.plus(DEADLINE), 1);
    Lookup answer = provider.lookup(query, context);
    if (answer instanceof Lookup.Found found) {
      return found.outcome();
    }
    boolean neverHappened =
        answer instanceof Lookup.NotFound missing
            && (missing.certainty() == Lookup.Certainty.FINAL
                || now.isAfter(query.firstSentAt().plus(provider.profile().lookupLag())));
    return neverHappened
        ? new Outcome.NotPerformed(Outcome.Reason.NOT_SENT)
        : new Outcome.Unknown(answer.toString());
  }

  private Outcome call(Sent sent, CallContext context) {
    Operation operation = sent.operation();
    return switch (operation.kind()) {
      case AUTHORIZE ->
          provider.authorize(
              new AuthorizeCommand(
                  sent.order(),
                  operation.tranche(),
                  operation.amount(),
                  operation.instrument(),
                  operation.initiator()),
              context);
      case CAPTURE ->
          provider.capture(
              new CaptureCommand(operation.target().orElseThrow(), operation.amount()), context);
      case VOID ->
          provider.voidAuthorization(new VoidCommand(operation.target().orElseThrow()), context);
      case REFUND ->
          provider.refund(
              new RefundCommand(operation.target().orElseThrow(), operation.amount()), context);
    };
  }

  /** Books one outcome in one transaction. */
  private static final class Booking {
    private final Transaction tx;
    private final WorkItem item;
    private final Operation operation;
    private final Tranche tranche;
    private PaymentRecord record;

    Booking(Transaction tx, WorkItem item, Ref ref) {
      this.tx = tx;
      this.item = item;
      this.record = tx.get(PaymentRecord.TYPE, ref.order().value());
      this.operation = record.operation(ref.operation());
      this.tranche = record.tranche(operation.tranche());
    }

    void book(Outcome outcome) {
      if (!operation.isOpen()) {
        return;
      }
      record =
          outcome.<PaymentRecord>fold(
              this::approved,
              declined -> declined(declined.decline()),
              this::actionRequired,
              pending -> waiting(),
              this::unknown,
              notPerformed -> notPerformed(notPerformed.reason()));
      tx.put(PaymentRecord.TYPE, record);
    }

    private PaymentRecord approved(Outcome.Approved approval) {
      record = record.with(operation.in(Operation.Progress.APPROVED));
      return switch (operation.kind()) {
        case AUTHORIZE -> authorized(approval);
        case CAPTURE -> captured(approval);
        case VOID -> voided();
        case REFUND -> refunded(approval);
      };
    }

    private PaymentRecord authorized(Outcome.Approved approval) {
      boolean wanted =
          !tranche.closed() && tranche.authorizing().filter(operation.id()::equals).isPresent();
      if (!wanted) {
        return Payments.voidAuthorization(tx, record, tranche, approval.ref());
      } else if (!approval.amount().equals(operation.amount())) {
        attention("amount-differs", "asked " + operation.amount() + ", got " + approval.amount());
        news(PaymentNews.What.DECLINED, Decline.Kind.INSUFFICIENT.name());
        return Payments.voidAuthorization(
            tx,
            record.with(tranche.withoutAuthorization(Tranche.State.DECLINED)),
            tranche,
            approval.ref());
      }
      Tranche authorized =
          tranche.authorized(Optional.of(approval.ref()), approval.amount(), approval.expiresAt());
      news(PaymentNews.What.AUTHORIZED, "");
      record = record.with(authorized);
      return authorized.captureWanted()
          ? Payments.captureIfAuthorized(tx, record, tranche.id())
          : record;
    }

    private PaymentRecord captured(Outcome.Approved approval) {
      if (!approval.amount().equals(operation.amount())) {
        attention("amount-differs", "asked " + operation.amount() + ", got " + approval.amount());
      }
      news(PaymentNews.What.CAPTURED, "");
      return record.with(tranche.captured(Optional.of(approval.ref()), approval.amount()));
    }

    private PaymentRecord voided() {
      return tranche.authorization().equals(operation.target())
          ? record.with(tranche.withoutAuthorization(tranche.state()))
          : record;
    }

    private PaymentRecord refunded(Outcome.Approved approval) {
      news(PaymentNews.What.REFUNDED, approval.amount().toString());
      return record.with(tranche.refundedBy(approval.amount()));
    }

    private PaymentRecord declined(Decline decline) {
      record = record.with(operation.in(Operation.Progress.DECLINED));
      if (operation.kind() == Operation.Kind.VOID || operation.kind() == Operation.Kind.REFUND) {
        attention("money-stuck", operation.kind() + " was declined: " + decline.kind());
        return record;
      }
      boolean matters =
          !tranche.closed()
              && (operation.kind() == Operation.Kind.CAPTURE
                  || tranche.authorizing().filter(operation.id()::equals).isPresent());
      if (!matters) {
        return record;
      }
      news(PaymentNews.What.DECLINED, decline.kind().name());
      return record.with(tranche.withoutAuthorization(Tranche.State.DECLINED));
    }

    private PaymentRecord actionRequired(Outcome.ActionRequired action) {
      boolean firstHeard = operation.progress() != Operation.Progress.WAITING;
      if (firstHeard && !tranche.closed() && operation.kind() == Operation.Kind.AUTHORIZE) {
        news(PaymentNews.What.ACTION_REQUIRED, action.link());
        record = record.with(tranche.in(Tranche.State.ACTION_REQUIRED));
      }
      return waiting();
    }

    private PaymentRecord waiting() {
      tx.again(item, tx.now().plus(pause()));
      return record.with(operation.in(Operation.Progress.WAITING));
    }

    private PaymentRecord unknown(Outcome.Unknown unknown) {
      if (operation.attempts() == PAUSES.size()) {
        attention("outcome-unknown", operation.kind() + ": " + unknown.evidence());
      }
      tx.again(item, tx.now().plus(pause()));
      return record;
    }

    private PaymentRecord notPerformed(Outcome.Reason reason) {
      return switch (reason) {
        case NOT_SENT, RATE_LIMITED, BUSY -> {
          tx.again(item, tx.now().plus(pause()));
          yield record.with(operation.unsent());
        }
        case ALREADY_FINAL -> alreadyFinal();
        case INVALID_REQUEST, KEY_REUSED -> {
          attention("provider-refuses", operation.kind() + ": " + reason);
          yield declined(new Decline(Decline.Kind.FIX_DETAILS, reason.name()));
        }
      };
    }

    private PaymentRecord alreadyFinal() {
      record = record.with(operation.in(Operation.Progress.DROPPED));
      return switch (operation.kind()) {
        case CAPTURE -> Payments.authorizeAnew(tx, record, tranche.id());
        case VOID -> voided();
        case AUTHORIZE, REFUND -> {
          attention("provider-refuses", operation.kind() + ": ALREADY_FINAL");
          yield record;
        }
      };
    }

    private Duration pause() {
      return PAUSES.get(Math.min(Math.max(operation.attempts(), 1), PAUSES.size()) - 1);
    }

    private void news(PaymentNews.What what, String detail) {
      Payments.news(tx, record, tranche.id(), what, detail);
    }

    private void attention(String kind, String text) {
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(record.order().value(), kind, tranche.id() + ": " + text));
    }
  }
}
