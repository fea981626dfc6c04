package io.backroom.payment;

import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkQueue;
import io.backroom.payment.Payments.What;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.ProviderRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.joda.money.Money;

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
  private final Payments.Rules rules;
  private final Consumer<Instant> again;
  private final Operation operation;
  private final Tranche tranche;
  private PaymentRecord record;

  /**
   * Creates a booking.
   *
   * @param again has the operation run once more at a time
   */
  Booking(Transaction tx, OperationRunner.Ref ref, Payments.Rules rules, Consumer<Instant> again) {
    this.tx = tx;
    this.rules = rules;
    this.again = again;
    this.record = tx.get(PaymentRecord.TYPE, ref.order().value());
    this.operation = record.operation(ref.operation());
    this.tranche = record.tranche(operation.tranche());
  }

  void book(Outcome outcome) {
    if (operation.isOpen()) {
      record =
          outcome.<PaymentRecord>fold(
              this::approved,
              declined -> declined(declined.decline()),
              this::actionRequired,
              pending -> waiting(pending.ref()),
              this::unknown,
              this::notPerformed);
      tx.put(PaymentRecord.TYPE, record);
    }
  }

  /** Books what a lookup found that nobody was waiting for. */
  void hear(Outcome outcome) {
    boolean definite = outcome instanceof Outcome.Approved || outcome instanceof Outcome.Declined;
    if (operation.isUnresolved() && definite) {
      book(outcome);
    } else if (!operation.isOpen()
        && operation.kind() == Operation.Kind.AUTHORIZE
        && operation.progress() != Operation.Progress.APPROVED
        && outcome instanceof Outcome.Approved late) {
      // It was taken for declined or never sent, and others have decided since: never reopened.
      record = record.with(operation.in(Operation.Progress.APPROVED));
      if (tranche.closed()) {
        late();
      }
      tx.put(PaymentRecord.TYPE, voidLater(late.ref()));
    }
  }

  private PaymentRecord approved(Outcome.Approved approval) {
    record = record.with(operation.in(Operation.Progress.APPROVED));
    return switch (operation.kind()) {
      case AUTHORIZE -> authorized(approval);
      case CAPTURE -> captured(approval.ref(), approval.amount(), operation.amount());
      case VOID -> voided();
      case REFUND -> refunded(approval);
      case ADJUST -> adjusted(approval);
      case REVERSE -> reversed();
    };
  }

  private PaymentRecord authorized(Outcome.Approved approval) {
    boolean wanted =
        tranche.wants(operation.id()) && !record.hasOpen(Operation.Kind.CAPTURE, tranche);
    if (!wanted) {
      if (tranche.closed()) {
        late();
      } else if (tranche.wants(operation.id())) {
        record = record.with(tranche.notReplacing());
      }
      return voidLater(approval.ref());
    } else if (!approval.amount().equals(operation.amount())) {
      return otherAmount(approval);
    }
    Optional<ProviderRef> replaced = tranche.hold().map(Tranche.Hold::ref);
    Tranche.Hold hold = new Tranche.Hold(approval.ref(), approval.amount(), approval.expiresAt());
    Tranche authorized = tranche.authorized(Optional.of(hold));
    record = record.with(authorized);
    if (approval.reusable().isPresent() && record.instrument().equals(operation.instrument())) {
      record = record.payingWith(approval.reusable().get());
    }
    rules.renewal(tx, record, authorized);
    if (replaced.isPresent()) {
      if (tranche.raise().isPresent()) {
        news(What.RAISED, "");
      }
      return voidLater(replaced.get());
    }
    news(What.AUTHORIZED, "");
    return authorized.captureWanted()
        ? Payments.captureIfAuthorized(tx, record, authorized, true)
        : Payments.adjustIfLess(tx, record, authorized, rules);
  }

  /** Less is a partial approval; anything else is money that nobody has asked for. */
  private PaymentRecord otherAmount(Outcome.Approved approval) {
    boolean less =
        approval.amount().isSameCurrency(operation.amount())
            && approval.amount().isLessThan(operation.amount());
    if (less) {
      record = declined(new Decline(Decline.Kind.INSUFFICIENT, "partially-approved"));
    } else {
      attention(
          "amount-differs",
          "asked " + operation.amount() + ", got " + approval.amount() + "; given back");
      if (tranche.hold().isPresent()) {
        record = notReplaced();
      } else {
        record = record.with(refusedNow().telling(true));
        news(What.MISMATCH, "");
      }
    }
    return voidLater(approval.ref());
  }

  private PaymentRecord captured(ProviderRef ref, Money amount, Money due) {
    compare(due, amount);
    news(What.CAPTURED, "");
    return record.with(tranche.captured(Optional.of(ref), amount));
  }

  private PaymentRecord voided() {
    if (hasEnded()) {
      return Payments.authorizeAnew(tx, record, tranche.id());
    }
    return concernsHold() ? record.with(tranche.withoutHold(tranche.state())) : record;
  }

  private boolean concernsHold() {
    return tranche.hold().map(Tranche.Hold::ref).equals(operation.target());
  }

  /** Whether this is the void of what counts still and is over its end. */
  private boolean hasEnded() {
    return operation.kind() == Operation.Kind.VOID
        && tranche.state() == Tranche.State.AUTHORIZED
        && concernsHold();
  }

  private PaymentRecord refunded(Outcome.Approved approval) {
    compare(operation.amount(), approval.amount());
    news(What.REFUNDED, approval.amount().toString());
    return record.with(tranche.refundedBy(approval.amount()));
  }

  private PaymentRecord adjusted(Outcome.Approved approval) {
    compare(operation.amount(), approval.amount());
    if (!concernsHold()) {
      return record;
    }
    Tranche.Hold hold = tranche.hold().orElseThrow();
    Tranche less =
        tranche.adjusted(new Tranche.Hold(hold.ref(), approval.amount(), hold.expiresAt()));
    return Payments.adjustIfLess(tx, record.with(less), less, rules);
  }

  /** The authorization is proven to be gone; if it is still wanted it is made anew. */
  private PaymentRecord reversed() {
    Operation gone = record.operation(Payments.reversedBy(operation));
    if (gone.isOpen()) {
      record = record.with(gone.in(Operation.Progress.DROPPED));
      if (tranche.wants(gone.id())) {
        return Payments.authorize(
            tx, record.with(tranche.in(Tranche.State.PLANNED)), tranche.id(), gone.initiator());
      }
    }
    return record;
  }

  private void compare(Money asked, Money got) {
    if (!got.equals(asked)) {
      attention("amount-differs", operation.kind() + ": asked " + asked + ", got " + got);
    }
  }

  private PaymentRecord declined(Decline decline) {
    record = record.with(operation.declined(decline));
    return switch (operation.kind()) {
      case AUTHORIZE -> authorizationDeclined(decline);
      case CAPTURE -> captureDeclined(decline);
      case VOID, REFUND -> {
        attention("money-stuck", operation.kind() + " was declined: " + decline.kind());
        yield hasEnded() ? voided() : record;
      }
      // Less is captured later, or a person looks; both were so before.
      case ADJUST, REVERSE -> record;
    };
  }

  private PaymentRecord authorizationDeclined(Decline decline) {
    if (operation.attempts() > 0) {
      Attempts.note(tx, record, operation);
    }
    if (operation.progress() == Operation.Progress.WAITING && operation.target().isPresent()) {
      // What was abandoned must not be confirmed after all.
      record = voidLater(operation.target().get());
    }
    if (!tranche.wants(operation.id())) {
      return record;
    } else if (tranche.hold().isPresent()) {
      return notReplaced();
    }
    Optional<Duration> pause = Retries.pause(record, operation, decline.kind());
    pause.ifPresent(
        time ->
            tx.doAt(
                Payments.RETRY,
                new OperationRunner.Ref(record.order(), operation.id()),
                tx.now().plus(time)));
    if (pause.isPresent() && Retries.isSilent(decline.kind()) && !tranche.told()) {
      return record.with(tranche.withoutHold(Tranche.State.RETRYING));
    } else if (!tranche.told()) {
      news(What.DECLINED, decline.kind().name());
    }
    return record.with(refusedNow().telling(true));
  }

  /** The hold that was to be replaced still stands until its end. */
  private PaymentRecord notReplaced() {
    if (tranche.raise().isPresent()) {
      news(What.NOT_RAISED, "");
    }
    return record.with(tranche.notReplacing());
  }

  private PaymentRecord captureDeclined(Decline decline) {
    if (tranche.closed()) {
      return record;
    }
    news(What.DECLINED, decline.kind().name());
    record = record.with(refusedNow().telling(true));
    // What was not captured is still set aside, and would stand beside the next authorization.
    return operation.target().map(this::voidLater).orElse(record);
  }

  private Tranche refusedNow() {
    return tranche.withoutHold(Tranche.State.DECLINED);
  }

  private PaymentRecord actionRequired(Outcome.ActionRequired action) {
    boolean firstHeard = operation.progress() != Operation.Progress.WAITING;
    boolean asked = firstHeard && tranche.wants(operation.id());
    if (asked && tranche.hold().isEmpty()) {
      news(What.ACTION_REQUIRED, action.link());
      record = record.with(tranche.in(Tranche.State.ACTION_REQUIRED));
    } else if (asked && tranche.raise().isPresent()) {
      news(What.ACTION_REQUIRED, action.link());
    }
    return waiting(action.ref());
  }

  private PaymentRecord waiting(ProviderRef ref) {
    again.accept(tx.now().plus(pause()));
    record = record.with(operation.waitingAs(ref));
    boolean unwanted =
        operation.kind() == Operation.Kind.AUTHORIZE
            && operation.progress() != Operation.Progress.WAITING
            && !tranche.wants(operation.id());
    return unwanted ? voidLater(ref) : record;
  }

  private PaymentRecord unknown(Outcome.Unknown unknown) {
    if (operation.attempts() % PAUSES.size() == 0 && !reverseInstead()) {
      attention("outcome-unknown", operation.kind() + ": " + unknown.evidence());
    }
    again.accept(tx.now().plus(pause()));
    return record;
  }

  /** Before a person is asked the provider is, once, to undo what nobody knows of. */
  private boolean reverseInstead() {
    boolean may =
        rules.reverses()
            && operation.kind() == Operation.Kind.AUTHORIZE
            && record
                .operations(Operation.Kind.REVERSE, tranche)
                .noneMatch(reversal -> Payments.reversedBy(reversal).equals(operation.id()));
    if (may) {
      record = Payments.reverse(tx, record, tranche, operation);
    }
    return may;
  }

  private PaymentRecord notPerformed(Outcome.NotPerformed not) {
    Outcome.Reason reason = not.reason();
    return switch (reason) {
      case NOT_SENT, RATE_LIMITED, BUSY -> later(reason, operation.attempts() % PAUSES.size() == 0);
      case CONFIGURATION -> later(reason, operation.attempts() % PAUSES.size() == 1);
      case CAPTURED -> capturedOutside(not.capture());
      case GONE -> gone();
      case INVALID_REQUEST, KEY_REUSED -> refusedByProvider(reason);
    };
  }

  /** Nothing has happened, and the customer is told nothing: it is tried again. */
  private PaymentRecord later(Outcome.Reason reason, boolean telling) {
    if (telling) {
      attention("provider-unusable", operation.kind() + ": " + reason);
    }
    again.accept(tx.now().plus(pause()));
    return record.with(operation.unsent());
  }

  private PaymentRecord refusedByProvider(Outcome.Reason reason) {
    boolean wasWaiting =
        operation.kind() == Operation.Kind.VOID
            && record
                .operations(Operation.Kind.AUTHORIZE, tranche)
                .filter(waits -> waits.progress() != Operation.Progress.APPROVED)
                .anyMatch(waits -> waits.target().equals(operation.target()));
    if (wasWaiting || operation.kind() == Operation.Kind.ADJUST) {
      // Whatever waits is looked after by its own operation, and less is captured later.
      return record.with(operation.in(Operation.Progress.DROPPED));
    }
    attention("provider-refuses", operation.kind() + ": " + reason);
    return declined(new Decline(Decline.Kind.FIX_DETAILS, reason.name()));
  }

  /** Void, expired or paid back: nobody has paid. */
  private PaymentRecord gone() {
    record = record.with(operation.in(Operation.Progress.DROPPED));
    return switch (operation.kind()) {
      case CAPTURE -> Payments.authorizeAnew(tx, record, tranche.id());
      case VOID -> voided();
      case ADJUST -> record;
      case REVERSE -> reversed();
      case AUTHORIZE, REFUND -> {
        attention("provider-refuses", operation.kind() + ": GONE");
        yield record;
      }
    };
  }

  /** Somebody has captured it outside the library: it is not charged again. */
  private PaymentRecord capturedOutside(Optional<Outcome.Capture> capture) {
    boolean due =
        operation.kind() == Operation.Kind.CAPTURE || (hasEnded() && tranche.captureWanted());
    if (due && capture.isEmpty()) {
      attention(CapturedOutside.KIND, "the parcel waits until the provider names the capture");
      again.accept(tx.now().plus(PAUSES.get(PAUSES.size() - 1)));
      return record.with(operation.unsent());
    }
    record = record.with(operation.in(Operation.Progress.DROPPED));
    if (due) {
      Outcome.Capture paid = capture.orElseThrow();
      CapturedOutside.note(tx, record, tranche, paid);
      return captured(paid.ref(), paid.left(), tranche.payable());
    }
    return switch (operation.kind()) {
      // What stands is looked at again when it is due.
      case VOID -> hasEnded() ? record : paidForNothing(capture);
      case ADJUST, CAPTURE -> record;
      // What was authorized is found by its own operation.
      case AUTHORIZE, REFUND, REVERSE -> {
        attention("provider-refuses", operation.kind() + ": CAPTURED");
        yield record;
      }
    };
  }

  /** What was to be given back was taken: it is paid back, if the provider says what there is. */
  private PaymentRecord paidForNothing(Optional<Outcome.Capture> capture) {
    if (concernsHold()) {
      record = record.with(tranche.withoutHold(tranche.state()));
    }
    if (CapturedOutside.isKnown(record, operation, capture)) {
      return record;
    } else if (capture.isEmpty()) {
      attention(CapturedOutside.KIND, "nobody owes it; refund it with the provider");
      return record;
    }
    return CapturedOutside.payBack(tx, record, tranche.id(), capture.get());
  }

  private Duration pause() {
    return PAUSES.get(Math.min(Math.max(operation.attempts(), 1), PAUSES.size()) - 1);
  }

  private PaymentRecord voidLater(ProviderRef ref) {
    return Payments.voidAuthorization(tx, record, tranche, ref);
  }

  private void late() {
    news(What.LATE, operation.instrument().value());
  }

  private void news(What what, String detail) {
    Payments.news(tx, record, tranche.id(), what, detail);
  }

  private void attention(String kind, String text) {
    tx.doNow(
        WorkQueue.TELL_A_PERSON,
        new WorkQueue.Attention(record.order().value(), kind, tranche.id() + ": " + text));
  }
}
