package io.backroom.rocksdb;

import io.backroom.spi.store.Stores;
import io.backroom.testkit.simulation.ShopOnStoresContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ShopOnRocksDbTest extends ShopOnStoresContract {
  @TempDir Path directory;
  private int opened;

  @Override
  protected Stores newStores() {
    return RocksDbStores.open(directory.resolve("shop" + ++opened));
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
