package io.backroom.spi.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;

/**
 * An ability of an {@link InventoryStore} that keeps every movement: its counters can be verified
 * and repaired, and the history of a SKU can be read. Found by type. Every change of a counter and
 * its movement become visible together.
 */
public interface StockLedger {
  /**
   * Returns movements in their order.
   *
   * @param after the sequence after which to begin; 0 for the beginning
   * @param limit the most movements wanted, 1 to 10,000
   * @return the movements; fewer than {@code limit} only at the end of the ledger
   */
  List<StockMovement> movements(long after, int limit);

  /**
   * Returns the movements of one SKU in their order, over all centers. Costs what it returns, not
   * the length of the ledger.
   *
   * @param sku which SKU
   * @param after the sequence after which to begin; 0 for the beginning
   * @param limit the most movements wanted, 1 to 10,000
   * @return the movements; fewer than {@code limit} only at the end of the ledger
   */
  List<StockMovement> movements(Sku sku, long after, int limit);

  /**
   * Returns the SKUs that have a level anywhere, in their order.
   *
   * @param after the SKU after which to begin; empty for the beginning
   * @param limit the most SKUs wanted, 1 to 10,000
   * @return the SKUs; fewer than {@code limit} only at the end
   */
  List<Sku> skus(Optional<Sku> after, int limit);

  /**
   * Sets the counters of a SKU at a center to the sums of their movements, in one step with all
   * that happens meanwhile. It changes nothing where they agree, no receipt and no movement, and
   * makes no level where there never was one. For repairs that a person has decided on.
   *
   * @param sku which SKU
   * @param center at which center
   * @return the level afterwards; {@link StockLevel#none} if there never was one
   */
  StockLevel recompute(Sku sku, CenterId center);
}
