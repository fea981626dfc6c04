package io.backroom.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeObject;
import com.stripe.param.ChargeCaptureParams;
import com.stripe.param.ChargeCreateParams;
import com.stripe.param.ChargeListParams;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice.OperationFact;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Charges: Stripe's older interface, without 3-D Secure. It is here because a server that others
 * wrote speaks it, so that the adapter can be tried against books that are not its own.
 *
 * <p>A charge's state is read before it is captured or voided for the first time: a void is a
 * refund here, and a refund of what was captured would pay money back.
 */
final class ChargesBinding implements Binding {
  static final Duration LAG = Duration.ofMinutes(1);

  private static final long PAGE = 100;

  /** How far the clocks of the shop and of Stripe may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final StripeClient client;

  ChargesBinding(StripeClient client) {
    this.client = client;
  }

  @Override
  public Outcome authorize(AuthorizeCommand command, long amount, Call call)
      throws StripeException {
    Instrument instrument = Instrument.of(command.instrument());
    ChargeCreateParams.Builder params =
        ChargeCreateParams.builder()
            .setAmount(amount)
            .setCurrency(StripeAmount.code(command.amount()))
            .setSource(instrument.method())
            .setCapture(false)
            .setMetadata(Binding.metadata(command, call));
    instrument.customer().ifPresent(params::setCustomer);
    return authorization(client.v1().charges().create(params.build(), call.options()));
  }

  private static Outcome authorization(Charge charge) {
    ProviderRef ref = new ProviderRef(charge.getId());
    return switch (charge.getStatus()) {
      case "succeeded" -> Approval.of(charge.getId(), charge.getCurrency(), charge.getAmount());
      case "pending" -> new Outcome.Pending(ref);
      default -> new Outcome.Declined(failure(charge));
    };
  }

  private static Decline failure(Charge charge) {
    String reason =
        Optional.ofNullable(charge.getOutcome()).map(Charge.Outcome::getReason).orElse("");
    return Declines.of(charge.getFailureCode(), reason, null, "");
  }

  @Override
  public Outcome capture(CaptureCommand command, long amount, Call call) throws StripeException {
    String id = command.authorization().value();
    if (call.attempt() == 1) {
      Charge charge = retrieve(command.authorization(), call);
      if (isOver(charge)) {
        return over(charge);
      } else if (amount > charge.getAmount()
          || !StripeAmount.code(command.amount()).equals(charge.getCurrency())) {
        return Errors.not(Reason.INVALID_REQUEST);
      }
    }
    ChargeCaptureParams params = ChargeCaptureParams.builder().setAmount(amount).build();
    try {
      return captured(client.v1().charges().capture(id, params, call.options()));
    } catch (InvalidRequestException refused) {
      if (!Errors.isOutOfState(refused)) {
        throw refused;
      }
      return over(retrieve(command.authorization(), call));
    }
  }

  /** Why nothing can be done any more with a charge that is over. */
  private static Outcome over(Charge charge) {
    return Boolean.TRUE.equals(charge.getCaptured())
        ? Charges.captured(charge.getId(), charge.getCurrency(), Charges.left(charge))
        : Errors.not(Reason.GONE);
  }

  private static boolean isOver(Charge charge) {
    return Boolean.TRUE.equals(charge.getCaptured()) || Boolean.TRUE.equals(charge.getRefunded());
  }

  private static Outcome captured(Charge charge) {
    return Approval.of(charge.getId(), charge.getCurrency(), charge.getAmountCaptured());
  }

  @Override
  public Outcome voidAuthorization(VoidCommand command, Call call) throws StripeException {
    Charge charge = retrieve(command.authorization(), call);
    if (Boolean.TRUE.equals(charge.getCaptured())) {
      return over(charge);
    } else if (!Boolean.TRUE.equals(charge.getRefunded())) {
      RefundCreateParams params =
          RefundCreateParams.builder()
              .setCharge(charge.getId())
              .putMetadata(OPERATION, call.operation().value())
              .build();
      client.v1().refunds().create(params, call.options());
    }
    return gone(charge);
  }

