package io.backroom.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.StripeObject;
import com.stripe.net.RequestOptions;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice.OperationFact;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The calls of one of Stripe's two interfaces for cards. */
interface Binding {
  /** The name under which an operation's id is kept with Stripe. */
  String OPERATION = "backroom_operation";

  /** The name under which the id of a capture is kept with its intent. */
  String CAPTURE_OPERATION = "backroom_capture";

  /** The name under which an order's id is kept. */
  String ORDER = "backroom_order";

  /** The name under which a tranche's id is kept. */
  String TRANCHE = "backroom_tranche";

  /**
   * One call to Stripe.
   *
   * @param operation what the call is known by
   * @param attempt 1 for the first
   * @param options the key of idempotency and the time for it
   * @param asking the same without the key: for a question beside the call
   * @param now the time
   */
  record Call(
      OperationId operation,
      int attempt,
      RequestOptions options,
      RequestOptions asking,
      Instant now) {}

  Outcome authorize(AuthorizeCommand command, long amount, Call call) throws StripeException;

  Outcome capture(CaptureCommand command, long amount, Call call) throws StripeException;

  Outcome voidAuthorization(VoidCommand command, Call call) throws StripeException;

  Outcome refund(RefundCommand command, long amount, Call call) throws StripeException;

  Lookup lookup(LookupQuery query, Call call) throws StripeException;

  /** What an object of a notification tells of operations; empty if it is none of ours. */
  List<OperationFact> facts(StripeObject object, Instant now);

  static Map<String, String> metadata(AuthorizeCommand command, Call call) {
    return Map.of(
        OPERATION, call.operation().value(),
        ORDER, command.order().value(),
        TRANCHE, command.tranche());
  }
}
