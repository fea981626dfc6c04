package io.backroom.routing.exact;

import io.backroom.spi.value.Require;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits orders over centers at least cost, and says whether that is proven.
 *
 * <p>What counts, in this order: units left out; units times lateness; shipments, if the order says
 * so; cost. Of plans that are equal in all of these the one of fewer shipments wins, then the one
 * whose centers stand earlier in the order of preference (the sum of their places is smaller).
 * Whatever is still equal falls the same way every time.
 *
 * <p>Three methods, the simplest first:
 *
 * <ol>
 *   <li>One shipment is optimal if it costs no more than several could. That ends most orders, in
 *       one pass over the tables.
 *   <li>Costs by any rule: dynamic programming over the lines, exact if the ways to divide the
 *       order are few (ten lines of one unit, three of twelve). A center has one shipment at most.
 *   <li>Sums of fixed costs and costs per unit: branch and bound over centers with a Lagrangian
 *       bound, exact for any number of lines, of which each may be split by units. An order under a
 *       rule that is too large for the second is searched by the sums of its problem, its plan is
 *       charged by the rule, and the difference remains as the gap to the bound.
 * </ol>
 *
 * <p>Deterministic. Thread-safe: each thread has its own workspace, so an order allocates nothing
 * once the workspace and the answer are large enough.
 */
public final class SourcingSolver {
  private static final int NODES = 20_000;

  private final int nodesMax;
  private final ThreadLocal<Workspace> workspace = ThreadLocal.withInitial(Workspace::new);

  /** Creates a solver that looks at up to 20,000 nodes for an order. */
  public SourcingSolver() {
    this(NODES);
  }

  /**
   * Creates a solver.
   *
   * @param nodesMax how many nodes of the branch and bound an order may take, at least 1; then the
   *     best plan found is the answer, with its bound
   */
  public SourcingSolver(int nodesMax) {
    this.nodesMax = (int) Require.range("nodesMax", nodesMax, 1, Integer.MAX_VALUE);
  }

  /**
   * Solves an order.
   *
   * @param problem the order
   * @param answer where the plan goes; what it held before is gone
   */
  public void solve(SourcingProblem problem, SourcingAnswer answer) {
    answer.clear();
    workspace.get().solve(problem, answer, nodesMax);
  }

  /** What one thread works in. */
  private static final class Workspace {
    private final OneShipment one = new OneShipment();
    private final Affine order = new Affine();
    private final Reduction reduction = new Reduction();
    private final LinePartition partition = new LinePartition(reduction);
    private final CenterSearch search = new CenterSearch();
    private final PlanSum sum = new PlanSum();
    private final SourcingAnswer trial = new SourcingAnswer();

    void solve(SourcingProblem problem, SourcingAnswer answer, int nodesMax) {
      if (problem.plain()) {
        order.view(problem);
        if (one.settles(order)) {
          ship(problem, answer);
          return;
        }
        sums(problem, answer, nodesMax);
        return;
      }
      Optional<ShipmentCharge> charge = problem.charge();
      if (charge.isEmpty()) {
        tiers(problem, answer, nodesMax);
      } else {
        charged(problem, charge.get(), answer, nodesMax);
      }
      if (problem.complete() && answer.unfilled() > 0) {
        answer.refuse();
      }
    }

    /** The one shipment that settles it, or none. */
    private void ship(SourcingProblem problem, SourcingAnswer answer) {
      if (one.wanted() > 0) {
        for (int i = 0; i < order.lines; i++) {
          if (one.want(i) > 0) {
            answer.add(i, one.best(), one.want(i));
          }
        }
        answer.sum(one.bestCost(), 0, left(problem), 1);
        answer.proven(SourcingStatus.OPTIMAL, one.bestCost(), 0);
      } else {
        answer.sum(0, 0, left(problem), 0);
      }
    }

    private long left(SourcingProblem problem) {
      long left = -one.wanted();
      for (int each : problem.quantity()) {
        left += each;
      }
      return left;
    }

    private void sums(SourcingProblem problem, SourcingAnswer answer, int nodesMax) {
      if (!search.search(order, one, false, nodesMax)) {
        ship(problem, answer);
        answer.proven(status(), search.bound(), search.nodes());
        return;
      }
      search.write(one, answer);
      sum.affine(problem, answer);
      answer.proven(status(), search.cut() ? search.bound() : answer.cost(), search.nodes());
    }

    private SourcingStatus status() {
      return search.cut() ? SourcingStatus.FEASIBLE : SourcingStatus.OPTIMAL;
    }

