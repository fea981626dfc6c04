package io.backroom.stripe;

import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.NotificationReceiver;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import java.time.Instant;
import java.util.function.Supplier;

/** The adapter behind a proxy that is calm again after each call. */
record Calming(NotificationReceiver adapter, FaultProxy proxy) implements NotificationReceiver {
  private Outcome calmly(Supplier<Outcome> call) {
    try {
      return call.get();
    } finally {
      proxy.calm();
    }
  }

  @Override
  public ProviderProfile profile() {
    return adapter.profile();
  }

  @Override
  public Outcome authorize(AuthorizeCommand command, CallContext context) {
    return calmly(() -> adapter.authorize(command, context));
  }

  @Override
  public Outcome capture(CaptureCommand command, CallContext context) {
    return calmly(() -> adapter.capture(command, context));
  }

  @Override
  public Outcome voidAuthorization(VoidCommand command, CallContext context) {
    return calmly(() -> adapter.voidAuthorization(command, context));
  }

  @Override
  public Outcome refund(RefundCommand command, CallContext context) {
    return calmly(() -> adapter.refund(command, context));
  }

  @Override
  public Lookup lookup(LookupQuery query, CallContext context) {
    return adapter.lookup(query, context);
  }

  @Override
  public Notice receive(RawNotification notification, Instant now) {
    return adapter.receive(notification, now);
  }
}
