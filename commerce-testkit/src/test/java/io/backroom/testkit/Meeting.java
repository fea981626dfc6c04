package io.backroom.testkit;

import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where a broken store waits between its two steps, so that its race shows on every machine. */
public final class Meeting {
  private static final Exchanger<Boolean> EXCHANGER = new Exchanger<>();
  private static final long MILLISECONDS_MAX = 5;

  private Meeting() {}

  /** Returns when a second thread is here too, or soon if none comes. */
  public static void ofTwo() {
    try {
      EXCHANGER.exchange(true, MILLISECONDS_MAX, TimeUnit.MILLISECONDS);
    } catch (TimeoutException nobodyCame) {
      // A thread alone goes on: only two can race.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
