package io.backroom.jdbc;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.store.Stores;
import io.backroom.stock.journal.JournaledStock.Limits;
import io.backroom.testkit.crash.CrashWork;
import io.backroom.testkit.crash.KilledProcessContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A node that is killed while PostgreSQL runs on; {@code -Dcrash.cycles} sets how often. */
abstract class KilledNodeContract extends KilledProcessContract {
  private static final String OWNER = "owner";

  private final String mode;

  KilledNodeContract(boolean owned) {
    this.mode = owned ? OWNER : "shared";
  }

  /** The process that is killed; as an owner it folds all the time. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) {
      CrashWork.on(stores(args[0], args[1], args[2]), Path.of(args[3])).runUntilKilled();
    }
  }

  static Stores stores(String mode, String url, String prefix) {
    JdbcStores stores =
        JdbcStores.open(
            url, TestDatabase.POSTGRESQL.user(), "", new JdbcSchema("", mode + "_" + prefix));
    InventoryStore inventory =
        mode.equals(OWNER)
            ? stores.ownedInventory("node", Duration.ofMinutes(1), new Limits(5_000, 1 << 20))
            : stores.inventory();
    return Stores.of(stores.documents(), inventory, stores::close);
  }

  private static String prefix(Path data) {
    return data.getParent().getFileName().toString().replace('-', '_');
  }

  @Override
  protected Class<?> process() {
    return Victim.class;
  }

  @Override
  protected List<String> arguments(Path data) {
    return List.of(mode, TestDatabase.POSTGRESQL.url() + "&ApplicationName=victim", prefix(data));
  }

  @Override
  protected Stores open(Path data) {
    awaitEndOfVictim();
    return stores(mode, TestDatabase.POSTGRESQL.url(), prefix(data));
  }

  /** The server may still carry out what the process has sent before it was killed. */
  private static void awaitEndOfVictim() {
    try (Connection connection = TestDatabase.POSTGRESQL.connect();
        Statement statement = connection.createStatement()) {
      boolean alive = true;
      while (alive) {
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'victim'")) {
          alive = rows.next();
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Each takes a second; more are for those who ask. */
  @Override
  protected int cycles() {
    return 6;
  }
}
