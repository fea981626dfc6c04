package io.backroom.examples.replay.report;

/**
 * One figure.
 *
 * @param label what it is
 * @param value the figure with its unit, already formatted
 * @param note what a reader should know about it; empty for nothing
 * @param verdict whether it is the result of a check
 */
public record Row(String label, String value, String note, Verdict verdict) {
  /** A figure that needs no explanation. */
  public static Row of(String label, String value) {
    return of(label, value, "");
  }

  /** A figure with a note. */
  public static Row of(String label, String value, String note) {
    return new Row(label, value, note, Verdict.NONE);
  }

  /** The result of a check: PASS or FAIL. */
  public static Row check(String label, boolean passed, String note) {
    return new Row(label, passed ? "PASS" : "FAIL", note, passed ? Verdict.PASS : Verdict.FAIL);
  }

  /** Whether a row is a check, and how it went. */
  public enum Verdict {
    /** Not a check. */
    NONE,
    /** Passed. */
    PASS,
    /** Failed. */
    FAIL
  }
}
