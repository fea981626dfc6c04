package io.backroom.kernel;

import io.backroom.spi.value.CardNumbers;

/** Failures as they may be logged. */
public final class Failures {
  private Failures() {}

  /**
   * Returns a failure without card numbers in what it says: ports of a host may throw anything.
   *
   * @param failure what was thrown
   * @return the failure itself, or one with its stack and the masked texts of its causes
   */
  public static Throwable forLog(Throwable failure) {
    StringBuilder said = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      said.append(said.isEmpty() ? "" : ", caused by ").append(each);
    }
    String masked = CardNumbers.mask(said.toString());
    if (masked.contentEquals(said)) {
      return failure;
    }
    RuntimeException clean = new RuntimeException(masked);
    clean.setStackTrace(failure.getStackTrace());
    return clean;
  }
}