  private static Outcome gone(Charge charge) {
    return Approval.of(charge.getId(), charge.getCurrency(), charge.getAmount());
  }

  @Override
  public Outcome refund(RefundCommand command, long amount, Call call) throws StripeException {
    RefundCreateParams params =
        RefundCreateParams.builder()
            .setCharge(command.capture().value())
            .setAmount(amount)
            .putMetadata(OPERATION, call.operation().value())
            .build();
    return Refunds.outcome(client.v1().refunds().create(params, call.options()));
  }

  @Override
  public Lookup lookup(LookupQuery query, Call call) throws StripeException {
    if (query.command() instanceof AuthorizeCommand) {
      return authorization(query, call);
    } else if (query.command() instanceof CaptureCommand capture) {
      Charge charge = retrieve(capture.authorization(), call);
      return Boolean.TRUE.equals(charge.getCaptured())
          ? new Lookup.Found(captured(charge))
          : unlessGone(charge, over(charge));
    } else if (query.command() instanceof VoidCommand voided) {
      Charge charge = retrieve(voided.authorization(), call);
      return Boolean.TRUE.equals(charge.getCaptured())
          ? new Lookup.Found(over(charge))
          : unlessGone(charge, gone(charge));
    } else if (query.command() instanceof RefundCommand refund) {
      RefundListParams params =
          RefundListParams.builder().setCharge(refund.capture().value()).setLimit(PAGE).build();
      return Refunds.find(client.v1().refunds().list(params, call.asking()), query.operation());
    }
    return new Lookup.Unavailable();
  }

  private static Lookup unlessGone(Charge charge, Outcome ifGone) {
    return Boolean.TRUE.equals(charge.getRefunded())
        ? new Lookup.Found(ifGone)
        : new Lookup.NotFound();
  }

  /** Charges come newest first; nothing older than the operation can be it. */
  private Lookup authorization(LookupQuery query, Call call) throws StripeException {
    if (query.known().isPresent()) {
      return new Lookup.Found(authorization(retrieve(query.known().get(), call)));
    }
    long first = query.firstSentAt().minus(SKEW).getEpochSecond();
    ChargeListParams.Builder params =
        ChargeListParams.builder()
            .setCreated(ChargeListParams.Created.builder().setGte(first).build())
            .setLimit(PAGE);
    boolean more = true;
    while (more) {
      StripeCollection<Charge> page = client.v1().charges().list(params.build(), call.asking());
      for (Charge charge : page.getData()) {
        if (query.operation().value().equals(charge.getMetadata().get(OPERATION))) {
          return new Lookup.Found(authorization(charge));
        }
        params.setStartingAfter(charge.getId());
        more = charge.getCreated() >= first;
      }
      more &= Boolean.TRUE.equals(page.getHasMore()) && !page.getData().isEmpty();
    }
    return new Lookup.NotFound();
  }

  private Charge retrieve(ProviderRef ref, Call call) throws StripeException {
    return client
        .v1()
        .charges()
        .retrieve(ref.value(), ChargeRetrieveParams.builder().build(), call.asking());
  }

  @Override
  public List<OperationFact> facts(StripeObject object, Instant now) {
    List<OperationFact> facts = new ArrayList<>();
    if (object instanceof Charge charge) {
      StripePaymentProvider.operation(charge.getMetadata().get(OPERATION))
          .ifPresent(id -> facts.add(new OperationFact(id, authorization(charge))));
    } else if (object instanceof Refund refund) {
      StripePaymentProvider.operation(refund.getMetadata().get(OPERATION))
          .ifPresent(id -> facts.add(new OperationFact(id, Refunds.outcome(refund))));
    }
    return facts;
  }
}
