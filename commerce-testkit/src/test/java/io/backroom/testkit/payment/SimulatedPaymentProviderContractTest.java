package io.backroom.testkit.payment;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.spi.payment.ProviderProfile;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;

class SimulatedPaymentProviderContractTest extends PaymentProviderContract {
  @Override
  protected PaymentHarness harness() {
    return SimulatedPaymentHarness.around(UnaryOperator.identity());
  }

  /** Lost responses show as exceptions, and a lookup misses what is younger than a minute. */
  @Nested
  class ThatThrowsAndLags extends PaymentProviderContract {
    @Override
    protected PaymentHarness harness() {
      ProviderProfile usual = SimulatedPaymentProvider.PROFILE;
      ProviderProfile lagging =
          new ProviderProfile(
              usual.id(),
              usual.keyRetention(),
              Duration.ofMinutes(1),
              usual.authorizationValidity());
      return SimulatedPaymentHarness.of(lagging, Fault.BROKEN_RESPONSE, UnaryOperator.identity());
    }
  }
}
