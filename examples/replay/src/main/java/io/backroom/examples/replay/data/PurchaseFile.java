package io.backroom.examples.replay.data;

import io.backroom.recommendation.model.PurchaseLog;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads purchases from a shop's export as a stream: rows of {@code
 * customer,item,timestamp[,quantity]} with or without a heading, or either edition of <i>Online
 * Retail</i>; plain or gzipped.
 *
 * <p>Of the first form every row must be right: the first that is not is named with its line,
 * field, value and rule. Rows without a customer and those whose quantity is not positive are no
 * purchases; they are left out and counted. Online Retail is known to be dirty: what cannot be used
 * is left out and counted by reason.
 */
public final class PurchaseFile {
  private static final String EXPECTED =
      "a plain or gzipped CSV file with rows of customer,item,timestamp[,quantity], or with "
          + Columns.EXPECTED;
  private static final String NO_CUSTOMER = "no customer";
  private static final String CANCELLED = "cancellation";

  private final Path file;
  private final PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
  private final Map<String, Integer> customers = new LinkedHashMap<>();
  private final Map<String, Integer> items = new LinkedHashMap<>();
  private final SortedMap<String, Long> leftOut = new TreeMap<>();
  private long rows;

  private PurchaseFile(Path file) {
    this.file = file;
  }

  /**
   * What a file holds.
   *
   * @param log the purchases; customers and items have numbers in the order of their first one,
   *     days are counted from 1970-01-01
   * @param customers the customers' names by number
   * @param items the items' names by number
   * @param rows rows after the heading; empty lines do not count
   * @param leftOut rows that are no purchases, by reason
   */
  public record Content(
      PurchaseLog log,
      List<String> customers,
      List<String> items,
      long rows,
      SortedMap<String, Long> leftOut) {
    /** Takes its own copies. */
    public Content {
      customers = List.copyOf(customers);
      items = List.copyOf(items);
      leftOut = new TreeMap<>(leftOut);
    }
  }

  /**
   * Reads the whole file.
   *
   * @throws UnusableFileException when the file is missing, empty, unreadable or of another kind,
   *     or a row is wrong
   */
  public static Content read(Path file) {
    return new PurchaseFile(file).read();
  }

  private Content read() {
    if (!Files.isRegularFile(file)) {
      throw unusable(Files.exists(file) ? "this is not a file" : "there is no such file");
    }
    try (Reader lines = InvoiceFile.open(file);
        CSVParser parser = InvoiceFile.FORMAT.parse(lines)) {
      read(parser);
    } catch (IOException | UncheckedIOException failed) {
      throw unusable("cannot be read beyond row %d (%s)".formatted(rows, failed.getMessage()));
    }
    return new Content(log.build(), names(customers), names(items), rows, leftOut);
  }

  private void read(CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    if (!records.hasNext()) {
      throw unusable("the file is empty");
    }
    CSVRecord first = records.next();
    if (first.stream()
        .anyMatch(name -> name.strip().toLowerCase(Locale.ROOT).equals("stockcode"))) {
      RowParser retail = new RowParser(Columns.of(file, first));
      records.forEachRemaining(record -> take(retail.parse(record)));
      return;
    }
    PurchaseRow row = new PurchaseRow(file);
    if (!PurchaseRow.isHeading(first)) {
      take(row, first, parser.getCurrentLineNumber());
    }
    while (records.hasNext()) {
      take(row, records.next(), parser.getCurrentLineNumber());
    }
  }

  private void take(PurchaseRow row, CSVRecord record, long line) {
    rows++;
    row.read(record, line);
    if (row.customer().isEmpty()) {
      leaveOut(NO_CUSTOMER);
    } else if (!row.isPositive()) {
      leaveOut("quantity not above 0");
    } else {
      add(row.customer(), row.item(), row.day());
    }
  }

  private void take(Parsed parsed) {
    rows++;
    if (parsed instanceof Parsed.Rejected rejected) {
      leaveOut(rejected.reason().text());
    } else if (parsed instanceof Parsed.Row row) {
      Optional<String> customer = row.customer();
      if (row.cancellation()) {
        leaveOut(CANCELLED);
      } else if (customer.isEmpty()) {
        leaveOut(NO_CUSTOMER);
      } else {
        add(customer.get(), row.sku(), PurchaseRow.day(row.time()));
      }
    }
  }

  private void leaveOut(String reason) {
    leftOut.merge(reason, 1L, Long::sum);
  }

  private void add(String customer, String item, int day) {
    log.add(
        customers.computeIfAbsent(customer, name -> customers.size()),
        items.computeIfAbsent(item, name -> items.size()),
        day);
  }

  /** Numbers were given in the order of arrival. */
  private static List<String> names(Map<String, Integer> numbers) {
    return List.copyOf(numbers.keySet());
  }

  private UnusableFileException unusable(String found) {
    return new UnusableFileException(file, found, EXPECTED);
  }
}
