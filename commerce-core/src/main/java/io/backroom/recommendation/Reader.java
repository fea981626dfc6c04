package io.backroom.recommendation;

/** What a list's reader must not be shown. Immutable once made. */
final class Reader {
  /** Somebody of whom nothing is known. */
  static final Reader NOBODY = new Reader(new SkuMarks(0));

  private static final int UNWANTED = 1;
  private static final int BOUGHT = 2;
  private static final int JUST_BOUGHT = 4;
  private static final int USED_UP = 8;

  private final SkuMarks marks;

  private Reader(SkuMarks marks) {
    this.marks = marks;
  }

  /**
   * Returns what a customer must not be shown.
   *
   * @param profile what they bought
   * @param rejected what they did not want
   * @param repeats how customers buy again
   * @param today the day of the list
   * @param justBoughtDays for how many days what was bought is not offered again, unless it is used
   *     up
   */
  static Reader of(
      Profile profile, int[] rejected, Repeats repeats, int today, int justBoughtDays) {
    SkuMarks marks = new SkuMarks(profile.size() + rejected.length);
    for (int sku : rejected) {
      marks.add(sku, UNWANTED);
    }
    for (int at = 0; at < profile.size(); at++) {
      int sku = profile.skus()[at];
      Profile.Row row = profile.row(at);
      marks.add(sku, BOUGHT);
      if (row.cameBack()) {
        marks.add(sku, UNWANTED);
      } else if (today - row.last() < justBoughtDays) {
        marks.add(sku, JUST_BOUGHT);
        // Who has come back for it once uses it up, whatever others do.
        if (row.times() > 1 || repeats.isConsumable(sku)) {
          marks.add(sku, USED_UP);
        }
      }
    }
    return new Reader(marks);
  }

  /** Whether the reader sent a SKU back or rejected it. */
  boolean refuses(int sku) {
    return marks.has(sku, UNWANTED);
  }

  /** Whether the reader sent a SKU back, rejected it, or has ever bought it. */
  boolean knows(int sku) {
    return marks.has(sku, UNWANTED | BOUGHT);
  }

  /** Whether a SKU was bought too lately to be offered again. */
  boolean hasJustBought(int sku, ShopWindow.Shown shown) {
    return marks.has(sku, JUST_BOUGHT)
        && !shown.traits().consumable().orElseGet(() -> marks.has(sku, USED_UP));
  }
}
