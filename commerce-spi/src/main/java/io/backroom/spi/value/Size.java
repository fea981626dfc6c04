package io.backroom.spi.value;

/**
 * How large a box is.
 *
 * @param length 1 to 10,000 mm
 * @param width 1 to 10,000 mm
 * @param height 1 to 10,000 mm: what stands upright
 */
public record Size(int length, int width, int height) {
  /** The longest side, in mm. */
  public static final int SIDE_MAX = 10_000;

  /** Refuses sides out of range. */
  public Size {
    Require.range("length", length, 1, SIDE_MAX);
    Require.range("width", width, 1, SIDE_MAX);
    Require.range("height", height, 1, SIDE_MAX);
  }

  /**
   * Returns how much room it takes.
   *
   * @return mm³
   */
  public long volume() {
    return (long) length * width * height;
  }

  /**
   * Returns what it counts as on a carrier's scale, however light it is.
   *
   * @param divisor the carrier's cm³ per kg, at least 1
   * @return grams, rounded up
   */
  public long dimensionalGrams(int divisor) {
    Require.range("divisor", divisor, 1, Integer.MAX_VALUE);
    return Math.floorDiv(volume() - 1, divisor) + 1; // 1 cm³ per kg is 1 mm³ per g
  }
}
