package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/** A real database for tests: each is started once for a JVM. */
enum TestDatabase {
  /** Its own hook stops it when the JVM ends. */
  POSTGRESQL {
    @Override
    String url() {
      return Postgres.SERVER.getJdbcUrl("postgres", "postgres");
    }

    @Override
    String user() {
      return "postgres";
    }
  },

  H2 {
    @Override
    String url() {
      return "jdbc:h2:file:" + Path.of("target", "h2-" + RUN, "shop").toAbsolutePath();
    }

    @Override
    String user() {
      return "sa";
    }
  },

  /** The script build/with-mariadb starts it and says where it is. */
  MARIADB {
    @Override
    String url() {
      Optional<String> url = Optional.ofNullable(System.getenv("BACKROOM_MARIADB_URL"));
      if ("true".equals(System.getenv("CI"))) {
        assertThat(url).as("BACKROOM_MARIADB_URL: with CI=true MariaDB must be there").isPresent();
      }
      Assumptions.assumeTrue(
          url.isPresent(), "Not tested on MariaDB: run the build by build/with-mariadb");
      return url.orElseThrow();
    }

    @Override
    String user() {
      return "root";
    }
  };

  private static final long RUN = ProcessHandle.current().pid();

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        // The library that starts it forgoes durability unless told otherwise.
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  abstract String url();

  abstract String user();

  JdbcStores open(JdbcSchema schema) {
    return JdbcStores.open(url(), user(), "", schema);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), "");
  }

  /** Connections without a pool, as a host may have them. */
  DataSource dataSource() {
    return new DriverDataSource(url(), user());
  }

  JdbcStores open() {
    return open(JdbcSchema.standard());
  }
}
