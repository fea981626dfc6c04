package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * A shipping cost that is a sum: so much for a shipment, so much for each unit, so much for each
 * kilogram. Says so by its type, because orders of any size can then be routed at provably least
 * cost. Thread-safe and free of effects.
 */
public interface AffineShippingCost extends ShippingCost {
  /**
   * Returns what shipments on a way cost.
   *
   * @param from the center they leave
   * @param to where they go
   * @return the terms, all in the shop's currency
   */
  Terms terms(Center from, Address to);

  /** The sum, rounded up to a minor unit. Centers are compared before rounding. */
  @Override
  default Money cost(Parcel parcel) {
    return terms(parcel.from(), parcel.to()).cost(parcel.units(), parcel.weightGrams());
  }

  /**
   * The terms of a way.
   *
   * @param perShipment the cost of any shipment
   * @param perUnit the cost of each unit on top, in the same currency
   * @param perKilogram the cost of each kilogram on top, in the same currency
   */
  record Terms(Money perShipment, Money perUnit, Money perKilogram) {
    private static final long GRAMS_PER_KILOGRAM = 1000;

    /** Refuses amounts out of range and mixed currencies. */
    public Terms {
      Require.amount("perShipment", perShipment);
      Require.amount("perUnit", perUnit);
      Require.amount("perKilogram", perKilogram);
      Require.in("perUnit", perUnit, perShipment.getCurrencyUnit());
      Require.in("perKilogram", perKilogram, perShipment.getCurrencyUnit());
    }

    /**
     * Returns the cost of a shipment.
     *
     * @param units how many units are in it
     * @param grams what it weighs
     * @return the cost, rounded up to a minor unit
     */
    public Money cost(int units, long grams) {
      long thousandths = Math.multiplyExact(perKilogram.getAmountMinorLong(), grams);
      long carriage = -Math.floorDiv(-thousandths, GRAMS_PER_KILOGRAM);
      long handling = Math.multiplyExact(perUnit.getAmountMinorLong(), (long) units);
      long sum = Math.addExact(perShipment.getAmountMinorLong(), Math.addExact(carriage, handling));
      return Money.ofMinor(perShipment.getCurrencyUnit(), sum);
    }
  }
}
