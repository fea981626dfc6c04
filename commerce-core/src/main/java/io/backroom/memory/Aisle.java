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
  private final ReentrantLock lock = new ReentrantLock();
  private final HoldCalendar holds;
  private final Map<Sku, Article> articles = new HashMap<>();

  Aisle(Map<ReservationId, Reservation> reservations) {
    holds = new HoldCalendar(reservations);
  }

  ReentrantLock lock() {
    return lock;
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
