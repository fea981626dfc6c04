package io.backroom.testkit.simulation;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.store.Stores;

/** Stores that one seed is played on: empty at its beginning, and its alone. */
final class FreshStores {
  private FreshStores() {}

  static Stores inMemory() {
    return Stores.of(new InMemoryDocumentStore(), new InMemoryInventoryStore(), () -> {});
  }
}
