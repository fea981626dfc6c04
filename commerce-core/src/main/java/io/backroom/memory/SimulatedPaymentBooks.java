package io.backroom.memory;

import io.backroom.memory.SimulatedPaymentProvider.Entry;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import io.backroom.spi.payment.AdjustCommand;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.OrderId;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The simulated provider's books and the rules of money in them. The owner guards it by a lock. */
final class SimulatedPaymentBooks {
  private enum State {
    OPEN,
    CAPTURED,
    VOIDED
  }

  private record Authorization(
      Entry entry, Money amount, InstrumentRef instrument, Instant end, State state) {
    boolean isOpen(Instant now) {
      return state == State.OPEN && now.isBefore(end);
    }

    Authorization with(State changed) {
      return new Authorization(entry, amount, instrument, end, changed);
    }

    Authorization of(Money changed) {
      return new Authorization(entry, changed, instrument, end, state);
    }
  }

  private record Answered(PaymentCommand command, Instant at, Outcome outcome) {}

  private record Purchase(InstrumentRef instrument, Money amount) {}

  private record Capture(Entry entry, InstrumentRef instrument, Money refundable) {}

  /** How long an action of the customer is waited for, and how long EXPIRES_SOON lasts. */
  private static final Duration SOON = Duration.ofHours(1);

  private static final String ONCE = "tok_once_";

  private final ProviderProfile profile;
  private final Map<OperationId, Answered> answered = new HashMap<>();
  private final Map<ProviderRef, Authorization> authorizations = new LinkedHashMap<>();
  private final Map<ProviderRef, Capture> captures = new HashMap<>();
  private final Map<ProviderRef, ProviderRef> captureOf = new HashMap<>();
  private final Map<Purchase, Instant> purchases = new HashMap<>();
  private final Set<InstrumentRef> used = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<OrderId, List<Entry>> entriesByOrder = new HashMap<>();

  SimulatedPaymentBooks(ProviderProfile profile) {
    this.profile = profile;
  }

  /** Carries a command out unless its operation id was answered before. */
  Outcome once(OperationId id, PaymentCommand command, Fault fault, Instant now) {
    Answered earlier = answered.get(id);
    if (earlier != null) {
      return earlier.command().equals(command)
          ? asOf(now, earlier)
          : refused(Outcome.Reason.KEY_REUSED);
    }
    Outcome outcome = judge(id, command, fault, now);
    if (!(outcome instanceof Outcome.NotPerformed)) {
      answered.put(id, new Answered(command, now, outcome));
    }
    return outcome;
  }

  /** Replaces an answer that waits by the one it waited for. */
  Outcome conclude(OperationId id, Class<? extends Outcome> waiting, Fault fault, Instant now) {
    Answered earlier = answered.get(id);
    if (earlier == null || !waiting.isInstance(asOf(now, earlier))) {
      throw new IllegalStateException(id + " is not " + waiting.getSimpleName());
    }
    Outcome outcome = judge(id, earlier.command(), fault, now);
    if (outcome instanceof Outcome.NotPerformed refused) {
      outcome = new Outcome.Declined(new Decline(Decline.Kind.GENERIC, refused.reason().name()));
    }
    answered.put(id, new Answered(earlier.command(), earlier.at(), outcome));
    return outcome;
  }

  Lookup lookup(LookupQuery query, Instant now) {
    Instant visible = now.minus(profile.lookupLag());
    Answered known = answered.get(query.operation());
    if (known != null && (query.known().isPresent() || !known.at().isAfter(visible))) {
      return new Lookup.Found(asOf(now, known));
    }
    return new Lookup.NotFound();
  }

  /** What a notification tells of an operation: what it would be answered now. */
  Optional<Outcome> told(OperationId id, Instant now) {
    return Optional.ofNullable(answered.get(id)).map(earlier -> asOf(now, earlier));
  }

