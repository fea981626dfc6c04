package io.backroom.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file that says what is where in a part of the log: three sections of pairs, then the
 * directories of their pages and the filter of the first one, then a footer. It never changes.
 */
final class IndexRun {
  /** By key of an answer or a reservation, where the entry is. */
  static final int IDS = 0;

  /** By key of a SKU, where the entry of a movement is. */
  static final int SKUS = 1;

  /** By sequence of a movement, where the frame is; not of every movement. */
  static final int SEQUENCES = 2;

  private static final int SECTIONS = 3;
  private static final long MAGIC = 0x4241434b52494458L;
  private static final int FOOTER = (SECTIONS + 7) * Long.BYTES;
  private static final int BUFFER = 64 * IndexSection.PAGE;
  private static final String PREFIX = "index-";

  /**
   * The part of the log that a run is about.
   *
   * @param begin where its first frame begins, or 0
   * @param end where the first frame behind it begins
   * @param record the last record in it
   * @param movement the last movement in it or before it
   */
  record Part(long begin, long end, long record, long movement) {}

  private final Path file;
  private final Part part;
  private final IndexSection[] sections;
  private final LongBuffer filter;

  private IndexRun(Path file, Part part, IndexSection[] sections, LongBuffer filter) {
    this.file = file;
    this.part = part;
    this.sections = sections;
    this.filter = filter;
  }

  static boolean isRun(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && !name.endsWith(DurableFiles.UNFINISHED);
  }

  static Path file(Path directory, Part part) {
    return directory.resolve(
        String.format(Locale.ROOT, PREFIX + "%016x-%016x", part.begin(), part.end()));
  }

  Path file() {
    return file;
  }

  Part part() {
    return part;
  }

  IndexSection section(int number) {
    return sections[number];
  }

  /** Returns how many pairs there are in all sections. */
  long size() {
    return Arrays.stream(sections).mapToLong(IndexSection::size).sum();
  }

  /** Returns whether there may be an answer or a reservation with a key. */
  boolean mayContain(long key) {
    return IndexFilter.mayContain(filter, key);
  }

  static IndexRun open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer footer = map(channel, Math.max(0, size - FOOTER), Math.min(FOOTER, size));
      if (size < FOOTER || footer.getLong(FOOTER - Long.BYTES) != MAGIC) {
        throw damaged(file);
      }
      int[] sizes = new int[SECTIONS];
      long head = 0;
      int directories = 0;
      for (int i = 0; i < SECTIONS; i++) {
        sizes[i] = Math.toIntExact(footer.getLong());
        head += (long) IndexSection.pages(sizes[i]) * IndexSection.PAGE;
        directories += IndexSection.pages(sizes[i]) * IndexSection.PAIR;
      }
      int words = Math.toIntExact(footer.getLong());
      Part part = new Part(footer.getLong(), footer.getLong(), footer.getLong(), footer.getLong());
      ByteBuffer rest = map(channel, head, size - head);
      if (rest.capacity() != directories + words * Long.BYTES + FOOTER
          || IndexSection.checksum(rest.slice(0, rest.capacity() - 2 * Long.BYTES))
              != footer.getLong()) {
        throw damaged(file);
      }
      return new IndexRun(
          file,
          part,
          sections(file, channel, sizes, rest),
          rest.slice(directories, words * Long.BYTES).asLongBuffer());
    } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
      throw damaged(file);
    }
  }

  private static IndexSection[] sections(
      Path file, FileChannel channel, int[] sizes, ByteBuffer directories) throws IOException {
    IndexSection[] sections = new IndexSection[SECTIONS];
    long at = 0;
    int directory = 0;
    for (int i = 0; i < SECTIONS; i++) {
      int pages = IndexSection.pages(sizes[i]);
      sections[i] =
          new IndexSection(
              file,
              map(channel, at, (long) pages * IndexSection.PAGE),
              directories.slice(directory, pages * IndexSection.PAIR),
              sizes[i]);
      at += (long) pages * IndexSection.PAGE;
      directory += pages * IndexSection.PAIR;
    }
    return sections;
  }

  private static ByteBuffer map(FileChannel channel, long at, long length) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, at, length);
  }

  private static RocksDbStoreException damaged(Path file) {
    return new RocksDbStoreException(file + " is damaged; deleted, it is built again");
  }

  /**
   * Writes a run; it is on disk when it returns.
   *
   * @param sections the pairs of each section
   * @param idsMax how many there are in the first section at most
   */
  static IndexRun write(Path directory, Part part, List<PairCursor> sections, int idsMax)
      throws IOException {
    Path file = file(directory, part);
    try (FileChannel channel =
        FileChannel.open(
            DurableFiles.unfinished(file),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      Writer out = new Writer(channel, idsMax);
      for (PairCursor section : sections) {
        out.section(section);
      }
      out.end(part);
      channel.force(true);
    }
    DurableFiles.finish(file);
    return open(file);
  }

  /** Writes the file from its beginning to its end. */
  private static final class Writer {
    private final FileChannel channel;
    private final ByteBuffer pages = ByteBuffer.allocateDirect(BUFFER);
    private final IndexPairs directory = new IndexPairs();
    private final List<Integer> sizes = new ArrayList<>();
    private final long[] filter;

    Writer(FileChannel channel, int idsMax) {
      this.channel = channel;
      this.filter = new long[IndexFilter.words(idsMax)];
    }

    void section(PairCursor pairs) throws IOException {
      boolean ids = sizes.isEmpty();
      int size = 0;
      while (pairs.isThere()) {
        directory.add(pairs.key(), pairs.position());
        int page = pages.position();
        int count = 0;
        while (pairs.isThere() && count < IndexSection.PAIRS) {
          pages.putLong(pairs.key()).putLong(pairs.position());
          if (ids) {
            IndexFilter.add(filter, pairs.key());
          }
          pairs.advance();
          count++;
        }
        size += count;
        endPage(page);
      }
      sizes.add(size);
    }

    private void endPage(int page) throws IOException {
      int behindPairs = page + IndexSection.PAIRS * IndexSection.PAIR;
      while (pages.position() < behindPairs) {
        pages.putLong(0);
      }
      pages.putLong(IndexSection.checksum(pages.slice(page, behindPairs - page)));
      pages.putLong(0);
      if (!pages.hasRemaining()) {
        write(pages);
      }
    }

    void end(Part part) throws IOException {
      write(pages);
      int length = directory.size() * IndexSection.PAIR + filter.length * Long.BYTES + FOOTER;
      ByteBuffer rest = ByteBuffer.allocate(length);
      for (int i = 0; i < directory.size(); i++) {
        rest.putLong(directory.key(i)).putLong(directory.position(i));
      }
      for (long word : filter) {
        rest.putLong(word);
      }
      sizes.forEach(rest::putLong);
      rest.putLong(filter.length);
      rest.putLong(part.begin()).putLong(part.end());
      rest.putLong(part.record()).putLong(part.movement());
      rest.putLong(IndexSection.checksum(rest.slice(0, rest.position())));
      rest.putLong(MAGIC);
      write(rest);
    }

    private void write(ByteBuffer from) throws IOException {
      from.flip();
      while (from.hasRemaining()) {
        channel.write(from);
      }
      from.clear();
    }
  }
}
