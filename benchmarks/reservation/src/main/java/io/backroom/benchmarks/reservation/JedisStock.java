package io.backroom.benchmarks.reservation;

import java.util.List;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/** Stock in Redis, by Jedis: as many connections as callers. */
final class JedisStock implements Stock {
  private final Workload workload;
  private final RedisClient client;
  private final String script;

  JedisStock(RedisProcess redis, int connections, Workload workload) {
    this.workload = workload;
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    client =
        RedisClient.builder().hostAndPort(RedisProcess.HOST, redis.port()).poolConfig(pool).build();
    client.flushAll();
    List<String> units = List.of(Integer.toString(workload.units()));
    client.eval(RedisScripts.FILL, workload.skuNames(), units);
    script = client.scriptLoad(RedisScripts.RESERVE);
  }

  @Override
  public boolean reserve(Request request) {
    Object answer =
        client.evalsha(script, RedisScripts.keys(request), RedisScripts.arguments(request));
    return answer.equals(1L);
  }

  @Override
  public Books books() {
    Object row = client.eval(RedisScripts.BOOKS, workload.skuNames(), List.of());
    return RedisScripts.books((List<?>) row);
  }

  @Override
  public void close() {
    client.close();
  }
}
