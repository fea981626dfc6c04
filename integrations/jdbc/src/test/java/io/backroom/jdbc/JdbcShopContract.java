package io.backroom.jdbc;

import io.backroom.spi.store.Stores;
import io.backroom.testkit.simulation.ShopOnStoresContract;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop on one of the databases, each play in tables of its own. */
abstract class JdbcShopContract extends ShopOnStoresContract {
  private static final AtomicInteger OPENED = new AtomicInteger();

  private final TestDatabase database;

  JdbcShopContract(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected Stores newStores() {
    return database.open(new JdbcSchema("", "shop" + OPENED.incrementAndGet() + "_"));
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
