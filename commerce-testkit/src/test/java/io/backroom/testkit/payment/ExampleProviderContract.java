package io.backroom.testkit.payment;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import java.time.InstantSource;
import java.util.Map;

class ExampleProviderContract extends PaymentProviderContract {
  @Override
  protected PaymentHarness harness() {
    var acme = new SimulatedPaymentProvider(InstantSource.system());
    var lost = InstrumentRef.of("tok_declined_hard");
    return PaymentHarness.of(
        acme,
        InstantSource.system(),
        Map.of(Behavior.APPROVES, InstrumentRef.of("tok_ok"), Behavior.DECLINES_HARD, lost),
        (order, currency) -> SimulatedPaymentHarness.books(acme, order, currency));
  }
}
