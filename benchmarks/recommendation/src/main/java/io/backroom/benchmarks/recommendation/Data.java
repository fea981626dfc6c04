package io.backroom.benchmarks.recommendation;

import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.PurchaseLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads purchases from files, packed or not, and gives customers and items their numbers. */
final class Data {
  private static final Pattern PRODUCT = Pattern.compile("\\d{5}[A-Z]*");
  private static final DateTimeFormatter AMERICAN = DateTimeFormatter.ofPattern("M/d/yyyy");
  private static final long MILLIS_FROM = 100_000_000_000L;
  private static final int CORE = 5;

  private Data() {}

  /** Returns a split that is given as two files of customer and item, with anything after them. */
  static Split given(Path train, Path test) {
    PurchaseLog later = numbers(test, PurchaseLog.builder(0, 0));
    PurchaseLog before = numbers(train, PurchaseLog.builder(later.customers(), later.items()));
    return Split.of(before, later);
  }

  private static PurchaseLog numbers(Path file, PurchaseLog.Builder log) {
    try (BufferedReader in = new BufferedReader(open(file));
        Stream<String> lines = in.lines()) {
      lines
          .map(line -> line.split("[\t,; ]+", -1))
          .filter(words -> words.length > 1 && words[0].matches("\\d+"))
          .forEach(words -> log.add(Integer.parseInt(words[0]), Integer.parseInt(words[1]), 0));
      return log.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the purchases of a file: rows of customer, item, timestamp and perhaps a quantity, or
   * either edition of Online Retail.
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
        if (first && row.stream().anyMatch("StockCode"::equals)) {
          retail = true;
        }
        Optional<Row> sold = retail ? retail(row) : plain(row);
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

  private static Optional<Row> plain(CSVRecord row) {
    boolean heading = row.size() < 3 || !Character.isDigit((row.get(2) + " ").charAt(0));
    boolean returned = !heading && row.size() > 3 && Double.parseDouble(row.get(3)) <= 0;
    return heading || returned || row.get(0).isBlank()
        ? Optional.empty()
        : Optional.of(new Row(row.get(0), row.get(1), day(row.get(2))));
  }

  /** Invoice, stock code, description, quantity, date, price, customer, country. */
  private static Optional<Row> retail(CSVRecord row) {
    String item = row.get(1).toUpperCase(Locale.ROOT);
    boolean sold =
        !row.get(6).isBlank()
            && PRODUCT.matcher(item).matches()
            && !row.get(0).toUpperCase(Locale.ROOT).startsWith("C")
            && Double.parseDouble(row.get(3)) > 0
            && Double.parseDouble(row.get(5)) > 0;
    return sold
        ? Optional.of(new Row(row.get(6).replace(".0", ""), item, day(row.get(4))))
        : Optional.empty();
  }

  private static int day(String time) {
    if (time.matches("\\d+")) {
      long number = Long.parseLong(time);
      Instant at =
          number >= MILLIS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
      return (int) LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay();
    }
    String date = time.split("[ T]", 2)[0];
    return (int)
        (date.contains("/") ? LocalDate.parse(date, AMERICAN) : LocalDate.parse(date)).toEpochDay();
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
