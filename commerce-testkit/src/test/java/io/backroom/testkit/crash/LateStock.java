package io.backroom.testkit.crash;

import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Writes some commands later than it says, and fails after many. */
final class LateStock implements InventoryStore {
  private static final int FAILS_AFTER = 100;

  private final InventoryStore seen = new InMemoryInventoryStore();
  private final InventoryStore disk;
  private final int late;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int calls;

  LateStock(InventoryStore disk, int late) {
    this.disk = disk;
    this.late = late;
  }

  @Override
  public synchronized List<StockResult> apply(List<StockCommand> commands, Instant now) {
    if (++calls > FAILS_AFTER) {
      throw new IllegalStateException("the server is gone");
    }
    if (late == 0) {
      return disk.apply(commands, now);
    }
    waiting.add(() -> disk.apply(commands, now));
    if (waiting.size() > late) {
      waiting.remove().run();
    }
    return seen.apply(commands, now);
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    return (late == 0 ? disk : seen).levels(skus);
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    return (late == 0 ? disk : seen).find(id);
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    return (late == 0 ? disk : seen).expiring(before, limit);
  }
}
