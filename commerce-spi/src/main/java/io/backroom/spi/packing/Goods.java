package io.backroom.spi.packing;

import io.backroom.spi.value.Require;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import java.util.List;

/**
 * Units of one SKU that are to be packed.
 *
 * @param sku which SKU
 * @param quantity how many units, 1 to 10,000
 * @param size how large one unit is
 * @param weightGrams what one unit weighs, 0 to 10,000,000 grams
 * @param upright whether its height has to stay upright; otherwise it may lie on any side
 * @param group what may share a carton: units of one group, and of no other; at most 64 characters,
 *     usually empty
 */
public record Goods(
    Sku sku, int quantity, Size size, int weightGrams, boolean upright, String group) {
  /** Refuses fields that break their rule. */
  public Goods {
    Require.quantity("quantity", quantity);
    Require.range("weightGrams", weightGrams, 0, 10_000_000);
    Require.text("group", group, 64);
  }

  /**
   * Returns goods that may lie on any side and in any company.
   *
   * @param sku which SKU
   * @param quantity how many units
   * @param size how large one unit is
   * @param weightGrams what one unit weighs
   * @return the goods
   */
  public static Goods of(String sku, int quantity, Size size, int weightGrams) {
    return new Goods(Sku.of(sku), quantity, size, weightGrams, false, "");
  }

  /**
   * Returns the ways in which a unit may lie.
   *
   * @return its size, turned: two ways if it has to stand, otherwise six
   */
  public List<Size> ways() {
    int a = size.length();
    int b = size.width();
    int c = size.height();
    List<Size> standing = List.of(size, new Size(b, a, c));
    return upright
        ? standing
        : List.of(
            standing.get(0),
            standing.get(1),
            new Size(b, c, a),
            new Size(c, b, a),
            new Size(a, c, b),
            new Size(c, a, b));
  }

  /**
   * Tells whether a unit may take up so much room.
   *
   * @param length what it takes up along a carton's length, in mm
   * @param width what it takes up along its width, in mm
   * @param height what it takes up along its height, in mm
   * @return whether that is its size, turned as it may be
   */
  public boolean mayLie(int length, int width, int height) {
    return ways().stream()
        .anyMatch(way -> way.length() == length && way.width() == width && way.height() == height);
  }
}
