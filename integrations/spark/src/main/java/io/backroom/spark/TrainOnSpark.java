package io.backroom.spark;

import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Learns a model of purchases on Spark and writes the file that {@link
 * io.backroom.recommendation.model.ItemModel#read} reads: to the byte the one that {@link
 * io.backroom.recommendation.model.LocalRidge#train} makes of the same purchases.
 *
 * <p>Progress is printed to the error stream: a line every ten seconds, or a bar if the environment
 * has {@code BACKROOM_TERMINAL}.
 *
 * <p>Without names the items are the model's numbers. With them the items are numbered in the order
 * of their names, as {@link String#compareTo} has it, and the file of names has a line for each, in
 * UTF-8: the first line is item 0.
 *
 * <p>Memory: the driver holds no more than a part of anything, some 20 MB, but for what Spark's
 * storage memory keeps there and may move to disk: 4 bytes for each pair of customer and item. An
 * executor holds 8 bytes for each pair, 28 for each item and 8 for each customer, once, and for
 * each task 20 for each item, 4 for each customer, and 12 for each weight of its share of the
 * items.
 */
public final class TrainOnSpark {
  private static final int REFUSED = 2;

  private TrainOnSpark() {}

  /**
   * Runs the training in a session of its own, or that of {@code spark-submit}. Ends the process
   * with 2 if an argument is refused.
   *
   * @param args see {@code --help}
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      Options options = Options.of(List.of(args));
      SparkConf conf = new SparkConf();
      conf.setIfMissing("spark.master", options.text("master", "local[*]"));
      conf.setIfMissing("spark.app.name", "backroom recommendations");
      conf.setIfMissing("spark.ui.showConsoleProgress", "false");
      // Java cannot tell whether the progress goes to a terminal; the shell can.
      boolean terminal = System.getenv().containsKey("BACKROOM_TERMINAL");
      Progress progress = new Progress(System.err, terminal, System::nanoTime);
      try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
        run(spark, options, progress);
      }
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.err.println("--help lists the arguments.");
      System.exit(REFUSED);
    }
  }

  /**
   * Runs the training in a session of the caller's. Files are as they were unless it succeeds.
   *
   * @param spark where
   * @param args those of {@link #main}
   * @throws InvalidInputException if an argument or a value in the rows is refused
   * @throws IOException if a file cannot be written
   */
  public static void run(SparkSession spark, List<String> args) throws IOException {
    Progress progress = new Progress(System.err, false, System::nanoTime);
    run(spark, Options.of(args), progress);
  }

  static void run(SparkSession spark, Options options, Progress progress) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ProgressListener listener = new ProgressListener(progress);
    spark.sparkContext().addSparkListener(listener);
    try {
      OutputFiles.check(context, options);
      PurchaseRows rows = PurchaseRows.of(spark, options);
      PurchaseRows.Size size = rows.size();
      progress.say(size.toString());
      Require.when(size.kept() > 0, "rows", size.kept(), "must be some that can be learned from");
      Items items = Items.of(rows.bought(), rows.itemsAreNumbers());
      PackedSets sets = PackedSets.of(items, options.ridge().itemsMax());
      progress.say(
          String.format(
              Locale.ROOT,
              "%,d customers, %,d items, %,d pairs",
              sets.sets(),
              items.count(),
              sets.pairs()));
      progress.begin(items.count(), SparkRidge.shares(context, items.count()));
      SparkRidge model = SparkRidge.learn(context, sets, items.count(), options.ridge());
      OutputFiles.write(context, options, items, model);
      progress.say(String.format(Locale.ROOT, "%,d weights written", model.weights()));
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }
}
