package io.backroom.examples.replay;

import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Section;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** How long what took; the only figures that differ from run to run. */
final class Timings {
  private static final double NANOS = 1e9;
  private static final long MEGABYTE = 1L << 20;

  private final long begin = System.nanoTime();
  private long read = begin;
  private long ran = begin;

  void hasRead() {
    read = System.nanoTime();
  }

  void hasRun() {
    ran = System.nanoTime();
  }

  Section section(Outcome outcome) {
    double seconds = (ran - read) / NANOS;
    Tally sales = outcome.sales();
    return Section.titled("Timings")
        .timings()
        .row("Reading the data", Format.decimal((read - begin) / NANOS, 1) + " s")
        .row("Running", Format.decimal(seconds, 1) + " s")
        .row(
            "Orders",
            Format.decimal(sales.get("placed") / seconds, 0) + " a second",
            "from the order to the delivered parcel, with everything around it")
        .row("Lines", Format.decimal(sales.get("placed lines") / seconds, 0) + " a second")
        .row(
            "Recommending",
            Format.decimal(
                    outcome.suggestions().nanos()
                        / 1e6
                        / Math.max(1, outcome.suggestions().baskets()),
                    2)
                + " ms a customer",
            "two lists, of what is new and of what is bought again")
        .row(
            "Peak memory",
            Format.count(peak() / MEGABYTE) + " MB",
            "heap, garbage included, at most")
        .build();
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
