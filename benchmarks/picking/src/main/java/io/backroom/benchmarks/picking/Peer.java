package io.backroom.benchmarks.picking;

import com.google.ortools.constraintsolver.Assignment;
import com.google.ortools.constraintsolver.FirstSolutionStrategy;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.main;

/**
 * The routing model of OR-Tools as its guide for one vehicle has it: the matrix of ways, the
 * cheapest arc first, then local search until nothing gets shorter. It uses one thread.
 */
final class Peer {
  private static final RoutingSearchParameters PARAMETERS =
      main.defaultRoutingSearchParameters().toBuilder()
          .setFirstSolutionStrategy(FirstSolutionStrategy.Value.PATH_CHEAPEST_ARC)
          .build();

  private Peer() {}

  /** Returns the length of the tour that it finds. */
  static long solve(Instance instance) {
    int size = instance.stops().size();
    long[][] ways = new long[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        ways[i][j] = instance.way(i, j);
        ways[j][i] = ways[i][j];
      }
    }
    RoutingIndexManager manager = new RoutingIndexManager(size, 1, 0);
    RoutingModel model = new RoutingModel(manager);
    try {
      model.setArcCostEvaluatorOfAllVehicles(model.registerTransitMatrix(ways));
      Assignment solution = model.solveWithParameters(PARAMETERS);
      long length = 0;
      for (long at = model.start(0); !model.isEnd(at); ) {
        long next = solution.value(model.nextVar(at));
        length += ways[manager.indexToNode(at)][manager.indexToNode(next)];
        at = next;
      }
      return length;
    } finally {
      model.delete();
      manager.delete();
    }
  }
}