  private static Outcome asOf(Instant now, Answered earlier) {
    return earlier.outcome() instanceof Outcome.ActionRequired action
            && !now.isBefore(action.validUntil())
        ? new Outcome.Declined(new Decline(Decline.Kind.CUSTOMER_ACTION, "action_abandoned"))
        : earlier.outcome();
  }

  private Outcome judge(OperationId id, PaymentCommand command, Fault fault, Instant now) {
    Optional<Decline> decline = fault.decline();
    if (decline.isPresent()) {
      return new Outcome.Declined(decline.get());
    } else if (fault == Fault.PENDING) {
      return new Outcome.Pending(ref(command, id));
    } else if (fault == Fault.ACTION_REQUIRED && command instanceof AuthorizeCommand) {
      String link = "https://bank.example/confirm/" + id;
      return new Outcome.ActionRequired(ref(command, id), link, now.plus(SOON));
    }
    Outcome outcome = carryOut(id, command, fault, now);
    return fault == Fault.WRONG_AMOUNT && outcome instanceof Outcome.Approved right
        ? new Outcome.Approved(right.ref(), right.amount().plusMinor(1), right.expiresAt())
        : outcome;
  }

  private Outcome carryOut(OperationId id, PaymentCommand command, Fault fault, Instant now) {
    if (command instanceof AuthorizeCommand authorize) {
      return authorize(id, authorize, fault, now);
    } else if (command instanceof CaptureCommand capture) {
      return capture(id, capture, now);
    } else if (command instanceof VoidCommand voided) {
      return voidAuthorization(id, voided, now);
    } else if (command instanceof AdjustCommand adjust) {
      return adjust(id, adjust, now);
    } else if (command instanceof ReverseCommand reverse) {
      return reverse(id, reverse, now);
    }
    return refund(id, (RefundCommand) command, now);
  }

  /** Names follow from operations, so a run with the same ids has the same names. */
  private static ProviderRef ref(PaymentCommand command, OperationId id) {
    if (command instanceof AuthorizeCommand) {
      return authorizationRef(id);
    } else if (command instanceof VoidCommand voided) {
      return voided.authorization();
    } else if (command instanceof AdjustCommand adjust) {
      return adjust.authorization();
    } else if (command instanceof ReverseCommand reverse) {
      return authorizationRef(reverse.authorization());
    }
    return new ProviderRef((command instanceof CaptureCommand ? "capture_" : "refund_") + id);
  }

  private static ProviderRef authorizationRef(OperationId id) {
    return new ProviderRef("auth_" + id);
  }

  Optional<InstrumentRef> instrument(ProviderRef ref) {
    return Optional.ofNullable(authorizations.get(ref))
        .map(Authorization::instrument)
        .or(() -> Optional.ofNullable(captures.get(ref)).map(Capture::instrument));
  }

  private Outcome authorize(OperationId id, AuthorizeCommand command, Fault fault, Instant now) {
    if (!profile.moves(command.amount().getCurrencyUnit())) {
      return refused(Outcome.Reason.INVALID_REQUEST);
    } else if (isRepetition(command, now)) {
      return new Outcome.Declined(new Decline(Decline.Kind.DUPLICATE, "duplicate_transaction"));
    } else if (isUsed(command.instrument())) {
      return new Outcome.Declined(new Decline(Decline.Kind.FIX_DETAILS, "token_already_used"));
    }
    ProviderRef ref = ref(command, id);
    Money approved =
        fault == Fault.PARTIAL ? command.amount().dividedBy(2, RoundingMode.UP) : command.amount();
    Instant end = now.plus(fault == Fault.EXPIRES_SOON ? SOON : profile.authorizationValidity());
    Entry entry =
        new Entry(Entry.Kind.AUTHORIZED, id, command.order(), command.tranche(), approved, now);
    authorizations.put(
        ref, new Authorization(entry, approved, command.instrument(), end, State.OPEN));
    book(entry);
    return new Outcome.Approved(ref, approved, Optional.of(end), reusable(command));
  }

