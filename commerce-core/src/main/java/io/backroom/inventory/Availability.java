package io.backroom.inventory;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a new buyer of one SKU can be promised.
 *
 * @param sku which SKU
 * @param now units in stock over all centers, not negative
 * @param centers units in stock for each center that has some, in the order of the ids
 * @param next when more comes; empty if nothing is on its way that is not yet promised
 */
public record Availability(Sku sku, int now, List<AtCenter> centers, Optional<Next> next) {
  /**
   * What one center can promise.
   *
   * @param center which center
   * @param units units in stock, at least 1
   */
  public record AtCenter(CenterId center, int units) {}

  /**
   * The next receipt with units to promise.
   *
   * @param center where it comes in
   * @param expectedAt when it is expected there
   * @param units units of it that are not yet promised, at least 1
   */
  public record Next(CenterId center, Instant expectedAt, int units) {}

  /** Copies the centers. */
  public Availability {
    centers = List.copyOf(centers);
  }

  static Availability of(Sku sku, List<StockLevel> levels) {
    List<AtCenter> centers =
        levels.stream()
            .filter(level -> level.availableToPromise() > 0)
            .map(level -> new AtCenter(level.center(), level.availableToPromise()))
            .toList();
    Optional<Next> next =
        levels.stream()
            .flatMap(level -> next(level).stream())
            .min(Comparator.comparing(Next::expectedAt).thenComparing(receipt -> receipt.center()));
    return new Availability(sku, centers.stream().mapToInt(AtCenter::units).sum(), centers, next);
  }

  /** Receipts serve in the order of their dates what is backordered beyond the stock first. */
  private static Optional<Next> next(StockLevel level) {
    int promised = Math.max(0, -level.availableToPromise());
    for (ExpectedReceipt receipt : level.expected()) {
      int free = receipt.line().quantity() - promised;
      if (free > 0) {
        return Optional.of(new Next(level.center(), receipt.expectedAt(), free));
      }
      promised -= receipt.line().quantity();
    }
    return Optional.empty();
  }
}
