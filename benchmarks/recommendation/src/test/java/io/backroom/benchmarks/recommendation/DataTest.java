package io.backroom.benchmarks.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.spi.value.InvalidInputException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {
  private static final String RETAIL =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("rows.csv"), List.of(lines));
  }

  /** Customer, item and date of each row. */
  private static List<String> rows(PurchaseLog log) {
    return IntStream.range(0, log.size())
        .mapToObj(
            row ->
                log.customer(row) + " " + log.item(row) + " " + LocalDate.ofEpochDay(log.day(row)))
        .toList();
  }

  private void requireRefusal(String line, List<String> words) throws IOException {
    boolean retail = line.startsWith("5");
    String before = retail ? "536365,85123A,X,6,12/1/2010 8:26,2.55,17850,UK" : "a,b,2020-01-01,1";
    Path file = file(retail ? RETAIL : "customer,item,timestamp,quantity", before, line);
    assertThatThrownBy(() -> Data.purchases(file))
        .as(line)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(words.toArray(String[]::new));
  }

  @Test
  void customersAndItemsAreNumberedAsTheyCome() throws IOException {
    Path file =
        file(
            "customer,item,timestamp",
            "ann,tea,2020-02-28",
            "bob,tea,2020-02-29T10:00:00Z",
            "ann,\"milk, fresh\",1582934400",
            "bob,tea,1582934400000");

    assertThat(rows(Data.purchases(file)))
        .containsExactly("0 0 2020-02-28", "1 0 2020-02-29", "0 1 2020-02-29", "1 0 2020-02-29");
  }

  @Test
  void returnsAndRowsOfNobodyAreLeftOut() throws IOException {
    Path file =
        file(
            "ann,tea,2020-01-01,2",
            "ann,tea,2020-01-02,-2",
            " ,tea,2020-01-03,1",
            "bob,tea,2020-01-04,0");

    assertThat(rows(Data.purchases(file))).containsExactly("0 0 2020-01-01");
  }

  @Test
  void theSecondEditionOfOnlineRetailIsReadAsTheFirst() throws IOException {
    Path first =
        file(
            RETAIL,
            "536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom",
            "C536366,85123A,HOLDER,6,12/1/2010 8:28,2.55,17850,United Kingdom",
            "536367,POST,POSTAGE,1,12/1/2010 8:28,18,17850,France",
            "536368,85123a,HOLDER,6,12/2/2010 8:28,2.55,17851,United Kingdom",
            "536369,85123A,HOLDER,6,12/2/2010 8:28,2.55,,United Kingdom",
            "536370,85123A,HOLDER,-6,12/2/2010 8:28,2.55,17851,United Kingdom",
            "536371,85123A,HOLDER,6,12/2/2010 8:28,0,17851,United Kingdom");
    PurchaseLog one = Data.purchases(first);
    Path second =
        file(
            "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
            "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
            "536368,85123a,HOLDER,6,2010-12-02 08:28:00,2.55,17851.0,United Kingdom");

    assertThat(rows(one)).containsExactly("0 0 2010-12-01", "1 0 2010-12-02");
    assertThat(rows(Data.purchases(second))).isEqualTo(rows(one));
  }

  @Test
  void aRowThatCannotBeReadIsNamedByLineFieldValueAndRule() throws IOException {
    requireRefusal("ann,tea,yesterday", List.of("line 3: timestamp", "yesterday", "2011-12-31"));
    requireRefusal("ann,tea,2020-13-01", List.of("line 3: timestamp", "2020-13-01", "must be"));
    requireRefusal("ann,tea", List.of("line 3: timestamp", "must be there, as field 3"));
    requireRefusal("ann,,2020-01-01", List.of("line 3: item", "must not be blank"));
    requireRefusal("ann,tea,2020-01-01,two", List.of("line 3: quantity", "two", "a number"));
    requireRefusal(
        "536365,85123A,HOLDER,six,12/1/2010 8:26,2.55,17850,UK",
        List.of("line 3: quantity", "six", "a number"));
    requireRefusal(
        "536365,85123A,HOLDER,6,12/1/2010 8:26,free,17850,UK",
        List.of("line 3: price", "free", "a number"));
    requireRefusal(
        "536365,85123A,HOLDER,6,1 December,2.55,17850,UK",
        List.of("line 3: date", "1 December", "12/31/2011"));
    requireRefusal("536365,85123A", List.of("line 3: customer", "must be there, as field 7"));
  }

  @Test
  void aGivenSplitIsTwoFilesOfNumbersPackedOrNot() throws IOException {
    Path train = Files.writeString(folder.resolve("train"), "user\titem\n0\t3\n1,2,5.0\n\n0 1\n");
    Path test = folder.resolve("test.gz");
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(test)), StandardCharsets.UTF_8)) {
      out.write("0\t2\n");
    }

    Split split = Data.given(train, test);

    assertThat(split.train().pairs()).isEqualTo(3);
    assertThat(split.train().bought(0, 3)).isTrue();
    assertThat(split.test().bought(0, 2)).isTrue();
  }

  @Test
  void aNumberOfAGivenSplitThatIsNoneIsNamed() throws IOException {
    Path good = Files.writeString(folder.resolve("good"), "0 1\n");

    for (String bad : List.of("0 1\n0 x\n", "0 1\n0\n", "0 1\n0 123456789\n")) {
      Path train = Files.writeString(folder.resolve("bad"), bad);
      assertThatThrownBy(() -> Data.given(train, good))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("line 2: item", "must be");
    }
  }

  @Test
  void onlyThoseWithFivePartnersAreTheCore() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int customer = 10; customer < 15; customer++) {
      for (int item = 20; item < 25; item++) {
        log.add(customer, item, 3).add(customer, item, 4);
      }
      log.add(customer, 7, 0); // has five partners, and nothing else
    }
    log.add(1, 20, 0).add(1, 7, 0).add(10, 8, 0);

    PurchaseLog core = Data.core(log.build());

    assertThat(core.customers()).isEqualTo(5);
    assertThat(core.items()).isEqualTo(6);
    assertThat(core.size()).isEqualTo(30);
  }
}