  /** Another operation id does not help where equal amounts count as repetitions. */
  private boolean isRepetition(AuthorizeCommand command, Instant now) {
    if (profile.duplicateWindow().isZero()) {
      return false;
    }
    Instant before = purchases.put(new Purchase(command.instrument(), command.amount()), now);
    return before != null && now.isBefore(before.plus(profile.duplicateWindow()));
  }

  private boolean isUsed(InstrumentRef instrument) {
    return instrument.value().startsWith(ONCE) && !used.add(instrument);
  }

  private static Optional<InstrumentRef> reusable(AuthorizeCommand command) {
    String token = command.instrument().value();
    return command.moreToCome() && token.startsWith(ONCE)
        ? Optional.of(InstrumentRef.of("tok_kept_" + token.substring(ONCE.length())))
        : Optional.empty();
  }

  private Outcome adjust(OperationId id, AdjustCommand command, Instant now) {
    Authorization authorization = authorizations.get(command.authorization());
    if (authorization == null || !authorization.amount().isSameCurrency(command.amount())) {
      return refused(Outcome.Reason.INVALID_REQUEST);
    } else if (!authorization.isOpen(now)) {
      return over(command.authorization());
    }
    authorizations.put(command.authorization(), authorization.of(command.amount()));
    book(follow(authorization.entry(), Entry.Kind.ADJUSTED, id, command.amount(), now));
    return new Outcome.Approved(
        command.authorization(), command.amount(), Optional.of(authorization.end()));
  }

  private Outcome reverse(OperationId id, ReverseCommand command, Instant now) {
    ProviderRef ref = authorizationRef(command.authorization());
    if (authorizations.containsKey(ref)) {
      return voidAuthorization(id, new VoidCommand(ref), now);
    }
    // Should it arrive later, its id is taken.
    answered.put(command.authorization(), new Answered(command, now, refused(Outcome.Reason.GONE)));
    return new Outcome.Approved(ref, nothing(command.amount()), Optional.empty());
  }

  private Outcome capture(OperationId id, CaptureCommand command, Instant now) {
    Authorization authorization = authorizations.get(command.authorization());
    if (authorization == null) {
      return refused(Outcome.Reason.INVALID_REQUEST);
    } else if (!authorization.isOpen(now)) {
      return over(command.authorization());
    } else if (exceeds(command.amount(), authorization.amount())) {
      return refused(Outcome.Reason.INVALID_REQUEST);
    }
    ProviderRef ref = ref(command, id);
    Entry entry = follow(authorization.entry(), Entry.Kind.CAPTURED, id, command.amount(), now);
    authorizations.put(command.authorization(), authorization.with(State.CAPTURED));
    captures.put(ref, new Capture(entry, authorization.instrument(), command.amount()));
    captureOf.put(command.authorization(), ref);
    book(entry);
    return new Outcome.Approved(ref, command.amount(), Optional.empty());
  }

  private Outcome voidAuthorization(OperationId id, VoidCommand command, Instant now) {
    Authorization authorization = authorizations.get(command.authorization());
    if (authorization == null) {
      return giveUpWaiting(command.authorization());
    }
    Money amount = authorization.amount();
    if (authorization.isOpen(now)) {
      authorizations.put(command.authorization(), authorization.with(State.VOIDED));
      book(follow(authorization.entry(), Entry.Kind.VOIDED, id, amount, now));
    } else if (authorization.state() != State.VOIDED) {
      return over(command.authorization());
    }
    return new Outcome.Approved(command.authorization(), amount, Optional.empty());
  }

  /** Why nothing can be done any more with an authorization that is not open. */
  private Outcome over(ProviderRef authorization) {
    ProviderRef ref = captureOf.get(authorization);
    if (ref != null) {
      Capture capture = captures.get(ref);
      if (capture != null && capture.refundable().isPositive()) {
        return Outcome.NotPerformed.captured(ref, capture.refundable());
      }
    }
    return refused(Outcome.Reason.GONE);
  }

