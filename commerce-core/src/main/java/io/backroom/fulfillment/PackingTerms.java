package io.backroom.fulfillment;

import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Require;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How a shop chooses cartons.
 *
 * @param cartonizer who chooses them
 * @param cartons the kinds there are, 1 to 100
 * @param within how long that may take, more than nothing and at most a minute
 * @param upright which products have to stand
 * @param group what may share a carton with its like only; usually empty
 */
public record PackingTerms(
    Cartonizer cartonizer,
    List<Carton> cartons,
    Duration within,
    Predicate<Product> upright,
    Function<Product, String> group) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Refuses fields that break their rule; copies the cartons. */
  public PackingTerms {
    cartons = Require.some("cartons", cartons, 100);
    Require.when(
        within.compareTo(Duration.ZERO) > 0 && within.compareTo(LONGEST) <= 0,
        "within",
        within,
        "must be more than nothing and at most a minute");
  }

  /**
   * Returns the terms of a shop whose products lie on any side and in any company. They are chosen
   * within half a second.
   *
   * @param cartonizer who chooses the cartons
   * @param cartons the kinds there are
   * @return the terms
   */
  public static PackingTerms of(Cartonizer cartonizer, List<Carton> cartons) {
    return new PackingTerms(
        cartonizer, cartons, Duration.ofMillis(500), product -> false, product -> "");
  }

  /**
   * Returns the terms with products that have to stand.
   *
   * @param standing which products have to
   * @return the terms
   */
  public PackingTerms standing(Predicate<Product> standing) {
    return new PackingTerms(cartonizer, cartons, within, standing, group);
  }

  /**
   * Returns the terms with products that keep to themselves.
   *
   * @param own the group of a product; empty for most
   * @return the terms
   */
  public PackingTerms apart(Function<Product, String> own) {
    return new PackingTerms(cartonizer, cartons, within, upright, own);
  }
}
