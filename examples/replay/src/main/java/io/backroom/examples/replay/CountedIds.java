package io.backroom.examples.replay;

import io.backroom.spi.policy.IdSource;
import java.util.concurrent.atomic.AtomicLong;

/** Ids from a counter: the same in every run. */
final class CountedIds implements IdSource {
  private static final int RADIX = 36;
  private static final int LENGTH = 9;

  private final AtomicLong last = new AtomicLong();

  @Override
  public String next() {
    String digits = Long.toString(last.incrementAndGet(), RADIX);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }
}
