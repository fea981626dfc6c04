package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.store.Stores;
import io.backroom.testkit.crash.CrashWork;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL is killed at work and started again; the node goes on by itself. {@code
 * -Dcrash.servers} sets how often.
 */
@Timeout(600)
class KilledServerTest {
  private static final int BYTES_MAX = 4_000;

  @TempDir static Path directory;

  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Kills the server's first process; the others notice, and hold its memory until they end. */
  private static void kill(Path data) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
    server.descendants().forEach(child -> ends.add(child.onExit()));
    ends.add(server.onExit());
    server.destroyForcibly();
    ends.forEach(CompletableFuture::join);
  }

  @ParameterizedTest
  @ValueSource(strings = {"owner", "shared"})
  void nothingAcknowledgedIsLostOrDoubledWhenTheServerIsKilled(String mode) throws Exception {
    int cycles = Integer.getInteger("crash.servers", 1);
    SplittableRandom random = new SplittableRandom(Long.getLong("crash.seed", 20260101L));
    Path data = directory.resolve(mode);
    Path sideFile = directory.resolve(mode + "-acknowledged");
    int port = freePort();
    EmbeddedPostgres server = start(data, port);
    String url = server.getJdbcUrl("postgres", "postgres");
    try (Stores stores = KilledNodeContract.stores(mode, url, "")) {
      for (int cycle = 0; cycle < cycles; cycle++) {
        CrashWork work = CrashWork.on(stores, sideFile);
        long before = size(sideFile);
        long more = random.nextInt(1, BYTES_MAX);
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(work::runUntilItFails);
        while (size(sideFile) < before + more && !failure.isDone()) {
          Thread.onSpinWait();
        }
        assertThat(failure).isNotDone();
        kill(data);
        assertThat(failure.get()).isInstanceOf(RuntimeException.class);
        server.close();
        server = start(data, port);
        work.check();
      }
    } finally {
      server.close();
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
