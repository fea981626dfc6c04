package io.backroom.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.spi.value.Require;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The items' numbers: their own, or those of their names in order.
 *
 * @param count items are below this number
 * @param bought customer and item of what was bought, the item being its number
 * @param names the names in the order of their numbers, if these are not the names themselves
 */
record Items(int count, Dataset<Row> bought, Optional<JavaRDD<String>> names) {
  private static final String NUMBER = "number";

  static Items of(Dataset<Row> bought, boolean areNumbers) {
    return areNumbers ? numbers(bought) : named(bought);
  }

  private static Items numbers(Dataset<Row> bought) {
    Dataset<Row> longs =
        bought.select(col(PurchaseRows.CUSTOMER), col(PurchaseRows.ITEM).cast("long").as(NUMBER));
    Row ends = longs.agg(min(NUMBER), max(NUMBER)).head();
    if (ends.isNullAt(0)) {
      return new Items(0, longs, Optional.empty());
    }
    Require.range(PurchaseRows.ITEM, ends.getLong(0), 0, PurchaseLog.NUMBER_MAX - 1);
    Require.range(PurchaseRows.ITEM, ends.getLong(1), 0, PurchaseLog.NUMBER_MAX - 1);
    return new Items(
        (int) ends.getLong(1) + 1,
        longs.select(col(PurchaseRows.CUSTOMER), col(NUMBER).cast("int").as(PurchaseRows.ITEM)),
        Optional.empty());
  }

  private static Items named(Dataset<Row> bought) {
    Dataset<Row> texts =
        bought.select(
            col(PurchaseRows.CUSTOMER),
            col(PurchaseRows.ITEM).cast("string").as(PurchaseRows.ITEM));
    JavaRDD<String> distinct =
        texts.select(PurchaseRows.ITEM).distinct().toJavaRDD().map(row -> row.getString(0));
    List<String> broken =
        distinct.filter(name -> name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0).take(1);
    Require.when(broken.isEmpty(), PurchaseRows.ITEM, broken, "must have no line break");
    // As String.compareTo orders them, which is not how Spark would sort the column.
    JavaRDD<String> names =
        distinct
            .sortBy(name -> name, true, distinct.getNumPartitions())
            .persist(StorageLevel.MEMORY_AND_DISK());
    long count = names.count();
    Require.range(PurchaseRows.ITEM, count, 0, PurchaseLog.NUMBER_MAX);
    JavaRDD<Row> numbered =
        names.zipWithIndex().map(entry -> RowFactory.create(entry._1(), entry._2().intValue()));
    Dataset<Row> numbers =
        bought
            .sparkSession()
            .createDataFrame(
                numbered,
                new StructType()
                    .add(PurchaseRows.ITEM, DataTypes.StringType)
                    .add(NUMBER, DataTypes.IntegerType));
    return new Items(
        (int) count,
        texts
            .join(numbers, PurchaseRows.ITEM)
            .select(col(PurchaseRows.CUSTOMER), col(NUMBER).as(PurchaseRows.ITEM)),
        Optional.of(names));
  }

  /** Returns the names, of which the driver holds one partition at a time. */
  Iterator<String> nameIterator() {
    return names.map(JavaRDD::toLocalIterator).orElse(List.<String>of().iterator());
  }
}
