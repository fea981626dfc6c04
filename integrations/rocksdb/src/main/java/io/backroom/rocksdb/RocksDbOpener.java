package io.backroom.rocksdb;

import io.backroom.spi.store.EmbeddedStores;
import java.nio.file.Path;

/** What opens the directory that a host names to the builder of its shop. */
public final class RocksDbOpener implements EmbeddedStores.Opener {
  /** Creates the opener; {@link java.util.ServiceLoader} does. */
  public RocksDbOpener() {}

  @Override
  public EmbeddedStores open(Path directory) {
    return RocksDbStores.open(directory);
  }
}
