package io.backroom;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stock counters that pass everything on, for tests to differ in one place.
 *
 * @param <S> what they pass it on to
 */
public interface ForwardingStock<S extends InventoryStore & StockLedger>
    extends InventoryStore, StockLedger {
  /** Returns what everything is passed on to. */
  S store();

  @Override
  default List<StockResult> apply(List<StockCommand> commands, Instant now) {
    return store().apply(commands, now);
  }

  @Override
  default List<StockLevel> levels(Collection<Sku> skus) {
    return store().levels(skus);
  }

  @Override
  default Optional<Reservation> find(ReservationId id) {
    return store().find(id);
  }

  @Override
  default List<Reservation> expiring(Instant before, int limit) {
    return store().expiring(before, limit);
  }

  @Override
  default List<StockMovement> movements(long after, int limit) {
    return store().movements(after, limit);
  }

  @Override
  default List<StockMovement> movements(Sku sku, long after, int limit) {
    return store().movements(sku, after, limit);
  }

  @Override
  default List<Sku> skus(Optional<Sku> after, int limit) {
    return store().skus(after, limit);
  }

  @Override
  default StockLevel recompute(Sku sku, CenterId center) {
    return store().recompute(sku, center);
  }
}
