package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.io.Serializable;

/**
 * What {@link LocalRidge} leaves open. The formulas are there.
 *
 * @param neighbors how many items may speak for an item, 1 to 1,000: the size of the model
 * @param drop the share of purchases that learning pretends not to see, 0 to 0.99: more of it
 *     spreads an item's weight over more neighbors
 * @param ridge added to the diagonal, 0.001 to 1,000,000: more of it trusts rare items less
 * @param customerExponent a customer of n items counts n^(−this), 0 to 1: with more of it, those
 *     who buy everything say less
 * @param closenessExponent neighbors of an item are those with the greatest co-purchases ÷
 *     popularity^this, 0 to 1; 0.5 is the cosine
 * @param popularityExponent weights toward an item are multiplied by its popularity to this power,
 *     −1 to 1: below 0 the list shows more of what few buy
 * @param itemsMax customers with more items than this, 1 or more, are left out of learning:
 *     resellers buy everything together
 */
public record RidgeSettings(
    int neighbors,
    double drop,
    double ridge,
    double customerExponent,
    double closenessExponent,
    double popularityExponent,
    int itemsMax)
    implements Serializable {
  /** For purchases in a shop of some thousand items. */
  public static final RidgeSettings PURCHASES =
      new RidgeSettings(100, 0.3, 15, 0.1, 0.4, -0.1, Integer.MAX_VALUE);

  /** Checks the ranges. */
  public RidgeSettings {
    Require.range("neighbors", neighbors, 1, 1_000);
    between("drop", drop, 0, 0.99);
    between("ridge", ridge, 0.001, 1_000_000);
    between("customerExponent", customerExponent, 0, 1);
    between("closenessExponent", closenessExponent, 0, 1);
    between("popularityExponent", popularityExponent, -1, 1);
    Require.range("itemsMax", itemsMax, 1, Integer.MAX_VALUE);
  }

  private static void between(String field, double value, double min, double max) {
    Require.when(value >= min && value <= max, field, value, "must be " + min + " to " + max);
  }
}
