package io.backroom.stripe;

import io.backroom.spi.payment.InstrumentRef;
import io.backroom.testkit.payment.PaymentHarness;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import io.backroom.testkit.payment.PaymentProviderContract;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;

/** The contract on the Charges binding, against a server and books that others wrote. */
class ChargesContractTest extends PaymentProviderContract {
  private FaultProxy proxy;

  @Override
  protected PaymentHarness harness() {
    StripeMock mock = StripeMock.shared();
    proxy = new FaultProxy(mock.address());
    StripeSettings settings =
        StripeSettings.of("sk_test_contract", URI.create("https://shop.example/back"))
            .withApiBase(proxy.address())
            .withCurrencies(
                java.util.Set.of(CurrencyUnit.of("GBP"), CurrencyUnit.of("JPY"), CurrencyUnit.EUR));
    return PaymentHarness.of(
            new Calming(StripePaymentProvider.charges(settings, InstantSource.system()), proxy),
            InstantSource.system(),
            Map.of(
                Behavior.APPROVES, InstrumentRef.of("tok_visa"),
                Behavior.DECLINES_GENERIC, InstrumentRef.of("tok_chargeDeclined"),
                Behavior.DECLINES_INSUFFICIENT,
                    InstrumentRef.of("tok_chargeDeclinedInsufficientFunds"),
                Behavior.DECLINES_EXPIRED, InstrumentRef.of("tok_chargeDeclinedExpiredCard")),
            mock::books)
        .withConnection(
            disturbance -> {
              proxy.disturbNext(disturbance);
              return true;
            });
  }

  /** Each flow reads the whole ledger of the server. */
  @Override
  protected int flows() {
    return Integer.getInteger("stripe.flows", 150);
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }
}
