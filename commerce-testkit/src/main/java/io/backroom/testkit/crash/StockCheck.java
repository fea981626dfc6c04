package io.backroom.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.Sku;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks counters, movements and reservations against each other. */
final class StockCheck {
  private static final Sku SKU = Sku.of("lamp");
  private static final int HOLDS_MAX = 1_000;

  private final InventoryStore inventory;

  StockCheck(InventoryStore inventory) {
    this.inventory = inventory;
  }

  /** Checks that the counters are what reservations in these states make them. */
  void agreesWith(List<State> states) {
    List<StockLevel> levels = inventory.levels(List.of(SKU));
    if (levels.isEmpty()) {
      assertThat(states).isEmpty();
      return;
    }
    int held = Collections.frequency(states, State.HELD);
    int committed = Collections.frequency(states, State.COMMITTED);
    int shipped = Collections.frequency(states, State.CONSUMED);
    assertThat(levels).hasSize(1);
    StockLevel level = levels.get(0);
    assertThat(level.onHand()).as("on hand").isEqualTo(CrashWork.STOCK - shipped);
    assertThat(level.reserved()).as("reserved").isEqualTo(held);
    assertThat(level.allocated()).as("allocated").isEqualTo(committed);
    assertThat(inventory.expiring(CrashWork.NOW.plusSeconds(10_000), HOLDS_MAX))
        .as("holds that will run out")
        .hasSize(Math.min(HOLDS_MAX, held))
        .extracting(Reservation::state)
        .allMatch(State.HELD::equals);
    if (inventory instanceof StockLedger ledger) {
      agrees(ledger, level);
    }
  }

  /** Checks that the counters are the sums of movements, one for each command. */
  private static void agrees(StockLedger ledger, StockLevel level) {
    int onHand = 0;
    int reserved = 0;
    int allocated = 0;
    long last = 0;
    Set<String> causes = new HashSet<>();
    List<StockMovement> page = ledger.movements(0, 10_000);
    while (!page.isEmpty()) {
      for (StockMovement movement : page) {
        assertThat(movement.sequence()).isGreaterThan(last);
        last = movement.sequence();
        assertThat(causes.add(movement.cause().value())).as("%s is new", movement).isTrue();
        onHand += movement.onHand();
        reserved += movement.reserved();
        allocated += movement.allocated();
      }
      page = ledger.movements(last, 10_000);
    }
    assertThat(level.onHand()).as("sum of the movements on hand").isEqualTo(onHand);
    assertThat(level.reserved()).as("sum of the movements reserved").isEqualTo(reserved);
    assertThat(level.allocated()).as("sum of the movements allocated").isEqualTo(allocated);
  }
}
