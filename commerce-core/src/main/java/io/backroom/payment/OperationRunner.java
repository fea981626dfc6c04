package io.backroom.payment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries one operation to its end. It is stored as sent before the first byte leaves; whatever
 * comes back, or does not, is stored after. An unknown outcome is asked for again with the same
 * operation id as long as the provider remembers ids, and looked up from then on; an authorization
 * that nobody wants any more is only looked up, so that asking never makes it happen.
 */
final class OperationRunner {
  static final String RUN = "payment-operation";

  /** Look an operation up once, at once: the provider or the customer says that it has moved. */
  static final String LOOK = "payment-look";

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Kernel kernel;
  private final PaymentProvider provider;
  private final Payments.Rules rules;

  /** Which operation a work item carries to its end. */
  record Ref(OrderId order, OperationId operation) {}

  OperationRunner(Kernel kernel, PaymentProvider provider, Payments.Rules rules) {
    this.kernel = kernel;
    this.provider = provider;
    this.rules = rules;
  }

  void register() {
    kernel.work().on(RUN, this::run);
    kernel.work().on(LOOK, this::look);
  }

  private Consumer<Transaction> run(WorkItem item) {
    Ref ref = kernel.payload(item, Ref.class);
    Next next = kernel.transact(tx -> next(tx, ref));
    if (next instanceof Wait wait) {
      return tx -> tx.again(item, wait.until());
    } else if (next instanceof Refuse refuse) {
      return tx -> booking(tx, item, ref).book(new Outcome.Declined(refuse.why()));
    } else if (next instanceof Call call) {
      Outcome outcome = outcome(call);
      return tx -> booking(tx, item, ref).book(outcome);
    }
    return tx -> {};
  }

  private Booking booking(Transaction tx, WorkItem item, Ref ref) {
    return new Booking(tx, ref, rules, due -> tx.again(item, due));
  }

  /** What is to be done with an operation now. */
  private sealed interface Next {}

  private record Done() implements Next {}

  private record Wait(Instant until) implements Next {}

  private record Refuse(Decline why) implements Next {}

  /**
   * Ask the provider.
   *
   * @param before whether an earlier attempt may have reached the provider
   * @param lookUp whether it is only looked up
   */
  private record Call(OrderId order, Operation operation, boolean before, boolean lookUp)
      implements Next {}

  private Next next(Transaction tx, Ref ref) {
    PaymentRecord record = tx.get(PaymentRecord.TYPE, ref.order().value());
    Operation operation = record.operation(ref.operation());
    if (!operation.isOpen()) {
      return new Done();
    }
    boolean unwanted =
        operation.kind() == Operation.Kind.AUTHORIZE
            && !record.tranche(operation.tranche()).wants(operation.id());
    if (operation.progress() == Operation.Progress.PREPARED) {
      if (unwanted) {
        tx.put(PaymentRecord.TYPE, record.with(operation.in(Operation.Progress.DROPPED)));
        return new Done();
      }
      Optional<Next> notNow = notNow(tx, record, operation);
      if (notNow.isPresent()) {
        return notNow.get();
      }
    }
    boolean before = operation.progress() == Operation.Progress.SENT;
    boolean lookUp =
        operation.progress() == Operation.Progress.WAITING
            || (before && (unwanted || isForgotten(operation, tx.now())));
    Operation next = lookUp ? operation.lookedUp() : operation.sentAt(tx.now());
    tx.put(PaymentRecord.TYPE, record.with(next));
    return new Call(ref.order(), next, before, lookUp);
  }

  /** Authorizations have limits, and equal ones may have to keep their distance. */
  private Optional<Next> notNow(Transaction tx, PaymentRecord record, Operation operation) {
    if (operation.kind() != Operation.Kind.AUTHORIZE || operation.attempts() > 0) {
      return Optional.empty();
    }
    Optional<Next> tooMany = Attempts.refusal(tx, record, operation).map(Refuse::new);
    return tooMany.or(
        () ->
            record
                .operations(Operation.Kind.AUTHORIZE)
                .filter(other -> other.amount().equals(operation.amount()))
                .filter(other -> other.instrument().equals(operation.instrument()))
                .flatMap(other -> other.trail().lastSentAt().stream())
                .map(sent -> sent.plus(provider.profile().duplicateWindow()))
                .filter(end -> end.isAfter(tx.now()))
                .max(Instant::compareTo)
                .map(Wait::new));
  }

