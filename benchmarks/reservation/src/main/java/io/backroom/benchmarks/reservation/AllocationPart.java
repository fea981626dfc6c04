package io.backroom.benchmarks.reservation;

import com.sun.management.ThreadMXBean;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.StockCommand;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What one reservation in memory allocates, and how much of that it keeps. */
final class AllocationPart {
  /**
   * As many as are there already: while what is kept doubles, each table grows as often as it does
   * in the long run.
   */
  private static final int RESERVATIONS = 250_000;

  /** Until the code is compiled for good it allocates what it does not need. */
  private static final int WARM_UPS = 3;

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);

  /** A reservation, its line, and the list of it, with compressed references. */
  private static final int STORED = 32 + 32 + 24;

  private final Report report;

  AllocationPart(Report report) {
    this.report = report;
  }

  Part part() {
    return new Part("allocation", List.of(), true, this::run);
  }

  private void run() {
    String found = "";
    for (int i = 0; i <= WARM_UPS; i++) {
      found = measure();
    }
    report.note(found);
  }

  private static String measure() {
    Workload workload = Workload.oneLine(true);
    InMemoryInventoryStore store = new InMemoryInventoryStore();
    try (BackroomStock stock = new BackroomStock(workload, store, () -> {})) {
      SplittableRandom random = new SplittableRandom(1);
      apply(store, commands(stock, workload, random, RESERVATIONS));
      // Made before: they are the caller's.
      List<List<StockCommand>> commands = commands(stock, workload, random, RESERVATIONS);
      long usedBefore = used();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      apply(store, commands);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      long kept = used() - usedBefore;
      commands.clear(); // reachable until here, so that what is kept is the store's alone
      return "A reservation in memory, one line, allocates %,d bytes, of which the store keeps %,d."
              .formatted(allocated / RESERVATIONS, kept / RESERVATIONS)
          + " %,d bytes are garbage. The reservation itself has %d.%n"
              .formatted((allocated - kept) / RESERVATIONS, STORED);
    }
  }

  private static List<List<StockCommand>> commands(
      BackroomStock stock, Workload workload, SplittableRandom random, int count) {
    List<List<StockCommand>> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(List.of(stock.command(workload.next(random))));
    }
    return commands;
  }

  private static void apply(InMemoryInventoryStore store, List<List<StockCommand>> commands) {
    commands.forEach(command -> store.apply(command, Workload.NOW));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
