package io.backroom.jdbc;

import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.testkit.simulation.ShopOnStoresContract;
import io.backroom.testkit.simulation.World;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop on one of the databases, each play in tables of its own. */
abstract class JdbcShopContract extends ShopOnStoresContract {
  private static final AtomicInteger WORLDS = new AtomicInteger();

  private final TestDatabase database;

  JdbcShopContract(TestDatabase database) {
    this.database = database;
  }

  private record Opened(JdbcStores stores) implements World {
    @Override
    public DocumentStore documents() {
      return stores.documents();
    }

    @Override
    public InventoryStore inventory() {
      return stores.inventory();
    }

    @Override
    public void close() {
      stores.close();
    }
  }

  @Override
  protected World newWorld() {
    return new Opened(database.open(new JdbcSchema("", "shop" + WORLDS.incrementAndGet() + "_")));
  }

  @Override
  protected long seeds() {
    return 2;
  }

  @Override
  protected long crashes() {
    return 6;
  }
}
