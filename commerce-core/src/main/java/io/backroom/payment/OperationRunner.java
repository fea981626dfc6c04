package io.backroom.payment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.payment.CallContext;
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
 * operation id as long as the provider remembers ids, and looked up from then on.
 */
final class OperationRunner implements WorkQueue.Handler {
  static final String KIND = "payment-operation";

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Kernel kernel;
  private final PaymentProvider provider;

  /** Which operation a work item carries to its end. */
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
      return mustLookUp(sent, now)
          ? lookUp(sent, now)
          : orUnknown(sent, sent.operation().command(sent.order()).sendTo(provider, context));
    } catch (RuntimeException anything) {
      return new Outcome.Unknown(anything.getClass().getSimpleName());
    }
  }

  /** That this attempt did not happen says nothing of an earlier one that may have arrived. */
  private static Outcome orUnknown(Sent sent, Outcome outcome) {
    boolean saysNothing =
        outcome instanceof Outcome.NotPerformed not
            && (not.reason() == Outcome.Reason.NOT_SENT
                || not.reason() == Outcome.Reason.RATE_LIMITED
                || not.reason() == Outcome.Reason.BUSY);
    return sent.before() && saysNothing
        ? new Outcome.Unknown("an earlier attempt may have arrived; this one did not")
        : outcome;
  }

  /** Within nine tenths of the retention the same id is the most authoritative question. */
  private boolean mustLookUp(Sent sent, Instant now) {
    Operation operation = sent.operation();
    Duration safe = provider.profile().keyRetention().multipliedBy(9).dividedBy(10);
    return operation.progress() == Operation.Progress.WAITING
        || (sent.before() && !now.isBefore(operation.firstSentAt().orElse(now).plus(safe)));
  }

  private Outcome lookUp(Sent sent, Instant now) {
    Operation operation = sent.operation();
    LookupQuery query =
        new LookupQuery(
            operation.id(), operation.command(sent.order()), operation.firstSentAt().orElse(now));
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
}
