package io.backroom.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backroom.examples.replay.data.InvoiceFile;
import io.backroom.recommendation.LearningTerms;
import io.backroom.recommendation.ListTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveShopTest {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path folder;

  @Test
  void aShopHasSoldWhatWasBoughtBeforeTheDayAndNothingLater() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int customer = 0; customer < 8; customer++) {
      rows.append(
          """
          53636%d,10001A,RED MUG,6,2010-12-01 08:26:00,2.55,1780%d,France
          53636%d,10002,TEA POT,6,2010-12-01 08:26:00,2.55,1780%d,France
          53637%d,10003,LATE LAMP,6,2010-12-05 08:26:00,2.55,1780%d,France
          """
              .formatted(customer, customer, customer, customer, customer, customer));
    }
    rows.append("536380,10001B,BLUE MUG,6,2010-12-01 09:26:00,2.55,17809,France\n");
    rows.append("536380,10002,TEA POT,6,2010-12-01 09:26:00,2.55,17809,France\n");
    Path file = Files.writeString(folder.resolve("export.csv"), rows.toString());

    try (LiveShop shop =
        LiveShop.of(
            InvoiceFile.read(file), Instant.parse("2010-12-04T00:00:00Z"), LearningTerms.DEFAULT)) {
      assertThat(shop.alternatives("10001A", ListTerms.of(3))).containsExactly("10001B");
      assertThat(shop.forYou("17809", ListTerms.of(3))).contains("10001A").doesNotContain("10003");
      assertThat(shop.titles()).containsEntry("10003", "LATE LAMP").hasSize(4);
    }
  }

  @Test
  void variantsAreTheSameDigitsWithOtherLettersOrNamesButForAColor() {
    Map<String, String> titles =
        Map.of(
            "10001A", "SOME MUG",
            "10001B", "ANOTHER MUG",
            "10005A", "LAMP",
            "20000", "RED TEA POT",
            "20001", "Blue tea-pot",
            "20002", "RED TEA CUP",
            "20003", "OLD TEA POT",
            "20004", "RED TEA POT");
    Map<String, List<String>> lists =
        Map.of(
            "10001A", List.of("20000", "10001B"),
            "20000", List.of("20004", "20002", "20001"),
            "20001", List.of("20004"));

    Variants found = Variants.of(titles, sku -> lists.getOrDefault(sku, List.of()));

    assertThat(found.products()).isEqualTo(5);
    assertThat(found.missed()).containsExactly("10001B", "20004");
    assertThat(found.hitRate()).isEqualTo(3 / 5.0);
    assertThat(found.mrr()).isEqualTo((1 / 2.0 + 0 + 1 / 3.0 + 1 + 0) / 5, within(1e-12));
  }

  @Test
  void listsOfTheSameWordsAreNotUnlike() {
    Unlikeness unlikeness =
        new Unlikeness(Map.of("a", "RED MUG", "b", "red, mug", "c", "TEA POT", "d", "Red pot"));

    assertThat(unlikeness.of(List.of("a", "b"))).isEqualTo(0, within(1e-12));
    assertThat(unlikeness.of(List.of("a", "c"))).isEqualTo(1);
    assertThat(unlikeness.of(List.of("a", "d"))).isBetween(0.1, 0.9);
    assertThat(unlikeness.of(List.of("a", "b", "c"))).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(unlikeness.of(List.of("a"))).isEqualTo(1);
  }
}
