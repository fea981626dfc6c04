package io.backroom.testkit.inventory;

import io.backroom.spi.inventory.InventoryStore;
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
  class KeepingALedger extends LedgerRules {
    @Override
    InventoryStoreContract contract() {
      return InventoryStoreContract.this;
    }
  }
}
