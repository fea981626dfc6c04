package io.backroom.stripe;

import com.stripe.model.Charge;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.ProviderRef;

/** What a charge says of money, which both of Stripe's interfaces have in common. */
final class Charges {
  private Charges() {}

  /** What was captured and not refunded since; what was not captured counts as refunded. */
  static long left(Charge charge) {
    return Math.min(charge.getAmountCaptured(), charge.getAmount() - charge.getAmountRefunded());
  }

  /** The refusal of what is captured; if all of it was refunded it is gone. */
  static Outcome captured(String id, String currency, long left) {
    return left > 0
        ? Outcome.NotPerformed.captured(new ProviderRef(id), StripeAmount.money(currency, left))
        : Errors.not(Reason.GONE);
  }
}
