package io.backroom.recommendation;

import java.util.BitSet;

/** What a list's reader must not be shown. Immutable once made. */
final class Reader {
  /** Somebody of whom nothing is known. */
  static final Reader NOBODY = new Reader(Profile.EMPTY, new int[0]);

  /** What was bought so lately is not offered again, unless it is used up. */
  private static final int JUST_BOUGHT_DAYS = 14;

  private final Profile profile;
  private final BitSet unwanted = new BitSet();
  private final BitSet bought = new BitSet();
  private final BitSet justBought = new BitSet();
  private final BitSet usedUp = new BitSet();

  private Reader(Profile profile, int[] rejected) {
    this.profile = profile;
    for (int sku : rejected) {
      unwanted.set(sku);
    }
  }

  /**
   * Returns what a customer must not be shown.
   *
   * @param profile what they bought
   * @param rejected what they did not want
   * @param repeats how customers buy again
   * @param today the day of the list
   */
  static Reader of(Profile profile, int[] rejected, Repeats repeats, int today) {
    Reader reader = new Reader(profile, rejected);
    for (int at = 0; at < profile.size(); at++) {
      int sku = profile.skus()[at];
      reader.bought.set(sku);
      if (profile.row(at).cameBack()) {
        reader.unwanted.set(sku);
      } else if (today - profile.row(at).last() < JUST_BOUGHT_DAYS) {
        reader.justBought.set(sku);
        // Who has come back for it once uses it up, whatever others do.
        boolean again = profile.row(at).times() > 1;
        reader.usedUp.set(sku, again || repeats.isConsumable(sku));
      }
    }
    return reader;
  }

  Profile profile() {
    return profile;
  }

  /** Whether the reader sent a SKU back or rejected it. */
  boolean refuses(int sku) {
    return unwanted.get(sku);
  }

  boolean hasBought(int sku) {
    return bought.get(sku);
  }

  /** Whether a SKU was bought too lately to be offered again. */
  boolean hasJustBought(int sku, ShopWindow.Shown shown) {
    return justBought.get(sku) && !shown.traits().consumable().orElseGet(() -> usedUp.get(sku));
  }
}
