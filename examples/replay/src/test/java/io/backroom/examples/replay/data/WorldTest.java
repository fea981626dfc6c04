package io.backroom.examples.replay.data;

import static io.backroom.examples.replay.data.InvoiceSamples.cancellation;
import static io.backroom.examples.replay.data.InvoiceSamples.mugs;
import static io.backroom.examples.replay.data.InvoiceSamples.sale;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final LocalDate DAY = LocalDate.of(2010, 12, 1);
  private static final List<Invoice> INVOICES =
      List.of(
          sale("536365", "2010-12-01", mugs(1, 250)),
          sale("536366", "2010-12-01", mugs(1, 250)),
          sale("536367", "2010-12-01", mugs(900, 210)),
          sale("536368", "2010-12-03", mugs(1, 300)),
          sale("536369", "2010-12-03", mugs(1, 290)),
          cancellation("C536370", "2010-12-04", mugs(1, 999)),
          sale("536371", "2010-12-05", mugs(1, 290)));

  private final World world =
      World.of(new Dataset(INVOICES, Map.of("10002", "MUG"), new RowCounts(7, Map.of())));

  @Test
  void thePriceOfADayIsTheMostFrequentOneAndOfEqualsTheLowest() {
    assertThat(world.prices().on("10002", DAY)).hasValue(250);
    assertThat(world.prices().on("10002", DAY.plusDays(2))).hasValue(290);
  }

  @Test
  void daysWithoutASaleKeepThePriceAndEarlierDaysHaveTheFirst() {
    assertThat(world.prices().on("10002", DAY.plusDays(1))).hasValue(250);
    assertThat(world.prices().on("10002", DAY.plusDays(3))).hasValue(290);
    assertThat(world.prices().on("10002", DAY.minusDays(9))).hasValue(250);
    assertThat(world.prices().on("99999", DAY)).isEmpty();
  }

  @Test
  void changesAreTheDaysOnWhichThePriceMoved() {
    assertThat(world.prices().changes())
        .containsExactly(Map.entry(DAY.plusDays(2), List.of(new PriceChange("10002", 290))));
    assertThat(world.prices().changesOn(DAY)).isEmpty();
  }

  @Test
  void aProductHasItsNameItsFirstPriceAndAWeightThatNeverChanges() {
    Product mug = world.products().get(0);

    assertThat(mug.name()).isEqualTo("MUG");
    assertThat(mug.openingPricePence()).isEqualTo(250);
    assertThat(mug.grams()).isEqualTo(145);
  }
}
