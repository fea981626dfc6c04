package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.JournaledStock;
import io.backroom.stock.journal.JournaledStock.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of stock that is damaged gives what was acknowledged first, or is refused. */
class DamagedStockTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Sku LAMP = Sku.of("lamp");
  private static final int RESERVATIONS = 8;

  @TempDir Path root;
  private Path directory;

  /** Where each record ends in the file. */
  private final List<Integer> ends = new ArrayList<>();

  private byte[] killed = {};
  private byte[] closed = {};
  private int number;

  @BeforeEach
  void work() throws IOException {
    directory = root.resolve("stock");
    try (StockFiles files = new StockFiles(directory)) {
      JournaledStock stock = JournaledStock.open(files, Limits.standard());
      apply(stock, receive());
      for (int i = 1; i <= RESERVATIONS; i++) {
        apply(stock, reserve(i));
      }
      killed = Files.readAllBytes(log());
      stock.close();
    }
    int end = LogSegment.HEADER;
    for (int length = lengthAt(end); length > 0; length = lengthAt(end)) {
      end += length;
      ends.add(end);
    }
    ends.remove(0); // what came in
    assertThat(ends).hasSize(RESERVATIONS);
    closed = Files.readAllBytes(log());
  }

  private Path log() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(LogSegment::isSegment).findFirst().orElseThrow();
    }
  }

  /** Returns the length of a frame, or 0 behind the last one. */
  private int lengthAt(int offset) {
    return ByteBuffer.wrap(killed).getInt(offset);
  }

  private int end() {
    return ends.get(RESERVATIONS - 1);
  }

  private static void apply(JournaledStock stock, StockCommand command) {
    assertThat(stock.apply(List.of(command), NOW).get(0)).isInstanceOf(StockResult.Applied.class);
  }

  private static StockCommand receive() {
    StockLine line = StockLine.of("lamp", "north", 100);
    return new StockCommand.Receive(CommandId.of("in"), line, Optional.empty());
  }

  private static StockCommand reserve(int i) {
    return new StockCommand.Reserve(
        CommandId.of("c" + i),
        ReservationId.of("r" + i),
        "ann",
        List.of(StockLine.of("lamp", "north", i)),
        List.of(),
        NOW.plusSeconds(60));
  }

  /** Opens a log; returns how many reservations are there, or -1 if it is refused. */
  private int open(byte[] log) throws IOException {
    Path copy = Files.createDirectory(root.resolve("copy-" + number++));
    Files.write(copy.resolve("log-0000000000000000"), log);
    try (StockFiles files = new StockFiles(copy);
        JournaledStock stock = JournaledStock.open(files, Limits.standard())) {
      int found = 0;
      int units = 0;
      while (stock.find(ReservationId.of("r" + (found + 1))).isPresent()) {
        found++;
        units += found;
      }
      for (int i = found + 1; i <= RESERVATIONS; i++) {
        assertThat(stock.find(ReservationId.of("r" + i))).isEmpty();
      }
      List<StockLevel> levels = stock.levels(List.of(LAMP));
      assertThat(levels.stream().mapToInt(StockLevel::reserved).sum()).isEqualTo(units);
      assertThat(stock.movements(0, 100))
          .extracting(StockMovement::reserved)
          .hasSize(levels.size() + found);
      return found;
    } catch (RocksDbStoreException e) {
      assertThat(e).hasMessageContaining("none of its data was changed");
      return -1;
    }
  }

  private int lastThree() {
    return ends.get(RESERVATIONS - 4);
  }

  private int before(int offset) {
    return (int) ends.stream().filter(end -> end <= offset).count();
  }

  @Test
  void whatAPowerCutLeavesOfTheLastRecordIsDropped() throws IOException {
    for (int cut = ends.get(RESERVATIONS - 2); cut < end() - 1; cut++) {
      byte[] torn = killed.clone();
      Arrays.fill(torn, cut, torn.length, (byte) 0);
      assertThat(open(torn)).as("cut at %s", cut).isEqualTo(RESERVATIONS - 1);
    }
  }

  @Test
  void whatIsGoneFromTheEndOnLeavesWhatWasAcknowledgedBefore() throws IOException {
    for (int cut = lastThree(); cut < end(); cut++) {
      byte[] torn = killed.clone();
      Arrays.fill(torn, cut, torn.length, (byte) 0);
      // The last byte of a record is zero anyway: without it nothing is lost.
      assertThat(open(torn)).as("cut at %s", cut).isEqualTo(before(cut + 1));
    }
  }

  @Test
  void aFileThatBecameShorterIsRefused() throws IOException {
    for (int cut = lastThree(); cut < end() + 100; cut++) {
      assertThat(open(Arrays.copyOf(closed, cut))).as("cut at %s", cut).isEqualTo(-1);
    }
  }

  @Test
  void aByteThatIsAlteredIsRefusedOrAsIfTheLastRecordHadNotBeen() throws IOException {
    for (int at = lastThree(); at < end(); at++) {
      byte[] altered = killed.clone();
      altered[at] ^= (byte) (1 << at % 8);
      boolean last = before(at) == RESERVATIONS - 1;
      assertThat(open(altered)).as("byte %s", at).isEqualTo(last ? RESERVATIONS - 1 : -1);
    }
  }

  @Test
  void aByteThatIsAlteredAfterACloseIsRefused() throws IOException {
    for (int at = lastThree(); at < end(); at++) {
      byte[] altered = closed.clone();
      altered[at] ^= (byte) (1 << at % 8);
      assertThat(open(altered)).as("byte %s", at).isEqualTo(-1);
    }
  }

  @Test
  void aBlockThatWasNeverWrittenIsRefusedIfSomethingLaterWas() throws IOException {
    for (int record = 0; record < RESERVATIONS - 1; record++) {
      byte[] altered = killed.clone();
      Arrays.fill(altered, ends.get(record), ends.get(record + 1), (byte) 0);
      boolean last = record == RESERVATIONS - 2;
      assertThat(open(altered)).as("record %s", record).isEqualTo(last ? record + 1 : -1);
    }
  }

  @Test
  void afterATornRecordTheLogGoesOn() throws IOException {
    byte[] torn = killed.clone();
    Arrays.fill(torn, end() - 3, torn.length, (byte) 0);
    Files.write(log(), torn);
    deleteAllButTheLog();
    try (StockFiles files = new StockFiles(directory);
        JournaledStock stock = JournaledStock.open(files, Limits.standard())) {
      apply(stock, reserve(RESERVATIONS));
    }
    assertThat(open(Files.readAllBytes(log()))).isEqualTo(RESERVATIONS);
  }

  private void deleteAllButTheLog() throws IOException {
    Path log = log();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> !f.equals(log)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void anIndexAndCountersThatAreGoneAreBuiltAgain() throws IOException {
    deleteAllButTheLog();
    assertThat(open(Files.readAllBytes(log()))).isEqualTo(RESERVATIONS);
  }

  @Test
  void anIndexOrCountersThatAreAlteredAreRefused() throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.list(directory)) {
      others = files.filter(f -> IndexRun.isRun(f) || StateFile.isState(f)).toList();
    }
    assertThat(others).hasSize(2);
    for (Path file : others) {
      byte[] whole = Files.readAllBytes(file);
      byte[] altered = whole.clone();
      altered[altered.length - 40] ^= 1;
      Files.write(file, altered);
      assertThatThrownBy(() -> new StockFiles(directory))
          .isInstanceOf(RocksDbStoreException.class)
          .hasMessageContaining(file.getFileName().toString())
          .hasMessageContaining("is damaged");
      Files.write(file, whole);
    }
  }

  @Test
  void aLogThatIsGoneIsRefused() throws IOException {
    Files.delete(log());
    assertThatThrownBy(() -> new StockFiles(directory))
        .isInstanceOf(RocksDbStoreException.class)
        .hasMessageContaining("has lost its end");
  }
}
