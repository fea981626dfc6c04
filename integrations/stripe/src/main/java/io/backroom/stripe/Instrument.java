package io.backroom.stripe;

import io.backroom.spi.payment.InstrumentRef;
import java.util.Optional;

/**
 * An instrument in Stripe's words: {@code pm_…} for one use, {@code cus_…/pm_…} for a card that is
 * kept with its customer and can be used again.
 */
record Instrument(Optional<String> customer, String method) {
  static Instrument of(InstrumentRef ref) {
    int slash = ref.value().indexOf('/');
    return slash < 0
        ? new Instrument(Optional.empty(), ref.value())
        : new Instrument(
            Optional.of(ref.value().substring(0, slash)), ref.value().substring(slash + 1));
  }
}
