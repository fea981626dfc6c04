package io.backroom.fulfillment.tour;

import io.backroom.spi.value.Require;

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
  private static final int BLOCKS_MAX = 3;
  private static final int AISLES_MAX = 10_000;
  private static final int LENGTH_MAX = 100_000;

  /** Refuses what is out of its range. */
  public AisleGrid {
    Require.range("blocks", blocks, 1, BLOCKS_MAX);
    Require.range("aisles", aisles, 1, AISLES_MAX);
    Require.range("blockLength", blockLength, 1, LENGTH_MAX);
    Require.range("aisleDistance", aisleDistance, 1, LENGTH_MAX);
  }

  int depth() {
    return blocks * blockLength;
  }

  void check(Stop stop) {
    Require.range("aisle", stop.aisle(), 0, aisles - 1L);
    Require.range("position", stop.position(), 0, depth());
  }
}
