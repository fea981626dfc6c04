package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.stock.journal.StockRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockLogTest {
  @TempDir Path directory;

  private static StockRecord record(long number, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (number + 1));
    return StockRecord.of(number, bytes);
  }

  private static int length(long number) {
    return number == 7 ? 5 << 20 : 200_000 + (int) number;
  }

  private static void append(StockLog log, long from, long to) throws IOException {
    for (long number = from; number <= to; number++) {
      log.append(List.of(record(number, length(number))));
      log.makeRoom();
    }
  }

  private static void check(StockLog log, long last) {
    List<Long> numbers = new ArrayList<>();
    long end =
        log.read(
            0,
            log.end(),
            (position, record) -> {
              numbers.add(record.number());
              byte[] expected = record(record.number(), length(record.number())).bytes();
              assertThat(Arrays.equals(record.bytes(), expected)).isTrue();
              return true;
            });
    assertThat(end).isGreaterThanOrEqualTo(log.end());
    assertThat(numbers).hasSize((int) last);
    assertThat(numbers.get(numbers.size() - 1)).isEqualTo(last);
  }

  @Test
  void aLogOfManyFilesIsReadFromItsBeginning() throws IOException {
    try (StockLog log = new StockLog(directory, 0, 1)) {
      append(log, 1, 30);
      check(log, 30);
    }
    try (StockLog log = new StockLog(directory, 0, 1)) {
      check(log, 30);
      append(log, 31, 40);
      check(log, 40);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSizeGreaterThan(3);
    }
  }

  @Test
  void aCopyHasWhatWasThereAndGoesOn() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Path original = Files.createDirectory(directory.resolve("original"));
    try (StockLog log = new StockLog(original, 0, 1)) {
      append(log, 1, 12);
      log.copyTo(copy);
      append(log, 13, 14);
    }
    try (StockLog log = new StockLog(copy, 0, 1)) {
      check(log, 12);
      append(log, 13, 20);
      check(log, 20);
    }
    try (StockLog log = new StockLog(original, 0, 1)) {
      check(log, 14);
    }
  }

  @Test
  void aFileThatIsGoneFromTheMiddleIsRefused() throws IOException {
    try (StockLog log = new StockLog(directory, 0, 1)) {
      append(log, 1, 30);
    }
    try (Stream<Path> files = Files.list(directory)) {
      Files.delete(files.sorted().toList().get(1));
    }
    assertThatThrownBy(() -> new StockLog(directory, 0, 1))
        .isInstanceOf(RocksDbStoreException.class)
        .hasMessageContaining("is missing");
  }

  @Test
  void aRecordThatIsAlteredIsNoticedWhenItIsRead() throws IOException {
    try (StockLog log = new StockLog(directory, 0, 1)) {
      append(log, 1, 2);
      Path file = directory.resolve("log-0000000000000000");
      byte[] bytes = Files.readAllBytes(file);
      bytes[1_000] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> log.read(0, log.end(), (position, record) -> true))
          .isInstanceOf(RocksDbStoreException.class)
          .hasMessageContaining("is not as it was");
    }
  }
}
