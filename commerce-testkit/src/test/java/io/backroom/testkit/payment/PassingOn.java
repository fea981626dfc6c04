package io.backroom.testkit.payment;

import io.backroom.spi.payment.AdjustCommand;
import io.backroom.spi.payment.AuthorizationAdjuster;
import io.backroom.spi.payment.AuthorizationReverser;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.NotificationReceiver;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Passes everything on to a good provider and remembers what came of it. Every broken provider is
 * one of these that does one thing worse.
 */
class PassingOn implements AuthorizationAdjuster, AuthorizationReverser, NotificationReceiver {
  private final PaymentProvider good;
  private final AtomicInteger extra = new AtomicInteger();
  final Map<ProviderRef, AuthorizeCommand> authorizations = new ConcurrentHashMap<>();
  final Map<ProviderRef, CaptureCommand> captures = new ConcurrentHashMap<>();
  final Map<ProviderRef, Money> adjustments = new ConcurrentHashMap<>();
  final Map<ProviderRef, OperationId> voids = new ConcurrentHashMap<>();
  final Map<OperationId, Outcome> firstOutcomes = new ConcurrentHashMap<>();

  PassingOn(PaymentProvider good) {
    this.good = good;
  }

  final PaymentProvider good() {
    return good;
  }

  /** What a break changes, if it changes a call that moves money. */
  Outcome send(PaymentCommand command, CallContext context) {
    return passOn(command, context);
  }

  final Outcome passOn(PaymentCommand command, CallContext context) {
    Outcome outcome = command.sendTo(good, context);
    firstOutcomes.putIfAbsent(context.operation(), outcome);
    if (outcome instanceof Outcome.Approved approved) {
      if (command instanceof AuthorizeCommand authorize) {
        authorizations.put(approved.ref(), authorize);
      } else if (command instanceof CaptureCommand capture) {
        captures.put(approved.ref(), capture);
      } else if (command instanceof VoidCommand voided) {
        voids.putIfAbsent(voided.authorization(), context.operation());
      } else if (command instanceof AdjustCommand adjust) {
        adjustments.put(adjust.authorization(), adjust.amount());
      }
    }
    return outcome;
  }

  /** Sets money aside that nobody asked for. */
  final ProviderRef authorizeMore(AuthorizeCommand like, Money amount, CallContext context) {
    AuthorizeCommand more =
        new AuthorizeCommand(
            like.order(),
            like.tranche(),
            amount,
            InstrumentRef.of("tok_ok"),
            like.initiator(),
            false);
    Outcome outcome = good.authorize(more, renamed(context, "more" + extra.incrementAndGet()));
    return ((Outcome.Approved) outcome).ref();
  }

  /** Takes money that must not be taken. */
  final Outcome captureMore(CaptureCommand like, CallContext context) {
    AuthorizeCommand authorized = authorizations.get(like.authorization());
    ProviderRef more = authorizeMore(authorized, like.amount(), context);
    return good.capture(new CaptureCommand(more, like.amount()), renamed(context, "capture"));
  }

  final boolean isCaptured(ProviderRef authorization) {
    return captures.values().stream().anyMatch(c -> c.authorization().equals(authorization));
  }

  static CallContext renamed(CallContext context, String suffix) {
    return new CallContext(
        OperationId.of(context.operation() + "-" + suffix), context.deadline(), context.attempt());
  }

  static CallContext late(CallContext context) {
    return new CallContext(
        context.operation(), context.deadline().plusSeconds(60), context.attempt());
  }

  static Outcome withAmount(Outcome outcome, Money amount) {
    return outcome instanceof Outcome.Approved a
        ? new Outcome.Approved(a.ref(), amount, a.expiresAt(), a.reusable())
        : outcome;
  }

  /** The amount a command names; for a void, nothing. */
  static Money amount(PaymentCommand command) {
    if (command instanceof AuthorizeCommand authorize) {
      return authorize.amount();
    } else if (command instanceof CaptureCommand capture) {
      return capture.amount();
    } else if (command instanceof AdjustCommand adjust) {
      return adjust.amount();
    }
    return command instanceof RefundCommand refund
        ? refund.amount()
        : Money.zero(CurrencyUnit.of("GBP"));
  }

  static PaymentCommand withAmount(PaymentCommand command, Money amount) {
    if (command instanceof AuthorizeCommand a) {
      return new AuthorizeCommand(
          a.order(), a.tranche(), amount, a.instrument(), a.initiator(), a.moreToCome());
    } else if (command instanceof CaptureCommand capture) {
      return new CaptureCommand(capture.authorization(), amount);
    }
    return command instanceof RefundCommand refund
        ? new RefundCommand(refund.capture(), amount)
        : command;
  }

  static Outcome approved(ProviderRef ref, Money amount) {
    return new Outcome.Approved(ref, amount, Optional.empty());
  }

  static boolean isNotPerformed(Outcome outcome, Outcome.Reason reason) {
    return outcome instanceof Outcome.NotPerformed not && not.reason() == reason;
  }

  @Override
  public ProviderProfile profile() {
    return good.profile();
  }

  @Override
  public final Outcome authorize(AuthorizeCommand command, CallContext context) {
    return send(command, context);
  }

  @Override
  public final Outcome capture(CaptureCommand command, CallContext context) {
    return send(command, context);
  }

  @Override
  public final Outcome voidAuthorization(VoidCommand command, CallContext context) {
    return send(command, context);
  }

  @Override
  public final Outcome refund(RefundCommand command, CallContext context) {
    return send(command, context);
  }

  @Override
  public final Outcome adjust(AdjustCommand command, CallContext context) {
    return send(command, context);
  }

  @Override
  public final Outcome reverse(ReverseCommand command, CallContext context) {
    return send(command, context);
  }

  @Override
  public Notice receive(RawNotification notification, Instant now) {
    return ((NotificationReceiver) good).receive(notification, now);
  }

  @Override
  public Lookup lookup(LookupQuery query, CallContext context) {
    return good.lookup(query, context);
  }
}
