package io.backroom.stripe;

import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.ProviderRef;
import java.util.Optional;

/** Refunds, which both of Stripe's interfaces have in common. */
final class Refunds {
  private Refunds() {}

  static Outcome outcome(Refund refund) {
    ProviderRef ref = new ProviderRef(refund.getId());
    return switch (Optional.ofNullable(refund.getStatus()).orElse("succeeded")) {
      case "succeeded" -> Approval.of(refund.getId(), refund.getCurrency(), refund.getAmount());
      case "pending", "requires_action" -> new Outcome.Pending(ref);
      default ->
          new Outcome.Declined(
              new Decline(
                  Decline.Kind.GENERIC,
                  Optional.ofNullable(refund.getFailureReason()).orElse(refund.getStatus())));
    };
  }

  /** Finds the refund that an operation made, among all of one capture. */
  static Lookup find(StripeCollection<Refund> refunds, OperationId operation) {
    for (Refund refund : refunds.autoPagingIterable()) {
      if (operation.value().equals(refund.getMetadata().get(Binding.OPERATION))) {
        return new Lookup.Found(outcome(refund));
      }
    }
    return new Lookup.NotFound();
  }
}
