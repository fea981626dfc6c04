package io.backroom.recommendation.model;

/**
 * How much each customer counts in the sums that models are made of.
 *
 * <p>Weights are whole numbers, so that sums of them are the same in whatever order they are made.
 * They change by octaves of the number of items, so that they seldom change.
 */
final class CustomerWeights {
  /** The weight of a customer who counts in full, where some count less. */
  private static final int FULL = 4096;

  private final int itemsMax;
  private final int[] byOctave = new int[Integer.SIZE];
  private final int unit;

  CustomerWeights(RidgeSettings settings) {
    itemsMax = settings.itemsMax();
    unit = settings.customerExponent() == 0 ? 1 : FULL;
    for (int octave = 0; octave < byOctave.length; octave++) {
      double share = StrictMath.pow(2, -octave * settings.customerExponent());
      byOctave[octave] = Math.max(1, (int) StrictMath.rint(unit * share));
    }
  }

  /** The weight that stands for one customer. */
  int unit() {
    return unit;
  }

  /** Returns the weight of a customer with so many items: unit × n^(−exponent), n a power of 2. */
  int of(int items) {
    return items == 0 || items > itemsMax
        ? 0
        : byOctave[Integer.SIZE - 1 - Integer.numberOfLeadingZeros(items)];
  }
}
