package io.backroom.spi.policy;

import org.joda.money.Money;

/** What a shipment costs the shop: freight and work. Thread-safe and free of effects. */
@FunctionalInterface
public interface ShippingCost {
  /**
   * Returns the cost of one shipment. A heavier parcel on the same way must not cost less.
   *
   * @param parcel what leaves, from where and to where
   * @return the cost, in the shop's currency, not negative
   */
  Money cost(Parcel parcel);

  /**
   * Returns what shipments cost with a carriers' service. By default all services cost the same.
   *
   * @param service the id of the {@link ShippingOption} that was chosen
   * @return the cost with that service
   */
  default ShippingCost forService(String service) {
    return this;
  }

  /**
   * Returns this cost with another one for a service: a contract of its own, another rate card.
   *
   * @param service the id of the shipping option
   * @param other what shipments cost with that service, in the same currency
   * @return a cost of both
   */
  default ShippingCost withService(String service, ShippingCost other) {
    ShippingCost usual = this;
    return new ShippingCost() {
      @Override
      public Money cost(Parcel parcel) {
        return usual.cost(parcel);
      }

      @Override
      public ShippingCost forService(String chosen) {
        return chosen.equals(service) ? other : usual.forService(chosen);
      }
    };
  }
}
