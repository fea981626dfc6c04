package io.backroom.spi.payment;

/**
 * A provider that can give back an authorization whose answer never came, by its operation id
 * alone. Optional: the library's way out when neither sending again nor a lookup tells what
 * happened.
 */
public interface AuthorizationReverser extends PaymentProvider {
  /**
   * Gives back what an authorization has set aside, and refuses it should it arrive later. One that
   * never arrived is Approved with an amount of nothing; one that is captured is NotPerformed with
   * CAPTURED.
   *
   * @param command which authorization
   * @param context an operation id of its own and the deadline
   * @return what became of it; Approved states the amount that was given back
   */
  Outcome reverse(ReverseCommand command, CallContext context);
}
