package io.backroom.spi.inventory;

import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stock counters that many buyers hit at once.
 *
 * <p>The rules of {@code docs/contracts/inventory.md} are the contract and {@code
 * InventoryStoreContract} of the testkit proves them. In short: a command is atomic over its lines
 * and durable when {@link #apply} returns; for each SKU and center {@code onHand - unavailable -
 * reserved - allocated} is never negative; the same command id has the same answer. An exception
 * means that the outcome is <em>unknown</em>; the caller asks again with the same commands. Time is
 * an argument: a store never reads a clock and never calls back.
 *
 * <p>Implementations are thread-safe.
 */
public interface InventoryStore {
  /**
   * Applies commands in order. Each is atomic by itself; a refused one does not stop those after
   * it. One that would take a counter out of its range fails the call after the others have been
   * carried out.
   *
   * @param commands 1 to 8,192 commands
   * @param now the time of the commands; a hold whose end is not after it has run out
   * @return one answer for each command, in the same order
   */
  List<StockResult> apply(List<StockCommand> commands, Instant now);

  /**
   * Returns the counters of some SKUs, each level consistent in itself.
   *
   * @param skus which SKUs
   * @return a level for each SKU and center that has ever had one, in the order of (SKU, center)
   */
  List<StockLevel> levels(Collection<Sku> skus);

  /**
   * Returns a reservation as it was last changed.
   *
   * @param id which one
   * @return the reservation, or empty if there never was one
   */
  Optional<Reservation> find(ReservationId id);

  /**
   * Returns holds that have run out and still count as reserved.
   *
   * @param before holds whose end is not after this time
   * @param limit the most reservations wanted, 1 to 1,000
   * @return the reservations, earliest end first, then by id
   */
  List<Reservation> expiring(Instant before, int limit);
}
