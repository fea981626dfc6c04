package io.backroom.testkit.payment;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.value.OrderId;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import io.backroom.testkit.payment.PaymentHarness.Books;
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
          Behavior.APPROVES_LESS, Fault.PARTIAL.instrument(),
          Behavior.REQUIRES_ACTION, Fault.ACTION_REQUIRED.instrument(),
          Behavior.DECLINES_INSUFFICIENT, Fault.DECLINED_INSUFFICIENT.instrument(),
          Behavior.DECLINES_GENERIC, Fault.DECLINED_GENERIC.instrument(),
          Behavior.DECLINES_EXPIRED, Fault.DECLINED_EXPIRED.instrument(),
          Behavior.DECLINES_HARD, Fault.DECLINED_HARD.instrument());

  private SimulatedPaymentHarness() {}

  static PaymentHarness around(UnaryOperator<PaymentProvider> around) {
    return of(SimulatedPaymentProvider.PROFILE, Fault.LOST_RESPONSE, around);
  }

  static PaymentHarness of(
      ProviderProfile profile, Fault lostResponse, UnaryOperator<PaymentProvider> around) {
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
        .withConnection(
            new PaymentHarness.Connection() {
              @Override
              public void loseNextResponse() {
                next.set(lostResponse);
              }

              @Override
              public void refuseNextConnection() {
                next.set(Fault.NOT_SENT);
              }
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
