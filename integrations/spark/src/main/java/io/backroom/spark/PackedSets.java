package io.backroom.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What each customer bought, packed: for each customer how many items, then the items, ascending,
 * one customer after the other.
 *
 * @param packed arrays of some customers each
 * @param sets how many customers there are
 * @param pairs how many items they have together
 */
record PackedSets(JavaRDD<int[]> packed, long sets, long pairs) {
  /** An array is closed once it holds so many numbers: 4 MB. */
  private static final int FULL = 1 << 20;

  /** Groups what was bought by customer; those with too many items say nothing and are left out. */
  static PackedSets of(Items items, int itemsMax) {
    JavaRDD<int[]> packed =
        items
            .bought()
            .groupBy(PurchaseRows.CUSTOMER)
            .agg(collect_set(PurchaseRows.ITEM).as(PurchaseRows.ITEM))
            .select(col(PurchaseRows.ITEM))
            .toJavaRDD()
            .map(PackedSets::sorted)
            .filter(set -> set.length <= itemsMax)
            .mapPartitions(PackedSets::pack)
            .persist(StorageLevel.MEMORY_AND_DISK());
    long[] size =
        packed
            .map(PackedSets::size)
            .fold(new long[2], (one, other) -> new long[] {one[0] + other[0], one[1] + other[1]});
    return new PackedSets(packed, size[0], size[1]);
  }

  private static int[] sorted(Row row) {
    int[] items = row.<Integer>getList(0).stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(items);
    return items;
  }

  private static Iterator<int[]> pack(Iterator<int[]> sets) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return sets.hasNext();
      }

      @Override
      public int[] next() {
        List<int[]> some = new ArrayList<>();
        int length = 0;
        while (sets.hasNext() && length < FULL) {
          int[] set = sets.next();
          some.add(set);
          length += 1 + set.length;
        }
        int[] packed = new int[length];
        int at = 0;
        for (int[] set : some) {
          packed[at++] = set.length;
          System.arraycopy(set, 0, packed, at, set.length);
          at += set.length;
        }
        return packed;
      }
    };
  }

  private static long[] size(int[] packed) {
    long sets = 0;
    for (int at = 0; at < packed.length; at += 1 + packed[at]) {
      sets++;
    }
    return new long[] {sets, packed.length - sets};
  }
}
