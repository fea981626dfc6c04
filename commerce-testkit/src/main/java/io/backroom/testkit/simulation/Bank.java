package io.backroom.testkit.simulation;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  private final long seed;
  private final Weather weather;
  private final Coverage coverage;
  private final SimulatedPaymentProvider provider;
  private final Set<OperationId> pending = new LinkedHashSet<>();
  private final Set<OperationId> waitingForCustomer = new LinkedHashSet<>();

  Bank(long seed, Weather weather, VirtualClock clock, Coverage coverage) {
    this.seed = seed;
    this.weather = weather;
    this.coverage = coverage;
    this.provider =
        new SimulatedPaymentProvider(
            clock,
            SimulatedPaymentProvider.PROFILE,
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
    coverage.count(operation.name(), fault.name());
    return fault;
  }

  /** Notes what waits for somebody. */
  void seen(CallContext context, Outcome outcome) {
    if (outcome instanceof Outcome.Pending) {
      pending.add(context.operation());
    } else if (outcome instanceof Outcome.ActionRequired) {
      waitingForCustomer.add(context.operation());
    }
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
