package io.backroom.spi.payment;

/**
 * A provider that can change the amount of an open authorization. Optional: without it the library
 * captures less later, and authorizes a difference on its own.
 */
public interface AuthorizationAdjuster extends PaymentProvider {
  /**
   * Sets another amount aside under an open authorization, more or less than before. Its reference
   * stays. One that is captured is NotPerformed with CAPTURED, one that is void or expired with
   * GONE.
   *
   * @param command which authorization and how much
   * @param context the operation id and the deadline
   * @return what became of it; Approved states the amount that is set aside from now on
   */
  Outcome adjust(AdjustCommand command, CallContext context);
}
