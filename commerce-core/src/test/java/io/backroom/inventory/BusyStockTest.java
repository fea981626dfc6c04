package io.backroom.inventory;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.ForwardingStock;
import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the shop does when more stock commands wait than can be done. */
class BusyStockTest {
  /** Answers some kind of command with Busy, as a full queue does. */
  private static final class Busy implements ForwardingStock<InMemoryInventoryStore> {
    private final InMemoryInventoryStore sound = new InMemoryInventoryStore();
    private Optional<Class<? extends StockCommand>> refused = Optional.empty();

    @Override
    public InMemoryInventoryStore store() {
      return sound;
    }

    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      return refused.filter(kind -> kind.isInstance(commands.get(0))).isPresent()
          ? List.of(new StockResult.Busy())
          : sound.apply(commands, now);
    }
  }

  private final Busy stock = new Busy();
  private final TestShop shop =
      TestShop.open(builder -> builder.inventory(stock))
          .sell("mug", "USD 10.00")
          .stock("mug", EAST, 5);

  private StockLevel level() {
    return stock.levels(List.of(Sku.of("mug"))).get(0);
  }

  @Test
  void anOrderIsRefusedAndMayBePlacedAgain() {
    stock.refused = Optional.of(StockCommand.Reserve.class);

    PlaceResult busy = shop.answer(order().add("mug", 2));

    assertThat(TestShop.refusal(busy).code()).isEqualTo(Refusal.Code.BUSY);
    stock.refused = Optional.empty();
    assertThat(shop.answer(order().add("mug", 2))).isInstanceOf(PlaceResult.Placed.class);
  }

  @Test
  void whatFollowsFromAnOrderIsDoneLater() {
    stock.refused = Optional.of(StockCommand.Commit.class);
    shop.place(order().add("mug", 2));
    assertThat(level().reserved()).isEqualTo(2);
    stock.refused = Optional.empty();

    shop.clock().forward(Duration.ofMinutes(5));
    shop.commerce().runDue();

    assertThat(level().reserved()).isZero();
    assertThat(level().allocated()).isEqualTo(2);
  }

  @Test
  void unitsThatLeaveBeforeTheirHoldIsCommittedAreTakenOffWhenItIs() {
    stock.refused = Optional.of(StockCommand.Commit.class);
    OrderId id = shop.place(order().add("mug", 2));
    shop.bring(shop.shipment(id).id(), FulfillmentState.DELIVERED);
    assertThat(level().onHand()).isEqualTo(5);
    stock.refused = Optional.empty();

    shop.after(Duration.ofMinutes(5)).after(Duration.ofHours(1));

    assertThat(level().onHand()).isEqualTo(3);
    assertThat(level().allocated()).isZero();
  }

  @Test
  void goodsThatComeInAreRefusedAndMayBeReceivedAgain() {
    stock.refused = Optional.of(StockCommand.Receive.class);
    StockLine line = new StockLine(Sku.of("mug"), EAST, 1);
    CommandId key = CommandId.of("k");
    Inventory inventory = shop.commerce().inventory();

    assertThat(inventory.receive(SYSTEM, key, line, Optional.empty()).toString()).contains("BUSY");

    stock.refused = Optional.empty();
    assertThat(inventory.receive(SYSTEM, key, line, Optional.empty()).orThrow().onHand())
        .isEqualTo(6);
  }

  @Test
  void aStoreOfBatchesHasAQueueBeforeIt() {
    GatedStock batched = GatedStock.open();
    TestShop other =
        TestShop.open(builder -> builder.inventory(batched))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5);
    other.place(order().add("mug", 2));

    assertThat(batched).isInstanceOf(BatchedInventoryStore.class);
    assertThat(other.commerce().inventory().verify().differences()).isEmpty();
  }
}
