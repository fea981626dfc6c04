package io.backroom.inventory;

import java.util.List;

/**
 * What a comparison of all counters with the ledger of movements found.
 *
 * @param movements how many movements were added up
 * @param levels how many counters' sets were compared
 * @param differences each difference in words; empty if all is right
 */
public record StockVerification(long movements, int levels, List<String> differences) {
  /** Copies the differences. */
  public StockVerification {
    differences = List.copyOf(differences);
  }
}
