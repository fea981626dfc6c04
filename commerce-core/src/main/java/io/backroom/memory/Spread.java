package io.backroom.memory;

/** Spreads keys over places by other bits of their hash than a hash map looks at. */
final class Spread {
  /** 2^32 by the golden ratio, which lays neighbors far apart (Knuth, volume 3, 6.4). */
  private static final int FACTOR = 0x9E3779B9;

  private Spread() {}

  /** Returns a hash of a key, of which each bit depends on all bits of its own. */
  static int mix(Object key) {
    int hash = key.hashCode() * FACTOR;
    return (hash ^ (hash >>> 15)) * FACTOR;
  }

  /**
   * Returns a key's place.
   *
   * @param key what has a place
   * @param places how many there are, a power of two
   */
  static int index(Object key, int places) {
    return (key.hashCode() * FACTOR) >>> Integer.numberOfLeadingZeros(places) >>> 1;
  }
}
