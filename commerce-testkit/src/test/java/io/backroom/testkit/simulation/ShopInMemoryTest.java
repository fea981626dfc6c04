package io.backroom.testkit.simulation;

import io.backroom.spi.store.Stores;

class ShopInMemoryTest extends ShopOnStoresContract {
  @Override
  protected Stores newStores() {
    return FreshStores.inMemory();
  }

  /** {@code SimulationTest} and {@code CrashesTest} play the rest. */
  @Override
  protected long seeds() {
    return 20;
  }

  @Override
  protected long crashes() {
    return 20;
  }
}
