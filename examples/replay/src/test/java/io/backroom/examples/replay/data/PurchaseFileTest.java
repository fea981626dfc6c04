package io.backroom.examples.replay.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.recommendation.model.PurchaseLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseFileTest {
  private static final int DAY = (int) LocalDate.of(2011, 12, 9).toEpochDay();

  private final Path folder;

  PurchaseFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String text) {
    try {
      return Files.writeString(folder.resolve("export.csv"), text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private PurchaseFile.Content read(String text) {
    return PurchaseFile.read(file(text));
  }

  @Test
  void customersAndItemsHaveNumbersInTheirOrder() {
    PurchaseFile.Content content =
        read(
            """
            customer,item,timestamp
            ann,tea,2011-12-09
            bob,mug,2011-12-10
            ann,mug,2011-12-11
            """);

    PurchaseLog log = content.log();
    assertThat(content.rows()).isEqualTo(3);
    assertThat(content.items()).containsExactly("tea", "mug");
    assertThat(content.customers()).containsExactly("ann", "bob");
    assertThat(new int[] {log.customer(0), log.customer(1), log.customer(2)})
        .containsExactly(0, 1, 0);
    assertThat(new int[] {log.item(0), log.item(1), log.item(2)}).containsExactly(0, 1, 1);
    assertThat(new int[] {log.day(0), log.day(1), log.day(2)})
        .containsExactly(DAY, DAY + 1, DAY + 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2011-12-09",
        "2011-12-09T12:50:00",
        "2011-12-09 12:50:00.123",
        "2011-12-09T12:50:00+01:00",
        "12/9/2011",
        "12/9/2011 12:50",
        "12/09/2011 1:50 PM",
        "1323435000",
        "1323435000000"
      })
  void timesAreReadInTheFormsThatExportsHave(String time) {
    assertThat(read("ann,tea," + time + "\n").log().day(0)).isEqualTo(DAY);
  }

  @Test
  void whatIsNoPurchaseIsLeftOutAndCounted() {
    PurchaseFile.Content content =
        read(
            """
            ann,tea,2011-12-09,2
            ann,tea,2011-12-09,-1
            ,tea,2011-12-09,1
            ann,tea,2011-12-09,0.0
            """
                .replace("\n", "\r\n"));

    assertThat(content.log().size()).isEqualTo(1);
    assertThat(content.rows()).isEqualTo(4);
    assertThat(content.leftOut())
        .containsExactly(Map.entry("no customer", 1L), Map.entry("quantity not above 0", 2L));
  }

  @Test
  void onlineRetailIsReadByItsHeadings() {
    PurchaseFile.Content content =
        read(
            """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            536365,85123a,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536366,71053,LANTERN,6,2010-12-02 08:28:00,3.39,17850.0,United Kingdom
            C536379,85123A,HEART HOLDER,-1,2010-12-01 09:41:00,2.55,17850,United Kingdom
            536414,22139,BOWL,56,2010-12-01 11:52:00,1.00,,United Kingdom
            536415,POST,POSTAGE,1,2010-12-01 11:52:00,18.00,17850,France
            """);

    assertThat(content.items()).containsExactly("85123A", "71053");
    assertThat(content.log().customers()).isEqualTo(1);
    assertThat(content.log().day(1) - content.log().day(0)).isEqualTo(1);
    assertThat(content.leftOut())
        .containsExactly(
            Map.entry("cancellation", 1L),
            Map.entry("no customer", 1L),
            Map.entry("not a product", 1L));
  }

  @Test
  void aPackedFileIsReadWhateverItsNameIs() throws IOException {
    Path file = folder.resolve("export");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("ann,tea,2011-12-09\n".getBytes(UTF_8));
    }

    assertThat(PurchaseFile.read(file).log().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ann,tea,2011-02-30 | line 2: timestamp '2011-02-30' must be a time of 1970 to 2199",
        "ann,tea,30/12/2011 | line 2: timestamp '30/12/2011' must be a time of 1970 to 2199",
        "ann,tea,1923-01-01 | line 2: timestamp '1923-01-01' must be a time of 1970 to 2199",
        "ann,tea,2011-12-09 noon | line 2: timestamp '2011-12-09 noon' must be a time",
        "ann,tea, | line 2: timestamp '' must be a time",
        "ann,tea,999999999999999 | line 2: timestamp '999999999999999' must be a time",
        "ann,tea,2011-12-09,many | line 2: quantity 'many' must be a number such as 6 or -1",
        "ann,tea,2011-12-09,NaN | line 2: quantity 'NaN' must be a number such as 6 or -1",
        "'ann,,2011-12-09' | line 2: item '' must not be empty",
        "'ann,tea' | line 2: row 'ann,tea' must be customer,item,timestamp[,quantity]",
        "'ann;tea;2011-12-09' | line 2: row 'ann;tea;2011-12-09' must be customer,item,timestamp",
        "'ann,\"tea,2011-12-09' | line 2: row '?' must be customer,item,timestamp[,quantity] on one"
      })
  void aWrongRowIsNamedWithItsLineFieldValueAndRule(String row, String message) {
    Path file = file("bob,mug,2011-12-09\r\n" + row + "\r\nbob,mug,2011-12-10\r\n");

    assertThatThrownBy(() -> PurchaseFile.read(file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith(file + ", " + message);
  }

  @Test
  void aMillionColumnsAreOneWrongRow() {
    Path file = file("ann,tea,2011-12-09\n" + "a,".repeat(1_000_000) + "\n");

    assertThatThrownBy(() -> PurchaseFile.read(file))
        .hasMessageContaining("line 2: row '?' must be")
        .hasMessageContaining("at most 10000 characters");
  }

  @Test
  void aLongFieldIsNamedAndNotShownWhole() {
    Path file = file("ann," + "x".repeat(500) + ",2011-12-09\n");

    assertThatThrownBy(() -> PurchaseFile.read(file))
        .hasMessage(
            file + ", line 1: item '" + "x".repeat(60) + "...' must be at most 200 characters");
  }

  @Test
  void aFileThatIsNoneIsNamedWithWhatWasExpected() {
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining(
            "the file is empty; expected a plain or gzipped CSV file with rows of")
        .hasMessageContaining("customer,item,timestamp[,quantity]");
    assertThatThrownBy(() -> PurchaseFile.read(folder))
        .hasMessageContaining(folder + ": this is not a file");
    assertThatThrownBy(() -> PurchaseFile.read(folder.resolve("none.csv")))
        .hasMessageContaining("none.csv: there is no such file");
  }

  @Test
  void aHeadingAloneIsAnEmptyExport() {
    assertThat(read("customer,item,timestamp,quantity\n").log().size()).isZero();
  }
}
