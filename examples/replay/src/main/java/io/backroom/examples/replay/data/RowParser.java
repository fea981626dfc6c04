package io.backroom.examples.replay.data;

import io.backroom.examples.replay.data.Parsed.Rejected;
import io.backroom.examples.replay.data.Parsed.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** Turns one record into a row, or names the first reason why it cannot be one. */
final class RowParser {
  /** The library refuses larger quantities of one line. */
  static final int MOST_UNITS = 10_000;

  /** Longer numbers might not fit an int. */
  private static final int MOST_DIGITS = 9;

  private static final Pattern INVOICE = Pattern.compile("C?\\d{6}");
  private static final Pattern PRODUCT = Pattern.compile("\\d{5}[A-Z]*");
  private static final Pattern INTEGER = Pattern.compile("-?\\d+");
  // No exponents: a price like 1e999999999 would take the memory when it is written out.
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,7}(\\.\\d{1,6})?");
  private static final Pattern CUSTOMER = Pattern.compile("\\d{1,10}(\\.0)?");

  private final Columns columns;
  private final InvoiceTimes times = new InvoiceTimes();

  // Half a million rows hold few different values: each is checked, and kept in memory, once.
  private final Map<String, String> invoices = new HashMap<>();
  private final Map<String, String> skus = new HashMap<>();
  private final Map<String, Optional<String>> customers = new HashMap<>();
  private final Map<String, String> countries = new HashMap<>();

  RowParser(Columns columns) {
    this.columns = columns;
  }

  Parsed parse(CSVRecord record) {
    try {
      return row(record);
    } catch (RejectedRow rejected) {
      return new Rejected(rejected.reason);
    }
  }

  private Row row(CSVRecord record) {
    require(record.size() == columns.count(), UnusableReason.MALFORMED_ROW);
    String invoice =
        invoices.computeIfAbsent(text(record, columns.invoice()), RowParser::checkedInvoice);
    boolean cancellation = invoice.startsWith("C");
    Instant time = time(text(record, columns.date()));
    String sku = skus.computeIfAbsent(text(record, columns.stockCode()), RowParser::checkedSku);
    int quantity = quantity(text(record, columns.quantity()), cancellation);
    long price = pence(text(record, columns.price()));
    return new Row(
        invoice,
        cancellation,
        time,
        sku,
        text(record, columns.description()),
        quantity,
        price,
        customers.computeIfAbsent(text(record, columns.customer()), RowParser::checkedCustomer),
        countries.computeIfAbsent(
            text(record, columns.country()),
            country -> country.isEmpty() ? Places.UNSPECIFIED : country));
  }

  private static String checkedInvoice(String value) {
    require(!value.isEmpty(), UnusableReason.NO_INVOICE_NUMBER);
    String number = value.toUpperCase(Locale.ROOT);
    require(INVOICE.matcher(number).matches(), UnusableReason.UNKNOWN_INVOICE_NUMBER);
    return number;
  }

  private Instant time(String value) {
    return times.parse(value).orElseThrow(() -> new RejectedRow(UnusableReason.BAD_DATE));
  }

  private static String checkedSku(String value) {
    String sku = value.toUpperCase(Locale.ROOT);
    require(PRODUCT.matcher(sku).matches(), UnusableReason.NOT_A_PRODUCT);
    return sku;
  }

  private static int quantity(String value, boolean cancellation) {
    require(INTEGER.matcher(value).matches(), UnusableReason.BAD_QUANTITY);
    int quantity = value.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(value);
    require(quantity != 0, UnusableReason.BAD_QUANTITY);
    require(Math.abs(quantity) <= MOST_UNITS, UnusableReason.ABSURD_QUANTITY);
    boolean negative = quantity < 0;
    require(cancellation || !negative, UnusableReason.NEGATIVE_QUANTITY_IN_SALE);
    require(!cancellation || negative, UnusableReason.POSITIVE_QUANTITY_IN_CANCELLATION);
    return Math.abs(quantity);
  }

  private static long pence(String value) {
    require(DECIMAL.matcher(value).matches(), UnusableReason.BAD_PRICE);
    BigDecimal pounds = new BigDecimal(value).setScale(2, RoundingMode.HALF_UP);
    require(pounds.signum() > 0, UnusableReason.ZERO_OR_NEGATIVE_PRICE);
    return pounds.unscaledValue().longValue();
  }

  private static Optional<String> checkedCustomer(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    require(CUSTOMER.matcher(value).matches(), UnusableReason.BAD_CUSTOMER);
    int point = value.indexOf('.');
    return Optional.of(point < 0 ? value : value.substring(0, point));
  }

  private static String text(CSVRecord record, int column) {
    return record.get(column).strip();
  }

  private static void require(boolean usable, UnusableReason reason) {
    if (!usable) {
      throw new RejectedRow(reason);
    }
  }

  /** Leaves the nested checks; carries no stack trace because a file may have many such rows. */
  private static final class RejectedRow extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final UnusableReason reason;

    RejectedRow(UnusableReason reason) {
      super(reason.text(), null, false, false);
      this.reason = reason;
    }
  }
}