    private void tiers(SourcingProblem problem, SourcingAnswer answer, int nodesMax) {
      reduction.reduce(problem, false, order);
      boolean settled = one.settles(order);
      boolean single = settled || one.best() >= 0;
      boolean found =
          !settled && order.maxShipments > 1 && search.search(order, one, false, nodesMax);
      if (!found && !single) {
        // Too many shipments would be needed: what stays behind becomes a question.
        reduction.reduce(problem, true, order);
        one.settles(order);
        search.search(order, one, true, nodesMax);
        found = true;
      }
      answer.drop();
      if (found) {
        trial.drop();
        search.write(one, trial);
        for (int p = 0; p < trial.parts(); p++) {
          reduction.put(problem, answer, trial.line(p), trial.center(p), trial.units(p));
        }
      } else {
        for (int r = 0; r < order.lines; r++) {
          if (one.want(r) > 0) {
            reduction.put(problem, answer, r, one.best(), one.want(r));
          }
        }
      }
      sum.affine(problem, answer);
      boolean searched = !settled && (found || order.maxShipments > 1);
      boolean cut = searched && search.cut();
      long gap = cut ? search.gap(found ? 0 : one.bestCost()) : 0;
      long slip = order.lost == 0 ? 0 : sum.units() + answer.shipments();
      long bound = Math.max(0, ((answer.cost() >> order.lost) - slip - gap) << order.lost);
      boolean proven = !cut && order.lost == 0;
      answer.proven(
          proven ? SourcingStatus.OPTIMAL : SourcingStatus.FEASIBLE,
          proven ? answer.cost() : bound,
          searched ? search.nodes() : 0);
    }

    private void charged(
        SourcingProblem problem, ShipmentCharge rule, SourcingAnswer answer, int nodesMax) {
      reduction.group(problem);
      if (partition.fits(problem)) {
        boolean exact = partition.solve(problem, rule, answer);
        sum.charged(problem, rule, answer);
        answer.proven(
            exact ? SourcingStatus.OPTIMAL : SourcingStatus.FEASIBLE, exact ? answer.cost() : 0, 0);
        return;
      }
      tiers(problem, answer, nodesMax);
      long bound = answer.bound();
      long late = answer.late();
      long unfilled = answer.unfilled();
      int nodes = answer.nodes();
      sum.charged(problem, rule, answer);
      better(problem, rule, answer);
      boolean met =
          answer.cost() == bound && answer.late() == late && answer.unfilled() == unfilled;
      answer.proven(met ? SourcingStatus.OPTIMAL : SourcingStatus.FEASIBLE, bound, nodes);
    }

    /** Tries what is near a plan that the sums have led to: single centers, and whole lines. */
    private void better(SourcingProblem problem, ShipmentCharge rule, SourcingAnswer answer) {
      for (int j = 0; j < problem.centers(); j++) {
        trial.clear();
        for (int i = 0; i < problem.lines(); i++) {
          int has = problem.available()[i * problem.centers() + j];
          if (has >= problem.quantity()[i]) {
            trial.add(i, j, problem.quantity()[i]);
          }
        }
        if (trial.parts() == problem.lines()) {
          sum.charged(problem, rule, trial);
          answer.takeBetter(trial, problem.fewestShipments());
        }
      }
      reduction.group(problem);
      reduction.bindWholeLines(problem);
      if (partition.fits(problem)) {
        trial.clear();
        partition.solve(problem, rule, trial);
        sum.charged(problem, rule, trial);
        answer.takeBetter(trial, problem.fewestShipments());
      }
    }
  }

  /** Adds up what a plan amounts to. */
  private static final class PlanSum {
    private boolean[] ships = {};
    private int[] units = {};
    private long wanted;

    private void begin(SourcingProblem problem) {
      if (ships.length < problem.centers()) {
        ships = new boolean[problem.centers()];
      }
      Arrays.fill(ships, 0, problem.centers(), false);
      wanted = 0;
      for (int each : problem.quantity()) {
        wanted += each;
      }
    }

    long units() {
      return wanted;
    }

    void affine(SourcingProblem problem, SourcingAnswer answer) {
      begin(problem);
      long cost = 0;
      long late = 0;
      long left = wanted;
      int shipments = 0;
      for (int p = 0; p < answer.parts(); p++) {
        int j = answer.center(p);
        int some = answer.units(p);
        if (!ships[j]) {
          ships[j] = true;
          shipments++;
          cost += problem.fixed()[j];
        }
        cost += some * problem.unit()[answer.line(p) * problem.centers() + j];
        late += (long) some * problem.late(j);
        left -= some;
      }
      answer.sum(cost, late, left, shipments);
    }

    /** The same by a rule; shipments that it forbids are dropped. */
    void charged(SourcingProblem problem, ShipmentCharge rule, SourcingAnswer answer) {
      begin(problem);
      if (units.length != problem.lines()) {
        units = new int[problem.lines()];
      }
      for (int p = 0; p < answer.parts(); p++) {
        ships[answer.center(p)] = true;
      }
      long cost = 0;
      long late = 0;
      long left = wanted;
      int shipments = 0;
      for (int j = 0; j < problem.centers(); j++) {
        if (!ships[j]) {
          continue;
        }
        Arrays.fill(units, 0);
        long some = 0;
        for (int p = 0; p < answer.parts(); p++) {
          if (answer.center(p) == j) {
            units[answer.line(p)] += answer.units(p);
            some += answer.units(p);
          }
        }
        long charge = rule.charge(j, units);
        if (charge == ShipmentCharge.FORBIDDEN) {
          answer.dropCenter(j);
          continue;
        }
        cost += charge;
        late += some * problem.late(j);
        left -= some;
        shipments++;
      }
      answer.sum(cost, late, left, shipments);
    }
  }
}
