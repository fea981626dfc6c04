package io.backroom.benchmarks.routing;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;

/**
 * The solvers of OR-Tools, each with one thread and no gap, building its model included: which
 * centers are open is binary, and no more than its stock ships from an open one (x ≤ a y).
 */
enum Peer {
  CP_SAT("CP-SAT") {
    @Override
    long solve(Instance order) {
      CpModel model = new CpModel();
      int m = order.centers();
      Literal[] open = new Literal[m];
      LinearExprBuilder cost = LinearExpr.newBuilder();
      for (int j = 0; j < m; j++) {
        open[j] = model.newBoolVar("");
        cost.addTerm(open[j], order.fixed()[j]);
      }
      for (int i = 0; i < order.lines(); i++) {
        LinearExprBuilder shipped = LinearExpr.newBuilder();
        for (int j = 0; j < m; j++) {
          int stock = order.available()[i * m + j];
          if (stock > 0) {
            IntVar units = model.newIntVar(0, stock, "");
            model.addLessOrEqual(units, LinearExpr.term(open[j], stock));
            shipped.add(units);
            cost.addTerm(units, order.unit()[i * m + j]);
          }
        }
        model.addEquality(shipped, order.quantity()[i]);
      }
      model.minimize(cost);
      CpSolver solver = new CpSolver();
      solver.getParameters().setNumWorkers(1).setMaxTimeInSeconds(SECONDS_MAX);
      if (solver.solve(model) != CpSolverStatus.OPTIMAL) {
        throw new IllegalStateException(this + " proved nothing");
      }
      return Math.round(solver.objectiveValue());
    }
  },

  SCIP("SCIP") {
    @Override
    long solve(Instance order) {
      return linear("SCIP", order);
    }
  },

  HIGHS("HiGHS") {
    @Override
    long solve(Instance order) {
      return linear("HIGHS", order);
    }
  };

  /** Nobody needs nearly as long; it bounds what a bug can take. */
  private static final int SECONDS_MAX = 60;

  private final String text;

  Peer(String text) {
    this.text = text;
  }

  /** Returns the least cost. */
  abstract long solve(Instance order);

  /**
   * Units are whole at any optimum of the rest once it is known who is open, so they need not be.
   */
  long linear(String name, Instance order) {
    MPSolver solver = MPSolver.createSolver(name);
    int m = order.centers();
    MPObjective cost = solver.objective();
    cost.setMinimization();
    MPVariable[] open = new MPVariable[m];
    for (int j = 0; j < m; j++) {
      open[j] = solver.makeBoolVar("");
      cost.setCoefficient(open[j], (double) order.fixed()[j]);
    }
    for (int i = 0; i < order.lines(); i++) {
      int quantity = order.quantity()[i];
      MPConstraint shipped = solver.makeConstraint(quantity, quantity);
      for (int j = 0; j < m; j++) {
        int stock = order.available()[i * m + j];
        if (stock > 0) {
          MPVariable units = solver.makeNumVar(0, stock, "");
          shipped.setCoefficient(units, 1);
          cost.setCoefficient(units, (double) order.unit()[i * m + j]);
          MPConstraint onlyIfOpen = solver.makeConstraint(-MPSolver.infinity(), 0);
          onlyIfOpen.setCoefficient(units, 1);
          onlyIfOpen.setCoefficient(open[j], -stock);
        }
      }
    }
    MPSolverParameters parameters = new MPSolverParameters();
    parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
    solver.setTimeLimit(SECONDS_MAX * 1_000L);
    solver.setNumThreads(1);
    try {
      if (solver.solve(parameters) != MPSolver.ResultStatus.OPTIMAL) {
        throw new IllegalStateException(this + " proved nothing");
      }
      return Math.round(cost.value());
    } finally {
      parameters.delete();
      solver.delete();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
