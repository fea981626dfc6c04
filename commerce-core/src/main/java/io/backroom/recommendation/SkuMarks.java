package io.backroom.recommendation;

import java.util.Arrays;

/**
 * Marks on a few SKUs out of many: open addressing, so that it takes no more than those few need
 * and asking costs next to nothing.
 */
final class SkuMarks {
  private static final int FREE = -1;

  /** Spreads numbers that follow each other: 2^32 divided by the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  private final int[] skus;
  private final byte[] marks;
  private final int shift;

  /**
   * Creates marks.
   *
   * @param size how many SKUs may be marked, at most
   */
  SkuMarks(int size) {
    // At most half full.
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros((2 * size) | 1);
    skus = new int[1 << bits];
    Arrays.fill(skus, FREE);
    marks = new byte[skus.length];
    shift = Integer.SIZE - bits;
  }

  /** Adds marks to a SKU, as bits. */
  void add(int sku, int bits) {
    int at = place(sku);
    skus[at] = sku;
    marks[at] |= (byte) bits;
  }

  /** Whether a SKU has one of some marks. */
  boolean has(int sku, int bits) {
    return (marks[place(sku)] & bits) != 0;
  }

  private int place(int sku) {
    int at = (sku * SPREAD) >>> shift;
    while (skus[at] != sku && skus[at] != FREE) {
      at = (at + 1) & (skus.length - 1);
    }
    return at;
  }
}
