package io.backroom.spi.packing;

import io.backroom.spi.value.Require;
import io.backroom.spi.value.Size;
import org.joda.money.Money;

/**
 * A kind of carton, of which there are as many as are needed.
 *
 * @param id its id, 1 to 64 characters of {@code [A-Za-z0-9_-]}
 * @param inner the room in it
 * @param outer what it measures outside, at least as much
 * @param ownGrams what it weighs empty, 0 to 10,000,000 grams
 * @param maxGrams what it may weigh packed, itself included, 1 to 10,000,000 grams
 * @param cost what it costs
 */
public record Carton(String id, Size inner, Size outer, int ownGrams, int maxGrams, Money cost) {
  /** Refuses fields that break their rule. */
  public Carton {
    Require.id("carton", id);
    Require.when(
        outer.length() >= inner.length()
            && outer.width() >= inner.width()
            && outer.height() >= inner.height(),
        "outer",
        outer,
        "must be at least as large as " + inner);
    Require.range("ownGrams", ownGrams, 0, 10_000_000);
    Require.range("maxGrams", maxGrams, 1, 10_000_000);
    Require.amount("cost", cost);
  }

  /**
   * Returns a carton with walls of 3 mm.
   *
   * @param id its id
   * @param inner the room in it
   * @param ownGrams what it weighs empty
   * @param maxGrams what it may weigh packed
   * @param cost what it costs
   * @return the carton
   */
  public static Carton of(String id, Size inner, int ownGrams, int maxGrams, Money cost) {
    Size outer = new Size(inner.length() + 6, inner.width() + 6, inner.height() + 6);
    return new Carton(id, inner, outer, ownGrams, maxGrams, cost);
  }

  /**
   * Tells whether one unit of some goods fits alone.
   *
   * @param goods the goods
   * @return whether there is a way to lay it in, and it is not too heavy
   */
  public boolean holds(Goods goods) {
    return (long) ownGrams + goods.weightGrams() <= maxGrams
        && goods.ways().stream().anyMatch(this::holds);
  }

  /**
   * Tells whether there is room for a size, laid in as it is.
   *
   * @param way the size
   * @return whether no side is longer than the carton's
   */
  public boolean holds(Size way) {
    return way.length() <= inner.length()
        && way.width() <= inner.width()
        && way.height() <= inner.height();
  }
}
