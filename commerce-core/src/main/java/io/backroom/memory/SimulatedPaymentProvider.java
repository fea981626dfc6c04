package io.backroom.memory;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.backroom.spi.payment.AdjustCommand;
import io.backroom.spi.payment.AuthorizationAdjuster;
import io.backroom.spi.payment.AuthorizationReverser;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
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
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.OrderId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A payment provider in memory, with books of its own, for trying a shop out and for tests. Moves
 * no money.
 *
 * <p>What happens to a call is decided by the first of these that names a {@link Fault} other than
 * {@link Fault#NONE}; a fault queued with {@link #onNext} counts even if it is NONE:
 *
 * <ol>
 *   <li>the queue of {@link #onNext};
 *   <li>the {@link Behavior} given to the constructor;
 *   <li>for authorizations the instrument: {@code tok_} and a fault's name in small letters, for
 *       example {@code tok_declined_insufficient}, {@code tok_action_required} or {@code
 *       tok_pending}. Every other instrument approves; {@code tok_ok} is the usual one. An
 *       instrument disturbs the connection at the first attempt only, so a shop recovers.
 * </ol>
 *
 * <p>A call that is NotPerformed leaves no trace: the same operation id is judged anew next time.
 * Every other outcome is answered again to the same operation id and command, as of now. Operation
 * ids and books are kept for ever. Thread-safe; time comes from the given source only.
 *
 * <p>An instrument that begins with {@code tok_once_} can be used once; if more is to come its
 * approval names the instrument for it.
 */
public final class SimulatedPaymentProvider
    implements AuthorizationAdjuster, AuthorizationReverser, NotificationReceiver {
  /** The usual profile: authorizations last 7 days, ids 30 days, and a lookup misses nothing. */
  public static final ProviderProfile PROFILE =
      new ProviderProfile("simulated", Duration.ofDays(30), Duration.ZERO, Duration.ofDays(7));

  private final InstantSource time;
  private final ProviderProfile profile;
  private final Behavior behavior;
  private final SimulatedPaymentBooks books;
  private final Map<Operation, Queue<Fault>> next = new EnumMap<>(Operation.class);

  /**
   * Creates a provider with the usual profile that obeys queued faults and instruments only.
   *
   * @param time where the time comes from
   */
  public SimulatedPaymentProvider(InstantSource time) {
    this(time, PROFILE, (operation, instrument, context) -> Fault.NONE);
  }

  /**
   * Creates a provider.
   *
   * @param time where the time comes from
   * @param profile what it promises and keeps: how long authorizations last, the lag of lookups
   * @param behavior what goes wrong with which call
   */
  public SimulatedPaymentProvider(InstantSource time, ProviderProfile profile, Behavior behavior) {
    this.time = time;
    this.profile = profile;
    this.behavior = behavior;
    this.books = new SimulatedPaymentBooks(profile);
  }

  /**
   * Adds a fault for the next call of a kind, after those already added. A repetition of an
   * operation is a call too and uses a fault up.
   *
   * @param operation the kind of call
   * @param fault what goes wrong, or NONE to let one call pass
   */
  public synchronized void onNext(Operation operation, Fault fault) {
    next.computeIfAbsent(operation, kind -> new ArrayDeque<>()).add(fault);
  }

  /**
   * Lets the customer do what an authorization that is ActionRequired asks for.
   *
   * @param operation the authorization
   * @return its outcome from now on
   * @throws IllegalStateException if it waits for no customer, or the time is over
   */
  public synchronized Outcome completeAction(OperationId operation) {
    return books.conclude(operation, Outcome.ActionRequired.class, Fault.NONE, time.instant());
  }

  /**
   * Gives the later answer to an operation that is Pending. One that has become impossible in the
   * meantime is declined.
   *
   * @param operation the operation
   * @param fault NONE to carry it out, or one of the DECLINED faults
   * @return its outcome from now on
   * @throws IllegalStateException if it is not pending
   */
  public synchronized Outcome settle(OperationId operation, Fault fault) {
    return books.conclude(operation, Outcome.Pending.class, fault, time.instant());
  }

  /**
   * Returns the books: one entry for each movement, ordered by time. An authorization that ran out
   * has its EXPIRED entry at the time of its end.
   *
   * @return an immutable list
   */
  public synchronized List<Entry> ledger() {
    return books.ledger(time.instant());
  }

  /**
   * Returns the sums of all orders as of now.
   *
   * @return the sums
   */
  public synchronized Totals totals() {
    return books.totals(time.instant());
  }

  /**
   * Returns the sums of one order as of now.
   *
   * @param order the order
   * @return the sums
   */
  public synchronized Totals totals(OrderId order) {
    return books.totals(order, time.instant());
  }

  @Override
  public ProviderProfile profile() {
    return profile;
  }

  @Override
  public synchronized Outcome authorize(AuthorizeCommand command, CallContext context) {
    return call(Operation.AUTHORIZE, command, Optional.of(command.instrument()), context);
  }

  @Override
  public synchronized Outcome adjust(AdjustCommand command, CallContext context) {
    return call(Operation.ADJUST, command, books.instrument(command.authorization()), context);
  }

  @Override
  public synchronized Outcome reverse(ReverseCommand command, CallContext context) {
    return call(Operation.REVERSE, command, Optional.empty(), context);
  }

  @Override
  public synchronized Outcome capture(CaptureCommand command, CallContext context) {
    return call(Operation.CAPTURE, command, books.instrument(command.authorization()), context);
  }

  @Override
  public synchronized Outcome voidAuthorization(VoidCommand command, CallContext context) {
    return call(Operation.VOID, command, books.instrument(command.authorization()), context);
  }

  @Override
  public synchronized Outcome refund(RefundCommand command, CallContext context) {
    return call(Operation.REFUND, command, books.instrument(command.capture()), context);
  }

  /**
   * Returns a notification of an operation, as the provider would send it.
   *
   * @param operation which operation
   * @param key what it is signed with
   * @param signedAt when it is signed
   * @return the notification
   */
  public RawNotification notification(
      OperationId operation, NotificationKey key, Instant signedAt) {
    return SimulatedNotifications.write(operation, key, signedAt);
  }

  /** {@inheritDoc} Only {@link NotificationKey#CURRENT} and PREVIOUS sign for this provider. */
  @Override
  public synchronized Notice receive(RawNotification notification, Instant now) {
    return SimulatedNotifications.read(
        notification, now, operation -> books.told(operation, time.instant()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any fault queued for {@link Operation#LOOKUP} makes it Unavailable. An operation younger
   * than the lag of the profile is not found yet, unless the query knows its reference.
   */
  @Override
  public synchronized Lookup lookup(LookupQuery query, CallContext context) {
    return isLate(context) || fault(Operation.LOOKUP, Optional.empty(), context) != Fault.NONE
        ? new Lookup.Unavailable()
        : books.lookup(query, time.instant());
  }

  private Fault fault(
      Operation operation, Optional<InstrumentRef> instrument, CallContext context) {
    Queue<Fault> queue = next.get(operation);
    if (queue != null && !queue.isEmpty()) {
      return queue.remove();
    } else if (instrument.isEmpty()) {
      return Fault.NONE;
    }
    Fault chosen = behavior.faultOf(operation, instrument.get(), context);
    return chosen == Fault.NONE && operation == Operation.AUTHORIZE
        ? Fault.of(instrument.get(), context.attempt())
        : chosen;
  }

  private Outcome call(
      Operation operation,
      PaymentCommand command,
      Optional<InstrumentRef> instrument,
      CallContext context) {
    Fault fault = fault(operation, instrument, context);
    if (isLate(context) || fault == Fault.NOT_SENT) {
      return new Outcome.NotPerformed(Outcome.Reason.NOT_SENT);
    } else if (fault == Fault.RATE_LIMITED) {
      return new Outcome.NotPerformed(Outcome.Reason.RATE_LIMITED);
    } else if (fault == Fault.NOT_CONFIGURED) {
      return new Outcome.NotPerformed(Outcome.Reason.CONFIGURATION);
    } else if (fault == Fault.LOST_REQUEST) {
      return new Outcome.Unknown("simulated: the request was lost");
    }
    Outcome outcome = books.once(context.operation(), command, fault, time.instant());
    if (fault == Fault.DUPLICATE) {
      outcome = books.once(context.operation(), command, fault, time.instant());
    } else if (fault == Fault.LOST_RESPONSE) {
      return new Outcome.Unknown("simulated: the response was lost");
    } else if (fault == Fault.SERVER_ERROR) {
      return new Outcome.Unknown("simulated: status 500");
    } else if (fault == Fault.STALLED) {
      return new Outcome.Unknown("simulated: no response before the deadline");
    } else if (fault == Fault.BROKEN_RESPONSE) {
      throw new UncheckedIOException(new IOException("simulated: connection reset"));
    }
    return outcome;
  }

  /** The deadline is kept as a good adapter keeps it: what is late already is not sent. */
  private boolean isLate(CallContext context) {
    return !time.instant().isBefore(context.deadline());
  }

  /** The kinds of call. */
  public enum Operation {
    /** {@link PaymentProvider#authorize}. */
    AUTHORIZE,
    /** {@link PaymentProvider#capture}. */
    CAPTURE,
    /** {@link PaymentProvider#voidAuthorization}. */
    VOID,
    /** {@link PaymentProvider#refund}. */
    REFUND,
    /** {@link AuthorizationAdjuster#adjust}. */
    ADJUST,
    /** {@link AuthorizationReverser#reverse}. */
    REVERSE,
    /** {@link PaymentProvider#lookup}. */
    LOOKUP
  }

  /**
   * Chooses what goes wrong with a call, for example from a seed and the operation id. Is asked
   * once for each call but lookups, inside the provider's lock: it must be quick.
   */
  @FunctionalInterface
  public interface Behavior {
    /**
     * Returns what goes wrong with a call.
     *
     * @param operation the kind of call
     * @param instrument the instrument it moves money on
     * @param context the operation id and the attempt
     * @return the fault, or NONE
     */
    Fault faultOf(Operation operation, InstrumentRef instrument, CallContext context);
  }

  /** The keys that notifications are signed with. */
  public enum NotificationKey {
    /** The key in use. */
    CURRENT,
    /** The key before it, still valid. */
    PREVIOUS,
    /** A key of somebody else. */
    FOREIGN
  }

  /** What goes wrong with a call. What a call cannot suffer, and a repetition, passes unharmed. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** The request gets lost: no effect, Unknown. */
    LOST_REQUEST,
    /** The response gets lost: the effect, Unknown. */
    LOST_RESPONSE,
    /** The connection breaks before the response: the effect, an {@link UncheckedIOException}. */
    BROKEN_RESPONSE,
    /** The server fails after the effect: the effect, Unknown. */
    SERVER_ERROR,
    /** The response does not come before the deadline: the effect, Unknown. */
    STALLED,
    /** The connection is refused: no effect, NotPerformed with NOT_SENT. */
    NOT_SENT,
    /** Too many calls: no effect, NotPerformed with RATE_LIMITED. */
    RATE_LIMITED,
    /** The account is not set up: no effect, NotPerformed with CONFIGURATION. */
    NOT_CONFIGURED,
    /** The request arrives twice. */
    DUPLICATE,
    /** The answer is Pending until {@link #settle}. */
    PENDING,
    /** An authorization is ActionRequired until {@link #completeAction}, for one hour at most. */
    ACTION_REQUIRED,
    /** An authorization approves half, rounded up. */
    PARTIAL,
    /** The right amount moves, but the approval states one minor unit more. */
    WRONG_AMOUNT,
    /** An authorization expires after one hour. */
    EXPIRES_SOON,
    /** Declined: not enough money. */
    DECLINED_INSUFFICIENT(Decline.Kind.INSUFFICIENT, "insufficient_funds"),
    /** Declined: no reason. */
    DECLINED_GENERIC(Decline.Kind.GENERIC, "do_not_honor"),
    /** Declined: the bank could not be reached. */
    DECLINED_ISSUER_DOWN(Decline.Kind.ISSUER_DOWN, "issuer_not_available"),
    /** Declined: the customer must prove their identity. */
    DECLINED_CUSTOMER_ACTION(Decline.Kind.CUSTOMER_ACTION, "authentication_required"),
    /** Declined: the card has expired; needs other details. */
    DECLINED_EXPIRED(Decline.Kind.FIX_DETAILS, "expired_card"),
    /** Declined: the card is lost. */
    DECLINED_HARD(Decline.Kind.HARD, "lost_card"),
    /** Declined: the customer withdrew the permission. */
    DECLINED_REVOKED(Decline.Kind.REVOKED, "revocation_of_authorization"),
    /** Declined: taken for a repetition. */
    DECLINED_DUPLICATE(Decline.Kind.DUPLICATE, "duplicate_transaction"),
    /** Declined: suspected fraud. */
    DECLINED_RISK(Decline.Kind.RISK, "fraudulent");

    private static final Map<InstrumentRef, Fault> BY_INSTRUMENT =
        Arrays.stream(values()).collect(toUnmodifiableMap(Fault::instrument, fault -> fault));

    private final Optional<Decline.Kind> kind;
    private final String code;

    Fault() {
      this.kind = Optional.empty();
      this.code = "";
    }

    Fault(Decline.Kind kind, String code) {
      this.kind = Optional.of(kind);
      this.code = code;
    }

    Optional<Decline> decline() {
      return kind.map(k -> new Decline(k, code));
    }

    /**
     * Returns the instrument that brings this fault about.
     *
     * @return {@code tok_} and the name in small letters
     */
    public InstrumentRef instrument() {
      return InstrumentRef.of("tok_" + name().toLowerCase(Locale.ROOT));
    }

    private static Fault of(InstrumentRef instrument, int attempt) {
      Fault fault = BY_INSTRUMENT.getOrDefault(instrument, NONE);
      boolean inConnection = fault.compareTo(DUPLICATE) <= 0;
      return inConnection && attempt > 1 ? NONE : fault;
    }
  }

  /**
   * One movement in the provider's books.
   *
   * @param kind what happened
   * @param operation the operation that did it; for EXPIRED the authorization that ran out
   * @param order for which order
   * @param tranche for which part of it
   * @param amount how much; for VOIDED and EXPIRED the whole authorization, for ADJUSTED what is
   *     set aside from then on
   * @param at when
   */
  public record Entry(
      Kind kind, OperationId operation, OrderId order, String tranche, Money amount, Instant at) {
    /** The kinds of movement. */
    public enum Kind {
      /** An amount was set aside. */
      AUTHORIZED,
      /** Another amount is set aside from now on. */
      ADJUSTED,
      /** An amount was taken; the rest of its authorization was given back. */
      CAPTURED,
      /** An authorization was given back. */
      VOIDED,
      /** A captured amount was paid back. */
      REFUNDED,
      /** An authorization ran out. */
      EXPIRED
    }
  }

  /**
   * Sums, each by currency and only of currencies that occur.
   *
   * @param open what is set aside and neither captured, voided nor expired
   * @param captured what was taken, refunded or not
   * @param refunded what was paid back
   */
  public record Totals(
      Map<CurrencyUnit, Money> open,
      Map<CurrencyUnit, Money> captured,
      Map<CurrencyUnit, Money> refunded) {}
}
