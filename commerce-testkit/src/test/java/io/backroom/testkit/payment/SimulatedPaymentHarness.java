package io.backroom.testkit.payment;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.NotificationKey;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.value.OrderId;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import io.backroom.testkit.payment.PaymentHarness.Books;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The simulated provider, or something around it, with every power that a harness can have. */
final class SimulatedPaymentHarness {
  private static final Map<Behavior, InstrumentRef> INSTRUMENTS =
      Map.of(
          Behavior.APPROVES, InstrumentRef.of("tok_ok"),
          Behavior.APPROVES_ONCE, InstrumentRef.of("tok_once_ann"),
          Behavior.PENDS, Fault.PENDING.instrument(),
          Behavior.APPROVES_LESS, Fault.PARTIAL.instrument(),
          Behavior.REQUIRES_ACTION, Fault.ACTION_REQUIRED.instrument(),
          Behavior.DECLINES_INSUFFICIENT, Fault.DECLINED_INSUFFICIENT.instrument(),
          Behavior.DECLINES_GENERIC, Fault.DECLINED_GENERIC.instrument(),
          Behavior.DECLINES_EXPIRED, Fault.DECLINED_EXPIRED.instrument(),
          Behavior.DECLINES_HARD, Fault.DECLINED_HARD.instrument());

  static final Map<Disturbance, Fault> FAULTS =
      Map.of(
          Disturbance.LOSE_RESPONSE, Fault.LOST_RESPONSE,
          Disturbance.GARBLE_RESPONSE, Fault.BROKEN_RESPONSE,
          Disturbance.STALL_RESPONSE, Fault.STALLED,
          Disturbance.SERVER_ERROR, Fault.SERVER_ERROR,
          Disturbance.REFUSE_CONNECTION, Fault.NOT_SENT,
          Disturbance.THROTTLE, Fault.RATE_LIMITED);

  private SimulatedPaymentHarness() {}

  static PaymentHarness around(UnaryOperator<PaymentProvider> around) {
    return of(SimulatedPaymentProvider.PROFILE, FAULTS, around);
  }

  static PaymentHarness of(
      ProviderProfile profile,
      Map<Disturbance, Fault> faults,
      UnaryOperator<PaymentProvider> around) {
    AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
    SimulatedPaymentProvider simulated =
        new SimulatedPaymentProvider(
            time::get, profile, (operation, card, context) -> next.getAndSet(Fault.NONE));
    return PaymentHarness.of(
            around.apply(simulated),
            time::get,
            INSTRUMENTS,
            (order, currency) -> books(simulated, order, currency))
        .withTimeTravel(duration -> time.updateAndGet(now -> now.plus(duration)))
        .withCustomer(simulated::completeAction)
        .withBank(operation -> simulated.settle(operation, Fault.NONE))
        .withPost(
            (operation, key, signedAt) ->
                simulated.notification(operation, NotificationKey.valueOf(key.name()), signedAt))
        .withConnection(
            disturbance -> {
              next.set(faults.get(disturbance));
              return true;
            });
  }

  static Books books(SimulatedPaymentProvider simulated, OrderId order, CurrencyUnit currency) {
    Totals totals = simulated.totals(order);
    Money none = Money.zero(currency);
    return new Books(
        totals.open().getOrDefault(currency, none),
        totals.captured().getOrDefault(currency, none),
        totals.refunded().getOrDefault(currency, none));
  }
}
