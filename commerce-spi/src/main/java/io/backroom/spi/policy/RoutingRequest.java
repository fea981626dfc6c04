package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;

/**
 * Asks which centers ship what.
 *
 * @param destination where the goods go
 * @param items what is wanted, each SKU once
 * @param options the centers that may ship, with what each can promise, in the order of their ids
 */
public record RoutingRequest(Address destination, List<Item> items, List<Option> options) {
  /**
   * Some units of a SKU.
   *
   * @param sku which SKU
   * @param quantity how many units, at least 1
   * @param unitWeightGrams the weight of one unit, in grams
   */
  public record Item(Sku sku, int quantity, int unitWeightGrams) {
    /** Refuses numbers out of range. */
    public Item {
      Require.range("quantity", quantity, 1, Integer.MAX_VALUE);
      Require.range("unitWeightGrams", unitWeightGrams, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * A center that may ship.
   *
   * @param center the center
   * @param available units it can promise of each SKU; a SKU left out is not there
   */
  public record Option(Center center, Map<Sku, Integer> available) {
    /** Copies the map. */
    public Option {
      available = Map.copyOf(available);
    }

    /**
     * Returns how many units the center can promise.
     *
     * @param sku which SKU
     * @return the units, never negative
     */
    public int available(Sku sku) {
      return Math.max(0, available.getOrDefault(sku, 0));
    }
  }

  /** Copies the lists. */
  public RoutingRequest {
    items = List.copyOf(items);
    options = List.copyOf(options);
  }
}
