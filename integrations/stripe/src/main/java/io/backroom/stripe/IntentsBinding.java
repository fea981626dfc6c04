package io.backroom.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import com.stripe.model.StripeObject;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice.OperationFact;
import io.backroom.spi.payment.OperationId;
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

/** PaymentIntents: what Stripe offers for cards today, with 3-D Secure. */
final class IntentsBinding implements Binding {
  /** Searching is the only way to find an intent by what is kept with it, and its index lags. */
  static final Duration LAG = Duration.ofHours(1);

  private static final String LATEST_CHARGE = "latest_charge";
  private static final long PAGE = 100;

  private final StripeClient client;
  private final String returnUrl;
  private final Duration actionWindow;

  IntentsBinding(StripeClient client, StripeSettings settings) {
    this.client = client;
    this.returnUrl = settings.returnUrl().toString();
    this.actionWindow = settings.actionWindow();
  }

  @Override
  public Outcome authorize(AuthorizeCommand command, long amount, Call call)
      throws StripeException {
    Instrument instrument = Instrument.of(command.instrument());
    PaymentIntentCreateParams.Builder params =
        PaymentIntentCreateParams.builder()
            .setAmount(amount)
            .setCurrency(StripeAmount.code(command.amount()))
            .setPaymentMethod(instrument.method())
            .addPaymentMethodType("card")
            .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
            .setConfirm(true)
            .putAllMetadata(Binding.metadata(command, call))
            .addExpand(LATEST_CHARGE);
    instrument.customer().ifPresent(params::setCustomer);
    if (command.initiator() == Initiator.MERCHANT) {
      params.setOffSession(true);
    } else {
      params.setReturnUrl(returnUrl);
      if (command.moreToCome()) {
        params.setSetupFutureUsage(PaymentIntentCreateParams.SetupFutureUsage.OFF_SESSION);
      }
    }
    PaymentIntent intent = client.v1().paymentIntents().create(params.build(), call.options());
    return authorization(intent, call.now());
  }

  /** What has become of an authorization, by the state that its intent is in. */
  private Outcome authorization(PaymentIntent intent, Instant now) {
    ProviderRef ref = new ProviderRef(intent.getId());
    return switch (intent.getStatus()) {
      case "requires_capture" ->
          new Outcome.Approved(
              ref,
              StripeAmount.money(intent.getCurrency(), intent.getAmountCapturable()),
              captureBefore(intent),
              reusable(intent));
      // Captured since: it was approved all the same.
      case "succeeded" ->
          new Outcome.Approved(
              ref,
              StripeAmount.money(intent.getCurrency(), intent.getAmount()),
              captureBefore(intent),
              reusable(intent));
      case "requires_action" -> action(intent, ref, now);
      case "processing" -> new Outcome.Pending(ref);
      case "canceled" ->
          new Outcome.Declined(
              new Decline(
                  Decline.Kind.CUSTOMER_ACTION,
                  "canceled/" + Optional.ofNullable(intent.getCancellationReason()).orElse("")));
      default -> new Outcome.Declined(lastError(intent));
    };
  }

  private Outcome action(PaymentIntent intent, ProviderRef ref, Instant now) {
    Instant end = Instant.ofEpochSecond(intent.getCreated()).plus(actionWindow);
    if (!now.isBefore(end)) {
      return new Outcome.Declined(new Decline(Decline.Kind.CUSTOMER_ACTION, "abandoned"));
    }
    String link =
        Optional.ofNullable(intent.getNextAction())
            .flatMap(next -> Optional.ofNullable(next.getRedirectToUrl()))
            .flatMap(redirect -> Optional.ofNullable(redirect.getUrl()))
            .orElse(returnUrl);
    return new Outcome.ActionRequired(ref, link, end);
  }

  private static Decline lastError(PaymentIntent intent) {
    StripeError error = intent.getLastPaymentError();
    return error == null
        ? new Decline(Decline.Kind.CUSTOMER_ACTION, intent.getStatus())
        : Declines.of(error);
  }

  private static Optional<Instant> captureBefore(PaymentIntent intent) {
    return Optional.ofNullable(intent.getLatestChargeObject())
        .flatMap(charge -> Optional.ofNullable(charge.getPaymentMethodDetails()))
        .flatMap(details -> Optional.ofNullable(details.getCard()))
        .flatMap(card -> Optional.ofNullable(card.getCaptureBefore()))
        .map(Instant::ofEpochSecond);
  }

  /** A card that was set up for later belongs to its customer from now on. */
  private static Optional<InstrumentRef> reusable(PaymentIntent intent) {
    return intent.getSetupFutureUsage() != null
            && intent.getCustomer() != null
            && intent.getPaymentMethod() != null
        ? Optional.of(InstrumentRef.of(intent.getCustomer() + "/" + intent.getPaymentMethod()))
        : Optional.empty();
  }

  @Override
  public Outcome capture(CaptureCommand command, long amount, Call call) throws StripeException {
    PaymentIntentCaptureParams params =
        PaymentIntentCaptureParams.builder()
            .setAmountToCapture(amount)
            .putMetadata(CAPTURE_OPERATION, call.operation().value())
            .build();
    try {
      return captured(
          client
              .v1()
              .paymentIntents()
              .capture(command.authorization().value(), params, call.options()));
    } catch (InvalidRequestException refused) {
      return notCaptured(call.operation(), inState(refused, command.authorization(), call));
    }
  }

