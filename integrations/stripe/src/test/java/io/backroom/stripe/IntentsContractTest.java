package io.backroom.stripe;

import io.backroom.spi.payment.InstrumentRef;
import io.backroom.testkit.payment.PaymentHarness;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import io.backroom.testkit.payment.PaymentHarness.Signer;
import io.backroom.testkit.payment.PaymentProviderContract;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterEach;

/** The contract on the PaymentIntents binding, against a server of our own. */
class IntentsContractTest extends PaymentProviderContract {
  private static final Map<Signer, String> SECRETS =
      Map.of(
          Signer.CURRENT, "whsec_current",
          Signer.PREVIOUS, "whsec_previous",
          Signer.FOREIGN, "whsec_foreign");

  private IntentsServer server;
  private FaultProxy proxy;

  @Override
  protected PaymentHarness harness() {
    server = new IntentsServer(Instant.parse("2030-01-01T00:00:00Z"));
    server.searchLags(IntentsBinding.LAG);
    proxy = new FaultProxy(server.address());
    StripeSettings settings =
        StripeSettings.of("sk_test_contract", URI.create("https://shop.example/back"))
            .withApiBase(proxy.address())
            .withWebhookSecrets(List.of(SECRETS.get(Signer.CURRENT), SECRETS.get(Signer.PREVIOUS)))
            .withCurrencies(
                Set.of(CurrencyUnit.of("GBP"), CurrencyUnit.of("JPY"), CurrencyUnit.of("BHD")));
    return PaymentHarness.of(
            new Calming(StripePaymentProvider.paymentIntents(settings, server::now), proxy),
            server::now,
            Map.of(
                Behavior.APPROVES, InstrumentRef.of("cus_ann/pm_visa"),
                Behavior.PENDS, InstrumentRef.of("pm_slow"),
                Behavior.REQUIRES_ACTION, InstrumentRef.of("pm_3ds"),
                Behavior.DECLINES_GENERIC, InstrumentRef.of("pm_declined_do_not_honor"),
                Behavior.DECLINES_INSUFFICIENT, InstrumentRef.of("pm_declined_insufficient_funds"),
                Behavior.DECLINES_EXPIRED, InstrumentRef.of("pm_declined_expired_card"),
                Behavior.DECLINES_HARD, InstrumentRef.of("pm_declined_stolen_card")),
            server::books)
        .withTimeTravel(server::advance)
        .withCustomer(server::approve)
        .withBank(server::approve)
        .withPost(
            (operation, signer, signedAt) ->
                server.notification(operation, SECRETS.get(signer), signedAt))
        .withConnection(
            disturbance -> {
              proxy.disturbNext(disturbance);
              return true;
            });
  }

  /** Each flow opens some connections. */
  @Override
  protected int flows() {
    return Integer.getInteger("stripe.flows", 150);
  }

  @AfterEach
  void closeServers() {
    proxy.close();
    server.close();
  }
}
