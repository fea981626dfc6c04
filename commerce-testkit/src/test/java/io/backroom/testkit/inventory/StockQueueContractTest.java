package io.backroom.testkit.inventory;

import io.backroom.inventory.StockQueue;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A queue before a sound store is a sound store. */
class StockQueueContractTest extends InventoryStoreContract {
  private record Batched(InMemoryInventoryStore store) implements BatchedInventoryStore {
    @Override
    public int batchesAtOnce() {
      return 2;
    }

    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      return store.apply(commands, now);
    }

    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      return store.levels(skus);
    }

    @Override
    public Optional<Reservation> find(ReservationId id) {
      return store.find(id);
    }

    @Override
    public List<Reservation> expiring(Instant before, int limit) {
      return store.expiring(before, limit);
    }
  }

  @Override
  protected InventoryStore createStore() {
    return StockQueue.before(new Batched(new InMemoryInventoryStore()), InstantSource.system());
  }
}
