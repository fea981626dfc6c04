package io.backroom.testkit.simulation;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.Money;

/** The payment provider with its own books, and the people and banks behind it. */
final class Bank {
  private static final List<Fault> DECLINES =
      List.of(
          Fault.DECLINED_INSUFFICIENT,
          Fault.DECLINED_GENERIC,
          Fault.DECLINED_ISSUER_DOWN,
          Fault.DECLINED_EXPIRED,
          Fault.DECLINED_HARD,
          Fault.DECLINED_REVOKED,
          Fault.DECLINED_RISK);

  /** The header that only the provider can write. */
  private static final String SIGNED = "Signed";

  /** What a letter of the provider's own comes with. */
  static final Map<String, String> HEADERS = Map.of(SIGNED, "yes");

  private static final int LIES = 200;
  private static final int LATEST = 5;

  private final long seed;
  private final Weather weather;
  private final VirtualClock clock;
  private final Coverage coverage;
  private final SimulatedPaymentProvider provider;
  private final Set<OperationId> pending = new LinkedHashSet<>();
  private final Set<OperationId> waitingForCustomer = new LinkedHashSet<>();
  private final List<Letter> letters = new ArrayList<>();
  private final Map<String, Map<OperationId, Instant>> declined = new TreeMap<>();
  private final Set<OperationId> refundsRefused = new LinkedHashSet<>();
  private final Set<OperationId> askedBack = new LinkedHashSet<>();

  /** What the provider tells of an operation, at any time after it was so, or was never so. */
  record Letter(int number, OperationId operation, Outcome outcome) {}

  Bank(long seed, Setting setting, Weather weather, VirtualClock clock, Coverage coverage) {
    this.seed = seed;
    this.weather = weather;
    this.clock = clock;
    this.coverage = coverage;
    ProviderProfile usual = SimulatedPaymentProvider.PROFILE;
    this.provider =
        new SimulatedPaymentProvider(
            clock,
            new ProviderProfile(
                usual.id(), usual.keyRetention(), setting.lag(), setting.validity()),
            (operation, instrument, context) -> fault(operation, context));
  }

  SimulatedPaymentProvider provider() {
    return provider;
  }

  private Fault fault(Operation operation, CallContext context) {
    Dice dice = Dice.of(seed, context.operation() + "/" + context.attempt());
    boolean authorizes = operation == Operation.AUTHORIZE;
    Fault fault;
    if (weather.strikes(Trouble.PAYMENT_REQUEST_LOST, dice)) {
      fault = Fault.LOST_REQUEST;
    } else if (weather.strikes(Trouble.PAYMENT_ANSWER_LOST, dice)) {
      fault = Fault.LOST_RESPONSE;
    } else if (weather.strikes(Trouble.PAYMENT_BREAKS, dice)) {
      fault = Fault.BROKEN_RESPONSE;
    } else if (weather.strikes(Trouble.PAYMENT_REFUSED, dice)) {
      fault = dice.permille(500) ? Fault.NOT_SENT : Fault.RATE_LIMITED;
    } else if (weather.strikes(Trouble.PAYMENT_TWICE, dice)) {
      fault = Fault.DUPLICATE;
    } else if (weather.strikes(Trouble.PAYMENT_PENDING, dice)) {
      fault = Fault.PENDING;
    } else if (authorizes && weather.strikes(Trouble.PAYMENT_ACTION, dice)) {
      fault = Fault.ACTION_REQUIRED;
    } else if (weather.strikes(Trouble.PAYMENT_DECLINED, dice)) {
      fault = dice.of(DECLINES);
    } else if (authorizes && weather.strikes(Trouble.PAYMENT_PARTIAL, dice)) {
      fault = Fault.PARTIAL;
    } else if (authorizes && weather.strikes(Trouble.PAYMENT_WRONG_AMOUNT, dice)) {
      fault = Fault.WRONG_AMOUNT;
    } else if (authorizes && weather.strikes(Trouble.PAYMENT_EXPIRES, dice)) {
      fault = Fault.EXPIRES_SOON;
    } else {
      fault = Fault.NONE;
    }
    // Why it is declined matters to authorizations only.
    boolean declined = !authorizes && DECLINES.contains(fault);
    coverage.count(operation.name(), declined ? "DECLINED" : fault.name());
    return fault;
  }

  /** Notes what is wanted back, whatever comes of the call. */
  void asked(PaymentCommand command) {
    if (command instanceof VoidCommand wanted) {
      askedBack.add(authorizationOf(wanted.authorization()));
    } else if (command instanceof ReverseCommand wanted) {
      askedBack.add(wanted.authorization());
    }
  }

