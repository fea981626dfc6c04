package io.backroom.testkit.simulation;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.spi.payment.AdjustCommand;
import io.backroom.spi.payment.AuthorizationAdjuster;
import io.backroom.spi.payment.AuthorizationReverser;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.NotificationReceiver;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import java.time.Instant;
import java.util.function.Supplier;

/** The way of one node to the bank. */
class PaymentPort implements PaymentProvider {
  private final Ports ports;
  private final Bank bank;
  private final SimulatedPaymentProvider provider;

  PaymentPort(Ports ports, Bank bank) {
    this.ports = ports;
    this.bank = bank;
    this.provider = bank.provider();
  }

  @Override
  public ProviderProfile profile() {
    return provider.profile();
  }

  @Override
  public Outcome authorize(AuthorizeCommand command, CallContext context) {
    return call(command, context, () -> provider.authorize(command, context));
  }

  @Override
  public Outcome capture(CaptureCommand command, CallContext context) {
    return call(command, context, () -> provider.capture(command, context));
  }

  @Override
  public Outcome voidAuthorization(VoidCommand command, CallContext context) {
    return call(command, context, () -> provider.voidAuthorization(command, context));
  }

  @Override
  public Outcome refund(RefundCommand command, CallContext context) {
    return call(command, context, () -> provider.refund(command, context));
  }

  @Override
  public Lookup lookup(LookupQuery query, CallContext context) {
    return ports.around(false, () -> provider.lookup(query, context));
  }

  Outcome call(PaymentCommand command, CallContext context, Supplier<Outcome> call) {
    return ports.around(
        true,
        () -> {
          bank.asked(command);
          Outcome outcome = call.get();
          bank.seen(command, context, outcome);
          return outcome;
        });
  }

  /** To a bank that does more than it must. */
  static final class WithAbilities extends PaymentPort
      implements AuthorizationAdjuster, AuthorizationReverser, NotificationReceiver {
    private final Bank bank;

    WithAbilities(Ports ports, Bank bank) {
      super(ports, bank);
      this.bank = bank;
    }

    @Override
    public Outcome adjust(AdjustCommand command, CallContext context) {
      return call(command, context, () -> bank.provider().adjust(command, context));
    }

    @Override
    public Outcome reverse(ReverseCommand command, CallContext context) {
      return call(command, context, () -> bank.provider().reverse(command, context));
    }

    @Override
    public Notice receive(RawNotification notification, Instant now) {
      return bank.read(notification);
    }
  }
}
