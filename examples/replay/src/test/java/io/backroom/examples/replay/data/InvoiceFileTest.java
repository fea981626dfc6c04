package io.backroom.examples.replay.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceFileTest {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r\n";
  private static final String EARLIER_HEADER =
      "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";
  private static final String ROW =
      "536365,85123a,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\r\n";

  private final Path folder;

  InvoiceFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsTheLaterEdition() {
    Dataset data = read(HEADER + ROW);

    assertThat(data.invoices()).hasSize(1);
    Invoice invoice = data.invoices().get(0);
    assertThat(invoice.number()).isEqualTo("536365");
    assertThat(invoice.time()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
    assertThat(invoice.customer()).contains("17850");
    assertThat(invoice.country()).isEqualTo("United Kingdom");
    assertThat(invoice.cancellation()).isFalse();
    assertThat(invoice.lines()).containsExactly(new Line("85123A", 6, 255));
    assertThat(data.names()).containsExactly(Map.entry("85123A", "HEART HOLDER"));
  }

  @Test
  void readsTheEarlierEditionWithItsMonthFirstDatesAndDecimalCustomers() {
    Dataset data =
        read(EARLIER_HEADER + "C489449,22087,BUNTING,-12,12/1/2009 9:06,2.95,16321.0,Australia\n");

    Invoice invoice = data.invoices().get(0);
    assertThat(invoice.time()).isEqualTo(Instant.parse("2009-12-01T09:06:00Z"));
    assertThat(invoice.customer()).contains("16321");
    assertThat(invoice.cancellation()).isTrue();
    assertThat(invoice.lines()).containsExactly(new Line("22087", 12, 295));
  }

  @Test
  void findsColumnsByNameInAnyOrderAmongOthers() {
    Dataset data =
        read(
            """
            Country,row,Price,CUSTOMER ID,InvoiceDate,Quantity,Description,StockCode,Invoice
            France,1,1.00,12345,2010-01-02 03:04:05,7,THING,10002,489434
            """);

    assertThat(data.invoices().get(0).lines()).containsExactly(new Line("10002", 7, 100));
    assertThat(data.invoices().get(0).country()).isEqualTo("France");
  }

  @Test
  void toleratesAByteOrderMark() {
    assertThat(read("\uFEFF" + HEADER + ROW).rows().usable()).isEqualTo(1);
    assertThat(read("\uFEFF\"InvoiceNo\"" + HEADER.substring(9) + ROW).rows().usable())
        .isEqualTo(1);
  }

  @Test
  void tellsGzipFromTheFirstBytesWhateverTheName() throws IOException {
    Path zipped = folder.resolve("plain.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write((HEADER + ROW).getBytes(UTF_8));
    }
    Path plain = Files.writeString(folder.resolve("zipped.csv.gz"), HEADER + ROW);

    assertThat(InvoiceFile.read(zipped)).isEqualTo(InvoiceFile.read(plain));
  }

  @Test
  void replacesBytesThatAreNotUtf8() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, (HEADER + ROW.replace("HEART", "\u00A310")).getBytes(ISO_8859_1));

    assertThat(InvoiceFile.read(file).names()).containsEntry("85123A", "\uFFFD10 HOLDER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "MALFORMED_ROW|1,2,3",
        "MALFORMED_ROW|536365,10002,A,1,2010-12-01 08:26:00,1.00,17850,France,more",
        "MALFORMED_ROW|536365,10002,\"A,1,2010-12-01 08:26:00,1.00,17850,France",
        "NO_INVOICE_NUMBER|,10002,A,1,2010-12-01 08:26:00,1.00,17850,France",
        "UNKNOWN_INVOICE_NUMBER|A563185,10002,A,1,2010-12-01 08:26:00,1.00,17850,France",
        "BAD_DATE|536365,10002,A,1,2010-02-30 08:26:00,1.00,17850,France",
        "BAD_DATE|536365,10002,A,1,13/1/2010 8:26,1.00,17850,France",
        "BAD_DATE|536365,10002,A,1,1010-12-01 08:26:00,1.00,17850,France",
        "BAD_DATE|536365,10002,A,1,,1.00,17850,France",
        "NOT_A_PRODUCT|536365,POST,A,1,2010-12-01 08:26:00,1.00,17850,France",
        "NOT_A_PRODUCT|536365,BANK CHARGES,A,1,2010-12-01 08:26:00,1.00,17850,France",
        "BAD_QUANTITY|536365,10002,A,0,2010-12-01 08:26:00,1.00,17850,France",
        "BAD_QUANTITY|536365,10002,A,1.5,2010-12-01 08:26:00,1.00,17850,France",
        "BAD_QUANTITY|536365,10002,A,many,2010-12-01 08:26:00,1.00,17850,France",
        "ABSURD_QUANTITY|536365,10002,A,10001,2010-12-01 08:26:00,1.00,17850,France",
        "ABSURD_QUANTITY|536365,10002,A,99999999999999999999,2010-12-01 08:26:00,1.00,1,France",
        "ABSURD_QUANTITY|C536365,10002,A,-10001,2010-12-01 08:26:00,1.00,17850,France",
        "BAD_QUANTITY|536365,10002,A,-0,2010-12-01 08:26:00,1.00,17850,France",
        "NEGATIVE_QUANTITY_IN_SALE|536365,10002,A,-1,2010-12-01 08:26:00,0,,France",
        "POSITIVE_QUANTITY_IN_CANCELLATION|C536365,10002,A,1,2010-12-01 08:26:00,1.00,1,France",
        "BAD_PRICE|536365,10002,A,1,2010-12-01 08:26:00,free,17850,France",
        "BAD_PRICE|536365,10002,A,1,2010-12-01 08:26:00,1e999999999,17850,France",
        "ZERO_OR_NEGATIVE_PRICE|536365,10002,A,1,2010-12-01 08:26:00,0,17850,France",
        "ZERO_OR_NEGATIVE_PRICE|536365,10002,A,1,2010-12-01 08:26:00,0.001,17850,France",
        "ZERO_OR_NEGATIVE_PRICE|536365,10002,A,1,2010-12-01 08:26:00,-2.50,17850,France",
        "BAD_CUSTOMER|536365,10002,A,1,2010-12-01 08:26:00,1.00,Smith,France",
      })
  void malformedRowsAreCountedByReasonAndSkipped(UnusableReason reason, String row) {
    Dataset data = read(HEADER + row + "\r\n" + ROW);

    assertThat(data.rows()).isEqualTo(new RowCounts(2, Map.of(reason, 1L)));
    assertThat(data.rows().usable()).isEqualTo(1);
    assertThat(data.invoices()).hasSize(1);
  }

  @Test
  void anOpenQuoteOrAnEndlessLineSpoilsItsOwnRowOnly() {
    String open = "536366,10002,ruler 12\" or,\"wide,1,2010-12-01 08:26:00,1.00,17850,France\n";
    String trailing = "536367,10002,\"A\"B,1,2010-12-01 08:26:00,1.00,17850,France\n";

    Dataset data = read(HEADER + open + trailing + "x".repeat(1_000_000) + "\n" + ROW);

    assertThat(data.rows()).isEqualTo(new RowCounts(4, Map.of(UnusableReason.MALFORMED_ROW, 2L)));
  }

  @Test
  void sumsTheRowsOfOneSkuWithThePriceOfTheLargest() {
    Dataset data =
        read(
            HEADER
                + "536365,10002,A,2,2010-12-01 08:27:00,3.00,,France\n"
                + "536365,10003,B,1,2010-12-01 08:26:00,5.00,,France\n"
                + "536365,10002,A,4,2010-12-01 08:27:00,2.00,,France\n");

    Invoice invoice = data.invoices().get(0);
    assertThat(invoice.lines())
        .containsExactly(new Line("10002", 6, 200), new Line("10003", 1, 500));
    assertThat(invoice.time()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
  }

  @Test
  void aRowThatLiftsASumAboveTheLimitIsAbsurd() {
    String row = "536365,10002,A,6000,2010-12-01 08:26:00,1.00,17850,France\n";

    Dataset data = read(HEADER + row + row);

    assertThat(data.rows().unusable()).containsEntry(UnusableReason.ABSURD_QUANTITY, 1L);
    assertThat(data.invoices().get(0).units()).isEqualTo(6000);
  }

  @Test
  void everyAnonymousInvoiceHasAGuestOfItsOwn() {
    String anonymous = ROW.replace("17850", "");

    Dataset data = read(HEADER + anonymous + anonymous.replace("536365", "536366"));

    assertThat(data.invoices())
        .extracting(Invoice::buyer)
        .containsExactly("guest-536365", "guest-536366");
  }

  @Test
  void sortsByTimeThenNumber() {
    Dataset data =
        read(
            HEADER
                + ROW.replace("536365", "536367")
                + ROW.replace("536365", "536366").replace("08:26", "08:25")
                + ROW);

    assertThat(data.invoices())
        .extracting(Invoice::number)
        .containsExactly("536366", "536365", "536367");
  }

  @Test
  void aSliceKeepsTheFirstInvoicesOrSomeDays() {
    Dataset data = read(HEADER + ROW + ROW.replace("536365", "536366").replace("12-01 ", "12-02 "));

    assertThat(data.only(Slice.first(1)).invoices()).hasSize(1);
    LocalDate second = LocalDate.of(2010, 12, 2);
    assertThat(data.only(Slice.days(second, second)).invoices())
        .extracting(Invoice::number)
        .containsExactly("536366");
    assertThat(data.only(Slice.all())).isEqualTo(data);
  }

  @Test
  void aMissingFileIsNamedInOneLine() {
    assertUnusable(folder.resolve("nowhere.csv"), "nowhere.csv: there is no such file; expected a");
    assertUnusable(folder, "this is not a file; expected a plain or gzipped CSV file");
  }

  @Test
  void anEmptyFileIsNamedInOneLine() {
    assertUnusable(file(""), "the file is empty; expected");
  }

  @Test
  void aFileWithAnotherHeaderIsNamedInOneLineWithWhatItLacks() {
    assertUnusable(file("a,b\n1,2\n"), "no column 'invoiceno' in the header 'a,b'; expected the");
    assertUnusable(
        file(HEADER.replace("StockCode", "Country") + ROW), "no column 'stockcode' in the header");
    assertUnusable(
        file(HEADER.replace("Country", "Country,country")), "more than one column 'country'");
    assertUnusable(file("PK\u0003\u0004\u0000binary\u001B[31m"), "'PK???binary?[31m'");
  }

  @Test
  void aDamagedGzipFileIsNamedInOneLine() throws IOException {
    Path whole = folder.resolve("whole.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write((HEADER + ROW.repeat(1000)).getBytes(UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path half = folder.resolve("half.gz");
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));

    assertUnusable(half, "cannot be read beyond row");
    assertUnusable(Files.write(half, List.of("\u001F")), "no column");
  }

  private static void assertUnusable(Path file, String message) {
    assertThatThrownBy(() -> InvoiceFile.read(file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  private Dataset read(String content) {
    return InvoiceFile.read(file(content));
  }

  private Path file(String content) {
    try {
      return Files.writeString(folder.resolve("invoices.csv"), content);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
