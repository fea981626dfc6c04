package io.backroom.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.spark.MadeShop.Sale;
import io.backroom.spi.value.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOnSparkTest {
  private static final int ITEMS = 600;

  /** More than what is counted in one table. */
  private static final int MANY_ITEMS = 5_000;

  private static final long MINUTE = 60_000_000_000L;

  private static SparkSession spark;

  @TempDir Path folder;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "3")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private void train(String... args) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--model", folder.resolve("model").toString()));
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    AtomicLong now = new AtomicLong();
    TrainOnSpark.run(spark, Options.of(all), new Progress(out, false, () -> now.addAndGet(MINUTE)));
  }

  private byte[] model() throws IOException {
    return Files.readAllBytes(folder.resolve("model"));
  }

  private String parquet(List<Sale> sales, DataType itemType, Function<Integer, Object> item) {
    StructType type =
        new StructType()
            .add("customer", DataTypes.StringType)
            .add("item", itemType)
            .add("day", DataTypes.DateType)
            .add("quantity", DataTypes.IntegerType);
    List<Row> rows =
        sales.stream()
            .map(
                sale ->
                    RowFactory.create(
                        sale.customer().orElse(null),
                        item.apply(sale.item()),
                        Date.valueOf(sale.day()),
                        sale.quantity()))
            .toList();
    Dataset<Row> data = spark.createDataFrame(rows, type).repartition(3);
    String path = folder.resolve("rows.parquet").toString();
    data.write().mode("overwrite").parquet(path);
    return path;
  }

  private String numbers(List<Sale> sales) {
    return parquet(sales, DataTypes.IntegerType, item -> item);
  }

  private String database(List<Sale> sales) throws SQLException {
    String url = "jdbc:h2:file:" + folder.resolve("shop");
    try (Connection connection = DriverManager.getConnection(url);
        Statement create = connection.createStatement()) {
      create.execute(
          "CREATE TABLE sale (id INT, buyer VARCHAR(40), sku BIGINT, sold DATE, units INT)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO sale VALUES (?, ?, ?, ?, ?)")) {
        for (int id = 0; id < sales.size(); id++) {
          Sale sale = sales.get(id);
          insert.setInt(1, id);
          insert.setString(2, sale.customer().orElse(" "));
          insert.setLong(3, sale.item());
          insert.setDate(4, Date.valueOf(sale.day()));
          insert.setInt(5, sale.quantity());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    return url;
  }

  @Test
  void rowsInParquetGiveTheBytesOfTheLocalTrainer() throws IOException {
    List<Sale> sales = MadeShop.sales(1, 400, ITEMS);
    List<String> names = IntStream.range(0, ITEMS).mapToObj(item -> "sku-" + item).toList();

    train(
        "--parquet",
        parquet(sales, DataTypes.StringType, names::get),
        "--quantity",
        "quantity",
        "--names",
        folder.resolve("names").toString());

    assertThat(model()).isEqualTo(MadeShop.localByName(sales, names, RidgeSettings.PURCHASES));
    assertThat(Files.readAllLines(folder.resolve("names")))
        .isEqualTo(MadeShop.inOrder(sales, names));
  }

  @Test
  void rowsOfADatabaseGiveTheBytesOfTheLocalTrainer() throws IOException, SQLException {
    List<Sale> sales = MadeShop.sales(2, 400, ITEMS);
    List<String> table = List.of("--jdbc", database(sales), "--table", "sale");
    List<String> columns =
        List.of("--customer", "buyer", "--item", "sku", "--quantity", "units", "--neighbors", "20");
    RidgeSettings usual = RidgeSettings.PURCHASES;
    RidgeSettings settings =
        new RidgeSettings(
            20,
            usual.drop(),
            usual.ridge(),
            usual.customerExponent(),
            usual.closenessExponent(),
            usual.popularityExponent(),
            usual.itemsMax());

    for (List<String> how : List.of(List.<String>of(), List.of("--split", "id"))) {
      train(Stream.of(table, columns, how).flatMap(List::stream).toArray(String[]::new));

      assertThat(model()).isEqualTo(MadeShop.localByNumber(sales, settings));
    }
  }

  @Test
  void aCatalogTooLargeForATableGivesTheSameBytes() throws IOException {
    List<Sale> sales = MadeShop.sales(3, 2_000, MANY_ITEMS);
    RidgeSettings settings = new RidgeSettings(30, 0.4, 2, 0.5, 0.5, 0.1, 12);

    train(
        ("--neighbors 30 --drop 0.4 --ridge 2 --customer-exponent 0.5 --closeness-exponent 0.5"
                + " --popularity-exponent 0.1 --items-max 12 --quantity quantity --parquet "
                + numbers(sales))
            .split(" "));

    assertThat(model()).isEqualTo(MadeShop.localByNumber(sales, settings));
    assertThat(ItemModel.read(new ByteArrayInputStream(model())).size()).isPositive();
  }

  @Test
  void namesAreInTheOrderOfJavaWhateverTheirCharacters() throws IOException {
    List<Sale> sales = MadeShop.sales(4, 60, 40);
    // Where Java and UTF-8 order differently, and numbers as text.
    List<String> odd = List.of("\uFFFD", "\uD83D\uDE00", "é", "Z", "10", "9", " a", "ß");
    List<String> names =
        IntStream.range(0, 40).mapToObj(item -> odd.get(item % odd.size()) + item / 8).toList();

    train(
        "--parquet",
        parquet(sales, DataTypes.StringType, names::get),
        "--quantity",
        "quantity",
        "--names",
        folder.resolve("names").toString());

    assertThat(Files.readAllLines(folder.resolve("names")))
        .isEqualTo(MadeShop.inOrder(sales, names));
    assertThat(model()).isEqualTo(MadeShop.localByName(sales, names, RidgeSettings.PURCHASES));
  }

  @Test
  void onlyRowsOfTheTimeThatWasAskedForCount() throws IOException {
    List<Sale> sales = MadeShop.sales(5, 200, 60);
    List<Sale> some =
        sales.stream()
            .filter(sale -> !sale.day().isBefore(MadeShop.FIRST_DAY.plusDays(30)))
            .filter(sale -> sale.day().isBefore(MadeShop.FIRST_DAY.plusDays(200)))
            .toList();

    train(
        ("--time DAY --since 2025-01-31 --before 2025-07-20 --quantity quantity --parquet "
                + numbers(sales))
            .split(" "));

    assertThat(model()).isEqualTo(MadeShop.localByNumber(some, RidgeSettings.PURCHASES));
  }

  @Test
  void theProgressCountsTheItemsThatAreLearned() throws IOException, TimeoutException {
    List<Sale> sales = MadeShop.sales(6, 100, ITEMS);
    int bound = 1 + sales.stream().filter(Sale::isPurchase).mapToInt(Sale::item).max().orElse(0);

    train("--quantity", "quantity", "--parquet", numbers(sales));
    spark.sparkContext().listenerBus().waitUntilEmpty();

    assertThat(told.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("left")))
        .hasSize(SparkRidge.shares(JavaSparkContext.fromSparkContext(spark.sparkContext()), bound));
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains(String.format(Locale.ROOT, "%,d rows", sales.size()))
        .contains("learning [##############################] 100 %  " + bound + " of " + bound);
  }

  @Test
  void nothingButTheFilesIsLeft() throws IOException {
    train(
        "--parquet",
        numbers(MadeShop.sales(7, 50, 40)),
        "--names",
        folder.resolve("names").toString());

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model", "names", "rows.parquet");
    }
  }

  @Test
  void rowsThatAreRefusedAreNamedAndChangeNoFile() throws IOException {
    List<Sale> sales = MadeShop.sales(8, 30, 40);
    Files.writeString(folder.resolve("model"), "as it was");
    Files.writeString(folder.resolve("names"), "as they were");
    String names = folder.resolve("names").toString();

    requireRefusal(
        folder.resolve("nowhere").toString(), List.of("parquet", "nowhere", "must be there"));
    String rows = numbers(sales);
    requireRefusal(
        rows,
        List.of("names", "model/names", "can be written"),
        "--names",
        folder.resolve("model/names").toString());
    requireRefusal(
        rows, List.of("customer", "buyer", "one of customer, item"), "--customer", "buyer");
    requireRefusal(
        rows, List.of("since", "May", "must be a date"), "--time", "day", "--since", "May");
    requireRefusal(
        rows, List.of("rows", "0", "learned from"), "--time", "day", "--before", "2001-01-01");
    requireRefusal(
        parquet(sales, DataTypes.IntegerType, item -> item - 3), List.of("item", "-3", "0 to"));
    requireRefusal(
        parquet(sales, DataTypes.StringType, item -> "a" + item),
        List.of("names", "must be given"));
    requireRefusal(
        parquet(sales, DataTypes.StringType, item -> "a\nb"),
        List.of("item", "line break"),
        "--names",
        names);
    requireRefusal(
        parquet(sales, DataTypes.DoubleType, item -> item / 2.0),
        List.of("item double", "whole numbers"));

    assertThat(folder.resolve("model")).hasContent("as it was");
    assertThat(folder.resolve("names")).hasContent("as they were");
  }

  private void requireRefusal(String parquet, List<String> words, String... args)
      throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--parquet", parquet));
    assertThatThrownBy(() -> train(all.toArray(String[]::new)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(words.toArray(String[]::new));
  }
}