  /** Within nine tenths of the retention the same id is the most authoritative question. */
  private boolean isForgotten(Operation operation, Instant now) {
    Duration safe = provider.profile().keyRetention().multipliedBy(9).dividedBy(10);
    return !now.isBefore(operation.trail().firstSentAt().orElse(now).plus(safe));
  }

  private Outcome outcome(Call call) {
    try {
      Instant now = kernel.now();
      if (call.lookUp()) {
        return lookUp(call.order(), call.operation(), now);
      }
      // From when it was stored as sent: a process that stood still since then is too late.
      Instant deadline = call.operation().trail().lastSentAt().orElse(now).plus(DEADLINE);
      CallContext context =
          new CallContext(call.operation().id(), deadline, call.operation().attempts());
      Outcome outcome = call.operation().command(call.order()).sendTo(provider, context);
      return isDuplicate(outcome)
          ? unlessOurOwn(call, now, outcome)
          : call.before() ? afterEarlier(call, now, outcome) : outcome;
    } catch (RuntimeException anything) {
      return new Outcome.Unknown(anything.getClass().getSimpleName());
    }
  }

  /** That this attempt did not happen says nothing of an earlier one that may have arrived. */
  private Outcome afterEarlier(Call call, Instant now, Outcome outcome) {
    if (!(outcome instanceof Outcome.NotPerformed not)) {
      return outcome;
    }
    return switch (not.reason()) {
      case NOT_SENT, RATE_LIMITED, BUSY, CONFIGURATION ->
          new Outcome.Unknown("an earlier attempt may have arrived; this one was: " + not.reason());
      // An earlier one has arrived, and differed: the node's settings were changed meanwhile.
      case KEY_REUSED ->
          ask(call.order(), call.operation(), now) instanceof Lookup.Found found
              ? found.outcome()
              : new Outcome.Unknown("an earlier attempt has arrived, with other parameters");
      case INVALID_REQUEST, CAPTURED, GONE -> outcome;
    };
  }

  private static boolean isDuplicate(Outcome outcome) {
    return outcome instanceof Outcome.Declined no && no.decline().kind() == Decline.Kind.DUPLICATE;
  }

  /** What the provider takes for a repetition may be the first time, whose answer was lost. */
  private Outcome unlessOurOwn(Call call, Instant now, Outcome duplicate) {
    Lookup answer = ask(call.order(), call.operation(), now);
    return answer instanceof Lookup.Found found && found.outcome() instanceof Outcome.Approved
        ? found.outcome()
        : duplicate;
  }

  private Outcome lookUp(OrderId order, Operation operation, Instant now) {
    Lookup answer = ask(order, operation, now);
    if (answer instanceof Lookup.Found found) {
      return found.outcome();
    }
    Duration lag = provider.profile().lookupLag();
    boolean neverHappened =
        answer instanceof Lookup.NotFound
            && !now.isBefore(operation.trail().lastSentAt().orElse(now).plus(DEADLINE).plus(lag));
    return neverHappened
        ? new Outcome.NotPerformed(Outcome.Reason.NOT_SENT)
        : new Outcome.Unknown(answer.toString());
  }

  private Lookup ask(OrderId order, Operation operation, Instant now) {
    LookupQuery query =
        new LookupQuery(
            operation.id(),
            operation.command(order),
            operation.trail().firstSentAt().orElse(now),
            operation.known());
    CallContext context = new CallContext(OperationId.of(kernel.newId()), now.plus(DEADLINE), 1);
    return provider.lookup(query, context);
  }

  /** Whoever says that an operation has moved is not believed but taken for a reason to look. */
  private Consumer<Transaction> look(WorkItem item) {
    Ref ref = kernel.payload(item, Ref.class);
    Optional<Operation> operation =
        kernel.find(PaymentRecord.TYPE, ref.order().value()).flatMap(r -> r.find(ref.operation()));
    if (operation.filter(OperationRunner::mayHaveMoved).isEmpty()) {
      return tx -> {};
    }
    Lookup answer = ask(ref.order(), operation.get(), kernel.now());
    return tx -> {
      if (answer instanceof Lookup.Found found) {
        // The operation keeps its own work item for whatever is still open.
        new Booking(tx, ref, rules, due -> {}).hear(found.outcome());
      }
    };
  }

  private static boolean mayHaveMoved(Operation operation) {
    return switch (operation.progress()) {
      case SENT, WAITING -> true;
      case DECLINED, DROPPED -> operation.kind() == Operation.Kind.AUTHORIZE;
      case PREPARED, APPROVED -> false;
    };
  }
}
