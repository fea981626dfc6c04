package io.backroom.inventory;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.Commerce;
import io.backroom.ForwardingStock;
import io.backroom.TestShop;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.order.HoldRequest;
import io.backroom.order.HoldResult;
import io.backroom.order.OrderRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What pages show, on the node that has changed the stock and on another one. */
class DisplayTest {
  private static final Sku MUG = Sku.of("mug");
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 1);
  private final Inventory here = shop.commerce().inventory();

  /** Another node of the same shop: the same stores, the same clock. */
  private final Inventory there =
      Commerce.builder()
          .clock(shop.clock())
          .documents(shop.documents())
          .inventory(shop.inventory())
          .build()
          .inventory();

  private static int shown(Inventory node) {
    return show(node).availability().now();
  }

  private static Displayed show(Inventory node) {
    return node.displayed(List.of(MUG)).get(MUG);
  }

  @Test
  void theNodeThatSoldTheLastUnitShowsSoAtOnceAndTheOthersWithinTheBound() {
    assertThat(shown(here)).isEqualTo(1);
    assertThat(shown(there)).isEqualTo(1);

    shop.place(order().add("mug", 1));

    assertThat(shown(here)).isZero();
    assertThat(shown(there)).isEqualTo(1);
    assertThat(show(there).asOf()).isEqualTo(OPENING);
    assertThat(there.availability(MUG).now()).isZero();
    shop.clock().forward(BOUND.minusMillis(1));
    assertThat(shown(there)).isEqualTo(1);

    shop.clock().forward(Duration.ofMillis(1));

    assertThat(shown(there)).isZero();
    assertThat(show(there).asOf()).isEqualTo(OPENING.plus(BOUND));
  }

  @Test
  void everyKindOfChangeShowsAtOnceOnItsNode() {
    assertThat(shown(here)).isEqualTo(1);
    shop.stock("mug", EAST, 9);
    assertThat(shown(here)).isEqualTo(10);
    here.adjust(SYSTEM, new StockCommand.Adjust(shop.command(), MUG, EAST, -2, 0, "broken"))
        .orThrow();
    assertThat(shown(here)).isEqualTo(8);
    shop.expect("po", "mug", WEST, 5, Duration.ofDays(1));
    assertThat(show(here).availability().later()).hasSize(1);
    HoldResult held =
        shop.commerce()
            .holds()
            .hold(
                TestShop.as(TestShop.ALICE),
                HoldRequest.of(
                    TestShop.ALICE, new HoldRequest.Shelf(EAST), new OrderRequest.Item(MUG, 3)));
    assertThat(held).isInstanceOf(HoldResult.Held.class);
    assertThat(shown(here)).isEqualTo(5);
    shop.clock().forward(Duration.ofMinutes(15));
    assertThat(shown(here)).isEqualTo(5);
    shop.commerce().runDue();
    assertThat(shown(here)).isEqualTo(8);
    var id = shop.place(order().add("mug", 4));
    assertThat(shown(here)).isEqualTo(4);
    shop.commerce().orders().cancel(SYSTEM, id, "").orThrow();
    assertThat(shown(here)).isEqualTo(8);
  }

  @Test
  void whatAReplacedHoldGaveBackShowsAtOnceToo() {
    shop.sell("pot", "USD 30.00").stock("pot", EAST, 1);
    HoldRequest.From east = new HoldRequest.Shelf(EAST);
    HoldResult first =
        shop.commerce()
            .holds()
            .hold(SYSTEM, HoldRequest.of(TestShop.ALICE, east, new OrderRequest.Item(MUG, 1)));
    assertThat(shown(here)).isZero();

    shop.commerce()
        .holds()
        .hold(
            SYSTEM,
            HoldRequest.of(TestShop.ALICE, east, new OrderRequest.Item(Sku.of("pot"), 1))
                .insteadOf(((HoldResult.Held) first).hold().id()));

    assertThat(shown(here)).isEqualTo(1);
  }

  @Test
  void aPageThatIsAskedAgainWithinTheBoundDoesNotReadTheStore() {
    AtomicInteger reads = new AtomicInteger();
    record Counting(InMemoryInventoryStore store, AtomicInteger reads)
        implements ForwardingStock<InMemoryInventoryStore> {
      @Override
      public List<StockLevel> levels(Collection<Sku> skus) {
        reads.incrementAndGet();
        return store.levels(skus);
      }
    }
    Inventory node =
        Commerce.builder()
            .clock(shop.clock())
            .inventory(new Counting(shop.inventory(), reads))
            .build()
            .inventory();

    for (int page = 0; page < 100; page++) {
      assertThat(shown(node)).isEqualTo(1);
    }
    assertThat(reads).hasValue(1);
    shop.clock().forward(BOUND);
    shown(node);
    assertThat(reads).hasValue(2);
  }

  @Test
  void whatWasReadBeforeAChangeOfThisNodeIsNotKeptAfterIt() {
    Instant now = OPENING;
    CommandId key = CommandId.of("k");
    InMemoryInventoryStore store = new InMemoryInventoryStore();
    StockLine one = new StockLine(MUG, EAST, 1);
    store.apply(List.of(new StockCommand.Receive(key, one, Optional.empty())), now);
    ShownLevels[] shown = new ShownLevels[1];
    shown[0] =
        new ShownLevels(
            skus -> {
              List<StockLevel> before = store.levels(skus);
              // Somebody changes it before the answer is back.
              shown[0].changed(MUG);
              return before;
            },
            BOUND);

    shown[0].of(List.of(MUG), now);
    store.apply(List.of(new StockCommand.Receive(CommandId.of("k2"), one, Optional.empty())), now);

    assertThat(shown[0].of(List.of(MUG), now).get(MUG).levels().get(0).onHand()).isEqualTo(2);
  }

  @Test
  void aBundleIsShownByItsPartsAndAsOldAsTheOldest() {
    shop.sell(Product.of("pair", "Two mugs", Money.parse("USD 18.00"), 0).bundling("mug", 2));
    shop.stock("mug", WEST, 4);
    shown(here);
    shop.clock().forward(Duration.ofSeconds(1));

    Displayed pair = here.displayed(List.of(Sku.of("pair"))).get(Sku.of("pair"));

    assertThat(pair.availability().now()).isEqualTo(2);
    assertThat(pair.asOf()).isEqualTo(OPENING);
  }

  @Test
  void aHostMayHaveEveryPageReadFromTheStore() {
    Inventory exact =
        Commerce.builder()
            .clock(shop.clock())
            .inventory(shop.inventory())
            .displayStaleness(Duration.ZERO)
            .build()
            .inventory();
    assertThat(shown(exact)).isEqualTo(1);

    shop.place(order().add("mug", 1));

    assertThat(shown(exact)).isZero();
    assertThatThrownBy(() -> Commerce.builder().displayStaleness(Duration.ofSeconds(-1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("displayStaleness");
  }
}
