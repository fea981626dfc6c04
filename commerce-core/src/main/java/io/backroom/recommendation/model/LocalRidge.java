package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.ArrayList;
import java.util.List;
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
 * <p>Memory beside the purchases: 8 bytes for each weight twice while the model is made, and for
 * each thread 12 bytes for each pair of neighbors and 24 for each item and customer; catalogs of up
 * to 4,096 items take another 4 bytes for each pair of items.
 */
public final class LocalRidge {
  private final Purchases purchases;
  private final RidgeSettings settings;
  private final CustomerWeights weights;
  private final Popularities popularities;

  private LocalRidge(Purchases purchases, RidgeSettings settings) {
    this.purchases = purchases;
    this.settings = settings;
    weights = new CustomerWeights(settings);
    popularities = new Popularities(purchases.items(), weights, settings);
  }

  /**
   * Learns on the calling thread.
   *
   * @param purchases what was bought
   * @param settings what is left open
   * @return the model
   */
  public static ItemModel train(Purchases purchases, RidgeSettings settings) {
    LocalRidge ridge = new LocalRidge(purchases, settings);
    TargetRow[] rows = new TargetRow[purchases.items()];
    ridge.learn(ridge.counts(), 0, 1, rows);
    return ItemModel.of(rows);
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
    LocalRidge ridge = new LocalRidge(purchases, settings);
    TargetRow[] rows = new TargetRow[purchases.items()];
    Counts shared = ridge.counts();
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int part = i;
      // Each part sees other items than any other, so that no two write the same row.
      work.add(() -> ridge.learn(ridge.ofOnePart(shared), part, parts, rows));
    }
    for (Future<Integer> future : pool.invokeAll(work)) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("learning failed", e.getCause());
      }
    }
    return ItemModel.of(rows);
  }

  private Counts counts() {
    PostingCounts postings = postings();
    for (int item = 0; item < purchases.items(); item++) {
      popularities.set(item, postings.of(item));
    }
    boolean small = purchases.items() <= DenseCounts.ITEMS_MAX;
    return small && popularities.largest() <= Integer.MAX_VALUE
        ? DenseCounts.of(purchases.byCustomer(), purchases.items(), weights)
        : postings;
  }

  private Counts ofOnePart(Counts shared) {
    return shared instanceof DenseCounts ? shared : postings();
  }

  private PostingCounts postings() {
    return new PostingCounts(purchases.byCustomer(), purchases.byItem(), weights);
  }

  private int learn(Counts counts, int first, int step, TargetRow[] rows) {
    TargetSolver solver = new TargetSolver(counts, settings, weights, popularities);
    int learned = 0;
    for (int item = first; item < rows.length; item += step) {
      rows[item] = solver.solve(item);
      learned++;
    }
    return learned;
  }
}
