package io.backroom.rocksdb;

import java.nio.LongBuffer;

/**
 * Tells of most keys that are not there that they are not: four bits of one word for each key (a
 * Bloom filter in blocks of one word), {@value #BITS} bits for each key altogether. Of keys that
 * are not there about 1 in 50 passes.
 */
final class IndexFilter {
  private static final int BITS = 12;

  private IndexFilter() {}

  /** Returns how many words a filter for so many keys has. */
  static int words(int keys) {
    return (int) ((long) keys * BITS / Long.SIZE) + 1;
  }

  static void add(long[] filter, long key) {
    filter[word(key, filter.length)] |= mask(key);
  }

  static boolean mayContain(LongBuffer filter, long key) {
    long mask = mask(key);
    return (filter.get(word(key, filter.capacity())) & mask) == mask;
  }

  private static int word(long key, int words) {
    return (int) (((key >>> 32) * words) >>> 32);
  }

  private static long mask(long key) {
    return 1L << key | 1L << (key >>> 6) | 1L << (key >>> 12) | 1L << (key >>> 18);
  }
}
