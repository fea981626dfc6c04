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
  private static final int WARM_UP = 50_000;
  private static final int RESERVATIONS = 200_000;
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);

  private final Report report;

  AllocationPart(Report report) {
    this.report = report;
  }

  Part part() {
    return new Part("allocation", List.of(), true, this::run);
  }

  private void run() {
    Workload workload = Workload.oneLine(true);
    InMemoryInventoryStore store = new InMemoryInventoryStore();
    try (BackroomStock stock = new BackroomStock(workload, store, () -> {})) {
      SplittableRandom random = new SplittableRandom(1);
      apply(store, commands(stock, workload, random, WARM_UP));
      // Made before: they are the caller's.
      List<List<StockCommand>> commands = commands(stock, workload, random, RESERVATIONS);
      long usedBefore = used();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      apply(store, commands);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      long kept = used() - usedBefore;
      report.note(
          "A reservation in memory, one line, allocates %,d bytes, of which the store keeps %,d."
                  .formatted(allocated / RESERVATIONS, kept / RESERVATIONS)
              + " %,d bytes are garbage.%n".formatted((allocated - kept) / RESERVATIONS));
      commands.clear(); // reachable until here, so that what is kept is the store's alone
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
