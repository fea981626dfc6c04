package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.inventory.InventoryStoreContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of shared stock on one of the databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcInventoryStoreContract extends InventoryStoreContract {
  private final TestDatabase database;
  private JdbcStores stores;

  /** As a second node has them. */
  private JdbcStores other;

  JdbcInventoryStoreContract(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void open() {
    stores = database.open();
    other = database.open();
  }

  @AfterAll
  void close() {
    if (stores != null) {
      stores.close();
      other.close();
    }
  }

  @Override
  protected InventoryStore createStore() {
    return stores.inventory();
  }

  @Override
  protected InventoryStore reopen(InventoryStore store) {
    close();
    open();
    return stores.inventory();
  }

  @Override
  protected InventoryStore secondInstance(InventoryStore store) {
    return other.inventory();
  }

  @Override
  protected void miscount(InventoryStore store, Sku sku, CenterId center, int units) {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE backroom_stock_level SET on_hand = on_hand + ? WHERE sku = ? AND center"
                    + " = ?")) {
      statement.setInt(1, units);
      statement.setString(2, sku.value());
      statement.setString(3, center.value());
      assertThat(statement.executeUpdate()).isEqualTo(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
