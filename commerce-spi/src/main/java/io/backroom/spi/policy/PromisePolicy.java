package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a shipment is with its customer. Deterministic, thread-safe and free of effects; no clock is
 * read, all times are arguments. A shipment that is ready later must not be promised earlier.
 */
public interface PromisePolicy {
  /**
   * Returns the dates of a shipment whose goods lie at a center.
   *
   * @param from the center
   * @param to where it goes
   * @param ready when its goods are there and the center may begin
   * @return the dates
   */
  PromiseDates promise(Center from, Address to, Instant ready);

  /**
   * Returns when a parcel is with its customer that leaves a center.
   *
   * @param from the center
   * @param to where it goes
   * @param left when it leaves
   * @return the latest time, not before it leaves
   */
  Instant arrives(Center from, Address to, Instant left);

  /**
   * Returns the policy of a carriers' service, with its own cut-offs, trucks and lanes. By default
   * all services are alike.
   *
   * @param service the id of the {@link ShippingOption} that was chosen; one that the shop does not
   *     offer any more has dates all the same
   * @return the policy of that service
   */
  default PromisePolicy forService(String service) {
    return this;
  }

  /**
   * Returns this policy with another one for a service.
   *
   * @param service the id of the shipping option
   * @param other the policy of that service
   * @return a policy of both
   */
  default PromisePolicy withService(String service, PromisePolicy other) {
    PromisePolicy usual = this;
    return new PromisePolicy() {
      @Override
      public PromiseDates promise(Center from, Address to, Instant ready) {
        return usual.promise(from, to, ready);
      }

      @Override
      public Instant arrives(Center from, Address to, Instant left) {
        return usual.arrives(from, to, left);
      }

      @Override
      public PromisePolicy forService(String chosen) {
        return chosen.equals(service) ? other : usual.forService(chosen);
      }
    };
  }

  /**
   * Returns the policy without calendars: every hour of every day counts. The center's handling and
   * then the way to the customer; no time at which a parcel would have to leave.
   *
   * @param transit how long parcels are on their way
   * @return the policy
   */
  static PromisePolicy elapsed(TransitTime transit) {
    return new PromisePolicy() {
      @Override
      public PromiseDates promise(Center from, Address to, Instant ready) {
        Instant handled = ready.plus(from.handling());
        Instant there = arrives(from, to, handled);
        return new PromiseDates(
            there,
            there,
            Optional.empty(),
            Optional.empty(),
            List.of(
                new PromiseDates.Step(PromiseDates.Kind.PROCESSING, ready, handled),
                new PromiseDates.Step(PromiseDates.Kind.TRANSIT, handled, there)));
      }

      @Override
      public Instant arrives(Center from, Address to, Instant left) {
        return left.plus(transit.transit(from, to));
      }
    };
  }
}
