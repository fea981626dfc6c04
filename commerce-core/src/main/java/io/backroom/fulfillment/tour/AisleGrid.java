package io.backroom.fulfillment.tour;

/**
 * A warehouse of parallel aisles that cross aisles cut into blocks; there is a cross aisle before,
 * between and behind the blocks. Lengths are in any one whole unit.
 *
 * @param blocks blocks one behind the other, 1 to 3
 * @param aisles aisles side by side, 1 to 10,000
 * @param blockLength length of an aisle in one block, 1 to 100,000
 * @param aisleDistance way from one aisle to the next, 1 to 100,000
 */
public record AisleGrid(int blocks, int aisles, int blockLength, int aisleDistance) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range; it names the value
   */
  public AisleGrid {
    within("blocks", blocks, 3);
    within("aisles", aisles, 10_000);
    within("blockLength", blockLength, 100_000);
    within("aisleDistance", aisleDistance, 100_000);
  }

  int depth() {
    return blocks * blockLength;
  }

  void check(Stop stop) {
    if (stop.aisle() < 0 || stop.aisle() >= aisles) {
      throw new IllegalArgumentException(
          "aisle " + stop.aisle() + " is not in 0 to " + (aisles - 1));
    }
    if (stop.position() < 0 || stop.position() > depth()) {
      throw new IllegalArgumentException(
          "position " + stop.position() + " is not in 0 to " + depth());
    }
  }

  private static void within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " " + value + " is not in 1 to " + most);
    }
  }
}
