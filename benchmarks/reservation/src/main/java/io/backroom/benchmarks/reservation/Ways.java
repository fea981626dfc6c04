package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.reservation.PostgresServer.Place;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.rocksdb.RocksDbStores;
import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.InventoryStore;
import java.util.List;

/** All the ways that are compared. */
final class Ways {
  /** As many connections as callers. */
  private static final int ALL = Contest.CALLERS;

  /** Few connections that callers wait for: fewer transactions wait for the same row. */
  private static final int POOL = 8;

  private final Servers servers;

  Ways(Servers servers) {
    this.servers = servers;
  }

  /** Returns two ways, of which the faster is the peer. */
  List<Way> selectForUpdate(Place place) {
    return List.of(
        sql("SELECT FOR UPDATE", place, ALL, new SelectForUpdate()),
        sql("SELECT FOR UPDATE", place, POOL, new SelectForUpdate()));
  }

  Way oneStatement(Place place) {
    return sql("one statement (CTE)", place, POOL, new SingleStatement());
  }

  Way conditionalUpdate() {
    return sql("conditional UPDATE", Place.HERE, POOL, new ConditionalUpdate());
  }

  /** Returns the other ways in SQL that teams use, all on the server here. */
  List<Way> otherSql() {
    return List.of(
        sql("conditional UPDATE", Place.HERE, ALL, new ConditionalUpdate()),
        sql("optimistic version", Place.HERE, POOL, new OptimisticVersion()),
        sql("append-only sum and lock", Place.HERE, POOL, new AppendOnlySum(true)),
        sql("unit rows, SKIP LOCKED", Place.HERE, POOL, new SkipLockedUnits()));
  }

  /** Returns the way of Magento's inventory, which can oversell. */
  Way appendOnlyWithoutLock() {
    return sql("append-only sum, no lock", Place.HERE, POOL, new AppendOnlySum(false));
  }

  private Way sql(String name, Place place, int connections, Recipe recipe) {
    String how = connections == ALL ? ", 64 connections" : ", pool of " + connections;
    return new Way(name + how, w -> servers.postgres().stock(place, connections, recipe, w));
  }

  Way backroomShared(Place place) {
    return new Way("Backroom, shared", w -> servers.postgres().backroom(place, false, w));
  }

  Way backroomOwner(Place place) {
    return new Way("Backroom, owner", w -> servers.postgres().backroom(place, true, w));
  }

  /** Says which PostgreSQL it is, and what a round trip costs. */
  String describePostgres() {
    return servers.postgres().describe();
  }

  Way jedis() {
    return new Way("Redis, Lua, Jedis", w -> new JedisStock(servers.redis(), ALL, w));
  }

  Way lettuce() {
    return new Way("Redis, Lua, Lettuce", w -> new LettuceStock(servers.redis(), w));
  }

  Way bareLog() {
    return new Way("bare log", BareLog::new);
  }

  Way h2() {
    return new Way("H2, synced", w -> EmbeddedSql.h2(true, POOL, w));
  }

  Way h2NotSynced() {
    return new Way("H2, written, not synced", w -> EmbeddedSql.h2(false, POOL, w));
  }

  Way sqlite() {
    return new Way("SQLite, synced", EmbeddedSql::sqlite);
  }

  Way compareAndSet() {
    return new Way("compare-and-set", CompareAndSet::new);
  }

  Way mapCompute() {
    return new Way("ConcurrentHashMap", MapCompute::new);
  }

  /** Returns the way of those who forget that there are others. */
  Way checkThenAct() {
    return new Way("check, then act", CheckThenAct::new);
  }

  Way backroomMemory() {
    return new Way(
        "Backroom, memory", w -> new BackroomStock(w, new InMemoryInventoryStore(), () -> {}));
  }

  /** Returns the store in a directory as a shop uses it, behind its queue. */
  Way backroomEmbedded() {
    return new Way("Backroom, directory", w -> embedded(w, (store, v, closing) -> new QueuedStock(v, store, closing)));
  }

  Way backroomEmbeddedDirect() {
    return new Way("Backroom, directory, no queue", w -> embedded(w, Ways::direct));
  }

  private static Stock direct(InventoryStore store, Workload workload, AutoCloseable whenClosed) {
    return new BackroomStock(workload, store, whenClosed);
  }

  /** Makes stock of a store. */
  private interface Filling {
    Stock fill(BatchedInventoryStore store, Workload workload, AutoCloseable whenClosed);
  }

  private static Stock embedded(Workload workload, Filling filling) {
    TempFolder folder = new TempFolder();
    RocksDbStores stores = RocksDbStores.open(folder.path());
    return filling.fill(
        (BatchedInventoryStore) stores.inventory(),
        workload,
        () -> {
          stores.close();
          folder.close();
        });
  }
}
