package io.backroom.spark;

import java.io.PrintStream;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How many items are learned, and how long the rest will take: a bar in a terminal, a line every
 * ten seconds elsewhere. Thread-safe.
 */
final class Progress {
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final BitSet done = new BitSet();
  private int shares = 1;
  private int items;
  private int learned;
  private long start;
  private long shown;

  Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  /** Says what is going on. */
  synchronized void say(String what) {
    out.println(what);
    out.flush();
  }

  /** Begins to learn so many items in so many shares. */
  synchronized void begin(int items, int shares) {
    this.items = items;
    this.shares = shares;
    learned = 0;
    done.clear();
    start = nanos.getAsLong();
    shown = start;
  }

  /** Counts a share, once, though Spark may learn it twice. */
  synchronized void done(int share) {
    if (done.get(share)) {
      return;
    }
    done.set(share);
    learned += (items - share + shares - 1) / shares;
    long now = nanos.getAsLong();
    boolean last = learned == items;
    if (terminal || last || now - shown >= LINE_NANOS) {
      shown = now;
      String line = line(now - start);
      out.print(terminal ? "\r" + line + (last ? System.lineSeparator() : "") : line + "\n");
      out.flush();
    }
  }

  private String line(long elapsed) {
    int filled = (int) ((long) WIDTH * learned / items);
    String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
    long left = Math.round((double) elapsed * (items - learned) / learned / 1e9);
    return String.format(
        Locale.ROOT,
        "learning [%s] %3d %%  %,d of %,d items, %d:%02d left",
        bar,
        100L * learned / items,
        learned,
        items,
        left / 60,
        left % 60);
  }
}
