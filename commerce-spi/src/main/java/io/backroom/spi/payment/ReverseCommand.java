package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * Asks to give back whatever an authorization has set aside of which only the operation id is
 * known, and to refuse it should it arrive later.
 *
 * @param authorization the operation id of the authorization
 * @param amount how much it asked for
 */
public record ReverseCommand(OperationId authorization, Money amount) implements PaymentCommand {
  /** Refuses an amount of nothing or less. */
  public ReverseCommand {
    Require.when(amount.isPositive(), "amount", amount, "must be positive");
  }

  @Override
  public Outcome sendTo(PaymentProvider provider, CallContext context) {
    return ((AuthorizationReverser) provider).reverse(this, context);
  }
}
