package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.JournaledStock.Limits;
import io.backroom.testkit.inventory.InventoryStoreContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of owned stock on one of the databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnedStockContract extends InventoryStoreContract {
  private static final JdbcSchema SCHEMA = new JdbcSchema("", "owned_");

  private final TestDatabase database;
  private final Limits limits;
  private JdbcStores stores;
  private InventoryStore stock;

  OwnedStockContract(TestDatabase database, Limits limits) {
    this.database = database;
    this.limits = limits;
  }

  @BeforeAll
  void open() {
    stores = database.open(SCHEMA);
    stock = stores.ownedInventory("node-1", Duration.ofSeconds(30), limits);
  }

  @AfterAll
  void close() {
    if (stores != null) {
      stores.close();
    }
  }

  @Override
  protected InventoryStore createStore() {
    return stock;
  }

  @Override
  protected InventoryStore reopen(InventoryStore store) {
    close();
    open();
    return stock;
  }

  /** The next call finds that somebody else was the owner meanwhile, and reads the tables again. */
  @Override
  protected void miscount(InventoryStore store, Sku sku, CenterId center, int units) {
    assertThat(((StockLedger) store).movements(sku, 0, 1)).hasSize(1);
    try (Connection connection = database.connect();
        PreparedStatement level =
            connection.prepareStatement(
                "UPDATE owned_stock_level SET on_hand = on_hand + ? WHERE sku = ? AND center = ?");
        PreparedStatement epoch =
            connection.prepareStatement("UPDATE owned_stock_owner SET epoch = epoch + 1")) {
      level.setInt(1, units);
      level.setString(2, sku.value());
      level.setString(3, center.value());
      assertThat(level.executeUpdate()).isEqualTo(1);
      assertThat(epoch.executeUpdate()).isEqualTo(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
