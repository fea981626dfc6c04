package io.backroom.stock.journal;

import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;

/** The sums of the movements of one SKU at one center. */
final class MovementSums {
  private static final int PAGE = 10_000;

  private final StockJournal journal;
  private final Sku sku;
  private final CenterId center;
  private long last;
  private int onHand;
  private int unavailable;
  private int reserved;
  private int allocated;
  private int backordered;

  MovementSums(StockJournal journal, Sku sku, CenterId center) {
    this.journal = journal;
    this.sku = sku;
    this.center = center;
  }

  /** Adds what is folded up to some movement and was not added yet. */
  void addFolded(long end) {
    List<StockMovement> page = JournaledStock.upTo(end, journal.movements(sku, last, PAGE));
    while (!page.isEmpty()) {
      page.forEach(this::add);
      page = JournaledStock.upTo(end, journal.movements(sku, last, PAGE));
    }
  }

  /** Adds a movement of the SKU, at whichever center. */
  void add(StockMovement m) {
    last = m.sequence();
    if (m.center().equals(center)) {
      onHand += m.onHand();
      unavailable += m.unavailable();
      reserved += m.reserved();
      allocated += m.allocated();
      backordered += m.backordered();
    }
  }

  /** Returns what makes a level what the sums are. */
  LevelChange minus(StockLevel level) {
    return new LevelChange(
        sku,
        center,
        onHand - level.onHand(),
        unavailable - level.unavailable(),
        reserved - level.reserved(),
        allocated - level.allocated(),
        backordered - level.backordered(),
        Optional.empty());
  }
}
