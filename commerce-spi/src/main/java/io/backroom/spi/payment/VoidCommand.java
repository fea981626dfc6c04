package io.backroom.spi.payment;

/**
 * Asks to give an authorization back, whole.
 *
 * @param authorization which authorization
 */
public record VoidCommand(ProviderRef authorization) implements PaymentCommand {
  @Override
  public Outcome sendTo(PaymentProvider provider, CallContext context) {
    return provider.voidAuthorization(this, context);
  }
}
