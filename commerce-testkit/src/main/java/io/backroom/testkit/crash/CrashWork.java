package io.backroom.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Position;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.store.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Work on two stores whose traces can be checked. Each of a few buyers counts its orders in a
 * document of its own, and for each order reserves one unit, which then stays held, is committed,
 * released or shipped. What the stores have answered is written into a side file.
 *
 * <p>A process that is to be killed calls {@link #runUntilKilled}; who kills a database server
 * instead calls {@link #runUntilItFails}. Afterwards {@link #check} compares the stores with the
 * side file. Work may be taken up again on the same stores and the same file.
 */
public final class CrashWork {
  static final int BUYERS = 4;
  static final int STOCK = 10_000_000;
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** What becomes of the reservation of order n, by n modulo four. */
  private static final List<State> FATES =
      List.of(State.HELD, State.COMMITTED, State.RELEASED, State.CONSUMED);

  private final Stores stores;
  private final Acknowledged acknowledged;

  private CrashWork(Stores stores, Path sideFile) {
    this.stores = stores;
    this.acknowledged = new Acknowledged(sideFile);
  }

  /**
   * Returns the work.
   *
   * @param stores the stores to work on
   * @param sideFile the file for what was acknowledged; it is made when there is none
   * @return the work
   */
  public static CrashWork on(Stores stores, Path sideFile) {
    return new CrashWork(stores, sideFile);
  }

  /**
   * Works until this process is killed, and writes a line to the standard output for each answer.
   * Should the work fail, the process says why on its error output and ends; it ends, too, when
   * nobody reads any more what it writes.
   */
  public void runUntilKilled() {
    run(CrashWork::tell).printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  private static void tell(String line) {
    System.out.println(line);
    if (System.out.checkError()) {
      // Whoever was to kill it is gone.
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Works until every buyer has met a failure, for instance because the server is gone.
   *
   * @return the first buyer's failure
   */
  public Throwable runUntilItFails() {
    return run(line -> {});
  }

  private Throwable run(Consumer<String> told) {
    ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
    try {
      stockUp();
      List<Callable<Throwable>> buyers = new ArrayList<>();
      for (int i = 0; i < BUYERS; i++) {
        int buyer = i;
        buyers.add(() -> buy(buyer, told));
      }
      List<Future<Throwable>> failures = threads.invokeAll(buyers);
      return failures.get(0).get();
    } catch (InterruptedException | ExecutionException | RuntimeException | AssertionError e) {
      return e;
    } finally {
      threads.shutdownNow();
    }
  }

  private void stockUp() {
    CommandId id = CommandId.of("stock-up");
    StockLine line = StockLine.of("lamp", "north", STOCK);
    apply(List.of(new StockCommand.Receive(id, line, Optional.empty())));
  }

  private Throwable buy(int buyer, Consumer<String> told) {
    try {
      // The process before may have ended between the reservation and the order.
      for (long number = orders(buyer) + 1; ; number++) {
        apply(commands(buyer, number));
        tell("reserved", buyer, number, told);
        order(buyer, number);
        tell("ordered", buyer, number, told);
      }
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }

  private void tell(String what, int buyer, long number, Consumer<String> told) {
    acknowledged.write(what, buyer, number);
    told.accept(what + " " + buyer + " " + number);
  }

  static String name(int buyer, long number) {
    return "b%d-%08d".formatted(buyer, number);
  }

  static State fate(long number) {
    return FATES.get((int) (number % FATES.size()));
  }

  private static List<StockCommand> commands(int buyer, long number) {
    String name = name(buyer, number);
    ReservationId id = ReservationId.of(name);
    List<StockLine> unit = List.of(StockLine.of("lamp", "north", 1));
    CommandId second = CommandId.of("second-" + name);
    List<StockCommand> commands = new ArrayList<>();
    commands.add(
        new StockCommand.Reserve(
            CommandId.of("reserve-" + name),
            id,
            "buyer" + buyer,
            unit,
            List.of(),
            NOW.plusSeconds(900 + number % 7)));
    switch (fate(number)) {
      case COMMITTED -> commands.add(new StockCommand.Commit(second, id));
      case RELEASED -> commands.add(new StockCommand.Release(second, id, List.of(), List.of()));
      case CONSUMED -> {
        commands.add(new StockCommand.Commit(second, id));
        commands.add(new StockCommand.Ship(CommandId.of("third-" + name), id, unit));
      }
      default -> {}
    }
    return commands;
  }

  private void apply(List<StockCommand> commands) {
    assertThat(stores.inventory().apply(commands, NOW))
        .hasOnlyElementsOfType(StockResult.Applied.class);
  }

  private static DocumentId counter(int buyer) {
    return new DocumentId("counter", "buyer" + buyer);
  }

  /** Writes a buyer's order and counts it in the same commit. */
  private void order(int buyer, long number) {
    String name = name(buyer, number);
    List<IndexEntry> index = List.of(new IndexEntry("buyer", String.valueOf(buyer)));
    DocumentId id = new DocumentId("order", name);
    CommitResult result =
        stores
            .documents()
            .commit(
                WriteId.of("write-" + name),
                List.of(
                    new DocumentWrite.Put(counter(buyer), number - 1, "" + number, List.of()),
                    new DocumentWrite.Put(id, 0, "{\"n\":" + number + "}", index)));
    assertThat(result).isInstanceOf(CommitResult.Committed.class);
  }

  /** Returns how many orders a buyer has. */
  private long orders(int buyer) {
    return stores.documents().find(counter(buyer)).map(Document::version).orElse(0L);
  }

  /**
   * Checks that everything acknowledged is there, once, and that counters, movements, reservations
   * and documents agree with each other. What is there is from now on taken for acknowledged: it
   * must be there the next time too.
   */
  public void check() {
    Map<String, Long> last = acknowledged.last();
    List<State> states = new ArrayList<>();
    for (int buyer = 0; buyer < BUYERS; buyer++) {
      checkOrders(buyer);
      checkLast(last, "ordered", buyer, orders(buyer));
      List<State> of = reservations(buyer, last.getOrDefault("reserved " + buyer, 0L));
      checkLast(last, "reserved", buyer, of.size());
      states.addAll(of);
    }
    new StockCheck(stores.inventory()).agreesWith(states);
  }

  private void checkLast(Map<String, Long> last, String what, int buyer, long now) {
    long least = last.getOrDefault(what + " " + buyer, 0L);
    // One more at most: the one whose answer was on its way.
    assertThat(now).as("%s by buyer %d", what, buyer).isBetween(least, least + 1);
    acknowledged.write(what, buyer, now);
  }

  /** Checks that a buyer's orders are the first so many, each there once. */
  private void checkOrders(int buyer) {
    long count = orders(buyer);
    List<String> keys = new ArrayList<>();
    String value = String.valueOf(buyer);
    DocumentQuery query = DocumentQuery.equal("order", "buyer", value, DocumentQuery.LIMIT_MAX);
    List<Document> page = stores.documents().query(query);
    while (!page.isEmpty()) {
      page.forEach(order -> keys.add(order.id().key()));
      page = stores.documents().query(query.after(new Position(value, keys.get(keys.size() - 1))));
    }
    assertThat(keys).as("orders of buyer %d", buyer).hasSize((int) count);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(keys.get(i)).isEqualTo(name(buyer, i + 1L));
    }
    stores
        .documents()
        .find(counter(buyer))
        .ifPresent(found -> assertThat(found.body()).isEqualTo("" + count));
  }

  /** Returns the states of a buyer's reservations, which are the first so many. */
  private List<State> reservations(int buyer, long acknowledgedNow) {
    List<State> states = new ArrayList<>();
    for (long number = 1; ; number++) {
      Optional<Reservation> found = stores.inventory().find(ReservationId.of(name(buyer, number)));
      if (found.isEmpty()) {
        return states;
      }
      State state = found.get().state();
      if (number <= acknowledgedNow) {
        assertThat(state).as("state of %s", found.get().id()).isEqualTo(fate(number));
      }
      states.add(state);
    }
  }
}
