package io.backroom.testkit.simulation;

class ShopInMemoryTest extends ShopOnStoresContract {
  @Override
  protected World newWorld() {
    return World.inMemory();
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
