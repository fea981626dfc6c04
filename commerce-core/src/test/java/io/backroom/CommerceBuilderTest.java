package io.backroom;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.paidWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.order.Quote;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host chooses is what the shop does. */
class CommerceBuilderTest {
  @Test
  void theTransitTimeDecidesWhenAParcelArrives() {
    TestShop slow = TestShop.open(b -> b.transitTime((from, to) -> Duration.ofDays(20)));
    TestShop slower = TestShop.open(b -> b.transitTime((from, to) -> Duration.ofDays(30)));

    assertThat(
            Duration.between(
                arrival(slow).arrives().orElseThrow(), arrival(slower).arrives().orElseThrow()))
        .isEqualTo(Duration.ofDays(10));
  }

  @Test
  void theDistanceDecidesTheDefaultTransitTime() {
    TestShop near = TestShop.open(b -> b.distance((from, to) -> 1));
    TestShop far = TestShop.open(b -> b.distance((from, to) -> 15_000));

    assertThat(arrival(far).arrives().orElseThrow()).isAfter(arrival(near).arrives().orElseThrow());
  }

  @Test
  void centersShipWhatTheyMayAndWhereItIsNotWantedElsewhere() {
    TestShop closed =
        TestShop.open(
            b ->
                b.centerFilter(
                    (from, to, item) ->
                        from.id().equals(EAST) ? Optional.of("closed") : Optional.empty()));
    TestShop dear =
        TestShop.open(
            b -> b.stockPrice((center, sku, units) -> center.equals(EAST) ? 5_000_000 : 0));

    for (TestShop shop : List.of(closed, dear)) {
      shop.sell("mug", "USD 10.00").stock("mug", EAST, 1).stock("mug", TestShop.WEST, 1);
      assertThat(shop.shipment(shop.place(order().add("mug", 1))).center())
          .isEqualTo(TestShop.WEST);
    }
  }

  private static Quote.Shipment arrival(TestShop shop) {
    shop.sell("mug", "USD 10.00").stock("mug", EAST, 1);
    return shop.commerce()
        .orders()
        .quote(as(ALICE), order().add("mug", 1).build())
        .orThrow()
        .shipments()
        .get(0);
  }

  @Test
  void theRecoveryWindowDecidesHowLongStockIsKept() {
    TestShop shop = TestShop.open(b -> b.recoveryWindow(Duration.ofHours(2)));
    shop.sell("mug", "USD 10.00").stock("mug", EAST, 1);
    var id = shop.place(paidWith("tok_declined_generic").add("mug", 1));

    shop.after(Duration.ofHours(2).minusMillis(1));
    assertThat(shop.states(id)).containsExactly(FulfillmentState.PLANNED);

    shop.after(Duration.ofMillis(1));
    assertThat(shop.states(id)).containsExactly(FulfillmentState.CANCELLED);
  }

  @Test
  void aNegativeRecoveryWindowIsRefused() {
    assertThatThrownBy(() -> Commerce.builder().recoveryWindow(Duration.ofHours(-1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("recoveryWindow");
  }

  @Test
  void twoCentersWithOneIdAreRefused() {
    Center center = Center.of("east", Address.of("Boston", "US", 42.36, -71.06));

    assertThatThrownBy(() -> Commerce.builder().center(center).center(center).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("east");
  }

  @Test
  void aShopTellsWhenWorkIsDueNext() {
    TestShop shop = TestShop.open(b -> b.recoveryWindow(Duration.ofHours(2)));
    shop.sell("mug", "USD 10.00").stock("mug", EAST, 1);
    assertThat(shop.commerce().nextDue()).isEmpty();

    shop.place(paidWith("tok_declined_generic").add("mug", 1));

    // First what was bought is learned, then the order is given up.
    assertThat(shop.commerce().nextDue()).contains(OPENING.plus(Duration.ofMinutes(10)));
    shop.after(Duration.ofMinutes(10));
    assertThat(shop.commerce().nextDue()).contains(OPENING.plus(Duration.ofHours(2)));
  }

  @Test
  void aShopThatWasClosedCannotBeStarted() {
    Commerce shop = Commerce.builder().build();
    shop.start();
    shop.start();
    shop.close();

    assertThatThrownBy(shop::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDirectoryNeedsAnEmbeddedStoreAndSaysWhichOne(@TempDir Path directory) {
    assertThatThrownBy(() -> Commerce.builder().directory(directory).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("directory")
        .hasMessageContaining("commerce-rocksdb");
  }

  @Test
  void aDirectoryBesideAStoreIsRefused(@TempDir Path directory) {
    CommerceBuilder both =
        Commerce.builder().documents(new InMemoryDocumentStore()).directory(directory);

    assertThatThrownBy(both::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("beside a store");
  }
}
