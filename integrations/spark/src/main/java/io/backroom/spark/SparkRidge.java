package io.backroom.spark;

import io.backroom.recommendation.model.ModelWriter;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.spi.value.Require;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A model that was learned on Spark.
 *
 * <p>All sets are on every executor, and each task learns one item in so many from them. What it
 * learned is sorted by the item that speaks in a second round, and written from there.
 *
 * @param bands the model, part by part
 * @param items how many items there are
 * @param weights how many weights there are
 */
record SparkRidge(JavaRDD<Band> bands, int items, int weights) {
  /** The name of what tells the progress apart from other tasks. */
  static final String LEARNED = "backroom items learned";

  /** More of them show the progress better, and each takes some time to begin. */
  private static final int SHARES_PER_CORE = 16;

  private static final int SHARES_MIN = 50;

  static int shares(JavaSparkContext spark, int items) {
    return Math.min(items, Math.max(SHARES_MIN, SHARES_PER_CORE * spark.defaultParallelism()));
  }

  static SparkRidge learn(
      JavaSparkContext spark, PackedSets sets, int items, RidgeSettings settings) {
    Broadcast<Teacher> teacher = spark.broadcast(Teacher.of(spark, sets, items, settings));
    int shares = shares(spark, items);
    Bands bands = Bands.of(items, settings.neighbors(), spark.defaultParallelism());
    JavaRDD<Band> learned =
        spark
            .parallelize(IntStream.range(0, shares).boxed().toList(), shares)
            .flatMapToPair(share -> learn(teacher.value(), share, shares, bands))
            .setName(LEARNED)
            .partitionBy(new HashPartitioner(bands.count()))
            .mapPartitionsWithIndex((band, parts) -> band(band, parts, bands), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    long weights = learned.map(band -> (long) band.targets().length).fold(0L, Long::sum);
    Require.range("weights", weights, 0, Integer.MAX_VALUE);
    return new SparkRidge(learned, items, (int) weights);
  }

  private static Iterator<Tuple2<Integer, int[]>> learn(
      Teacher teacher, int share, int shares, Bands bands) {
    Weights[] learned = new Weights[bands.count()];
    for (int band = 0; band < learned.length; band++) {
      learned[band] = new Weights();
    }
    teacher
        .ridge()
        .learn(
            share,
            shares,
            (target, neighbors, weights) -> {
              for (int at = 0; at < neighbors.length; at++) {
                if (weights[at] != 0) {
                  learned[bands.of(neighbors[at])].add(neighbors[at], target, weights[at]);
                }
              }
            });
    return IntStream.range(0, learned.length)
        .filter(band -> !learned[band].isEmpty())
        .mapToObj(band -> new Tuple2<>(band, learned[band].packed()))
        .iterator();
  }

  private static Iterator<Band> band(
      int band, Iterator<Tuple2<Integer, int[]>> parts, Bands bands) {
    List<int[]> some = new ArrayList<>();
    parts.forEachRemaining(part -> some.add(part._2()));
    return List.of(Band.of(bands.first(band), bands.first(band + 1), some)).iterator();
  }

  /** Writes the model; the driver holds one band at a time. */
  void write(OutputStream out) throws IOException {
    ModelWriter writer = new ModelWriter(out, items, weights);
    for (Iterator<Band> some = bands.toLocalIterator(); some.hasNext(); ) {
      some.next().write(writer);
    }
    writer.end();
  }
}
