package io.backroom.examples.replay.report;

/** How many series can be told apart; the colors themselves are in the style sheet. */
final class Palette {
  private static final int COLORS = 6;

  /** Dashes tell lines apart without color. */
  private static final String[] DASHES = {"none", "7 3", "2 3", "9 3 2 3", "4 4", "1 4"};

  private Palette() {}

  static void require(int series) {
    if (series > COLORS) {
      throw new IllegalArgumentException(
          series + " series; expected at most " + COLORS + ", more cannot be told apart");
    }
  }

  static String dash(int series) {
    return DASHES[series];
  }
}