  /** Why an intent could not be captured, unless it was, by this operation. */
  private static Outcome notCaptured(OperationId operation, PaymentIntent intent) {
    boolean own = operation.value().equals(intent.getMetadata().get(CAPTURE_OPERATION));
    return switch (intent.getStatus()) {
      case "succeeded" -> own ? captured(intent) : taken(intent);
      case "canceled" -> Errors.not(Reason.GONE);
      case "processing" -> Errors.not(Reason.BUSY);
      default -> Errors.not(Reason.INVALID_REQUEST);
    };
  }

  /** Captured, by whomever; what was refunded in the dashboard since is not left. */
  private static Outcome taken(PaymentIntent intent) {
    long left =
        Optional.ofNullable(intent.getLatestChargeObject())
            .map(Charges::left)
            .orElse(intent.getAmountReceived());
    return Charges.captured(intent.getId(), intent.getCurrency(), left);
  }

  /** The intent as it is now, if its state is why a call was refused. */
  private PaymentIntent inState(InvalidRequestException refused, ProviderRef ref, Call call)
      throws StripeException {
    if (!Errors.isOutOfState(refused)) {
      throw refused;
    }
    return retrieve(ref, call);
  }

  private static Outcome captured(PaymentIntent intent) {
    return Approval.of(intent.getId(), intent.getCurrency(), intent.getAmountReceived());
  }

  @Override
  public Outcome voidAuthorization(VoidCommand command, Call call) throws StripeException {
    try {
      return gone(
          client
              .v1()
              .paymentIntents()
              .cancel(
                  command.authorization().value(),
                  PaymentIntentCancelParams.builder().build(),
                  call.options()));
    } catch (InvalidRequestException refused) {
      PaymentIntent intent = inState(refused, command.authorization(), call);
      return switch (intent.getStatus()) {
        case "succeeded" -> taken(intent);
        case "canceled" -> gone(intent);
        default -> Errors.not(Reason.BUSY);
      };
    }
  }

  private static Outcome gone(PaymentIntent intent) {
    return Approval.of(intent.getId(), intent.getCurrency(), intent.getAmount());
  }

  @Override
  public Outcome refund(RefundCommand command, long amount, Call call) throws StripeException {
    RefundCreateParams params =
        RefundCreateParams.builder()
            .setPaymentIntent(command.capture().value())
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
      return capture(query.operation(), retrieve(capture.authorization(), call));
    } else if (query.command() instanceof VoidCommand voided) {
      return voided(retrieve(voided.authorization(), call));
    } else if (query.command() instanceof RefundCommand refund) {
      RefundListParams params =
          RefundListParams.builder()
              .setPaymentIntent(refund.capture().value())
              .setLimit(PAGE)
              .build();
      return Refunds.find(client.v1().refunds().list(params, call.asking()), query.operation());
    }
    return new Lookup.Unavailable();
  }

  /** The search index lags: what Stripe has told its name of is read by it. */
  private Lookup authorization(LookupQuery query, Call call) throws StripeException {
    if (query.known().isPresent()) {
      return new Lookup.Found(authorization(retrieve(query.known().get(), call), call.now()));
    }
    PaymentIntentSearchParams params =
        PaymentIntentSearchParams.builder()
            .setQuery("metadata['" + OPERATION + "']:'" + query.operation() + "'")
            .addExpand("data." + LATEST_CHARGE)
            .build();
    return client.v1().paymentIntents().search(params, call.asking()).getData().stream()
        .filter(intent -> query.operation().value().equals(intent.getMetadata().get(OPERATION)))
        .findFirst()
        .<Lookup>map(intent -> new Lookup.Found(authorization(intent, call.now())))
        .orElseGet(Lookup.NotFound::new);
  }

  private static Lookup capture(OperationId operation, PaymentIntent intent) {
    return switch (intent.getStatus()) {
      case "succeeded", "canceled" -> new Lookup.Found(notCaptured(operation, intent));
      case "processing" -> new Lookup.Found(new Outcome.Pending(new ProviderRef(intent.getId())));
      default -> new Lookup.NotFound();
    };
  }

  private static Lookup voided(PaymentIntent intent) {
    return switch (intent.getStatus()) {
      case "canceled" -> new Lookup.Found(gone(intent));
      case "succeeded" -> new Lookup.Found(taken(intent));
      default -> new Lookup.NotFound();
    };
  }

  private PaymentIntent retrieve(ProviderRef ref, Call call) throws StripeException {
    PaymentIntentRetrieveParams params =
        PaymentIntentRetrieveParams.builder().addExpand(LATEST_CHARGE).build();
    return client.v1().paymentIntents().retrieve(ref.value(), params, call.asking());
  }

  @Override
  public List<OperationFact> facts(StripeObject object, Instant now) {
    List<OperationFact> facts = new ArrayList<>();
    if (object instanceof PaymentIntent intent && intent.getMetadata() != null) {
      StripePaymentProvider.operation(intent.getMetadata().get(OPERATION))
          .ifPresent(id -> facts.add(new OperationFact(id, authorization(intent, now))));
      StripePaymentProvider.operation(intent.getMetadata().get(CAPTURE_OPERATION))
          .filter(id -> "succeeded".equals(intent.getStatus()))
          .ifPresent(id -> facts.add(new OperationFact(id, captured(intent))));
    } else if (object instanceof Refund refund && refund.getMetadata() != null) {
      StripePaymentProvider.operation(refund.getMetadata().get(OPERATION))
          .ifPresent(id -> facts.add(new OperationFact(id, Refunds.outcome(refund))));
    }
    return facts;
  }
}
