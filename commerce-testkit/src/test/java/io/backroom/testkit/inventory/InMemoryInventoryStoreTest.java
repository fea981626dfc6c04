package io.backroom.testkit.inventory;

import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.InventoryStore;

class InMemoryInventoryStoreTest extends InventoryStoreContract {
  @Override
  protected InventoryStore createStore() {
    return new InMemoryInventoryStore();
  }
}
