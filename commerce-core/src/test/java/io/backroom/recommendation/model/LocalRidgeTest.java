package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.spi.value.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalRidgeTest {
  private static final double TOLERANCE = 1e-5;

  /** The formulas of the class comment, with nothing clever. */
  private static double[][] expected(Purchases purchases, RidgeSettings settings) {
    int items = purchases.items();
    double[][] g = new double[items][items];
    for (int customer = 0; customer < purchases.customers(); customer++) {
      int n = purchases.itemsOf(customer);
      if (n == 0 || n > settings.itemsMax()) {
        continue;
      }
      double power = Math.pow(Integer.highestOneBit(n), -settings.customerExponent());
      double weight = Math.rint(4096 * power) / 4096;
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          g[purchases.item(customer, a)][purchases.item(customer, b)] += weight;
        }
      }
    }
    double[][] expected = new double[items][items];
    for (int j = 0; j < items; j++) {
      int target = j;
      List<Integer> neighbors =
          IntStream.range(0, items)
              .filter(i -> i != target && g[i][target] > 0)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(
                          i ->
                              -g[i][target]
                                  * StrictMath.pow(1 + g[i][i], -settings.closenessExponent()))
                      .thenComparing(i -> i))
              .limit(settings.neighbors())
              .toList();
      double[] w = solved(g, neighbors, target, settings);
      for (int at = 0; at < neighbors.size(); at++) {
        expected[neighbors.get(at)][target] =
            w[at] * Math.pow(1 + g[target][target], settings.popularityExponent());
      }
    }
    return expected;
  }

  /** Gauss-Jordan elimination. */
  private static double[] solved(
      double[][] g, List<Integer> neighbors, int target, RidgeSettings settings) {
    int n = neighbors.size();
    double[][] a = new double[n][n + 1];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        a[r][c] = g[neighbors.get(r)][neighbors.get(c)];
      }
      a[r][r] *= 1 + settings.drop() / (1 - settings.drop());
      a[r][r] += settings.ridge();
      a[r][n] = g[neighbors.get(r)][target];
    }
    for (int k = 0; k < n; k++) {
      for (int r = 0; r < n; r++) {
        double factor = a[r][k] / a[k][k];
        for (int c = k; c <= n && r != k; c++) {
          a[r][c] -= factor * a[k][c];
        }
      }
    }
    double[] w = new double[n];
    for (int r = 0; r < n; r++) {
      w[r] = a[r][n] / a[r][r];
    }
    return w;
  }

  private static void requireWeights(ItemModel model, double[][] expected) {
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected.length; j++) {
        assertThat(model.weight(i, j))
            .as("from %s to %s", i, j)
            .isCloseTo(expected[i][j], within(TOLERANCE));
      }
    }
  }

  @Test
  void everyWeightSolvesTheSystemOfItsItem() {
    for (int seed = 0; seed < 3; seed++) {
      Purchases purchases = Shop.purchases(seed);

      ItemModel model = LocalRidge.train(purchases, Shop.settings());

      assertThat(model.size()).isPositive();
      requireWeights(model, expected(purchases, Shop.settings()));
    }
  }

  @Test
  void customersCountTheSameWithoutAnExponent() {
    Purchases purchases = Shop.purchases(4);
    RidgeSettings plain = new RidgeSettings(9, 0, 1, 0, 0.5, 0, Integer.MAX_VALUE);

    requireWeights(LocalRidge.train(purchases, plain), expected(purchases, plain));
  }

  @Test
  void theOrderOfThePurchasesLeavesNoTrace() {
    PurchaseLog log = Shop.log(2);
    List<Integer> rows = new ArrayList<>(IntStream.range(0, log.size()).boxed().toList());
    Collections.shuffle(rows, new Random(2));
    PurchaseLog.Builder shuffled = PurchaseLog.builder(log.customers(), log.items());
    rows.forEach(row -> shuffled.add(log.customer(row), log.item(row), log.day(row)));

    byte[] one = Shop.bytes(LocalRidge.train(Purchases.of(log), Shop.settings()));
    byte[] other = Shop.bytes(LocalRidge.train(Purchases.of(shuffled.build()), Shop.settings()));

    assertThat(other).isEqualTo(one);
  }

  @Test
  void anyNumberOfPartsGivesTheSameBytes() throws InterruptedException {
    Purchases purchases = Shop.purchases(3);
    byte[] alone = Shop.bytes(LocalRidge.train(purchases, Shop.settings()));
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      for (int parts : new int[] {1, 2, 7}) {
        ItemModel model = LocalRidge.train(purchases, Shop.settings(), pool, parts);
        assertThat(Shop.bytes(model)).as("%s parts", parts).isEqualTo(alone);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void countsOfListsAreCountsOfTheTable() {
    Purchases purchases = Shop.purchases(5);
    CustomerWeights weights = new CustomerWeights(Shop.settings());
    Counts table = DenseCounts.of(purchases.byCustomer(), purchases.items(), weights);
    Counts lists = new PostingCounts(purchases.byCustomer(), purchases.byItem(), weights);
    Random random = new Random(5);

    for (int round = 0; round < 50; round++) {
      int target = random.nextInt(purchases.items());
      assertThat(lists.of(target)).isEqualTo(table.of(target));
      assertThat(together(lists, target)).isEqualTo(together(table, target));
      int[] some = random.ints(1 + round % 20, 0, Shop.ITEMS).distinct().sorted().toArray();
      assertThat(block(lists, some)).isEqualTo(block(table, some));
    }
  }

  private static long[] together(Counts counts, int target) {
    long[] together = new long[Shop.ITEMS];
    counts.together(target, (item, weight) -> together[item] = weight);
    return together;
  }

  private static float[][] block(Counts counts, int[] items) {
    float[][] rows = new float[items.length][items.length];
    counts.block(items, items.length, rows);
    return rows;
  }

  @Test
  void whoBuysTooMuchTeachesNothing() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int item = 0; item < 20; item++) {
      log.add(0, item, 0);
    }
    log.add(1, 3, 0).add(1, 4, 0);
    RidgeSettings settings = new RidgeSettings(10, 0, 1, 0, 0.5, 0, 19);

    ItemModel model = LocalRidge.train(Purchases.of(log.build()), settings);

    assertThat(model.size()).isEqualTo(2);
    assertThat(model.weight(3, 4)).isEqualTo(model.weight(4, 3)).isPositive();
  }

  @Test
  void equallyNearItemsAreTakenByNumber() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int item : new int[] {5, 9, 2, 7}) {
      log.add(0, item, 0);
    }
    RidgeSettings settings = new RidgeSettings(2, 0, 1, 0, 0.5, 0, 100);

    ItemModel model = LocalRidge.train(Purchases.of(log.build()), settings);

    assertThat(IntStream.range(0, 10).filter(item -> model.weight(item, 9) != 0))
        .containsExactly(2, 5);
  }

  @Test
  void nothingIsLearnedFromNothing() {
    ItemModel model =
        LocalRidge.train(Purchases.of(PurchaseLog.builder(4, 6).build()), Shop.settings());

    assertThat(model.items()).isEqualTo(6);
    assertThat(model.size()).isZero();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    List<Runnable> wrong =
        List.of(
            () -> new RidgeSettings(0, 0, 1, 0, 0, 0, 1),
            () -> new RidgeSettings(1, 1, 1, 0, 0, 0, 1),
            () -> new RidgeSettings(1, 0, 0, 0, 0, 0, 1),
            () -> new RidgeSettings(1, 0, 1, -1, 0, 0, 1),
            () -> new RidgeSettings(1, 0, 1, 0, 2, 0, 1),
            () -> new RidgeSettings(1, 0, 1, 0, 0, Double.NaN, 1),
            () -> new RidgeSettings(1, 0, 1, 0, 0, 0, 0));

    assertThat(wrong)
        .allSatisfy(
            some -> assertThatThrownBy(some::run).isInstanceOf(InvalidInputException.class));
  }

  @Test
  void largeSystemsAreSolvedAsSmallOnesAre() {
    Random random = new Random(6);
    for (int size : new int[] {1, 2, 3, 4, 5, 8, 31, 64}) {
      float[][] rows = new float[size][size];
      float[] solution = new float[size];
      float[] right = new float[size];
      for (int r = 0; r < size; r++) {
        solution[r] = random.nextFloat() - 0.5f;
        for (int c = r; c < size; c++) {
          rows[r][c] = random.nextFloat() + (r == c ? size : 0);
        }
      }
      for (int r = 0; r < size; r++) {
        for (int c = 0; c < size; c++) {
          right[r] += rows[Math.min(r, c)][Math.max(r, c)] * solution[c];
        }
      }

      Cholesky.solve(rows, right, size);

      for (int r = 0; r < size; r++) {
        assertThat(right[r]).as(Arrays.toString(right)).isCloseTo(solution[r], within(1e-4f));
      }
    }
  }
}
