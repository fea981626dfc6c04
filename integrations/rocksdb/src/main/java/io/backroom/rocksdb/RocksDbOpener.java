package io.backroom.rocksdb;

import io.backroom.spi.store.Stores;
import java.nio.file.Path;

/** What opens the directory that a host names to the builder of its shop. */
public final class RocksDbOpener implements Stores.Opener {
  /** Creates the opener; {@link java.util.ServiceLoader} does. */
  public RocksDbOpener() {}

  @Override
  public Stores open(Path directory) {
    return RocksDbStores.open(directory);
  }
}
