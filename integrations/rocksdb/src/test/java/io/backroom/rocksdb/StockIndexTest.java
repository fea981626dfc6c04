package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.rocksdb.IndexRun.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockIndexTest {
  @TempDir Path directory;

  private final Random random = new Random(11);
  private final Map<Long, List<Long>> expected = new HashMap<>();
  private long position;

  /** Adds a run of keys of which some are alike in all but their last bits. */
  private void add(StockIndex index, int size) throws IOException {
    Part before = index.part();
    IndexPairs ids = new IndexPairs();
    IndexPairs skus = new IndexPairs();
    IndexPairs sequences = new IndexPairs();
    sequences.add(position + 1, position);
    for (int i = 0; i < size; i++) {
      long key = random.nextBoolean() ? random.nextLong() : random.nextInt(20) - 10;
      ids.add(key, position);
      skus.add(key, position);
      expected.computeIfAbsent(key, k -> new ArrayList<>()).add(position);
      position++;
    }
    index.add(
        new Part(before.end(), position, before.record() + 1, position), ids, skus, sequences);
  }

  private void check(StockIndex index) {
    expected.forEach(
        (key, positions) -> {
          List<Long> last = new ArrayList<>(positions);
          Collections.reverse(last);
          assertThat(ids(index, key)).isEqualTo(last);
          assertThat(skus(index, key, 0)).isEqualTo(positions);
          long middle = positions.get(positions.size() / 2);
          assertThat(skus(index, key, middle))
              .isEqualTo(positions.subList(positions.size() / 2, positions.size()));
        });
    for (int i = 0; i < 1_000; i++) {
      long key = random.nextLong();
      assertThat(ids(index, key))
          .isEqualTo(expected.containsKey(key) ? ids(index, key) : List.of());
    }
  }

  private static List<Long> ids(StockIndex index, long key) {
    List<Long> found = new ArrayList<>();
    index.ids(key, found::add);
    return found;
  }

  private static List<Long> skus(StockIndex index, long key, long from) {
    List<Long> found = new ArrayList<>();
    index.skus(key, from, found::add);
    return found;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyKeyIsFoundInManyRunsThatBecomeFew() throws IOException {
    StockIndex index = new StockIndex(directory);
    for (int run = 0; run < 60; run++) {
      add(index, run % 10 == 0 ? 5_000 : random.nextInt(600) + 1);
    }
    assertThat(files()).hasSizeLessThan(16);
    check(index);
    StockIndex again = new StockIndex(directory);
    assertThat(again.part()).isEqualTo(index.part());
    check(again);
  }

  @Test
  void aFrameIsFoundBySequence() throws IOException {
    StockIndex index = new StockIndex(directory);
    for (int run = 0; run < 5; run++) {
      add(index, 100);
    }
    assertThat(index.frame(0)).isZero();
    assertThat(index.frame(1)).isZero();
    assertThat(index.frame(100)).isZero();
    assertThat(index.frame(101)).isEqualTo(100);
    assertThat(index.frame(1_000)).isEqualTo(400);
  }

  @Test
  void runsThatHaveBecomeOneAreDeletedAfterACrash(@TempDir Path saved) throws IOException {
    StockIndex index = new StockIndex(directory);
    for (int run = 0; run < 7; run++) {
      add(index, 10);
    }
    index.copyTo(saved);
    add(index, 10);
    assertThat(files()).hasSize(1);
    try (Stream<Path> old = Files.list(saved)) {
      for (Path file : old.toList()) {
        DurableFiles.link(file, directory);
      }
    }
    StockIndex again = new StockIndex(directory);
    assertThat(files()).hasSize(1);
    check(again);
  }

  @Test
  void whatIsBehindARunThatIsGoneIsDeleted() throws IOException {
    StockIndex index = new StockIndex(directory);
    for (int run = 0; run < 3; run++) {
      add(index, 10);
    }
    Files.delete(files().get(1));
    StockIndex again = new StockIndex(directory);
    assertThat(again.part()).isEqualTo(new Part(0, 10, 1, 10));
    assertThat(files()).hasSize(1);
  }
}
