package io.backroom.payment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.Notice.OperationFact;
import io.backroom.spi.payment.NotificationReceiver;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.util.Map;
import java.util.Optional;

/**
 * Where the payment provider's notifications go. A notification is taken for a reason to look one
 * operation up at once; what it says is never booked. So it does no harm that notifications come
 * late, twice or out of order, and none of them moves an order that is closed. Thread-safe.
 */
public final class PaymentNotifications {
  private static final Caller PROVIDER = Caller.system("payment-provider");

  private final Kernel kernel;
  private final PaymentProvider provider;

  /**
   * Creates the mailbox; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param provider whose notifications they are
   */
  public PaymentNotifications(Kernel kernel, PaymentProvider provider) {
    this.kernel = kernel;
    this.provider = provider;
  }

  /**
   * Takes a notification in. When this returns, what it calls for is stored: acknowledge it then.
   * Nobody but the provider's signature vouches for it, so no caller is asked for.
   *
   * @param headers the headers as they came in
   * @param body the bytes as they came in, before anything has read them
   * @return how many operations of this shop it is about, which may be none; refused with INVALID
   *     if it is not genuine, or the provider sends none
   */
  public Result<Integer> receive(Map<String, String> headers, byte[] body) {
    if (!(provider instanceof NotificationReceiver receiver)) {
      return invalid(provider.profile().id() + " sends none");
    } else if (body.length > RawNotification.BODY_MAX) {
      return invalid("must be at most 256 KiB");
    }
    Notice notice = receiver.receive(new RawNotification(headers, body), kernel.now());
    if (notice instanceof Notice.Genuine genuine) {
      return Result.done(kernel.transact(tx -> take(tx, genuine)));
    }
    return invalid(((Notice.Invalid) notice).why());
  }

  private static Result<Integer> invalid(String why) {
    return Result.refused(new Refusal(Refusal.Code.INVALID, "notification", why));
  }

  private static int take(Transaction tx, Notice.Genuine genuine) {
    int ours = 0;
    for (OperationFact fact : genuine.facts()) {
      Optional<OrderId> order =
          PaymentRecord.orderOf(fact.operation())
              .filter(
                  id ->
                      tx.find(PaymentRecord.TYPE, id.value())
                          .flatMap(record -> record.find(fact.operation()))
                          .isPresent());
      if (order.isPresent()) {
        ours++;
        tx.emit(
            order.get().value(),
            "payment-notified",
            PROVIDER,
            "",
            Map.of(
                "operation", fact.operation().value(),
                "said", fact.outcome().getClass().getSimpleName()));
        tx.doNow(OperationRunner.LOOK, new OperationRunner.Ref(order.get(), fact.operation()));
      }
    }
    return ours;
  }
}
