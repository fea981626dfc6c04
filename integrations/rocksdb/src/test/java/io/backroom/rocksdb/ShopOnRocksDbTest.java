package io.backroom.rocksdb;

import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.testkit.simulation.ShopOnStoresContract;
import io.backroom.testkit.simulation.World;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ShopOnRocksDbTest extends ShopOnStoresContract {
  @TempDir Path directory;
  private int worlds;

  private record Opened(RocksDbStores stores) implements World {
    @Override
    public DocumentStore documents() {
      return stores.documents();
    }

    @Override
    public InventoryStore inventory() {
      return stores.inventory();
    }

    @Override
    public void close() {
      stores.close();
    }
  }

  @Override
  protected World newWorld() {
    return new Opened(RocksDbStores.open(directory.resolve("w" + ++worlds)));
  }

  @Override
  protected long seeds() {
    return 5;
  }

  @Override
  protected long crashes() {
    return 10;
  }
}
