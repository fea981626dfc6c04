package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be read of one SKU, and of which SKUs. */
abstract class LedgerReadRules extends LedgerSupport {
  @Test
  @Rule("I-30")
  void theMovementsOfASkuAreThoseOfTheLedger() {
    received(tea, NORTH, 5);
    received(cup, NORTH, 5);
    received(tea, SOUTH, 5);
    applied(release(held(line(tea, NORTH, 1), line(cup, NORTH, 1), line(tea, SOUTH, 1))));
    List<StockMovement> ofTea =
        mine().stream().filter(movement -> movement.sku().equals(tea)).toList();
    assertThat(ofTea).isNotEmpty();
    assertThat(ledger().movements(tea, 0, 1_000)).isEqualTo(ofTea);
    assertThat(ledger().movements(sku("other"), 0, 1_000)).isEmpty();
  }

  @Test
  @Rule("I-30")
  void theMovementsOfASkuAreReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      received(tea, NORTH, 1);
      received(cup, NORTH, 1);
    }
    List<StockMovement> all = ledger().movements(tea, 0, 1_000);
    assertThat(ledger().movements(tea, 0, 2)).isEqualTo(all.subList(0, 2));
    assertThat(ledger().movements(tea, all.get(1).sequence(), 2)).isEqualTo(all.subList(2, 4));
    assertThat(ledger().movements(tea, all.get(1).sequence() + 1, 2))
        .as("the sequence after which to begin may be that of another SKU")
        .isEqualTo(all.subList(2, 4));
    assertThat(ledger().movements(tea, all.get(4).sequence(), 1)).isEmpty();
  }

  @Test
  @Rule("I-30")
  void everySkuThatHasALevelIsListedInItsOrder() {
    // The order of characters, not that of a dictionary.
    List<Sku> skus =
        List.of(named("-"), named("10"), named("9"), named("B"), named("_"), named("a"));
    for (Sku sku : List.of(skus.get(5), skus.get(2), skus.get(0), skus.get(3), skus.get(1))) {
      received(sku, NORTH, 1);
      received(sku, SOUTH, 1);
    }
    applied(expect(newReceipt(), skus.get(4), SOUTH, 1, END));
    Optional<Sku> before = Optional.of(Sku.of("sku-" + run));
    assertThat(ledger().skus(before, 6)).isEqualTo(skus);
    assertThat(ledger().skus(before, 2)).isEqualTo(skus.subList(0, 2));
    assertThat(ledger().skus(Optional.of(skus.get(1)), 3)).isEqualTo(skus.subList(2, 5));
    assertThat(ledger().skus(Optional.of(named("0")), 1)).isEqualTo(skus.subList(1, 2));
  }

  private Sku named(String end) {
    return Sku.of("sku-" + run + end);
  }

  @Test
  @Rule("I-30")
  void theSkusAreReadFromTheBeginningToTheEnd() {
    received(tea, NORTH, 1);
    received(cup, NORTH, 1);
    int seen = 0;
    Optional<Sku> last = Optional.empty();
    for (List<Sku> page = ledger().skus(last, 10_000); !page.isEmpty(); ) {
      seen += page.contains(tea) ? 1 : 0;
      seen += page.contains(cup) ? 1 : 0;
      last = Optional.of(page.get(page.size() - 1));
      page = ledger().skus(last, 10_000);
    }
    assertThat(seen).as("each of two SKUs once").isEqualTo(2);
  }
}
