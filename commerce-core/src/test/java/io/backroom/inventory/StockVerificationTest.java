package io.backroom.inventory;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.Commerce;
import io.backroom.ForwardingStock;
import io.backroom.TestShop;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StockVerificationTest {
  private static final Sku MUG = Sku.of("mug");

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00");
  private final Inventory inventory = shop.commerce().inventory();

  /** A store whose counters were altered behind the ledger's back. */
  private record Tampered(InMemoryInventoryStore store, UnaryOperator<StockLevel> change)
      implements ForwardingStock<InMemoryInventoryStore> {
    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      return store.levels(skus).stream().map(change).toList();
    }
  }

  @Nested
  class AVerification {
    @Test
    void ofAnHonestStoreFindsNothing() {
      shop.stock("mug", EAST, 5);
      shop.deliver(shop.place(order().add("mug", 2)));

      StockVerification verification = inventory.verify();

      assertThat(verification.differences()).isEmpty();
      assertThat(verification.movements()).isEqualTo(4);
      assertThat(verification.levels()).isEqualTo(1);
    }

    @Test
    void findsACounterThatWasTamperedWith() {
      shop.stock("mug", EAST, 5).stock("mug", WEST, 1);
      Commerce other =
          reading(
              level ->
                  level.center().equals(EAST)
                      ? new StockLevel(MUG, EAST, 6, 0, 0, 0, 0, List.of())
                      : level);

      assertThat(other.inventory().verify().differences())
          .singleElement()
          .asString()
          .contains("onHand=6")
          .contains("onHand=5");
    }

    @Test
    void findsMoreSoldThanIsThere() {
      shop.stock("mug", EAST, 5);
      Commerce other = reading(level -> new StockLevel(MUG, EAST, 5, 0, 0, 6, 0, List.of()));

      assertThat(other.inventory().verify().differences())
          .anySatisfy(difference -> assertThat(difference.oversold()).isTrue());
    }

    @Test
    void findsALevelThatHasVanished() {
      shop.stock("mug", EAST, 5).stock("mug", WEST, 1);
      InMemoryInventoryStore store = shop.inventory();
      Commerce other =
          Commerce.builder()
              .inventory(new Forgetful(new Tampered(store, UnaryOperator.identity())))
              .build();

      assertThat(other.inventory().verify().differences()).isNotEmpty();
    }

    private Commerce reading(UnaryOperator<StockLevel> change) {
      return Commerce.builder().inventory(new Tampered(shop.inventory(), change)).build();
    }

    @Test
    void needsALedger() {
      InventoryStore bare =
          new InventoryStore() {
            @Override
            public List<StockResult> apply(List<StockCommand> commands, Instant now) {
              return shop.inventory().apply(commands, now);
            }

            @Override
            public List<StockLevel> levels(Collection<Sku> skus) {
              return shop.inventory().levels(skus);
            }

            @Override
            public Optional<Reservation> find(ReservationId id) {
              return Optional.empty();
            }

            @Override
            public List<Reservation> expiring(Instant before, int limit) {
              return List.of();
            }
          };
      Commerce other = Commerce.builder().inventory(bare).build();

      assertThatThrownBy(() -> other.inventory().verify())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("StockLedger");
    }
  }

  /** Loses the levels of one center. */
  private record Forgetful(Tampered store) implements ForwardingStock<Tampered> {
    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      return store.levels(skus).stream().filter(l -> l.center().equals(EAST)).toList();
    }
  }

  /** A store that sells something whenever somebody looks, up to a number of times. */
  private record Selling(InMemoryInventoryStore store, AtomicInteger left)
      implements ForwardingStock<InMemoryInventoryStore> {
    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      List<StockLevel> levels = store.levels(skus);
      int n = left.getAndDecrement();
      if (n > 0) {
        CommandId id = CommandId.of("found-" + n);
        store.apply(
            List.of(new StockCommand.Receive(id, StockLine.of("mug", "east", 1), Optional.empty())),
            TestShop.OPENING);
      }
      return levels;
    }
  }

  @Nested
  class WhileTheShopSells {
    @Test
    void aChangeBetweenTwoLooksIsNoDifference() {
      shop.stock("mug", EAST, 5);

      StockVerification found = sellingWhileLookedAt(3);

      assertThat(found.differences()).isEmpty();
      assertThat(found.unsettled()).isEmpty();
      assertThat(found.movements()).isEqualTo(4);
    }

    @Test
    void aSkuThatNeverRestsIsTold() {
      shop.stock("mug", EAST, 5);

      StockVerification found = sellingWhileLookedAt(Integer.MAX_VALUE);

      assertThat(found.differences()).isEmpty();
      assertThat(found.unsettled()).containsExactly(MUG);
    }

    private StockVerification sellingWhileLookedAt(int times) {
      Selling store = new Selling(shop.inventory(), new AtomicInteger(times));
      return Commerce.builder().inventory(store).build().inventory().verify();
    }
  }

  @Test
  void aLedgerLongerThanAPageIsAddedUpToItsEnd() {
    for (int hundred = 0; hundred < 105; hundred++) {
      List<StockCommand> some = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        CommandId id = CommandId.of("r" + hundred + "-" + i);
        some.add(new StockCommand.Receive(id, StockLine.of("mug", "east", 1), Optional.empty()));
      }
      shop.inventory().apply(some, TestShop.OPENING);
    }

    StockVerification found = inventory.verify();

    assertThat(found.movements()).isEqualTo(10_500);
    assertThat(found.differences()).isEmpty();
  }

  /** A store that has lost units until its counters are set to the sums again. */
  private static final class Drifted implements ForwardingStock<InMemoryInventoryStore> {
    private final InMemoryInventoryStore store;
    private int drift;

    Drifted(InMemoryInventoryStore store, int drift) {
      this.store = store;
      this.drift = drift;
    }

    @Override
    public InMemoryInventoryStore store() {
      return store;
    }

    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      return store.levels(skus).stream()
          .map(
              l ->
                  new StockLevel(
                      l.sku(),
                      l.center(),
                      l.onHand() + drift,
                      l.unavailable(),
                      l.reserved(),
                      l.allocated(),
                      l.backordered(),
                      l.expected()))
          .toList();
    }

    @Override
    public StockLevel recompute(Sku sku, CenterId center) {
      drift = 0;
      return store.recompute(sku, center);
    }
  }

  @Nested
  class ARepair {
    private static final CommandId KEY = CommandId.of("repair-1");
    private final Drifted store = new Drifted(shop.inventory(), 2);
    private final Inventory drifted;

    ARepair() {
      shop.stock("mug", EAST, 5);
      drifted = Commerce.builder().inventory(store).build().inventory();
    }

    private StockDifference proposal() {
      return drifted.verify().differences().get(0);
    }

    @Test
    void isProposedByTheVerificationAndDoneByAPerson() {
      StockDifference proposal = proposal();
      assertThat(drifted.levels(WAREHOUSE, List.of(MUG)).orThrow().get(0).onHand()).isEqualTo(7);

      StockLevel after = drifted.repair(WAREHOUSE, KEY, proposal, "counters drifted").orThrow();

      assertThat(after.onHand()).isEqualTo(5);
      assertThat(drifted.verify().differences()).isEmpty();
      assertThat(drifted.history(WAREHOUSE, MUG, 1).orThrow())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.kind()).isEqualTo("stock-repaired");
                assertThat(event.reason()).isEqualTo("counters drifted");
                assertThat(event.caller()).isEqualTo(WAREHOUSE);
                assertThat(event.facts().get("counted")).startsWith("7 on hand");
                assertThat(event.facts().get("summed")).startsWith("5 on hand");
              });
    }

    @Test
    void isDoneOnceForItsKey() {
      StockDifference proposal = proposal();
      drifted.repair(WAREHOUSE, KEY, proposal, "drifted").orThrow();

      assertThat(drifted.repair(WAREHOUSE, KEY, proposal, "drifted").orThrow().onHand())
          .isEqualTo(5);
      assertThat(drifted.history(WAREHOUSE, MUG, 10).orThrow()).hasSize(1);
    }

    @Test
    void isNotDecidedOnBySoftware() {
      assertThat(code(drifted.repair(SYSTEM, KEY, proposal(), "nightly job")))
          .isEqualTo(Refusal.Code.FORBIDDEN);
      assertThat(drifted.verify().differences()).hasSize(1);
    }

    @Test
    void needsAReason() {
      StockDifference proposal = proposal();
      assertThatThrownBy(() -> drifted.repair(WAREHOUSE, KEY, proposal, " "))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("reason");
    }

    @Test
    void ofSomethingElseThanIsFoundNowIsRefused() {
      StockDifference old = proposal();
      shop.stock("mug", EAST, 1);

      assertThat(code(drifted.repair(WAREHOUSE, KEY, old, "drifted")))
          .isEqualTo(Refusal.Code.CONFLICT);
      assertThat(drifted.verify().differences()).hasSize(1);
    }

    @Test
    void cannotHelpWhereMovementsSayTheSame() {
      StockLevel level = StockLevel.none(MUG, EAST);

      assertThat(code(drifted.repair(WAREHOUSE, KEY, new StockDifference(level, level), "odd")))
          .isEqualTo(Refusal.Code.INVALID);
    }

    private static Refusal.Code code(Result<?> result) {
      return result.fold(
          done -> {
            throw new AssertionError(done);
          },
          Refusal::code);
    }
  }

  @Test
  void theMovementsOfASkuTellWhatCausedEachChange() {
    shop.sell("pen", "USD 1.00").stock("pen", EAST, 9).stock("mug", EAST, 5);
    shop.deliver(shop.place(order().add("mug", 2)));

    List<StockMovement> all = inventory.movements(WAREHOUSE, MUG, 0, 100).orThrow();

    assertThat(all)
        .extracting(StockMovement::kind)
        .containsExactly("Receive", "Reserve", "Commit", "Ship");
    assertThat(all).allMatch(moved -> moved.sku().equals(MUG));
    assertThat(inventory.movements(WAREHOUSE, MUG, all.get(1).sequence(), 1).orThrow())
        .containsExactly(all.get(2));
  }
}
