package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.stock.journal.JournaledStock.Limits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksDbStoresTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path root;

  private static void work(Shop shop, long from, long to) {
    for (long number = from; number <= to; number++) {
      for (int buyer = 0; buyer < Shop.BUYERS; buyer++) {
        shop.reserve(buyer, number);
        shop.order(buyer, number, "{}");
      }
    }
  }

  private static void check(RocksDbStores stores, long orders) {
    Shop shop = new Shop(stores);
    shop.checkStock();
    for (int buyer = 0; buyer < Shop.BUYERS; buyer++) {
      shop.checkOrders(buyer);
      assertThat(shop.orders(buyer)).isEqualTo(orders);
      assertThat(shop.checkReservations(buyer)).isEqualTo(orders);
    }
  }

  @Test
  void aSecondOpenIsRefusedAndNamesTheDirectory() {
    Path directory = root.resolve("shop");
    try (RocksDbStores stores = RocksDbStores.open(directory)) {
      assertThatThrownBy(() -> RocksDbStores.open(directory))
          .isInstanceOf(RocksDbStoreException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("open already");
      new Shop(stores).stockUp();
    }
    RocksDbStores.open(directory).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "2\n"})
  void aKillDuringTheVeryFirstOpenLeavesADirectoryThatOpens(String written) throws IOException {
    Files.createFile(root.resolve("lock"));
    RocksDbStores.open(root).close();
    Files.writeString(Files.createDirectory(root.resolve("killed")).resolve("format.new"), written);
    Files.createFile(root.resolve("killed").resolve("lock"));

    try (RocksDbStores stores = RocksDbStores.open(root.resolve("killed"))) {
      new Shop(stores).stockUp();
    }
    RocksDbStores.open(root.resolve("killed")).close();
    assertThat(root.resolve("killed")).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aFormatThatIsNotFinishedBesideDataIsRefused() throws IOException {
    RocksDbStores.open(root.resolve("shop")).close();
    Files.move(root.resolve("shop").resolve("format"), root.resolve("shop").resolve("format.new"));

    assertThatThrownBy(() -> RocksDbStores.open(root.resolve("shop")))
        .isInstanceOf(RocksDbStoreException.class)
        .hasMessageContaining("neither empty nor a directory of stores");
  }

  @Test
  void aDirectoryThatCouldNotBeLockedOpensOnceItCan() throws IOException {
    Path inTheWay = Files.createDirectory(root.resolve("lock"));
    assertThatThrownBy(() -> RocksDbStores.open(root)).hasMessageContaining("cannot be used");
    Files.delete(inTheWay);

    RocksDbStores.open(root).close();
  }

  @Test
  void aDirectoryThatAnotherClassLoaderHasOpenIsRefusedUntilItIsClosed() throws IOException {
    RocksDbStores.open(root).close();
    try (FileChannel other = FileChannel.open(root.resolve("lock"), StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> RocksDbStores.open(root)).hasMessageContaining("open already");
      }
    }
    RocksDbStores.open(root).close();
  }

  @Test
  void aNewerFormatIsRefusedAndNothingIsTouched() throws IOException {
    RocksDbStores.open(root.resolve("shop")).close();
    Path format = root.resolve("shop").resolve("format");
    Files.writeString(format, "3\n");

    assertThatThrownBy(() -> RocksDbStores.open(root.resolve("shop")))
        .isInstanceOf(RocksDbStoreException.class)
        .hasMessageContaining(root.resolve("shop").toString())
        .hasMessageContaining("has format 3, this release reads 2");
    Files.writeString(format, "2\n");
    RocksDbStores.open(root.resolve("shop")).close();
  }

  @Test
  void aDamagedFormatIsRefused() throws IOException {
    RocksDbStores.open(root.resolve("shop")).close();
    Files.writeString(root.resolve("shop").resolve("format"), "");

    assertThatThrownBy(() -> RocksDbStores.open(root.resolve("shop")))
        .isInstanceOf(RocksDbStoreException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused() throws IOException {
    Files.writeString(root.resolve("letter.txt"), "Dear Sir");

    assertThatThrownBy(() -> RocksDbStores.open(root))
        .isInstanceOf(RocksDbStoreException.class)
        .hasMessageContaining("neither empty nor a directory of stores");
    assertThat(root).isDirectoryContaining(file -> file.endsWith("letter.txt"));
  }

  @Test
  void aCheckpointHasWhatWasThereWhenItWasMade() {
    try (RocksDbStores stores =
        RocksDbStores.open(root.resolve("shop"), new Limits(3_000, 1 << 20))) {
      Shop shop = new Shop(stores);
      shop.stockUp();
      work(shop, 1, 20);
      stores.checkpoint(root.resolve("copy"));
      work(shop, 21, 25);
      check(stores, 25);
    }
    try (RocksDbStores stores =
        RocksDbStores.open(root.resolve("copy"), new Limits(3_000, 1 << 20))) {
      check(stores, 20);
      work(new Shop(stores), 21, 22);
      check(stores, 22);
    }
  }

  @Test
  void aCheckpointOverSomethingIsRefused() {
    try (RocksDbStores stores = RocksDbStores.open(root.resolve("shop"))) {
      assertThatThrownBy(() -> stores.checkpoint(root))
          .isInstanceOf(RocksDbStoreException.class)
          .hasMessageContaining(root.toString());
    }
  }

  @Test
  void aClosedStoreAnswersWithAnException() {
    RocksDbStores stores = RocksDbStores.open(root.resolve("shop"));
    stores.close();
    stores.close();

    assertThatThrownBy(() -> new Shop(stores).stockUp())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> new Shop(stores).orders(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> stores.inventory().levels(List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void answersAreRememberedForEver() {
    Instant later = NOW.plus(Duration.ofDays(10_000));
    try (RocksDbStores stores = RocksDbStores.open(root.resolve("shop"), new Limits(1, 1))) {
      receive(stores, "first", 1, NOW);
      receive(stores, "second", 1, later);
    }
    try (RocksDbStores stores = RocksDbStores.open(root.resolve("shop"), new Limits(1, 1))) {
      assertThat(receive(stores, "first", 1, later)).isInstanceOf(StockResult.Applied.class);
      assertThat(receive(stores, "first", 2, later)).isInstanceOf(StockResult.KeyReused.class);
    }
  }

  private static StockResult receive(RocksDbStores stores, String id, int units, Instant now) {
    StockLine line = StockLine.of("lamp", "north", units);
    StockCommand command = new StockCommand.Receive(CommandId.of(id), line, Optional.empty());
    return stores.inventory().apply(List.of(command), now).get(0);
  }
}
