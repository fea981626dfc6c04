package io.backroom.spark;

import io.backroom.recommendation.model.ItemSets;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.spi.value.Require;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * All sets on every executor, counted there once, for all tasks of its process.
 *
 * <p>Memory on an executor: that of {@link ItemSets} and {@link LocalRidge}, and the arrays that
 * they are made of in Spark's storage memory, from which Spark may move them to disk. On the
 * driver: these arrays, likewise, and one partition of them while they are sent.
 */
final class Teacher implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<Broadcast<int[]>> packed;
  private final int items;
  private final int sets;
  private final int pairs;
  private final RidgeSettings settings;
  private transient @Nullable LocalRidge ridge;

  private Teacher(
      List<Broadcast<int[]>> packed, int items, PackedSets sets, RidgeSettings settings) {
    this.packed = packed;
    this.items = items;
    this.sets = (int) sets.sets();
    this.pairs = (int) sets.pairs();
    this.settings = settings;
  }

  /** Sends the sets to the executors, array by array. */
  static Teacher of(JavaSparkContext spark, PackedSets sets, int items, RidgeSettings settings) {
    Require.range("customers", sets.sets(), 1, Integer.MAX_VALUE - 1);
    Require.range("pairs", sets.pairs(), 1, Integer.MAX_VALUE);
    List<Broadcast<int[]>> packed = new ArrayList<>();
    for (Iterator<int[]> some = sets.packed().toLocalIterator(); some.hasNext(); ) {
      packed.add(spark.broadcast(some.next()));
    }
    return new Teacher(packed, items, sets, settings);
  }

  synchronized LocalRidge ridge() {
    LocalRidge known = ridge;
    if (known == null) {
      known = LocalRidge.of(itemSets(), settings);
      ridge = known;
    }
    return known;
  }

  private ItemSets itemSets() {
    ItemSets.Builder builder = ItemSets.builder(items, sets, pairs);
    for (Broadcast<int[]> some : packed) {
      int[] array = some.value();
      for (int at = 0; at < array.length; at += 1 + array[at]) {
        builder.add(array, at + 1, array[at]);
      }
    }
    return builder.build();
  }
}
