package io.backroom.testkit.inventory;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.ExplainRules;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves an {@link InventoryStore}: extend it, say how a store is made, and run it with JUnit 5.
 * The rules it proves are in {@code docs/contracts/inventory.md}; each failure names its rule.
 *
 * <p>Every test uses SKUs and ids of its own with a random part, so one database serves all tests;
 * nothing is cleaned up. What only a {@code StockLedger} can show is proven if the store is one.
 */
@ExtendWith(ExplainRules.class)
public abstract class InventoryStoreContract {
  /** Creates the contract. */
  protected InventoryStoreContract() {}

  /**
   * Returns the store to prove. Called once for each test; it may return the same one.
   *
   * @return the store
   */
  protected abstract InventoryStore createStore();

  /**
   * Closes a store and opens it again on the same data. A store that keeps nothing leaves this as
   * it is; the tests of durability are then skipped.
   *
   * @param store a store that {@link #createStore()} returned
   * @return a store on the same data
   */
  protected InventoryStore reopen(InventoryStore store) {
    return Assumptions.abort("I-22 is not proven after a restart: reopen is not implemented");
  }

  /**
   * Opens a second instance on the same data, as another node does. A store that has room for one
   * only leaves this as it is; the tests of several nodes are then skipped.
   *
   * @param store a store that {@link #createStore()} returned, which stays open
   * @return another instance; the contract does not close it
   */
  protected InventoryStore secondInstance(InventoryStore store) {
    return Assumptions.abort(
        "I-09 and I-22 are not proven for several nodes: secondInstance is not implemented");
  }

  /**
   * Makes on hand of a SKU at a center wrong by some units behind the store's back: the counter
   * changes and no movement tells of it. A store of which nobody can do that leaves this as it is;
   * the test of repairs is then skipped.
   *
   * @param store a store that {@link #createStore()} returned, a {@code StockLedger}
   * @param sku which SKU
   * @param center at which center
   * @param units units to add to on hand
   */
  protected void miscount(InventoryStore store, Sku sku, CenterId center, int units) {
    Assumptions.abort("I-31 is not proven on wrong counters: miscount is not implemented");
  }

  @Nested
  class ApplyingCommands extends ApplyRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class Reserving extends ReserveRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class FindingHoldsThatRanOut extends RunOutRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class Holding extends HoldRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class GivingBack extends ReleaseRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class Shipping extends ShipRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class TakingIn extends ReceiptRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class HoldingAtMost extends HeldMaxRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class TakingThePlaceOfHolds extends ReplaceRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class TakingStock extends StockTakingRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class MovingReservations extends MoveRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class Reading extends ReadRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class ReservingInManyThreads extends ReserveRaceRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class ReadingTheLedger extends LedgerReadRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class RecomputingCounters extends RecomputeRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class HoldingInManyThreads extends HoldRaceRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }

  @Nested
  class KeepingALedger extends LedgerRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }
}
