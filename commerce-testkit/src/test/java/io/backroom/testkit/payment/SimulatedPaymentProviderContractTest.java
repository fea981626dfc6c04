package io.backroom.testkit.payment;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Nested;

class SimulatedPaymentProviderContractTest extends PaymentProviderContract {
  @Override
  protected PaymentHarness harness() {
    return SimulatedPaymentHarness.around(UnaryOperator.identity());
  }

  /**
   * Lost responses show as exceptions, a lookup misses what is younger than a minute, and there are
   * currencies that it does not move.
   */
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
              usual.authorizationValidity(),
              Duration.ZERO,
              Set.of(CurrencyUnit.of("GBP"), CurrencyUnit.of("JPY")));
      Map<Disturbance, Fault> faults = new EnumMap<>(SimulatedPaymentHarness.FAULTS);
      faults.put(Disturbance.LOSE_RESPONSE, Fault.BROKEN_RESPONSE);
      return SimulatedPaymentHarness.of(lagging, faults, UnaryOperator.identity());
    }
  }
}
