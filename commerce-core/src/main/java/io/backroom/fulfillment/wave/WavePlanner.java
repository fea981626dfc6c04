package io.backroom.fulfillment.wave;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.fulfillment.tour.TourLength;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plans picking in one warehouse. Orders of one carrier cut-off are a wave; those that save most of
 * the way together go on one cart, and waves are released by their cut-offs.
 *
 * <p>No order is put on a cart with others when that alone makes it late. What pickers are too few
 * for is late in as few orders as the plan finds; those are named, and are picked after everything
 * that is in time.
 *
 * <p>Pure and thread-safe. The same orders have the same plan, in whatever order they are given.
 */
public final class WavePlanner {
  private static final int ORDERS_MAX = 10_000;

  /** Orders that are compared with each other at once; a larger wave is cut by ids. */
  private static final int COMPARED_MAX = 500;

  private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final AisleGrid grid;
  private final Stop depot;
  private final PickTerms terms;

  /**
   * Plans for one warehouse.
   *
   * @param grid the warehouse
   * @param depot where each tour begins and ends
   * @param terms who picks, with which cart, how fast
   * @throws InvalidInputException if the depot is outside the grid
   */
  public WavePlanner(AisleGrid grid, Stop depot, PickTerms terms) {
    this.grid = grid;
    this.depot = depot;
    this.terms = terms;
    new TourLength(grid).of(List.of(depot));
  }

  /**
   * Makes the plan.
   *
   * @param now when picking can begin
   * @param orders what is to be picked, at most 10,000
   * @return the plan; each order is in one batch
   * @throws InvalidInputException if an order is given twice, does not fit an empty cart, or has a
   *     stop outside the grid
   */
  public WavePlan plan(Instant now, List<PickOrder> orders) {
    check(orders);
    Tours tours = new Tours(grid, depot);
    List<Job> jobs = new ArrayList<>();
    orders.stream()
        .sorted(Comparator.comparing(PickOrder::id))
        .collect(
            Collectors.groupingBy(PickOrder::cutOff, TreeMap::new, Collectors.<PickOrder>toList()))
        .forEach((cutOff, wave) -> batch(tours, now, wave, jobs));
    List<WavePlan.Batch> batches = new ArrayList<>();
    List<WavePlan.Late> late = new ArrayList<>();
    for (Roster.Shift shift : Roster.of(jobs, terms.pickers(), now)) {
      Job job = shift.job();
      List<String> ids = job.load().orders().stream().map(PickOrder::id).sorted().toList();
      batches.add(
          new WavePlan.Batch(
              ids,
              job.cutOff(),
              tours.tour(job.load().stops()),
              job.load().items(),
              shift.picker(),
              shift.begins(),
              shift.ends()));
      if (shift.isLate()) {
        Instant ready = shift.ends().plus(terms.handOver());
        ids.forEach(id -> late.add(new WavePlan.Late(id, job.cutOff(), ready)));
      }
    }
    late.sort(Comparator.comparing(WavePlan.Late::cutOff).thenComparing(WavePlan.Late::order));
    return new WavePlan(batches, late);
  }

  private void check(List<PickOrder> orders) {
    Require.range("orders", orders.size(), 0, ORDERS_MAX);
    Set<String> ids = new HashSet<>();
    for (PickOrder order : orders) {
      Require.when(ids.add(order.id()), "id", order.id(), "must be that of one order");
      String rule = "must fit the cart, in order " + order.id();
      Require.when(order.items() <= terms.items(), "items", order.items(), rule);
      Require.when(order.volume() <= terms.volume(), "volume", order.volume(), rule);
    }
  }

  /** Batches of one wave; those orders that are late even alone are put together apart. */
  private void batch(Tours tours, Instant now, List<PickOrder> wave, List<Job> jobs) {
    List<Load> inTime = new ArrayList<>();
    List<Load> late = new ArrayList<>();
    Duration most = Duration.ZERO;
    for (PickOrder order : wave) {
      Load load = Load.of(List.of(order), tours);
      Job job = Job.of(load, terms);
      most = Duration.between(now, job.end());
      (job.time().compareTo(most) <= 0 ? inTime : late).add(load);
    }
    join(tours, inTime, new Limits(terms, most), jobs);
    join(tours, late, new Limits(terms, EVER), jobs);
  }

  private void join(Tours tours, List<Load> single, Limits limits, List<Job> jobs) {
    for (int from = 0; from < single.size(); from += COMPARED_MAX) {
      List<Load> some = single.subList(from, Math.min(single.size(), from + COMPARED_MAX));
      List<Load> joined = Exchanges.of(Savings.of(some, tours, limits), tours, limits);
      joined.forEach(load -> jobs.add(Job.of(load, terms)));
    }
  }
}
