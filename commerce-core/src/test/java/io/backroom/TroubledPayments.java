package io.backroom;

import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;

/** A payment provider with a {@link Trouble}. */
public record TroubledPayments(PaymentProvider provider, Trouble trouble)
    implements PaymentProvider {
  @Override
  public ProviderProfile profile() {
    return provider.profile();
  }

  @Override
  public Outcome authorize(AuthorizeCommand command, CallContext context) {
    return trouble.call(() -> provider.authorize(command, context));
  }

  @Override
  public Outcome capture(CaptureCommand command, CallContext context) {
    return trouble.call(() -> provider.capture(command, context));
  }

  @Override
  public Outcome voidAuthorization(VoidCommand command, CallContext context) {
    return trouble.call(() -> provider.voidAuthorization(command, context));
  }

  @Override
  public Outcome refund(RefundCommand command, CallContext context) {
    return trouble.call(() -> provider.refund(command, context));
  }

  @Override
  public Lookup lookup(LookupQuery query, CallContext context) {
    return trouble.call(() -> provider.lookup(query, context));
  }
}
