package io.backroom.spi.payment;

/**
 * Moves money. The library stores the intent and its operation id before each call, holds no lock
 * and no transaction during it, and stores the outcome after it.
 *
 * <p>The rules P-01 to P-34 of {@code docs/contracts/payments.md} are the contract and {@code
 * PaymentProviderContract} of the testkit proves them. In short: the same operation id with the
 * same command has at most one effect, however often it is sent; {@link Outcome.NotPerformed} is a
 * promise that no money moved; whatever may have happened is {@link Outcome.Unknown}, never {@link
 * Outcome.Declined}; the amounts of {@link Outcome.Approved} are the provider's own. An exception
 * counts as Unknown. Implementations do not retry, sleep or start threads, and honor the deadline.
 *
 * <p>Implementations are thread-safe.
 */
public interface PaymentProvider {
  /**
   * Returns what the provider promises. Does no I/O and always answers the same.
   *
   * @return the profile
   */
  ProviderProfile profile();

  /**
   * Sets an amount aside on an instrument.
   *
   * @param command what for and how much
   * @param context the operation id and the deadline
   * @return what became of it
   */
  Outcome authorize(AuthorizeCommand command, CallContext context);

  /**
   * Takes an authorized amount, once for each authorization; the rest is given back. What is
   * captured already, by whomever, is NotPerformed with CAPTURED; what is void, expired or wholly
   * paid back with GONE.
   *
   * @param command which authorization and how much
   * @param context the operation id and the deadline
   * @return what became of it
   */
  Outcome capture(CaptureCommand command, CallContext context);

  /**
   * Gives an authorization back. An authorization that is already void is Approved again; a
   * captured one is NotPerformed with CAPTURED, one that is expired or wholly paid back Approved or
   * NotPerformed with GONE.
   *
   * @param command which authorization
   * @param context the operation id and the deadline
   * @return what became of it
   */
  Outcome voidAuthorization(VoidCommand command, CallContext context);

  /**
   * Pays a captured amount back, whole or in part.
   *
   * @param command which capture and how much
   * @param context the operation id and the deadline
   * @return what became of it
   */
  Outcome refund(RefundCommand command, CallContext context);

  /**
   * Tells what became of an earlier call; has no effect.
   *
   * @param query the operation in question
   * @param context an operation id of its own and the deadline
   * @return what the provider knows
   */
  Lookup lookup(LookupQuery query, CallContext context);
}
