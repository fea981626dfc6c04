package io.backroom.examples.replay.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.examples.replay.data.Cancellation.Why;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The figures were computed with another program in another language from the same file. */
class RealYearTest {
  private static Dataset data = new Dataset(List.of(), Map.of(), new RowCounts(0, Map.of()));

  @BeforeAll
  static void readTheYear() {
    data = InvoiceFile.read(Path.of("data", "online_retail.csv.gz"));
  }

  @Test
  void everyRowIsUsedOrCountedUnderAReason() {
    assertThat(data.rows().total()).isEqualTo(541_909);
    assertThat(data.rows().usable()).isEqualTo(536_425);
    assertThat(data.rows().unusable())
        .containsExactly(
            Map.entry(UnusableReason.UNKNOWN_INVOICE_NUMBER, 3L),
            Map.entry(UnusableReason.NOT_A_PRODUCT, 2_992L),
            Map.entry(UnusableReason.ABSURD_QUANTITY, 5L),
            Map.entry(UnusableReason.NEGATIVE_QUANTITY_IN_SALE, 1_324L),
            Map.entry(UnusableReason.ZERO_OR_NEGATIVE_PRICE, 1_160L));
  }

  @Test
  void salesAndCancellationsAddUp() {
    List<Invoice> sales = invoices(invoice -> !invoice.cancellation());
    List<Invoice> cancellations = invoices(Invoice::cancellation);

    assertThat(sales).hasSize(19_771);
    assertThat(lines(sales)).isEqualTo(517_252);
    assertThat(sales.stream().mapToLong(Invoice::units).sum()).isEqualTo(5_421_786);
    assertThat(sales.stream().mapToLong(Invoice::totalPence).sum()).isEqualTo(1_002_395_806L);
    assertThat(sales.stream().filter(sale -> sale.customer().isEmpty())).hasSize(1_371);
    assertThat(cancellations).hasSize(3_420);
    assertThat(lines(cancellations)).isEqualTo(8_632);
    assertThat(cancellations.stream().mapToLong(Invoice::units).sum()).isEqualTo(116_820);
  }

  @Test
  void theYearBeginsAndEndsAtItsRealTimes() {
    Invoice first = data.invoices().get(0);
    Invoice last = data.invoices().get(data.invoices().size() - 1);

    assertThat(first.number()).isEqualTo("536365");
    assertThat(first.time()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
    assertThat(last.number()).isEqualTo("581587");
    assertThat(last.time()).isEqualTo(Instant.parse("2011-12-09T12:50:00Z"));
    Slice twoMonths = Slice.days(LocalDate.of(2010, 12, 1), LocalDate.of(2011, 1, 31));
    assertThat(data.only(twoMonths).invoices()).hasSize(3_177);
  }

  @Test
  void mostCancellationLinesFindTheirSale() {
    List<Cancellation> all = Cancellations.match(data.invoices());

    assertThat(all.stream().filter(Cancellation.Matched.class::isInstance)).hasSize(7_335);
    assertThat(Cancellations.unmatched(all))
        .containsExactly(
            Map.entry(Why.NO_CUSTOMER, 159L),
            Map.entry(Why.NO_EARLIER_SALE, 1_025L),
            Map.entry(Why.LARGER_THAN_SALE, 113L));
  }

  @Test
  void theWorldHasEveryProductWithItsPrices() {
    World world = World.of(data);

    assertThat(world.products()).hasSize(3_790);
    assertThat(world.prices().changes().values().stream().mapToInt(List::size).sum())
        .isEqualTo(85_737);
    assertThat(world.products())
        .filteredOn(product -> product.sku().equals("85123A"))
        .singleElement()
        .satisfies(
            product -> assertThat(product.name()).isEqualTo("WHITE HANGING HEART T-LIGHT HOLDER"));
    assertThat(world.products()).allMatch(product -> product.grams() >= 20);
  }

  @Test
  void everyCountryOfTheYearIsKnown() {
    assertThat(data.invoices()).extracting(Invoice::country).allMatch(Places::knows);
  }

  @Test
  void channelsHaveTheirSharesAndNobodyAbroadWalksIn() {
    SalesChannels channels = new SalesChannels(7, 0.2, 0.1);
    Place london = new Place("United Kingdom", "GB", "London", 51.51, -0.13);
    Place paris = new Place("France", "FR", "Paris", 48.86, 2.35);

    assertThat(share(channels, london, SalesChannel.PHONE)).isBetween(0.19, 0.21);
    assertThat(share(channels, london, SalesChannel.STORE)).isBetween(0.09, 0.11);
    assertThat(share(channels, paris, SalesChannel.STORE)).isZero();
    assertThat(share(channels, paris, SalesChannel.WEB)).isBetween(0.79, 0.81);
  }

  private static double share(SalesChannels channels, Place place, SalesChannel channel) {
    List<Invoice> drawn = invoices(invoice -> channels.of(invoice, place) == channel);
    return (double) drawn.size() / data.invoices().size();
  }

  private static List<Invoice> invoices(Predicate<Invoice> which) {
    return data.invoices().stream().filter(which).toList();
  }

  private static long lines(List<Invoice> invoices) {
    return invoices.stream().mapToLong(invoice -> invoice.lines().size()).sum();
  }
}
