package io.backroom.payment;

import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One call to the provider, stored before it is made.
 *
 * @param target what it refers to: an authorization to capture or void, a capture to refund
 * @param moreToCome whether other tranches are to be authorized later on the same instrument
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
    int attempts,
    Optional<Instant> firstSentAt) {

  /** What is asked of the provider. */
  enum Kind {
    AUTHORIZE,
    CAPTURE,
    VOID,
    REFUND
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

  boolean isOpen() {
    return progress == Progress.PREPARED
        || progress == Progress.SENT
        || progress == Progress.WAITING;
  }

  Operation sentAt(Instant now) {
    Progress next = progress == Progress.WAITING ? Progress.WAITING : Progress.SENT;
    return new Operation(
        id,
        kind,
        tranche,
        amount,
        target,
        instrument,
        initiator,
        moreToCome,
        next,
        attempts + 1,
        Optional.of(firstSentAt.orElse(now)));
  }

  /** It is proven that nothing happened: as if it had never left. */
  Operation unsent() {
    return new Operation(
        id,
        kind,
        tranche,
        amount,
        target,
        instrument,
        initiator,
        moreToCome,
        Progress.PREPARED,
        attempts,
        Optional.empty());
  }

  Operation in(Progress next) {
    return new Operation(
        id,
        kind,
        tranche,
        amount,
        target,
        instrument,
        initiator,
        moreToCome,
        next,
        attempts,
        firstSentAt);
  }

  /** What is asked of the provider: the same each time it is sent. */
  PaymentCommand command(OrderId order) {
    return switch (kind) {
      case AUTHORIZE ->
          new AuthorizeCommand(order, tranche, amount, instrument, initiator, moreToCome);
      case CAPTURE -> new CaptureCommand(target.orElseThrow(), amount);
      case VOID -> new VoidCommand(target.orElseThrow());
      case REFUND -> new RefundCommand(target.orElseThrow(), amount);
    };
  }
}
