package io.backroom.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backroom.inventory.StockQueue;
import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A process in which many threads reserve, commit, ship, give back and take in the same things. */
final class NodeAtWork {
  static final int THREADS = 32;
  static final int SKUS = 8;
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final List<Sku> ALL = IntStream.range(0, SKUS).mapToObj(NodeAtWork::sku).toList();
  private static final int LOOKS = 50;

  private final String node;
  private final InventoryStore direct;
  private final InventoryStore queued;
  private final AtomicLong commands = new AtomicLong();
  private final AtomicLong reserved = new AtomicLong();

  private NodeAtWork(String node, InventoryStore store) {
    this.node = node;
    this.direct = store;
    this.queued = StockQueue.before((BatchedInventoryStore) store, () -> NOW);
  }

  static Sku sku(int number) {
    return Sku.of("sku-" + number);
  }

  /**
   * Works, and says how many commands it gave and how many reservations it was told of.
   *
   * @param args URL, prefix of the tables, isolation, name of the node, number of commands
   */
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[0]);
    config.setUsername(TestDatabase.POSTGRESQL.user());
    config.setTransactionIsolation(args[2]);
    try (HikariDataSource pool = new HikariDataSource(config);
        JdbcStores stores = JdbcStores.open(pool, new JdbcSchema("", args[1]))) {
      NodeAtWork work = new NodeAtWork(args[3], stores.inventory());
      work.run(Integer.parseInt(args[4]) / THREADS);
      System.out.println(work.commands + " " + work.reserved);
    }
  }

  private void run(int each) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Callable<Boolean>> buyers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Buyer buyer = new Buyer(i);
      buyers.add(() -> buyer.run(each));
    }
    for (Future<Boolean> buyer : threads.invokeAll(buyers)) {
      buyer.get();
    }
    threads.shutdown();
  }

  /** One thread; three of four go through the queue that a shop puts before its stock. */
  private final class Buyer {
    private final SplittableRandom random;
    private final InventoryStore stock;
    private final String name;
    private final List<ReservationId> held = new ArrayList<>();
    private final List<StockLine> heldLines = new ArrayList<>();
    private final List<ReservationId> committed = new ArrayList<>();
    private final List<StockLine> committedLines = new ArrayList<>();
    private int number;

    Buyer(int thread) {
      random = new SplittableRandom(node.hashCode() * 1_000L + thread);
      stock = thread % 4 == 0 ? direct : queued;
      name = node + "-" + thread;
    }

    boolean run(int each) {
      while (number < each) {
        step(random.nextInt(100));
        if (number % LOOKS == 0) {
          stock.levels(ALL).forEach(NodeAtWork::requireNotOversold);
        }
      }
      return true;
    }

    private void step(int dice) {
      if (dice < 25 && !held.isEmpty()) {
        ReservationId id = held.remove(held.size() - 1);
        StockLine line = heldLines.remove(heldLines.size() - 1);
        apply(new StockCommand.Commit(next(), id));
        committed.add(id);
        committedLines.add(line);
      } else if (dice < 40 && !held.isEmpty()) {
        ReservationId id = held.remove(held.size() - 1);
        heldLines.remove(heldLines.size() - 1);
        apply(new StockCommand.Release(next(), id, List.of(), List.of()));
      } else if (dice < 50 && !committed.isEmpty()) {
        ReservationId id = committed.remove(committed.size() - 1);
        StockLine line = committedLines.remove(committedLines.size() - 1);
        apply(new StockCommand.Ship(next(), id, List.of(line)));
      } else if (dice < 55 && !held.isEmpty()) {
        ReservationId id = held.get(random.nextInt(held.size()));
        apply(new StockCommand.Extend(next(), id, NOW.plusSeconds(1_000 + number)));
      } else if (dice < 60) {
        apply(new StockCommand.Receive(next(), line(random.nextInt(SKUS)), Optional.empty()));
      } else {
        reserve();
      }
    }

    /** One thing out of the hot one and the others, or three. */
    private void reserve() {
      int first = random.nextBoolean() ? 0 : random.nextInt(SKUS);
      int lines = random.nextInt(3) == 0 ? 3 : 1;
      List<StockLine> wanted =
          IntStream.range(0, lines).mapToObj(i -> line((first + i * 3) % SKUS)).toList();
      CommandId command = next();
      ReservationId id = ReservationId.of(command.value());
      StockResult result =
          result(
              new StockCommand.Reserve(command, id, name, wanted, List.of(), NOW.plusSeconds(900)));
      if (result instanceof StockResult.Applied) {
        reserved.incrementAndGet();
        held.add(id);
        heldLines.add(wanted.get(0));
      } else if (!(result instanceof StockResult.Short)) {
        throw new IllegalStateException(result.toString());
      }
    }

    private StockLine line(int sku) {
      return StockLine.of(sku(sku).value(), "north", 1);
    }

    private CommandId next() {
      return CommandId.of(name + "-" + number++);
    }

    private void apply(StockCommand command) {
      StockResult result = result(command);
      if (!(result instanceof StockResult.Applied)) {
        throw new IllegalStateException(command + ": " + result);
      }
    }

    private StockResult result(StockCommand command) {
      commands.incrementAndGet();
      return stock.apply(List.of(command), NOW).get(0);
    }
  }

  static void requireNotOversold(StockLevel level) {
    if (level.onHand() - level.unavailable() - level.reserved() - level.allocated() < 0) {
      throw new IllegalStateException("Oversold: " + level);
    }
  }
}