  /** Notes what waits for somebody, and what there is to tell. */
  void seen(PaymentCommand command, CallContext context, Outcome outcome) {
    letters.add(new Letter(letters.size(), context.operation(), outcome));
    if (outcome instanceof Outcome.Pending) {
      pending.add(context.operation());
    } else if (outcome instanceof Outcome.ActionRequired) {
      waitingForCustomer.add(context.operation());
    } else if (outcome instanceof Outcome.Declined && command instanceof AuthorizeCommand asked) {
      declined
          .computeIfAbsent(
              asked.instrument() + " for " + asked.amount(), card -> new LinkedHashMap<>())
          .putIfAbsent(context.operation(), clock.instant());
    } else if (outcome instanceof Outcome.Declined && command instanceof RefundCommand) {
      refundsRefused.add(context.operation());
    }
    boolean senseless =
        outcome instanceof Outcome.NotPerformed not
            && not.reason() == Outcome.Reason.INVALID_REQUEST
            && (command instanceof CaptureCommand || command instanceof RefundCommand);
    Invariant.P2.require(!senseless, () -> "more was asked for than there is: " + command);
    boolean otherUnderKey =
        outcome instanceof Outcome.NotPerformed not && not.reason() == Outcome.Reason.KEY_REUSED;
    Invariant.P1.require(!otherUnderKey, () -> "one id for two operations: " + command);
  }

  /** The provider names authorizations after their operations. */
  private static OperationId authorizationOf(ProviderRef ref) {
    return OperationId.of(ref.value().substring(ref.value().indexOf('_') + 1));
  }

  /** Returns the authorizations that the shop has asked to be given back, done or not. */
  Set<OperationId> askedBack() {
    return askedBack;
  }

  /** Returns when authorizations were declined, by card and amount. */
  Map<String, Map<OperationId, Instant>> declined() {
    return declined;
  }

  /** Returns refunds that did not go through: only people can help there. */
  Set<OperationId> refundsRefused() {
    return refundsRefused;
  }

  /** Returns something that the provider may tell: old, told before, or even a lie. */
  Optional<Letter> aLetter(Dice dice) {
    if (letters.isEmpty()) {
      return Optional.empty();
    }
    boolean news = letters.size() > LATEST && dice.permille(500);
    Letter letter =
        dice.of(news ? letters.subList(letters.size() - LATEST, letters.size()) : letters);
    if (dice.permille(LIES)) {
      Outcome lie =
          letter.outcome() instanceof Outcome.Approved
              ? new Outcome.Declined(new Decline(Decline.Kind.GENERIC, "a lie"))
              : new Outcome.Approved(
                  new ProviderRef("auth_" + letter.operation()),
                  Money.parse("USD 1.00"),
                  Optional.empty());
      letter = new Letter(letters.size(), letter.operation(), lie);
      letters.add(letter);
    }
    return Optional.of(letter);
  }

  static byte[] body(Letter letter) {
    return Integer.toString(letter.number()).getBytes(StandardCharsets.UTF_8);
  }

  List<Letter> letters() {
    return List.copyOf(letters);
  }

  /** Reads a letter as an adapter does: only what is signed is believed to be the provider's. */
  Notice read(RawNotification raw) {
    if (raw.header(SIGNED).isEmpty()) {
      return new Notice.Invalid("it is not signed");
    }
    Letter letter = letters.get(Integer.parseInt(new String(raw.body(), StandardCharsets.UTF_8)));
    return new Notice.Genuine(
        List.of(new Notice.OperationFact(letter.operation(), letter.outcome())));
  }

  /** One thing that waited is settled; returns what became of it. */
  String settleOne(Dice dice) {
    boolean customer = dice.permille(500);
    List<OperationId> waiting = new ArrayList<>(customer ? waitingForCustomer : pending);
    if (waiting.isEmpty()) {
      return "nothing waits";
    }
    return settle(dice.of(waiting), customer, dice.permille(300) ? dice.of(DECLINES) : Fault.NONE);
  }

  /** Everything that is pending is carried out; customers do no more than they have done. */
  void settleAll() {
    for (OperationId operation : List.copyOf(pending)) {
      settle(operation, false, Fault.NONE);
    }
  }

  /** Customers do what they were asked for. */
  void confirmAll() {
    for (OperationId operation : List.copyOf(waitingForCustomer)) {
      settle(operation, true, Fault.NONE);
    }
  }

  private String settle(OperationId operation, boolean customer, Fault fault) {
    try {
      if (customer) {
        waitingForCustomer.remove(operation);
        return provider.completeAction(operation).getClass().getSimpleName();
      }
      pending.remove(operation);
      return provider.settle(operation, fault).getClass().getSimpleName();
    } catch (IllegalStateException over) {
      return "too late";
    }
  }
}
