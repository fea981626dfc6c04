package io.backroom.fulfillment;

import io.backroom.kernel.Access;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.util.Optional;
import java.util.function.Function;

/**
 * How commands come to fulfillment orders: who may, the client's key, the table of states, the
 * host's guards, in this order.
 */
final class Steps {
  private final Kernel kernel;
  private final Access access;
  private final Guards guards;

  /** What a step makes of a fulfillment order, or why it cannot be taken. */
  interface Step {
    Result<FulfillmentOrder> take(Transaction tx, FulfillmentOrder shipment);
  }

  /** How a command answers. */
  record Answers<A>(
      Function<Refusal, A> refused, Function<String, A> again, Function<A, Optional<String>> note) {
    /** Answers of a text; a command that was refused may be given again under its key. */
    static Answers<Result<String>> ofText() {
      return new Answers<>(
          Result::refused,
          Result::done,
          answer -> answer.fold(Optional::of, no -> Optional.empty()));
    }
  }

  Steps(Kernel kernel, Access access, Guards guards) {
    this.kernel = kernel;
    this.access = access;
    this.guards = guards;
  }

  /** Why a caller may not do something. */
  Optional<Refusal> refusal(Caller caller, Action action) {
    return access.refusal(caller, action);
  }

  /** Gives a command once, if the caller may. */
  <A> A command(
      Optional<Once> once,
      Caller caller,
      Action action,
      Answers<A> answers,
      Function<Transaction, A> give) {
    Optional<Refusal> refusal = access.refusal(caller, action);
    return refusal.isPresent()
        ? answers.refused().apply(refusal.get())
        : kernel.transact(tx -> give(tx, once, answers, give));
  }

  private static <A> A give(
      Transaction tx, Optional<Once> once, Answers<A> answers, Function<Transaction, A> give) {
    Optional<Result<String>> earlier = once.flatMap(own -> own.earlier(tx));
    if (earlier.isPresent()) {
      return earlier.get().fold(answers.again(), answers.refused());
    }
    A answer = give.apply(tx);
    answers.note().apply(answer).ifPresent(note -> once.ifPresent(own -> own.remember(tx, note)));
    return answer;
  }

  /** Takes a step, unless it was the last one or the table or a guard is against it. */
  Optional<Refusal> step(
      Transaction tx, Caller caller, FulfillmentOrder shipment, FulfillmentState next, Step step) {
    FulfillmentState now = shipment.state();
    if (now == next) {
      return Optional.empty();
    } else if (shipment.recall() == FulfillmentOrder.Recall.MOVING) {
      return Optional.of(
          new Refusal(
              Refusal.Code.WRONG_STATE, "shipment", shipment.id() + " goes to another center"));
    } else if (shipment.recall() == FulfillmentOrder.Recall.ACCEPTED
        && next.compareTo(FulfillmentState.LOADED) <= 0) {
      return Optional.of(
          new Refusal(
              Refusal.Code.WRONG_STATE, "shipment", shipment.id() + " has stopped for a change"));
    } else if (now == FulfillmentState.LOADED
        || !now.next().contains(next)
        || goesBack(now, next)) {
      // A loaded parcel leaves when its amount is captured, whatever a scanner says.
      return Optional.of(
          new Refusal(
              Refusal.Code.WRONG_STATE,
              "shipment",
              shipment.id() + " is " + now + ", not " + next));
    }
    // What a carrier says has happened, whatever anybody thinks of it.
    Optional<Refusal> objection =
        next.compareTo(FulfillmentState.LOADED) > 0
            ? Optional.empty()
            : guards.refusal(Shipments.transition(caller, shipment, next));
    return objection.isPresent() ? objection : take(tx, caller, shipment, next, step);
  }

  /** A parcel that is listed is not packed by another scan, but by being taken off its list. */
  private static boolean goesBack(FulfillmentState now, FulfillmentState next) {
    return now.isChangeable() && next.compareTo(now) < 0;
  }

  private static Optional<Refusal> take(
      Transaction tx, Caller caller, FulfillmentOrder shipment, FulfillmentState next, Step step) {
    return step.take(tx, shipment)
        .fold(
            taken -> {
              Shipments.move(tx, caller, taken, next);
              return Optional.empty();
            },
            Optional::of);
  }
}
