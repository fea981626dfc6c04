package io.backroom.benchmarks.reservation;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Stock in Redis, by Lettuce: one connection, on which the callers' commands follow each other. */
final class LettuceStock implements Stock {
  private final Workload workload;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final String script;

  LettuceStock(RedisProcess redis, Workload workload) {
    this.workload = workload;
    client = RedisClient.create("redis://" + RedisProcess.HOST + ":" + redis.port());
    connection = client.connect();
    connection.sync().flushall();
    connection
        .sync()
        .eval(
            RedisScripts.FILL,
            ScriptOutputType.INTEGER,
            workload.skuNames().toArray(String[]::new),
            Integer.toString(workload.units()));
    script = connection.sync().scriptLoad(RedisScripts.RESERVE);
  }

  @Override
  public boolean reserve(Request request) {
    return submit(request).toCompletableFuture().join();
  }

  @Override
  public CompletionStage<Boolean> submit(Request request) {
    return connection
        .async()
        .<Long>evalsha(
            script,
            ScriptOutputType.INTEGER,
            RedisScripts.keys(request).toArray(String[]::new),
            RedisScripts.arguments(request).toArray(String[]::new))
        .thenApply(answer -> answer == 1);
  }

  @Override
  public Books books() {
    String[] keys = workload.skuNames().toArray(String[]::new);
    List<?> row = connection.sync().eval(RedisScripts.BOOKS, ScriptOutputType.MULTI, keys);
    return RedisScripts.books(row);
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
