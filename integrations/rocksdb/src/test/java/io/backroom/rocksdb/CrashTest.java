package io.backroom.rocksdb;

import io.backroom.spi.store.Stores;
import io.backroom.stock.journal.JournaledStock.Limits;
import io.backroom.testkit.crash.CrashWork;
import io.backroom.testkit.crash.KilledProcessContract;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.rocksdb.util.Environment;

/** What a killed process had acknowledged is there, once; {@code -Dcrash.cycles} sets how often. */
class CrashTest extends KilledProcessContract {
  /** The process that is killed; it folds all the time. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) {
      CrashWork.on(stores(Path.of(args[0])), Path.of(args[1])).runUntilKilled();
    }
  }

  private static Stores stores(Path data) {
    RocksDbStores stores = RocksDbStores.open(data, new Limits(5_000, 1 << 20));
    return Stores.of(stores.documents(), stores.inventory(), stores::close);
  }

  @Override
  protected Class<?> process() {
    return Victim.class;
  }

  @Override
  protected Stores open(Path data) {
    return stores(data);
  }

  /** Unpacks the library once: a killed process does not delete what it has unpacked. */
  @Override
  protected List<String> options(Path scratch) throws Exception {
    String name = Environment.getJniLibraryFileName("rocksdb");
    try (InputStream in = CrashTest.class.getResourceAsStream("/" + name)) {
      Files.copy(Objects.requireNonNull(in), scratch.resolve(name));
    }
    return List.of("-Djava.library.path=" + scratch);
  }
}
