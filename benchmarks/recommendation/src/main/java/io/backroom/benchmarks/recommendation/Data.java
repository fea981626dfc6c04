package io.backroom.benchmarks.recommendation;

import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads purchases from files, packed or not, and gives customers and items their numbers. */
final class Data {
  private static final Pattern PRODUCT = Pattern.compile("\\d{5}[A-Z]*");

  /** Which field is the time in rows of customer, item, time and quantity. */
  private static final int PLAIN_TIME = 2;

  private static final int CORE = 5;

  private Data() {}

  /** Returns a split that is given as two files of customer and item, with anything after them. */
  static Split given(Path train, Path test) {
    PurchaseLog later = numbers(test, PurchaseLog.builder(0, 0));
    PurchaseLog before = numbers(train, PurchaseLog.builder(later.customers(), later.items()));
    return Split.of(before, later);
  }

  private static PurchaseLog numbers(Path file, PurchaseLog.Builder log) {
    try (BufferedReader in = new BufferedReader(open(file))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine(), number++) {
        String[] words = line.strip().split("[\t,; ]+", -1);
        boolean heading = number == 1 && !words[0].matches("\\d+");
        if (!heading && !line.isBlank()) {
          Fields fields = new Fields(number, List.of(words));
          log.add(fields.number("customer", 0), fields.number("item", 1), 0);
        }
      }
      return log.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the purchases of a file: rows of customer, item, timestamp and perhaps a quantity, or
   * either edition of Online Retail. The first row may be a heading.
   *
   * @throws InvalidInputException if a row is neither, naming its line
   */
  static PurchaseLog purchases(Path file) {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    Map<String, Integer> customers = new HashMap<>();
    Map<String, Integer> items = new HashMap<>();
    try (Reader in = open(file);
        CSVParser rows = CSVFormat.DEFAULT.parse(in)) {
      boolean retail = false;
      boolean first = true;
      for (CSVRecord row : rows) {
        retail |= first && row.stream().anyMatch("StockCode"::equals);
        Fields fields = new Fields(rows.getCurrentLineNumber(), row.toList());
        boolean heading = first && (retail || !fields.beginsWithDigit(PLAIN_TIME));
        Optional<Row> sold = heading ? Optional.empty() : retail ? retail(fields) : plain(fields);
        sold.ifPresent(
            some ->
                log.add(
                    customers.computeIfAbsent(some.customer(), name -> customers.size()),
                    items.computeIfAbsent(some.item(), name -> items.size()),
                    some.day()));
        first = false;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return log.build();
  }

  private record Row(String customer, String item, int day) {}

  /** Customer, item, time, quantity. */
  private static Optional<Row> plain(Fields fields) {
    int day = fields.day("timestamp", PLAIN_TIME);
    boolean returned = fields.size() > 3 && fields.real("quantity", 3) <= 0;
    String item = fields.text("item", 1);
    Require.when(!item.isBlank(), fields.name("item"), item, "must not be blank");
    String customer = fields.text("customer", 0);
    return returned || customer.isBlank()
        ? Optional.empty()
        : Optional.of(new Row(customer, item, day));
  }

  /** Invoice, stock code, description, quantity, date, price, customer, country. */
  private static Optional<Row> retail(Fields fields) {
    String customer = fields.text("customer", 6);
    String item = fields.text("stock code", 1).toUpperCase(Locale.ROOT);
    int day = fields.day("date", 4);
    boolean sold =
        fields.real("quantity", 3) > 0
            && fields.real("price", 5) > 0
            && !customer.isBlank()
            && PRODUCT.matcher(item).matches()
            && !fields.text("invoice", 0).toUpperCase(Locale.ROOT).startsWith("C");
    return sold ? Optional.of(new Row(customer.replace(".0", ""), item, day)) : Optional.empty();
  }

  /**
   * Returns the distinct pairs of customers and items that have at least five partners each, once
   * all others are taken out, without their days.
   */
  static PurchaseLog core(PurchaseLog log) {
    Set<Long> pairs = new LinkedHashSet<>();
    for (int row = 0; row < log.size(); row++) {
      pairs.add((long) log.customer(row) << 32 | log.item(row));
    }
    for (int before = -1; before != pairs.size(); ) {
      before = pairs.size();
      int[] ofCustomer = new int[log.customers()];
      int[] ofItem = new int[log.items()];
      for (long pair : pairs) {
        ofCustomer[(int) (pair >> 32)]++;
        ofItem[(int) pair]++;
      }
      pairs.removeIf(
          pair -> ofCustomer[(int) (pair >> 32)] < CORE || ofItem[pair.intValue()] < CORE);
    }
    Map<Integer, Integer> customers = new HashMap<>();
    Map<Integer, Integer> items = new HashMap<>();
    PurchaseLog.Builder core = PurchaseLog.builder(0, 0);
    for (long pair : pairs) {
      core.add(
          customers.computeIfAbsent((int) (pair >> 32), name -> customers.size()),
          items.computeIfAbsent((int) pair, name -> items.size()),
          0);
    }
    return core.build();
  }

  private static Reader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    boolean packed = file.toString().endsWith(".gz");
    return new InputStreamReader(packed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
  }
}
