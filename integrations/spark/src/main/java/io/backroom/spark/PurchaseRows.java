package io.backroom.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.jspecify.annotations.Nullable;

/** The rows that were asked for, from Parquet or a database. */
final class PurchaseRows {
  static final String CUSTOMER = "customer";
  static final String ITEM = "item";

  private static final String FETCHED_AT_ONCE = "10000";
  private static final int TASKS_PER_CORE = 4;
  private static final Set<DataType> WHOLE =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private final Dataset<Row> rows;
  private final Options options;

  private PurchaseRows(Dataset<Row> rows, Options options) {
    this.rows = rows;
    this.options = options;
  }

  /** Finds the rows and checks their columns; reads none yet. */
  static PurchaseRows of(SparkSession spark, Options options) throws IOException {
    Dataset<Row> rows =
        options.find("parquet").isPresent() ? parquet(spark, options) : table(spark, options);
    PurchaseRows found = new PurchaseRows(rows, options);
    found.column(CUSTOMER);
    found.column(ITEM);
    found.itemsAreNumbers();
    found.kept();
    return found;
  }

  private static Dataset<Row> parquet(SparkSession spark, Options options) throws IOException {
    Path path = new Path(options.text("parquet"));
    FileStatus @Nullable [] found =
        path.getFileSystem(spark.sessionState().newHadoopConf()).globStatus(path);
    Require.when(
        found != null && found.length > 0, "parquet", options.text("parquet"), "must be there");
    return spark.read().parquet(options.text("parquet"));
  }

  private static Dataset<Row> table(SparkSession spark, Options options) {
    if (options.find("split").isEmpty()) {
      return reader(spark, options).option("dbtable", options.text("table")).load();
    }
    String column = options.text("split");
    String ends = "SELECT MIN(" + column + ") AS low, MAX(" + column + ") AS high FROM ";
    Row bounds = reader(spark, options).option("query", ends + options.text("table")).load().head();
    DataFrameReader reader = reader(spark, options).option("dbtable", options.text("table"));
    if (bounds.isNullAt(0)) {
      return reader.load();
    }
    int tasks = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
    return reader
        .option("partitionColumn", column)
        .option("lowerBound", bounds.get(0).toString())
        .option("upperBound", bounds.get(1).toString())
        .option("numPartitions", tasks)
        .load();
  }

  private static DataFrameReader reader(SparkSession spark, Options options) {
    DataFrameReader reader =
        spark
            .read()
            .format("jdbc")
            .option("url", options.text("jdbc"))
            .option("fetchsize", FETCHED_AT_ONCE);
    options.find("user").ifPresent(user -> reader.option("user", user));
    Map<String, String> environment = System.getenv();
    if (environment.containsKey("BACKROOM_JDBC_PASSWORD")) {
      reader.option("password", environment.get("BACKROOM_JDBC_PASSWORD"));
    }
    return reader;
  }

  /** Returns whether the items' names are the numbers of the model. */
  boolean itemsAreNumbers() {
    DataType type = rows.schema().apply(name(ITEM)).dataType();
    boolean whole = WHOLE.contains(type) || (type instanceof DecimalType some && some.scale() == 0);
    boolean text = type.equals(DataTypes.StringType);
    Require.when(
        whole || text,
        ITEM,
        options.text(ITEM, ITEM) + " " + type.simpleString(),
        "must be a column of text or of whole numbers");
    Require.when(
        whole || options.find("names").isPresent(),
        "names",
        "",
        "must be given, since the items are text");
    return options.find("names").isEmpty();
  }

  /**
   * How many rows there are.
   *
   * @param all all of them
   * @param kept those that teach something
   * @param nobody those without a customer or an item
   */
  record Size(long all, long kept, long nobody) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d rows, %,d of them learned from, %,d without a customer or an item",
          all,
          kept,
          nobody);
    }
  }

  /** Counts: goes through all rows once. */
  Size size() {
    Column one = lit(1L);
    Row counted =
        rows.agg(count(one), sum(when(named().and(kept()), one)), sum(when(not(named()), one)))
            .head();
    return new Size(
        counted.getLong(0),
        counted.isNullAt(1) ? 0 : counted.getLong(1),
        counted.isNullAt(2) ? 0 : counted.getLong(2));
  }

  /** Returns customer and item of what was bought, as often as it was. */
  Dataset<Row> bought() {
    return rows.where(named().and(kept()))
        .select(column(CUSTOMER).as(CUSTOMER), column(ITEM).as(ITEM));
  }

  private Column named() {
    Column named = lit(true);
    for (String field : new String[] {CUSTOMER, ITEM}) {
      named = named.and(column(field).isNotNull());
      if (rows.schema().apply(name(field)).dataType().equals(DataTypes.StringType)) {
        named = named.and(trim(column(field)).notEqual(""));
      }
    }
    return named;
  }

  private Column kept() {
    Column kept = lit(true);
    if (options.find("quantity").isPresent()) {
      kept = kept.and(column("quantity").gt(0));
    }
    if (options.find("time").isPresent()) {
      Column time = column("time");
      DataType type = rows.schema().apply(name("time")).dataType();
      if (options.find("since").isPresent()) {
        kept = kept.and(time.geq(bound("since", type)));
      }
      if (options.find("before").isPresent()) {
        kept = kept.and(time.lt(bound("before", type)));
      }
    }
    return kept;
  }

  /** A bound of the type of the column that it bounds. */
  private Column bound(String field, DataType type) {
    String value = options.text(field);
    Column bound = lit(value).cast(type);
    boolean legal = !rows.sparkSession().range(1).select(bound).head().isNullAt(0);
    Require.when(legal, field, value, "must be a " + type.simpleString() + ", as --time is");
    return bound;
  }

  private Column column(String field) {
    return col("`" + name(field) + "`");
  }

  /** Returns a column's name as the source writes it; capital letters make no difference. */
  private String name(String field) {
    String name = options.text(field, field);
    return Arrays.stream(rows.columns())
        .filter(known -> known.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    field, name, "must be one of " + String.join(", ", rows.columns())));
  }
}
