package io.backroom.examples.replay.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a run has come: on a terminal one line that is drawn again and again, elsewhere a
 * line for every tenth.
 */
public final class ProgressBar {
  private static final int WIDTH = 30;
  private static final long NANOS_BETWEEN_DRAWINGS = Duration.ofMillis(100).toNanos();
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private final LongSupplier nanoTime;
  private final long begin;
  private long drawnAt;
  private long drawnTenth;
  private int drawnLength;

  /**
   * Begins to measure.
   *
   * @param out where to print
   * @param terminal whether a carriage return moves back to the beginning of the line there
   * @param total how many orders there are
   * @param nanoTime the elapsed time, such as {@code System::nanoTime}
   */
  public ProgressBar(PrintStream out, boolean terminal, long total, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.total = Math.max(1, total);
    this.nanoTime = nanoTime;
    begin = nanoTime.getAsLong();
    drawnAt = begin - NANOS_BETWEEN_DRAWINGS;
  }

  /**
   * Says how many orders are done and which simulated day it is; cheap enough to call per order.
   */
  public void update(long done, LocalDate day) {
    long now = nanoTime.getAsLong();
    if (terminal && (now - drawnAt >= NANOS_BETWEEN_DRAWINGS || done >= total)) {
      drawnAt = now;
      redraw(line(done, day, now));
    } else if (!terminal && done * 10 / total > drawnTenth) {
      drawnTenth = done * 10 / total;
      out.println(line(done, day, now));
    }
  }

  /** Leaves the last drawing on a line of its own. */
  public void finish() {
    if (terminal && drawnLength > 0) {
      out.println();
    }
    out.flush();
  }

  private void redraw(String line) {
    // Blanks wipe what is left of a longer line.
    out.print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
    out.flush();
    drawnLength = line.length();
  }

  private String line(long done, LocalDate day, long now) {
    double share = Math.min(1, (double) done / total);
    double seconds = (now - begin) / NANOS_PER_SECOND;
    double rate = seconds > 0 ? done / seconds : 0;
    int filled = (int) (share * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %s  %,d orders/s  %s left",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        (int) (share * 100),
        day,
        Math.round(rate),
        left(total - done, rate));
  }

  private static String left(long orders, double rate) {
    if (rate <= 0) {
      return "-:--";
    }
    long seconds = Math.round(Math.max(0, orders) / rate);
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
