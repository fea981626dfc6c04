package io.backroom.payment;

import io.backroom.spi.payment.AdjustCommand;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One call to the provider, stored before it is made.
 *
 * @param target what it refers to: an authorization to capture, void or adjust, a capture to
 *     refund, an operation to reverse; of an authorization that waits, its own reference
 * @param moreToCome whether other tranches are to be authorized later on the same instrument
 * @param trail how often and when it was sent
 * @param decline why it was declined, in the provider's own codes
 */
record Operation(
    OperationId id,
    Kind kind,
    String tranche,
    Money amount,
    Optional<ProviderRef> target,
    InstrumentRef instrument,
    Initiator initiator,
    boolean moreToCome,
    Progress progress,
    Trail trail,
    Optional<Decline> decline) {

  /** What is asked of the provider. */
  enum Kind {
    AUTHORIZE,
    CAPTURE,
    VOID,
    REFUND,
    ADJUST,
    REVERSE
  }

  /** How far it has come. */
  enum Progress {
    /** Stored; nothing has left, or it is proven that nothing happened. */
    PREPARED,
    /** It may have left. */
    SENT,
    /** The provider has it and will answer later. */
    WAITING,
    APPROVED,
    DECLINED,
    /** It was never sent, or never happened, and never will. */
    DROPPED
  }

  /**
   * How often and when an operation was sent.
   *
   * @param attempts how often it was sent or looked up
   * @param firstSentAt since when the provider may know its id
   * @param lastSentAt when it was sent last: until the lag of lookups is over from then on, a
   *     missing operation proves nothing
   */
  record Trail(int attempts, Optional<Instant> firstSentAt, Optional<Instant> lastSentAt) {
    static final Trail NONE = new Trail(0, Optional.empty(), Optional.empty());
  }

  boolean isOpen() {
    return progress == Progress.PREPARED
        || progress == Progress.SENT
        || progress == Progress.WAITING;
  }

  /** Whether something may have happened that nobody here knows of. */
  boolean isUnresolved() {
    return progress == Progress.SENT || progress == Progress.WAITING;
  }

  /** The provider's own name for it: an authorization that waits has been told it. */
  Optional<ProviderRef> known() {
    return kind == Kind.AUTHORIZE ? target : Optional.empty();
  }

  int attempts() {
    return trail.attempts();
  }

  Operation sentAt(Instant now) {
    Instant first = trail.firstSentAt().orElse(now);
    return with(
        Progress.SENT, new Trail(attempts() + 1, Optional.of(first), Optional.of(now)), target);
  }

  Operation lookedUp() {
    return with(
        progress, new Trail(attempts() + 1, trail.firstSentAt(), trail.lastSentAt()), target);
  }

  /** It is proven that nothing happened: as if it had never left. */
  Operation unsent() {
    return with(
        Progress.PREPARED, new Trail(attempts(), Optional.empty(), Optional.empty()), target);
  }

  Operation waitingAs(ProviderRef ref) {
    return with(Progress.WAITING, trail, kind == Kind.AUTHORIZE ? Optional.of(ref) : target);
  }

  Operation in(Progress next) {
    return with(next, trail, target);
  }

  Operation declined(Decline why) {
    return new Operation(
        id,
        kind,
        tranche,
        amount,
        target,
        instrument,
        initiator,
        moreToCome,
        Progress.DECLINED,
        trail,
        Optional.of(why));
  }

  private Operation with(Progress next, Trail changed, Optional<ProviderRef> ref) {
    return new Operation(
        id, kind, tranche, amount, ref, instrument, initiator, moreToCome, next, changed, decline);
  }

  /** What is asked of the provider: the same each time it is sent. */
  PaymentCommand command(OrderId order) {
    return switch (kind) {
      case AUTHORIZE ->
          new AuthorizeCommand(order, tranche, amount, instrument, initiator, moreToCome);
      case CAPTURE -> new CaptureCommand(target.orElseThrow(), amount);
      case VOID -> new VoidCommand(target.orElseThrow());
      case REFUND -> new RefundCommand(target.orElseThrow(), amount);
      case ADJUST -> new AdjustCommand(target.orElseThrow(), amount);
      case REVERSE -> new ReverseCommand(OperationId.of(target.orElseThrow().value()), amount);
    };
  }
}
