package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.store.Stores;
import io.backroom.testkit.simulation.ShopOnStoresContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** A shop on one of the databases, each play in tables of its own. */
abstract class JdbcShopContract extends ShopOnStoresContract {
  private static final AtomicInteger OPENED = new AtomicInteger();

  private final TestDatabase database;

  JdbcShopContract(TestDatabase database) {
    this.database = database;
  }

  /** Plays run in threads of their own, in which a database that is not there would be an error. */
  @BeforeEach
  void databaseIsThere() {
    assertThat(database.url()).isNotEmpty();
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
