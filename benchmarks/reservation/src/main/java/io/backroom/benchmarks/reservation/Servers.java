package io.backroom.benchmarks.reservation;

import org.jspecify.annotations.Nullable;

/** The servers of this run, started when first needed. Lives in one thread. */
final class Servers implements AutoCloseable {
  private @Nullable PostgresServer postgres;
  private @Nullable RedisProcess redis;

  PostgresServer postgres() {
    if (postgres == null) {
      postgres = new PostgresServer();
    }
    return postgres;
  }

  RedisProcess redis() {
    if (redis == null) {
      redis = new RedisProcess();
    }
    return redis;
  }

  @Override
  public void close() {
    if (redis != null) {
      redis.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
