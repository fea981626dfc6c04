package io.backroom.rocksdb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Pairs of a key and a position in the log, sorted by both, in pages of {@value #PAGE} bytes that
 * each have a checksum. A directory of the first pair of each page finds the page.
 */
final class IndexSection {
  static final int PAGE = 4096;
  static final int PAIR = 16;

  /** Pairs of a page; behind them are its checksum and nothing. */
  static final int PAIRS = PAGE / PAIR - 1;

  private final Path file;
  private final ByteBuffer pages;
  private final ByteBuffer directory;
  private final int size;

  IndexSection(Path file, ByteBuffer pages, ByteBuffer directory, int size) {
    this.file = file;
    this.pages = pages;
    this.directory = directory;
    this.size = size;
  }

  int size() {
    return size;
  }

  /** Returns a view of a page that is as it was written. */
  private ByteBuffer page(int number) {
    ByteBuffer page = pages.slice(number * PAGE, PAGE);
    if (checksum(page.slice(0, PAIRS * PAIR)) != page.getLong(PAIRS * PAIR)) {
      throw new RocksDbStoreException(file + " is damaged; deleted, it is built again");
    }
    return page;
  }

  static long checksum(ByteBuffer of) {
    CRC32C checksum = new CRC32C();
    checksum.update(of);
    return checksum.getValue();
  }

  /** Goes through the pairs, also back. */
  final class Cursor implements PairCursor {
    private int index;
    private int number = -1;
    private ByteBuffer page = pages;

    Cursor(int index) {
      this.index = index;
    }

    @Override
    public boolean isThere() {
      return index >= 0 && index < size;
    }

    @Override
    public long key() {
      return at(0);
    }

    @Override
    public long position() {
      return at(Long.BYTES);
    }

    @Override
    public void advance() {
      index++;
    }

    void goBack() {
      index--;
    }

    private long at(int offset) {
      if (number != index / PAIRS) {
        number = index / PAIRS;
        page = page(number);
      }
      return page.getLong(index % PAIRS * PAIR + offset);
    }
  }

  Cursor first() {
    return new Cursor(0);
  }

  /** Returns a cursor at the greatest pair that is not greater than the given one. */
  Cursor floor(long key, long position) {
    int number = floor(directory, pages(size), key, position);
    if (number < 0) {
      return new Cursor(-1);
    }
    int count = Math.min(PAIRS, size - number * PAIRS);
    return new Cursor(number * PAIRS + floor(page(number), count, key, position));
  }

  /** Returns how many pages so many pairs take. */
  static int pages(int size) {
    return (size + PAIRS - 1) / PAIRS;
  }

  private static int floor(ByteBuffer pairs, int count, long key, long position) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compare(pairs.getLong(middle * PAIR), key);
      order =
          order == 0 ? Long.compare(pairs.getLong(middle * PAIR + Long.BYTES), position) : order;
      if (order <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
