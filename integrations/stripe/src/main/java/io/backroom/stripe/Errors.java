package io.backroom.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import java.util.Set;

/** What a failure of a call says of its effect. Nothing of a request or a response is kept. */
final class Errors {
  private static final int CONFLICT = 409;

  /** What is asked for does not fit the state of the object, which has to be read to say why. */
  private static final Set<String> OUT_OF_STATE =
      Set.of(
          "charge_already_captured",
          "charge_expired_for_capture",
          "capture_charge_authorization_expired",
          "payment_intent_unexpected_state");

  private Errors() {}

  static Outcome outcome(StripeException failure) {
    if (failure instanceof CardException) {
      return new Outcome.Declined(Declines.of(failure.getStripeError()));
    } else if (failure instanceof IdempotencyException) {
      return not(Reason.KEY_REUSED);
    } else if (failure instanceof RateLimitException) {
      return not(Reason.RATE_LIMITED);
    } else if (failure instanceof InvalidRequestException) {
      return not(Reason.INVALID_REQUEST);
    } else if (failure instanceof AuthenticationException
        || failure instanceof PermissionException) {
      return not(Reason.CONFIGURATION);
    } else if (failure.getStatusCode() != null && failure.getStatusCode() == CONFLICT) {
      // The same key is being worked on, or the object is locked by another call.
      return not(Reason.BUSY);
    } else if (failure instanceof ApiConnectionException connection
        && JdkHttpClient.neverSent(connection)) {
      return not(Reason.NOT_SENT);
    }
    return new Outcome.Unknown(
        failure.getClass().getSimpleName() + ", status " + failure.getStatusCode());
  }

  static boolean isOutOfState(StripeException failure) {
    return failure.getCode() != null && OUT_OF_STATE.contains(failure.getCode());
  }

  static Outcome not(Reason reason) {
    return new Outcome.NotPerformed(reason);
  }
}
