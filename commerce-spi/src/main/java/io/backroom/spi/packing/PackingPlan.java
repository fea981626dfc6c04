package io.backroom.spi.packing;

import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which cartons goods go into.
 *
 * @param cartons the cartons, packed
 * @param unfit units that fit into no carton, not even alone, of each such SKU
 */
public record PackingPlan(List<Packed> cartons, Map<Sku, Integer> unfit) {
  /** Copies list and map. */
  public PackingPlan {
    cartons = List.copyOf(cartons);
    unfit = Map.copyOf(unfit);
  }

  /**
   * A carton with what lies in it.
   *
   * @param carton the id of its kind
   * @param placements each unit in it; never empty
   */
  public record Packed(String carton, List<Placement> placements) {
    /** Copies the placements. */
    public Packed {
      placements = List.copyOf(placements);
    }

    /**
     * Returns what is in it.
     *
     * @return units of each SKU, in the order of the SKUs
     */
    public Map<Sku, Integer> contents() {
      Map<Sku, Integer> contents = new TreeMap<>();
      placements.forEach(unit -> contents.merge(unit.sku(), 1, Integer::sum));
      return contents;
    }
  }

  /**
   * Where one unit lies, in mm from a lower corner of the carton.
   *
   * @param sku of which SKU
   * @param x along the carton's length, not negative
   * @param y along its width, not negative
   * @param z along its height, not negative
   * @param length what it takes up along the length
   * @param width what it takes up along the width
   * @param height what it takes up along the height
   */
  public record Placement(Sku sku, int x, int y, int z, int length, int width, int height) {
    /**
     * Tells whether two units would be in the same place; to touch is not to overlap.
     *
     * @param other the other one
     * @return whether they overlap
     */
    public boolean overlaps(Placement other) {
      return x < other.x + other.length
          && other.x < x + length
          && y < other.y + other.width
          && other.y < y + width
          && z < other.z + other.height
          && other.z < z + height;
    }
  }
}
