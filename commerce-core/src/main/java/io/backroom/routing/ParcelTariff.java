package io.backroom.routing;

import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Require;
import java.util.Arrays;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The costs of parcels to one destination, in minor units. One request, one thread.
 *
 * <p>The cost of one more unit is read off three parcels of each center: the whole order, as many
 * units without weight, and one unit without weight. With U units and W grams in the order,
 *
 * <pre>
 *   perUnit = (cost(U, 0) − cost(1, 0)) / (U − 1)      perGram = (cost(U, W) − cost(U, 0)) / W
 * </pre>
 *
 * <p>Multiplied by (U − 1) × W, the same for all centers, the sum of a unit's own cost and that of
 * its weight stays an integer; for a cost that is affine in units and weight it is exact.
 */
final class ParcelTariff implements SplitProblem.Tariff {
  private static final int SAFE_BITS = 61;

  private final StockTable table;
  private final Address destination;
  private final ShippingCost shippingCost;
  private final long[] least;
  private Optional<CurrencyUnit> currency = Optional.empty();

  /** Costs per unit and per gram of each center, scaled; empty until a first split is looked at. */
  private long[] perUnit = {};

  private long[] perGram = {};

  ParcelTariff(StockTable table, Address destination, ShippingCost shippingCost) {
    this.table = table;
    this.destination = destination;
    this.shippingCost = shippingCost;
    least = new long[table.centers().size()];
    for (int center = 0; center < least.length; center++) {
      int lightest = lightestGrams(center);
      least[center] = lightest < 0 ? 0 : minor(center, 1, lightest);
    }
  }

  @Override
  public long cost(int center, int[] units) {
    long count = 0;
    long grams = 0;
    for (int item = 0; item < units.length; item++) {
      count += units[item];
      grams += (long) units[item] * table.unitWeightGrams(item);
    }
    return minor(center, count, grams);
  }

  @Override
  public long least(int center) {
    return least[center];
  }

  @Override
  public long unitCost(int item, int center) {
    if (perUnit.length == 0) {
      readSlopes();
    }
    return perUnit[center] + perGram[center] * table.unitWeightGrams(item);
  }

  /**
   * Returns an amount of the currency that the shipping costs are in; some cost was asked before.
   */
  Money money(long minor) {
    return Money.ofMinor(currency.orElseThrow(), minor);
  }

  private void readSlopes() {
    int centers = least.length;
    long units = Arrays.stream(table.quantity()).asLongStream().sum();
    long grams = grams(table);
    int heaviest = 0;
    perUnit = new long[centers];
    perGram = new long[centers];
    long widest = 1;
    for (int center = 0; center < centers; center++) {
      if (!table.hasNone(center)) {
        long weightless = minor(center, units, 0);
        perUnit[center] = weightless - minor(center, 1, 0);
        perGram[center] = minor(center, units, grams) - weightless;
        widest = Math.max(widest, Math.max(Math.abs(perUnit[center]), Math.abs(perGram[center])));
      }
    }
    for (int item = 0; item < table.quantity().length; item++) {
      heaviest = Math.max(heaviest, table.unitWeightGrams(item));
    }
    long unitScale = Math.max(1, grams);
    long gramScale = Math.max(1, units - 1);
    int shift =
        Math.max(0, bits(widest) + Math.max(bits(unitScale), bits(gramScale) + bits(heaviest)))
            - SAFE_BITS;
    for (int center = 0; center < centers; center++) {
      // Orders beyond any warehouse lose the last bits of a comparison rather than overflow.
      perUnit[center] = (perUnit[center] >> Math.max(0, shift)) * unitScale;
      perGram[center] = (perGram[center] >> Math.max(0, shift)) * gramScale;
    }
  }

  private static long grams(StockTable table) {
    long grams = 0;
    for (int item = 0; item < table.quantity().length; item++) {
      grams += (long) table.quantity()[item] * table.unitWeightGrams(item);
    }
    return grams;
  }

  private static int bits(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  private int lightestGrams(int center) {
    int lightest = -1;
    for (int item = 0; item < table.quantity().length; item++) {
      int grams = table.unitWeightGrams(item);
      if (table.available()[item][center] > 0 && (lightest < 0 || grams < lightest)) {
        lightest = grams;
      }
    }
    return lightest;
  }

  private long minor(int center, long units, long grams) {
    Money cost =
        shippingCost.cost(
            new Parcel(table.centers().get(center), destination, Math.toIntExact(units), grams));
    if (currency.isEmpty()) {
      currency = Optional.of(cost.getCurrencyUnit());
    }
    Require.in("shipping cost", cost, currency.get());
    Require.amount("shipping cost", cost);
    return cost.getAmountMinorLong();
  }
}
