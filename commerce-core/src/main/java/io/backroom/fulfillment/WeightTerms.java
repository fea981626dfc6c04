package io.backroom.fulfillment;

import io.backroom.spi.value.Product;
import io.backroom.spi.value.Require;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a shop knows of its weights, and how sure it wants to be.
 *
 * @param scale the standard deviation of the scale itself, with no weight of its own
 * @param resolution the step of the scale's display, 0 to 10,000 grams
 * @param carton an empty carton of those that are not named
 * @param cartons the empty cartons that packers name
 * @param dunnage what else lies in a parcel: paper, air, tape, labels
 * @param units what one unit of a product weighs packed; no weight if nobody knows
 * @param floor a difference in grams that never matters, 0 to 10,000
 * @param passLimit so many standard deviations are passed, more than 0 and at most 10
 * @param blockLimit beyond so many standard deviations nothing is packed, {@code passLimit} to 100
 * @param missLimit how sure a unit must be missed: by so many standard deviations beyond what is
 *     passed, 0 to 10
 */
public record WeightTerms(
    Spread scale,
    double resolution,
    Spread carton,
    Map<String, Spread> cartons,
    Spread dunnage,
    Function<Product, Spread> units,
    double floor,
    double passLimit,
    double blockLimit,
    double missLimit) {
  private static final double GRAMS_MAX = 10_000_000;

  /**
   * A weight that is not the same every time.
   *
   * @param grams its mean, 0 to 10,000,000 grams
   * @param deviation its standard deviation, 0 to 10,000,000 grams
   */
  public record Spread(double grams, double deviation) {
    /** Nothing, for sure. */
    public static final Spread NONE = new Spread(0, 0);

    /** Refuses numbers out of range, and what is no number. */
    public Spread {
      range("grams", grams, 0, GRAMS_MAX);
      range("deviation", deviation, 0, GRAMS_MAX);
    }

    double variance() {
      return deviation * deviation;
    }
  }

  /** Refuses fields that break their rule; copies the cartons. */
  public WeightTerms {
    range("resolution", resolution, 0, 10_000);
    range("floor", floor, 0, 10_000);
    range("passLimit", passLimit, Double.MIN_VALUE, 10);
    range("blockLimit", blockLimit, passLimit, 100);
    range("missLimit", missLimit, 0, 10);
    cartons = Map.copyOf(cartons);
    cartons.keySet().forEach(name -> Require.id("carton", name));
  }

  private static void range(String field, double value, double min, double max) {
    Require.when(value >= min && value <= max, field, value, "must be " + min + " to " + max);
  }

  /**
   * Returns usual terms: a unit's weight is that of its product with a standard deviation of 2 %;
   * passed is what lies within 3 standard deviations (of good parcels 27 in 10,000 do not), blocked
   * what lies beyond 6; and of parcels that lack a unit at most 14 in 10,000 may pass.
   *
   * @param scale the scale's standard deviation, in grams
   * @param resolution the step of its display, in grams
   * @param carton an empty carton
   * @param dunnage what else lies in a parcel
   * @return the terms
   */
  public static WeightTerms of(double scale, double resolution, Spread carton, Spread dunnage) {
    return new WeightTerms(
        new Spread(0, scale),
        resolution,
        carton,
        Map.of(),
        dunnage,
        product -> new Spread(product.weightGrams(), product.weightGrams() * 0.02),
        0,
        3,
        6,
        3);
  }

  /**
   * Returns the terms with one more carton that packers name.
   *
   * @param name its name, 1 to 64 characters of {@code [A-Za-z0-9_-]}
   * @param empty what it weighs empty
   * @return the terms
   */
  public WeightTerms carton(String name, Spread empty) {
    Map<String, Spread> more = new HashMap<>(cartons);
    more.put(name, empty);
    return new WeightTerms(
        scale, resolution, carton, more, dunnage, units, floor, passLimit, blockLimit, missLimit);
  }

  /**
   * Returns the terms with what the shop knows of its units.
   *
   * @param known what one unit of a product weighs packed; no weight if nobody knows
   * @return the terms
   */
  public WeightTerms units(Function<Product, Spread> known) {
    return new WeightTerms(
        scale,
        resolution,
        carton,
        cartons,
        dunnage,
        known,
        floor,
        passLimit,
        blockLimit,
        missLimit);
  }

  /**
   * Returns the terms with other limits.
   *
   * @param least a difference in grams that never matters
   * @param pass so many standard deviations are passed
   * @param block beyond so many nothing is packed
   * @param miss how sure a unit must be missed
   * @return the terms
   */
  public WeightTerms limits(double least, double pass, double block, double miss) {
    return new WeightTerms(
        scale, resolution, carton, cartons, dunnage, units, least, pass, block, miss);
  }
}