  /** Whoever waits for the customer or the bank can be told not to. */
  private Outcome giveUpWaiting(ProviderRef ref) {
    for (Map.Entry<OperationId, Answered> one : answered.entrySet()) {
      Answered earlier = one.getValue();
      boolean waits =
          earlier.outcome() instanceof Outcome.ActionRequired
              || earlier.outcome() instanceof Outcome.Pending;
      if (waits
          && earlier.command() instanceof AuthorizeCommand asked
          && authorizationRef(one.getKey()).equals(ref)) {
        Decline givenUp = new Decline(Decline.Kind.CUSTOMER_ACTION, "given_up");
        one.setValue(new Answered(asked, earlier.at(), new Outcome.Declined(givenUp)));
        return new Outcome.Approved(ref, nothing(asked.amount()), Optional.empty());
      }
    }
    return refused(Outcome.Reason.INVALID_REQUEST);
  }

  private static Money nothing(Money like) {
    return Money.zero(like.getCurrencyUnit());
  }

  private Outcome refund(OperationId id, RefundCommand command, Instant now) {
    Capture capture = captures.get(command.capture());
    if (capture == null || exceeds(command.amount(), capture.refundable())) {
      return refused(Outcome.Reason.INVALID_REQUEST);
    }
    Money rest = capture.refundable().minus(command.amount());
    captures.put(command.capture(), new Capture(capture.entry(), capture.instrument(), rest));
    book(follow(capture.entry(), Entry.Kind.REFUNDED, id, command.amount(), now));
    return new Outcome.Approved(ref(command, id), command.amount(), Optional.empty());
  }

  List<Entry> ledger(Instant now) {
    Stream<Entry> expired =
        authorizations.values().stream()
            .filter(a -> a.state() == State.OPEN && !a.isOpen(now))
            .map(
                a ->
                    follow(
                        a.entry(), Entry.Kind.EXPIRED, a.entry().operation(), a.amount(), a.end()));
    return Stream.concat(entries.stream(), expired)
        .sorted(Comparator.comparing(Entry::at))
        .toList();
  }

  Totals totals(Instant now) {
    return sum(entries, now);
  }

  Totals totals(OrderId order, Instant now) {
    return sum(entriesByOrder.getOrDefault(order, List.of()), now);
  }

  private Totals sum(List<Entry> some, Instant now) {
    Map<CurrencyUnit, Money> open = new TreeMap<>();
    Map<CurrencyUnit, Money> captured = new TreeMap<>();
    Map<CurrencyUnit, Money> refunded = new TreeMap<>();
    for (Entry entry : some) {
      switch (entry.kind()) {
        case AUTHORIZED -> {
          Authorization authorization = authorizations.get(authorizationRef(entry.operation()));
          if (authorization != null && authorization.isOpen(now)) {
            add(open, authorization.amount());
          }
        }
        case CAPTURED -> add(captured, entry.amount());
        case REFUNDED -> add(refunded, entry.amount());
        default -> {}
      }
    }
    return new Totals(
        Collections.unmodifiableMap(open),
        Collections.unmodifiableMap(captured),
        Collections.unmodifiableMap(refunded));
  }

  private static void add(Map<CurrencyUnit, Money> sums, Money amount) {
    sums.merge(amount.getCurrencyUnit(), amount, Money::plus);
  }

  private void book(Entry entry) {
    entries.add(entry);
    entriesByOrder.computeIfAbsent(entry.order(), order -> new ArrayList<>()).add(entry);
  }

  private static Entry follow(
      Entry origin, Entry.Kind kind, OperationId operation, Money amount, Instant at) {
    return new Entry(kind, operation, origin.order(), origin.tranche(), amount, at);
  }

  /** Another currency exceeds every amount. */
  private static boolean exceeds(Money asked, Money limit) {
    return !asked.isSameCurrency(limit) || asked.isGreaterThan(limit);
  }

  private static Outcome refused(Outcome.Reason reason) {
    return new Outcome.NotPerformed(reason);
  }
}
