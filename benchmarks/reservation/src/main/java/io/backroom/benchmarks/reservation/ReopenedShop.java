package io.backroom.benchmarks.reservation;

import io.backroom.rocksdb.RocksDbStores;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The process that fills a directory, and the one that opens it. */
final class ReopenedShop {
  static final String FILL = "fill";
  static final String OPEN = "open";

  private static final int BATCH = 4_000;

  private ReopenedShop() {}

  /**
   * Fills or opens a directory, and says so in a line. Fill ends without closing anything.
   *
   * @param args what to do, the directory, and how many reservations there are
   */
  public static void main(String[] args) {
    Path directory = Path.of(args[1]);
    int reservations = Integer.parseInt(args[2]);
    if (args[0].equals(FILL)) {
      fill(directory, reservations);
      System.out.println("filled");
    } else {
      System.out.println(open(directory, reservations));
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void fill(Path directory, int reservations) {
    InventoryStore store = RocksDbStores.open(directory).inventory();
    Workload workload = Workload.oneLine(false);
    try (BackroomStock stock = new BackroomStock(workload, store, () -> {})) {
      SplittableRandom random = new SplittableRandom(1);
      for (int done = 0; done < reservations; done += BATCH) {
        List<StockCommand> batch = new ArrayList<>();
        for (int i = done; i < Math.min(reservations, done + BATCH); i++) {
          ReservationId id = ReservationId.of("r" + i);
          StockLine line = stock.line(random.nextInt(workload.skus()));
          batch.add(
              new StockCommand.Reserve(
                  CommandId.of("r" + i), id, "buyer", List.of(line), List.of(), endOf(i)));
          if (isCommitted(i)) {
            batch.add(new StockCommand.Commit(CommandId.of("c" + i), id));
          }
        }
        store.apply(batch, Workload.NOW);
      }
    }
  }

  private static boolean isCommitted(int i) {
    return i % 10 != 0;
  }

  private static Instant endOf(int i) {
    return Workload.NOW.plusSeconds(900).plusMillis(i);
  }

  private static String open(Path directory, int reservations) {
    long before = System.nanoTime();
    RocksDbStores stores = RocksDbStores.open(directory);
    ReservationId last = ReservationId.of("r" + (reservations - 1));
    Optional<Reservation> found = stores.inventory().find(last);
    double seconds = (System.nanoTime() - before) / 1e9;
    Reservation.State wanted =
        isCommitted(reservations - 1) ? Reservation.State.COMMITTED : Reservation.State.HELD;
    if (found.isEmpty() || found.get().state() != wanted) {
      throw new IllegalStateException("The last reservation is " + found);
    }
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    // Halts with the stores open: the next opening is one after a crash again.
    return seconds + " " + used / 1_000_000;
  }
}
