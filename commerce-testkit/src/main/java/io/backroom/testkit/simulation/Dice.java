package io.backroom.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** The only source of chance. What was drawn for one thing never depends on another. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns dice that always roll alike for the same seed and text. */
  static Dice of(long seed, String text) {
    long mixed = seed;
    for (int i = 0; i < text.length(); i++) {
      mixed = mixed * 0x5DEECE66DL + text.charAt(i) + 0xBL;
    }
    return new Dice(mixed);
  }

  /** Returns a number from 0 to one less than the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  long next() {
    return random.nextLong();
  }

  /** Returns true in so many of a thousand cases. */
  boolean permille(int chance) {
    return chance > 0 && below(1_000) < chance;
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }
}
