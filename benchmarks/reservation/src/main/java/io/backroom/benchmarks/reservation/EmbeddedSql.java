package io.backroom.benchmarks.reservation;

import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;

/** Databases in this process, each round's in a folder of its own. */
final class EmbeddedSql {
  private EmbeddedSql() {}

  /**
   * H2 with a sync for each commit. {@code WRITE_DELAY=0} alone has each commit written before it
   * returns, where the default writes later; but it syncs only now and then.
   */
  static Stock h2(boolean synced, int connections, Workload workload) {
    TempFolder folder = new TempFolder();
    String url = "jdbc:h2:file:" + folder.path().resolve("stock") + ";WRITE_DELAY=0";
    Optional<String> sync = synced ? Optional.of("checkpoint sync") : Optional.empty();
    return stock(url, connections, sync, workload, folder);
  }

  /** SQLite has one writer, so that more connections would only wait for each other. */
  static Stock sqlite(Workload workload) {
    TempFolder folder = new TempFolder();
    String url =
        "jdbc:sqlite:"
            + folder.path().resolve("stock")
            + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE";
    return stock(url, 1, Optional.empty(), workload, folder);
  }

  private static Stock stock(
      String url,
      int connections,
      Optional<String> afterCommit,
      Workload workload,
      TempFolder folder) {
    return new SqlStock(
        () -> DriverManager.getConnection(url),
        connections,
        Recipe.TABLES,
        List.of(),
        afterCommit,
        new ConditionalUpdate(),
        workload,
        folder);
  }
}
