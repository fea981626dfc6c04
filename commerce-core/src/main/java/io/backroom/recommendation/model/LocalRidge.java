package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Learns which of a customer's items speak for an item, by a ridge regression of each item on the
 * items nearest to it.
 *
 * <p>With X the matrix of customers and items, 1 where bought, and customers weighing n(u)^(−e) for
 * n(u) items, G = Xᵀ diag(n^(−e)) X counts how often items are bought by the same customers. For
 * item j, N are the M other items i with the greatest g(i, j) ÷ (1 + g(i, i))^c. The weights w
 * solve
 *
 * <pre>
 *   (G_NN + p/(1 − p) diag(G_NN) + l I) w = g_Nj,     w(i, j) = w_i (1 + g(j, j))^b
 * </pre>
 *
 * <p>and the score of j for a customer is the sum of w(i, j) over what they bought.
 *
 * <p>Sources: a weight for each pair of items by least squares, with the item itself left out, is
 * SLIM (Ning and Karypis 2011, "SLIM: Sparse Linear Methods for Top-N Recommender Systems", ICDM)
 * and, in closed form, EASE (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data",
 * WWW). The term with p is what random dropout of purchases with probability p amounts to (Steck
 * 2020, "Autoencoders that don't overfit towards the Identity", NeurIPS). Solving on the nearest
 * items only is fsSLIM's choice of features (the first paper, §4.4), here with the exact solution
 * of the small system; it makes a model that is M / items as large and that can be learned item by
 * item.
 *
 * <p>The same purchases and settings give the same bits, with any number of threads.
 *
 * <p>Memory beside the purchases: 8 bytes for each weight that there may be, which for an item is M
 * or what its customers bought beside it, if that is less (12 where more than an eighth of that
 * room stays empty); 24 bytes for each item; and for each thread 12 bytes for each pair of
 * neighbors, 24 for each item, 4 for each customer, and up to 40 for each customer of each neighbor
 * of one item. Catalogs of up to 4,096 items take another 4 bytes for each pair of items. There can
 * be 2^31 weights and as many pairs of customer and item.
 */
public final class LocalRidge {
  private final ItemSets sets;
  private final RidgeSettings settings;
  private final CustomerWeights weights;
  private final Popularities popularities;

  /** All counts of a small catalog. */
  private final Optional<DenseCounts> table;

  private LocalRidge(ItemSets sets, RidgeSettings settings) {
    this.sets = sets;
    this.settings = settings;
    weights = new CustomerWeights(settings);
    popularities = new Popularities(sets.items(), weights, settings);
    table = count();
  }

  /** Takes what was learned. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes what speaks for an item.
     *
     * @param target the item
     * @param neighbors the items that do, ascending; not to be changed
     * @param weights how much each does; some may be 0
     */
    void take(int target, int[] neighbors, float[] weights);
  }

  /**
   * Counts, and learns nothing yet: for whoever spreads the items over machines. Thread-safe.
   *
   * @param sets what was bought
   * @param settings what is left open
   * @return ready to learn
   */
  public static LocalRidge of(ItemSets sets, RidgeSettings settings) {
    return new LocalRidge(sets, settings);
  }

  /**
   * Learns on the calling thread.
   *
   * @param purchases what was bought
   * @param settings what is left open
   * @return the model
   */
  public static ItemModel train(Purchases purchases, RidgeSettings settings) {
    return train(ItemSets.of(purchases), settings);
  }

  /**
   * Learns on the calling thread, from what takes less memory than purchases with their days.
   *
   * @param sets what was bought
   * @param settings what is left open
   * @return the same model
   */
  public static ItemModel train(ItemSets sets, RidgeSettings settings) {
    LocalRidge ridge = of(sets, settings);
    ModelBuilder builder = new ModelBuilder(sets.items(), ridge::neighborsMax);
    ridge.learnRows(0, 1, builder);
    return builder.build();
  }

  /**
   * Learns on several threads at once.
   *
   * @param purchases what was bought
   * @param settings what is left open
   * @param pool runs the parts
   * @param parts into how many parts the items are divided, 1 to 1,000
   * @return the same model that one thread makes
   * @throws InterruptedException if the calling thread is interrupted while it waits
   */
  public static ItemModel train(
      Purchases purchases, RidgeSettings settings, ExecutorService pool, int parts)
      throws InterruptedException {
    Require.range("parts", parts, 1, 1_000);
    LocalRidge ridge = of(ItemSets.of(purchases), settings);
    ModelBuilder builder = new ModelBuilder(purchases.items(), ridge::neighborsMax);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int part = i;
      // Each part sees other items than any other, so that no two write the same row.
      work.add(() -> ridge.learnRows(part, parts, builder));
    }
    for (Future<Integer> future : pool.invokeAll(work)) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("learning failed", e.getCause());
      }
    }
    return builder.build();
  }

  /**
   * Learns one item in so many, on the calling thread.
   *
   * @param first the first item, 0 or more
   * @param step how far it is to each next one, 1 or more
   * @param sink takes what speaks for each, in the order of their numbers
   */
  public void learn(int first, int step, Sink sink) {
    Require.range("first", first, 0, Integer.MAX_VALUE);
    Require.range("step", step, 1, Integer.MAX_VALUE);
    TargetSolver solver = solver();
    for (long item = first; item < sets.items(); item += step) {
      TargetRow row = solver.solve((int) item);
      sink.take((int) item, row.neighbors(), row.weights());
    }
  }

  private int learnRows(int first, int step, ModelBuilder builder) {
    TargetSolver solver = solver();
    int learned = 0;
    for (int item = first; item < sets.items(); item += step) {
      builder.put(item, solver.solve(item));
      learned++;
    }
    return learned;
  }

  private TargetSolver solver() {
    Counts counts = table.isPresent() ? table.get() : postings();
    return new TargetSolver(counts, settings, weights, popularities);
  }

  private Optional<DenseCounts> count() {
    PostingCounts postings = postings();
    for (int item = 0; item < sets.items(); item++) {
      popularities.set(item, postings.of(item));
    }
    boolean small = sets.items() <= DenseCounts.ITEMS_MAX;
    return small && popularities.largest() <= Integer.MAX_VALUE
        ? Optional.of(DenseCounts.of(sets.byCustomer(), sets.items(), weights))
        : Optional.empty();
  }

  private PostingCounts postings() {
    return new PostingCounts(sets.byCustomer(), sets.byItem(), weights);
  }

  /** No more neighbors than this has an item: what its customers bought beside it, or M. */
  private int neighborsMax(int item) {
    PackedRows byCustomer = sets.byCustomer();
    long bought = 0;
    for (int at = sets.byItem().from(item); at < sets.byItem().to(item); at++) {
      int items = byCustomer.length(sets.byItem().index()[at]);
      bought += weights.of(items) == 0 ? 0 : items - 1;
    }
    return (int) Math.min(bought, Math.min(settings.neighbors(), sets.items() - 1));
  }
}
