package io.backroom.benchmarks.picking;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What pickers do without a computer: through the leftmost aisle with a pick to the last block with
 * one, then block after block back to the front, through every aisle with a pick, in turns up and
 * down; where that would end at the wrong side, the last aisle is entered and left again
 * (Roodbergen and de Koster 2001). The depot is at the front. Lives in one call.
 */
final class SShape {
  private final AisleGrid grid;

  /** For each block the deepest pick of each aisle, from the front of the block. */
  private final List<TreeMap<Integer, Integer>> deepest = new ArrayList<>();

  private int aisle;
  private long way;

  private SShape(AisleGrid grid, int aisle) {
    this.grid = grid;
    this.aisle = aisle;
    for (int block = 0; block < grid.blocks(); block++) {
      deepest.add(new TreeMap<>());
    }
  }

  static long length(AisleGrid grid, Stop depot, List<Stop> picks) {
    SShape shape = new SShape(grid, depot.aisle());
    int length = grid.blockLength();
    for (Stop pick : picks) {
      int block = Math.max(0, (pick.position() - 1) / length);
      shape.deepest.get(block).merge(pick.aisle(), pick.position() - block * length, Math::max);
    }
    shape.walk(picks.stream().mapToInt(Stop::aisle).min().orElse(depot.aisle()));
    shape.go(depot.aisle());
    return shape.way;
  }

  private void walk(int leftmost) {
    int last = grid.blocks() - 1;
    while (last > 0 && deepest.get(last).isEmpty()) {
      last--;
    }
    if (last > 0) {
      go(leftmost);
      way += (long) last * grid.blockLength();
      deepest.subList(0, last).forEach(block -> block.remove(leftmost));
    }
    through(last, true);
    for (int block = last - 1; block >= 0; block--) {
      through(block, false);
    }
  }

  private void go(int to) {
    way += (long) Math.abs(aisle - to) * grid.aisleDistance();
    aisle = to;
  }

  /** Serves a block and ends at its front. */
  private void through(int block, boolean fromFront) {
    TreeMap<Integer, Integer> picks = deepest.get(block);
    if (picks.isEmpty()) {
      way += fromFront ? 0 : grid.blockLength();
      return;
    }
    boolean leftFirst = Math.abs(aisle - picks.firstKey()) <= Math.abs(aisle - picks.lastKey());
    boolean atFront = fromFront;
    int left = picks.size();
    for (Map.Entry<Integer, Integer> next :
        (leftFirst ? picks : picks.descendingMap()).entrySet()) {
      go(next.getKey());
      if (--left == 0 && atFront) {
        way += 2L * next.getValue();
      } else {
        way += grid.blockLength();
        atFront = !atFront;
      }
    }
  }
}
