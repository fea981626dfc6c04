package io.backroom.payment;

import io.backroom.TestShop;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import java.util.ArrayList;
import java.util.List;

/** The simulated provider behind somebody who may answer otherwise than it does. */
final class Answering implements PaymentProvider {
  private final SimulatedPaymentProvider books;
  private final Manner manner;

  /** How a call that moves money is answered. */
  interface Manner {
    Outcome answer(PaymentProvider books, PaymentCommand command, CallContext context);
  }

  private Answering(SimulatedPaymentProvider books, Manner manner) {
    this.books = books;
    this.manner = manner;
  }

  /** A shop whose provider answers in a manner of its own. */
  static TestShop shop(Manner manner) {
    List<Answering> made = new ArrayList<>();
    return TestShop.withProvider(
        clock -> {
          SimulatedPaymentProvider books = new SimulatedPaymentProvider(clock);
          made.add(new Answering(books, manner));
          return books;
        },
        builder -> builder.payments(made.get(0)));
  }

  @Override
  public ProviderProfile profile() {
    return books.profile();
  }

  @Override
  public Outcome authorize(AuthorizeCommand command, CallContext context) {
    return manner.answer(books, command, context);
  }

  @Override
  public Outcome capture(CaptureCommand command, CallContext context) {
    return manner.answer(books, command, context);
  }

  @Override
  public Outcome voidAuthorization(VoidCommand command, CallContext context) {
    return manner.answer(books, command, context);
  }

  @Override
  public Outcome refund(RefundCommand command, CallContext context) {
    return manner.answer(books, command, context);
  }

  @Override
  public Lookup lookup(LookupQuery query, CallContext context) {
    return books.lookup(query, context);
  }
}
