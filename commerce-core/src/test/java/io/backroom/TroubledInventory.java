package io.backroom;

import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Stock counters with a {@link Trouble}. */
public record TroubledInventory(InMemoryInventoryStore store, Trouble trouble)
    implements ForwardingStock<InMemoryInventoryStore> {
  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    return trouble.call(() -> store.apply(commands, now));
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    return trouble.call(() -> store.levels(skus));
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    return trouble.call(() -> store.find(id));
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    return trouble.call(() -> store.expiring(before, limit));
  }
}
