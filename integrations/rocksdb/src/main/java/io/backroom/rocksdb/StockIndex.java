package io.backroom.rocksdb;

import io.backroom.rocksdb.IndexRun.Part;
import io.backroom.rocksdb.IndexSection.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * What is where in the log of stock, as far as it is folded: runs, each for the part of the log
 * behind that of the run before. {@link #add} is called by one thread at a time, the reads by any.
 *
 * <p>When there are {@value #FAN} runs of about the same size at the end, they become one, so that
 * there are never many, and a pair is written again only a few times.
 */
final class StockIndex {
  private static final int FAN = 8;

  /** Runs with fewer pairs than this count as equal. */
  private static final long SIZE_MIN = 1 << 16;

  /** A section is one mapping, of less than 2 GiB. */
  private static final long SIZE_MAX = (1L << 31) / IndexSection.PAGE * IndexSection.PAIRS;

  private final Path directory;
  private volatile List<IndexRun> runs;

  /** Opens the runs in a directory. What is behind a gap is deleted: it is built again. */
  StockIndex(Path directory) throws IOException {
    this.directory = directory;
    List<IndexRun> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(IndexRun::isRun).toList()) {
        all.add(IndexRun.open(file));
      }
    }
    // Of runs that begin together the longest is the one that the others have become.
    all.sort(
        Comparator.comparingLong((IndexRun run) -> run.part().begin())
            .thenComparing(run -> run.part().end(), Comparator.reverseOrder()));
    List<IndexRun> whole = new ArrayList<>();
    long end = 0;
    for (IndexRun run : all) {
      if (run.part().begin() == end) {
        whole.add(run);
        end = run.part().end();
      } else {
        Files.delete(run.file());
      }
    }
    runs = List.copyOf(whole);
  }

  /** Returns the part of the log that is in the index. */
  Part part() {
    return runs.isEmpty() ? new Part(0, 0, 0, 0) : runs.get(runs.size() - 1).part();
  }

  /** Adds what is where in the next part of the log. */
  void add(Part part, IndexPairs ids, IndexPairs skus, IndexPairs sequences) throws IOException {
    List<PairCursor> sections = List.of(ids.sorted(), skus.sorted(), sequences.sorted());
    List<IndexRun> more = new ArrayList<>(runs);
    more.add(IndexRun.write(directory, part, sections, ids.size()));
    runs = List.copyOf(more);
    while (merge()) {
      // What has become one may be the last of several of its size.
    }
  }

  /** Makes one of the runs of a size of which there are enough; returns whether there were. */
  private boolean merge() throws IOException {
    List<IndexRun> now = runs;
    int from = now.size();
    for (long limit = SIZE_MIN; limit * FAN < SIZE_MAX; limit *= FAN) {
      int to = from;
      while (from > 0 && now.get(from - 1).size() <= limit) {
        from--;
      }
      if (to - from >= FAN) {
        merge(now, from, to);
        return true;
      }
    }
    return false;
  }

  private void merge(List<IndexRun> now, int from, int to) throws IOException {
    List<IndexRun> old = now.subList(from, to);
    List<PairCursor> sections = new ArrayList<>();
    for (int section : new int[] {IndexRun.IDS, IndexRun.SKUS, IndexRun.SEQUENCES}) {
      sections.add(
          PairCursor.merged(old.stream().map(run -> run.section(section).first()).toList()));
    }
    Part last = old.get(old.size() - 1).part();
    Part part = new Part(old.get(0).part().begin(), last.end(), last.record(), last.movement());
    int ids = old.stream().mapToInt(run -> run.section(IndexRun.IDS).size()).sum();
    IndexRun one = IndexRun.write(directory, part, sections, ids);
    List<IndexRun> merged = new ArrayList<>(now.subList(0, from));
    merged.add(one);
    merged.addAll(now.subList(to, now.size()));
    runs = List.copyOf(merged);
    for (IndexRun run : old) {
      // Whoever reads it goes on doing so. Where that keeps the file from being deleted, the next
      // start does it.
      Files.deleteIfExists(run.file());
    }
  }

  /**
   * Tells where the key of an answer or a reservation is, the last place first.
   *
   * @param wanted takes a position; false ends it
   */
  void ids(long key, LongPredicate wanted) {
    List<IndexRun> now = runs;
    for (int i = now.size() - 1; i >= 0; i--) {
      if (now.get(i).mayContain(key)) {
        Cursor cursor = now.get(i).section(IndexRun.IDS).floor(key, Long.MAX_VALUE);
        for (; cursor.isThere() && cursor.key() == key; cursor.goBack()) {
          if (!wanted.test(cursor.position())) {
            return;
          }
        }
      }
    }
  }

  /**
   * Tells where the key of a SKU is, the first place first.
   *
   * @param from the least position wanted
   * @param wanted takes a position; false ends it
   */
  void skus(long key, long from, LongPredicate wanted) {
    for (IndexRun run : runs) {
      if (run.part().end() > from) {
        Cursor cursor = run.section(IndexRun.SKUS).floor(key, from - 1);
        for (cursor.advance(); cursor.isThere() && cursor.key() == key; cursor.advance()) {
          if (!wanted.test(cursor.position())) {
            return;
          }
        }
      }
    }
  }

  /** Returns where a frame begins, not far before or at that of a movement. */
  long frame(long sequence) {
    List<IndexRun> now = runs;
    for (int i = now.size() - 1; i >= 0; i--) {
      Cursor cursor = now.get(i).section(IndexRun.SEQUENCES).floor(sequence, Long.MAX_VALUE);
      if (cursor.isThere()) {
        return cursor.position();
      }
    }
    return 0;
  }

  void copyTo(Path target) throws IOException {
    for (IndexRun run : runs) {
      DurableFiles.link(run.file(), target);
    }
  }
}
