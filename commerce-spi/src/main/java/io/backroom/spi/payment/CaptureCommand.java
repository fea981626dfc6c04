package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * Asks to take an amount that was authorized. It is the only capture of its authorization: what is
 * not captured is given back by the provider.
 *
 * @param authorization which authorization
 * @param amount how much, more than nothing and at most what was approved
 */
public record CaptureCommand(ProviderRef authorization, Money amount) implements PaymentCommand {
  /** Refuses an amount of nothing or less. */
  public CaptureCommand {
    Require.when(amount.isPositive(), "amount", amount, "must be positive");
  }

  @Override
  public Outcome sendTo(PaymentProvider provider, CallContext context) {
    return provider.capture(this, context);
  }
}
