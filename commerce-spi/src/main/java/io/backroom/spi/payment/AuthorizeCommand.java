package io.backroom.spi.payment;

import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * Asks to set an amount aside on an instrument.
 *
 * @param order which order it is for
 * @param tranche which part of the order, unique within the shop: what leaves in one shipment
 * @param amount how much, more than nothing
 * @param instrument on which instrument
 * @param initiator who starts it
 * @param moreToCome whether other parts of the order will be authorized later on the same
 *     instrument, without the customer
 */
public record AuthorizeCommand(
    OrderId order,
    String tranche,
    Money amount,
    InstrumentRef instrument,
    Initiator initiator,
    boolean moreToCome)
    implements PaymentCommand {
  /** Who starts an authorization. */
  public enum Initiator {
    /** The customer, present and able to answer a challenge. */
    CUSTOMER,
    /** The shop, later, for goods the customer has already ordered. */
    MERCHANT
  }

  /** Refuses an amount of nothing or less. */
  public AuthorizeCommand {
    Require.id("tranche", tranche);
    Require.when(amount.isPositive(), "amount", amount, "must be positive");
  }

  @Override
  public Outcome sendTo(PaymentProvider provider, CallContext context) {
    return provider.authorize(this, context);
  }
}
