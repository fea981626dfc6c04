package io.backroom.inventory;

import io.backroom.spi.value.Sku;
import java.util.List;

/**
 * What a comparison of all counters with the ledger of movements found.
 *
 * @param movements how many movements were added up
 * @param levels how many counters' sets were compared
 * @param differences what is wrong; empty if all is right. It goes as far as {@link
 *     #DIFFERENCES_MAX}: whoever has so many repairs them and looks again.
 * @param unsettled SKUs that changed too fast to be compared, at most as many
 */
public record StockVerification(
    long movements, long levels, List<StockDifference> differences, List<Sku> unsettled) {
  /** The most differences that one comparison tells of. */
  public static final int DIFFERENCES_MAX = 1_000;

  /** Copies the lists. */
  public StockVerification {
    differences = List.copyOf(differences);
    unsettled = List.copyOf(unsettled);
  }
}
