package io.backroom.stripe;

import com.google.gson.JsonParseException;
import com.stripe.StripeClient;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.net.ApiResource;
import com.stripe.net.RequestOptions;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.NotificationReceiver;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Moves money with Stripe. Every call that moves money carries the operation id as the key of
 * idempotency, is sent once, and ends at its deadline; nothing is retried here.
 *
 * <p>An instrument is {@code pm_…} for one use, or {@code cus_…/pm_…} for a card that Stripe keeps
 * with its customer: orders with more than one shipment need the latter. Thread-safe.
 */
public final class StripePaymentProvider implements NotificationReceiver {
  /** Stripe forgets keys after 24 hours at the earliest. */
  private static final Duration KEYS = Duration.ofHours(24);

  /** The shortest that a card network gives: Visa, without the customer. */
  private static final Duration VALIDITY = Duration.ofDays(4).plusHours(18);

  private final Binding binding;
  private final InstantSource time;
  private final ProviderProfile profile;
  private final WebhookSignature signature;

  private StripePaymentProvider(
      Binding binding, InstantSource time, StripeSettings settings, String id, Duration lag) {
    this.binding = binding;
    this.time = time;
    this.profile =
        new ProviderProfile(id, KEYS, lag, VALIDITY, Duration.ZERO, settings.currencies());
    this.signature = new WebhookSignature(settings.webhookSecrets());
  }

  /**
   * Returns a provider on PaymentIntents: what a shop uses.
   *
   * @param settings the account
   * @param time the time that deadlines are reckoned from
   * @return the provider
   */
  public static StripePaymentProvider paymentIntents(StripeSettings settings, InstantSource time) {
    return new StripePaymentProvider(
        new IntentsBinding(client(settings), settings),
        time,
        settings,
        "stripe",
        IntentsBinding.LAG);
  }

  /**
   * Returns a provider on Charges, Stripe's older interface without 3-D Secure: for tests against
   * servers that speak it.
   *
   * @param settings the account
   * @param time the time that deadlines are reckoned from
   * @return the provider
   */
  public static StripePaymentProvider charges(StripeSettings settings, InstantSource time) {
    return new StripePaymentProvider(
        new ChargesBinding(client(settings)), time, settings, "stripe-charges", ChargesBinding.LAG);
  }

  private static StripeClient client(StripeSettings settings) {
    return StripeClient.builder()
        .setApiKey(settings.apiKey())
        .setApiBase(settings.apiBase().toString())
        .setMaxNetworkRetries(0)
        .setHttpClient(new JdkHttpClient())
        .build();
  }

  @Override
  public ProviderProfile profile() {
    return profile;
  }

  @Override
  public Outcome authorize(AuthorizeCommand command, CallContext context) {
    return profile.moves(command.amount().getCurrencyUnit())
        ? move(
            command.amount(), context, (amount, call) -> binding.authorize(command, amount, call))
        : Errors.not(Reason.INVALID_REQUEST);
  }

  @Override
  public Outcome capture(CaptureCommand command, CallContext context) {
    return move(
        command.amount(), context, (amount, call) -> binding.capture(command, amount, call));
  }

  @Override
  public Outcome voidAuthorization(VoidCommand command, CallContext context) {
    return send(context, call -> binding.voidAuthorization(command, call));
  }

  @Override
  public Outcome refund(RefundCommand command, CallContext context) {
    return move(command.amount(), context, (amount, call) -> binding.refund(command, amount, call));
  }

  private interface Move {
    Outcome make(long amount, Binding.Call call) throws StripeException;
  }

  private interface Send {
    Outcome send(Binding.Call call) throws StripeException;
  }

  private Outcome move(Money amount, CallContext context, Move move) {
    OptionalLong number = StripeAmount.of(amount);
    return number.isEmpty()
        ? Errors.not(Reason.INVALID_REQUEST)
        : send(context, call -> move.make(number.getAsLong(), call));
  }

  private Outcome send(CallContext context, Send send) {
    Optional<Binding.Call> call = call(context);
    if (call.isEmpty()) {
      return Errors.not(Reason.NOT_SENT);
    }
    try {
      return send.send(call.get());
    } catch (StripeException failure) {
      return Errors.outcome(failure);
    }
  }

  /** What is late already is not sent. */
  private Optional<Binding.Call> call(CallContext context) {
    Instant now = time.instant();
    Duration left = Duration.between(now, context.deadline());
    if (left.isNegative() || left.isZero()) {
      return Optional.empty();
    }
    int millis = Math.toIntExact(Math.min(left.toMillis(), Integer.MAX_VALUE));
    String key = context.operation().value();
    return Optional.of(
        new Binding.Call(
            context.operation(),
            context.attempt(),
            options(millis).setIdempotencyKey(key).build(),
            options(millis).build(),
            now));
  }

  private static RequestOptions.RequestOptionsBuilder options(int millis) {
    return RequestOptions.builder().setReadTimeout(millis).setMaxNetworkRetries(0);
  }

  @Override
  public Lookup lookup(LookupQuery query, CallContext context) {
    Optional<Binding.Call> call = call(context);
    if (call.isEmpty()) {
      return new Lookup.Unavailable();
    }
    try {
      return binding.lookup(query, call.get());
    } catch (StripeException | RuntimeException unreachable) {
      return new Lookup.Unavailable();
    }
  }

  @Override
  public Notice receive(RawNotification notification, Instant now) {
    byte[] body = notification.body();
    Optional<String> flaw =
        signature.flaw(notification.header(WebhookSignature.HEADER).orElse(""), body, now);
    if (flaw.isPresent()) {
      return new Notice.Invalid(flaw.get());
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      Event event = ApiResource.GSON.fromJson(text, Event.class);
      return event == null || event.getData() == null
          ? new Notice.Invalid("it is no event")
          : new Notice.Genuine(
              binding.facts(event.getDataObjectDeserializer().deserializeUnsafe(), now));
    } catch (CharacterCodingException
        | JsonParseException
        | EventDataObjectDeserializationException unreadable) {
      return new Notice.Invalid("it cannot be read");
    }
  }

  /** The operation that an object was made by, if the library made it. */
  static Optional<OperationId> operation(@Nullable String value) {
    try {
      return Optional.ofNullable(value).map(OperationId::of);
    } catch (InvalidInputException notOurs) {
      return Optional.empty();
    }
  }
}
