package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * Asks to set another amount aside under an authorization that is open.
 *
 * @param authorization which authorization
 * @param amount how much is to be set aside from now on, more than nothing; more or less than now
 */
public record AdjustCommand(ProviderRef authorization, Money amount) implements PaymentCommand {
  /** Refuses an amount of nothing or less. */
  public AdjustCommand {
    Require.when(amount.isPositive(), "amount", amount, "must be positive");
  }

  @Override
  public Outcome sendTo(PaymentProvider provider, CallContext context) {
    return ((AuthorizationAdjuster) provider).adjust(this, context);
  }
}
