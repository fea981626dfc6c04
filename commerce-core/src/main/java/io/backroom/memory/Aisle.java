package io.backroom.memory;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.Shelf;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The articles of some SKUs and the holds on them, guarded by one lock. */
final class Aisle {
  /** Some microseconds: about what a few commands take. */
  private static final int SPINS = 100;

  private final ReentrantLock lock = new ReentrantLock();
  private final HoldCalendar holds;
  private final Map<Sku, Article> articles = new HashMap<>();

  Aisle(Register<ReservationId, Reservation> reservations) {
    holds = new HoldCalendar(reservations);
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Takes the lock. It is held for so short that to wait awake is less than to be woken. */
  void enter() {
    for (int i = 0; i < SPINS; i++) {
      if (!lock.isLocked() && lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  HoldCalendar holds() {
    return holds;
  }

  Optional<Article> article(Sku sku) {
    return Optional.ofNullable(articles.get(sku));
  }

  /** Returns the article of a SKU; there is one from now on. */
  Article articleOf(Sku sku) {
    return articles.computeIfAbsent(sku, s -> new Article());
  }

  /** Returns the shelf, or a new one that is not kept here. */
  Shelf shelf(Sku sku, CenterId center) {
    Article article = articles.get(sku);
    Optional<Shelf> shelf = article == null ? Optional.empty() : article.shelf(center);
    return shelf.isPresent() ? shelf.get() : new Shelf(sku, center);
  }
}
