package io.backroom.benchmarks.spark;

import io.backroom.benchmarks.peer.Lists;
import io.backroom.benchmarks.peer.Pairs;
import io.backroom.benchmarks.peer.PeerRun;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Alternating least squares of Spark MLlib for implicit feedback: 64 factors, 10 rounds, 0.1. */
public final class SparkPeer {
  private static final int FACTORS = 64;
  private static final int ROUNDS = 10;
  private static final double REGULARIZATION = 0.1;
  private static final StructType PAIR =
      new StructType().add("user", DataTypes.IntegerType).add("item", DataTypes.IntegerType);

  private SparkPeer() {}

  /**
   * Runs the peer.
   *
   * @param args those of {@link PeerRun}; the way is ALS's alpha
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("compare")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("ERROR");
      PeerRun.run(args, (pairs, way) -> train(spark, pairs, Double.parseDouble(way)));
    }
  }

  private static Lists train(SparkSession spark, Pairs pairs, double alpha) {
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < pairs.size(); at++) {
      rows.add(RowFactory.create(pairs.customer()[at], pairs.item()[at], 1f));
    }
    Dataset<Row> data =
        spark.createDataFrame(rows, PAIR.add("rating", DataTypes.FloatType)).repartition(4).cache();
    ALSModel model =
        new ALS()
            .setRank(FACTORS)
            .setMaxIter(ROUNDS)
            .setRegParam(REGULARIZATION)
            .setAlpha(alpha)
            .setImplicitPrefs(true)
            .setSeed(1)
            .fit(data);
    double[][] users = factors(model.userFactors(), pairs.customers());
    double[][] items = factors(model.itemFactors(), pairs.items());
    return new FactorLists(spark, model, pairs.itemsByCustomer(), users, items);
  }

  private static double[][] factors(Dataset<Row> table, int bound) {
    double[][] factors = new double[bound][0];
    for (Row row : table.collectAsList()) {
      List<Float> numbers = row.getList(1);
      factors[row.getInt(0)] = numbers.stream().mapToDouble(Float::doubleValue).toArray();
    }
    return factors;
  }

  /** Lists by the factors taken out; timed through Spark itself. */
  private record FactorLists(
      SparkSession spark, ALSModel model, int[][] bought, double[][] users, double[][] items)
      implements Lists {
    @Override
    public int[] top(int customer, int limit) {
      double[] scores = new double[items.length];
      for (int item = 0; item < items.length; item++) {
        for (int at = 0; at < items[item].length && users[customer].length > 0; at++) {
          scores[item] += users[customer][at] * items[item][at];
        }
      }
      return Pairs.best(scores, bought[customer], limit);
    }

    @Override
    public int[] answer(int customer, int limit) {
      Dataset<Row> one =
          spark.createDataFrame(
              List.of(RowFactory.create(customer)),
              new StructType().add("user", DataTypes.IntegerType));
      return model.recommendForUserSubset(one, limit).collectAsList().stream()
          .flatMap(row -> row.<Row>getList(1).stream())
          .mapToInt(row -> row.getInt(0))
          .toArray();
    }

    @Override
    public long bytes() {
      return 4L * FACTORS * (users.length + items.length);
    }
  }
}
