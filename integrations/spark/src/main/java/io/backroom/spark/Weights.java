package io.backroom.spark;

import java.util.Arrays;

/** Weights as they are learned: which item speaks, for which, how much. Grows. */
final class Weights {
  private static final int NUMBERS = 3;

  private int[] numbers = new int[NUMBERS * 64];
  private int size;

  void add(int bought, int target, float weight) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size] = bought;
    numbers[size + 1] = target;
    numbers[size + 2] = Float.floatToRawIntBits(weight);
    size += NUMBERS;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns them as three numbers each, the last one being the bits of the weight. */
  int[] packed() {
    return Arrays.copyOf(numbers, size);
  }

  /** Takes weights out of such numbers. */
  static void visit(int[] packed, Visitor visitor) {
    for (int at = 0; at < packed.length; at += NUMBERS) {
      visitor.visit(packed[at], packed[at + 1], packed[at + 2]);
    }
  }

  /** Takes a weight. */
  interface Visitor {
    void visit(int bought, int target, int bits);
  }
}
