package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.stock.journal.JournaledStock.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of documents that is cut off or altered gives what was acknowledged first, or is refused;
 * never anything else. {@link DamagedStockTest} is about that of stock.
 */
class DamagedLogTest {
  private static final int ORDERS = 12;

  /** Every byte takes minutes; {@code -Dlog.step=1} tries them all. */
  private static final int STEP = Integer.getInteger("log.step", 97);

  @TempDir Path root;
  private int opened;
  private int refused;
  private int shorter;

  @BeforeEach
  void work() {
    try (RocksDbStores stores =
        RocksDbStores.open(root.resolve("shop"), new Limits(2_000, 1 << 20))) {
      Shop shop = new Shop(stores);
      shop.stockUp();
      for (int number = 1; number <= ORDERS; number++) {
        shop.reserve(0, number);
        shop.order(0, number, "{}");
      }
    }
  }

  @Test
  void aLogThatIsCutOffGivesAPrefixOrIsRefused() throws IOException {
    Path log = newestLog();
    byte[] whole = Files.readAllBytes(log);
    for (int cut = 0; cut < whole.length; cut += step(cut, whole)) {
      open(log, Arrays.copyOf(whole, cut));
    }
    // What ends in the middle of a record is what a power cut leaves: it opens.
    assertThat(opened).isPositive();
    assertThat(shorter).isPositive();
  }

  @Test
  void aLogThatIsAlteredGivesAPrefixOrIsRefused() throws IOException {
    Path log = newestLog();
    byte[] whole = Files.readAllBytes(log);
    for (int at = 0; at < whole.length; at += step(at, whole)) {
      byte[] altered = whole.clone();
      altered[at] ^= (byte) (1 << at % 8);
      open(log, altered);
    }
    assertThat(refused).isPositive();
  }

  private static int step(int at, byte[] whole) {
    return at < whole.length - 100 ? STEP : Math.min(STEP, 7);
  }

  private Path newestLog() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("shop").resolve("db"))) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private void open(Path log, byte[] bytes) throws IOException {
    Path copy = root.resolve("copy");
    copy(root.resolve("shop"), copy);
    Files.write(copy.resolve("db").resolve(log.getFileName()), bytes);
    try (RocksDbStores stores = RocksDbStores.open(copy, new Limits(2_000, 1 << 20))) {
      Shop shop = new Shop(stores);
      shop.checkStock();
      shop.checkOrders(0);
      long orders = shop.orders(0);
      // Stock has a log of its own, which is whole.
      assertThat(shop.checkReservations(0)).isEqualTo(ORDERS);
      opened++;
      shorter += orders < ORDERS ? 1 : 0;
    } catch (RocksDbStoreException e) {
      assertThat(e).hasMessageContaining("none of its data was changed");
      refused++;
    } finally {
      delete(copy);
    }
  }

  private static List<Path> walk(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return new ArrayList<>(files.toList());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : walk(from)) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files = walk(directory);
    files.sort(Comparator.reverseOrder());
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
