package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * Asks to pay back an amount that was captured.
 *
 * @param capture which capture
 * @param amount how much, more than nothing; all refunds of a capture together at most the capture
 */
public record RefundCommand(ProviderRef capture, Money amount) implements PaymentCommand {
  /** Refuses an amount of nothing or less. */
  public RefundCommand {
    Require.when(amount.isPositive(), "amount", amount, "must be positive");
  }

  @Override
  public Outcome sendTo(PaymentProvider provider, CallContext context) {
    return provider.refund(this, context);
  }
}
