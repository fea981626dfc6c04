package io.backroom.examples.replay.data;

import java.util.SplittableRandom;

/** Numbers that depend on a seed and a text only: the same on every machine and in every run. */
public final class StableHash {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private StableHash() {}

  /** A number from 0 (included) to 1 (excluded). */
  public static double unit(long seed, String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    // FNV alone mixes short texts badly; the generator's finalizer spreads them.
    return new SplittableRandom(hash ^ new SplittableRandom(seed).nextLong()).nextDouble();
  }
}
