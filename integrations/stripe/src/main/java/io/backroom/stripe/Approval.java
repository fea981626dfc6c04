package io.backroom.stripe;

import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.ProviderRef;
import java.util.Optional;

/** What Stripe has done, as the library hears of it. */
final class Approval {
  private Approval() {}

  /** An approval without an end, of an amount in the currency's smallest unit. */
  static Outcome.Approved of(String id, String currency, long amount) {
    return new Outcome.Approved(
        new ProviderRef(id), StripeAmount.money(currency, amount), Optional.empty());
  }
}
