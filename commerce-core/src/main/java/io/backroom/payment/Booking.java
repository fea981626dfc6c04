package io.backroom.payment;

import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Books one outcome in one transaction. */
final class Booking {
  /** The pauses between attempts; the last one repeats. A person is told at every eighth. */
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

  private final Transaction tx;
  private final WorkItem item;
  private final Operation operation;
  private final Tranche tranche;
  private PaymentRecord record;

  Booking(Transaction tx, WorkItem item, OperationRunner.Ref ref) {
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
      news(Payments.What.DECLINED, Decline.Kind.INSUFFICIENT.name());
      return Payments.voidAuthorization(
          tx,
          record.with(tranche.withoutAuthorization(Tranche.State.DECLINED)),
          tranche,
          approval.ref());
    }
    Tranche authorized =
        tranche.authorized(Optional.of(approval.ref()), approval.amount(), approval.expiresAt());
    news(Payments.What.AUTHORIZED, "");
    record = record.with(authorized);
    return authorized.captureWanted()
        ? Payments.captureIfAuthorized(tx, record, tranche.id())
        : record;
  }

  private PaymentRecord captured(Outcome.Approved approval) {
    if (!approval.amount().equals(operation.amount())) {
      attention("amount-differs", "asked " + operation.amount() + ", got " + approval.amount());
    }
    news(Payments.What.CAPTURED, "");
    return record.with(tranche.captured(Optional.of(approval.ref()), approval.amount()));
  }

  private PaymentRecord voided() {
    return tranche.authorization().equals(operation.target())
        ? record.with(tranche.withoutAuthorization(tranche.state()))
        : record;
  }

  private PaymentRecord refunded(Outcome.Approved approval) {
    news(Payments.What.REFUNDED, approval.amount().toString());
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
    news(Payments.What.DECLINED, decline.kind().name());
    record = record.with(tranche.withoutAuthorization(Tranche.State.DECLINED));
    // What was not captured is still set aside, and would stand beside the next authorization.
    return operation.kind() == Operation.Kind.CAPTURE && operation.target().isPresent()
        ? Payments.voidAuthorization(tx, record, tranche, operation.target().get())
        : record;
  }

  private PaymentRecord actionRequired(Outcome.ActionRequired action) {
    boolean firstHeard = operation.progress() != Operation.Progress.WAITING;
    if (firstHeard && !tranche.closed() && operation.kind() == Operation.Kind.AUTHORIZE) {
      news(Payments.What.ACTION_REQUIRED, action.link());
      record = record.with(tranche.in(Tranche.State.ACTION_REQUIRED));
    }
    return waiting();
  }

  private PaymentRecord waiting() {
    tx.again(item, tx.now().plus(pause()));
    return record.with(operation.in(Operation.Progress.WAITING));
  }

  private PaymentRecord unknown(Outcome.Unknown unknown) {
    if (operation.attempts() % PAUSES.size() == 0) {
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

  private void news(Payments.What what, String detail) {
    Payments.news(tx, record, tranche.id(), what, detail);
  }

  private void attention(String kind, String text) {
    tx.doNow(
        WorkQueue.TELL_A_PERSON,
        new WorkQueue.Attention(record.order().value(), kind, tranche.id() + ": " + text));
  }
}
