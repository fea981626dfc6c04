package io.backroom.inventory;

import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a new buyer of one SKU can be promised: what is there, and from when there is how much,
 * after everybody who waits already has been served. Of a bundle, how many whole ones its parts
 * make up; they may come from different centers, so that all centers together can make more of it
 * than each by itself.
 *
 * @param sku which SKU
 * @param now units in stock over all centers, not negative
 * @param later when there will be more over all centers, earliest first
 * @param centers the same for each center that has some or expects some, in the order of the ids
 */
public record Availability(Sku sku, int now, List<Later> later, List<AtCenter> centers) {
  /**
   * What can be promised from a time on.
   *
   * @param from when the receipt is expected that brings it; a guess if it is overdue
   * @param units units that can be promised from then on in all, those that are there before
   *     included
   */
  public record Later(Instant from, int units) {}

  /**
   * What one center can promise.
   *
   * @param center which center
   * @param now units in stock, not negative
   * @param later when there will be more, earliest first
   */
  public record AtCenter(CenterId center, int now, List<Later> later) {
    /** Copies the list. */
    public AtCenter {
      later = List.copyOf(later);
    }
  }

  /** Copies the lists. */
  public Availability {
    later = List.copyOf(later);
    centers = List.copyOf(centers);
  }

  /**
   * Tells when more can be promised than now.
   *
   * @return the time; empty if nothing is on its way that is not yet promised
   */
  public Optional<Instant> returns() {
    return later.stream().map(Later::from).findFirst();
  }

  /**
   * Returns what some contents, one unit's worth, can be promised from the levels of their SKUs.
   */
  static Availability of(
      Sku sku, List<Product.Part> contents, Collection<StockLevel> levels, Instant now) {
    Map<Sku, Map<CenterId, Supply>> supplies = new TreeMap<>();
    TreeSet<CenterId> places = new TreeSet<>();
    for (StockLevel level : levels) {
      supplies
          .computeIfAbsent(level.sku(), s -> new TreeMap<>())
          .put(level.center(), Supply.of(level, now));
      places.add(level.center());
    }
    List<Supply> everywhere = new ArrayList<>();
    Map<CenterId, List<Supply>> each = new TreeMap<>();
    for (Product.Part part : contents) {
      Map<CenterId, Supply> own = supplies.getOrDefault(part.sku(), Map.of());
      Supply all = own.isEmpty() ? Supply.none() : Supply.combined(own.values(), Long::sum);
      everywhere.add(all.groupsOf(part.quantity()));
      for (CenterId place : places) {
        Supply there = own.getOrDefault(place, Supply.none()).groupsOf(part.quantity());
        each.computeIfAbsent(place, p -> new ArrayList<>()).add(there);
      }
    }
    List<AtCenter> centers = new ArrayList<>();
    each.forEach(
        (center, some) -> {
          Supply there = Supply.combined(some, Math::min);
          if (there.now() > 0 || !there.later().isEmpty()) {
            centers.add(new AtCenter(center, there.now(), there.later()));
          }
        });
    Supply whole = Supply.combined(everywhere, Math::min);
    return new Availability(sku, whole.now(), whole.later(), centers);
  }
}
