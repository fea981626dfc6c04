package io.backroom.order;

import io.backroom.inventory.Incoming;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;

/**
 * Plans what the stock does not have: from the receipts that bring it first, behind all who wait
 * already, and then without a date, as far as the shop promises more than it expects.
 */
final class Backordering {
  private final List<Center> centers;
  private final Arrival arrival;
  private final List<StockLevel> levels;
  private final Instant now;
  private final Map<CenterId, Later> later = new TreeMap<>();

  /** What one center can promise of a SKU beyond its stock. */
  private final class Offer {
    final Center center;
    final StockLevel level;
    final Incoming incoming;

    /** Units that are promised to others, or are in stock. */
    final long served;

    /** Units that receipts bring. */
    final long dated;

    /** Units that may be promised without a receipt. */
    final long undated;

    Offer(Center center, StockLevel level, int beyond) {
      this.center = center;
      this.level = level;
      this.incoming = Incoming.of(level, now);
      long stock = Math.max(0, level.unpromised());
      this.served = Math.max(stock, level.backordered());
      long over = served - stock - incoming.expected();
      this.dated = Math.max(0, -over);
      this.undated = Math.max(0, beyond - Math.max(0, over));
    }

    Instant arrivesFirst() {
      Instant ready = incoming.source(served + 1).map(Backordering.this::ready).orElse(now);
      return arrival.latest(center, ready);
    }

    Instant wouldArrive() {
      return arrival.latest(center, now);
    }
  }

  /** What one center ships when all of it is there: together, so that a SKU waits there once. */
  private static final class Later {
    final Map<Sku, Integer> units = new LinkedHashMap<>();
    final Map<Sku, Integer> limits = new HashMap<>();
    final Map<Sku, Incoming.Source> sources = new HashMap<>();

    void add(Offer offer, int dated, int undated) {
      Sku sku = offer.level.sku();
      units.put(sku, dated + undated);
      long limit = offer.level.backordered() + offer.dated + (undated > 0 ? offer.undated : 0);
      limits.put(sku, (int) Math.min(limit, Integer.MAX_VALUE));
      if (undated == 0) {
        sources.put(sku, offer.incoming.source(offer.served + dated).orElseThrow());
      }
    }
  }

  Backordering(List<Center> centers, Arrival arrival, List<StockLevel> levels, Instant now) {
    this.centers = centers;
    this.arrival = arrival;
    this.levels = levels;
    this.now = now;
  }

  /** What is due any moment cannot be there before now. */
  private Instant ready(Incoming.Source source) {
    return source.at().isAfter(now) ? source.at() : now;
  }

  /**
   * Plans units of a SKU.
   *
   * @param beyond how many units may be promised at a center beyond what it expects
   * @return how many units cannot be promised
   */
  int plan(Sku sku, int units, ToIntBiFunction<Sku, CenterId> beyond) {
    List<Offer> offers =
        centers.stream()
            .map(c -> new Offer(c, level(sku, c.id()), beyond.applyAsInt(sku, c.id())))
            .toList();
    Map<CenterId, Integer> dated = new HashMap<>();
    Map<CenterId, Integer> undated = new HashMap<>();
    int missing = units;
    for (Offer offer : sorted(offers, Comparator.comparing(Offer::arrivesFirst))) {
      int some = (int) Math.min(missing, offer.dated);
      dated.put(offer.center.id(), some);
      missing -= some;
    }
    for (Offer offer : sorted(offers, Comparator.comparing(Offer::wouldArrive))) {
      int some = (int) Math.min(missing, offer.undated);
      undated.put(offer.center.id(), some);
      missing -= some;
    }
    for (Offer offer : offers) {
      int soon = dated.getOrDefault(offer.center.id(), 0);
      int someday = undated.getOrDefault(offer.center.id(), 0);
      if (soon + someday > 0) {
        later.computeIfAbsent(offer.center.id(), c -> new Later()).add(offer, soon, someday);
      }
    }
    return missing;
  }

  private StockLevel level(Sku sku, CenterId center) {
    return levels.stream()
        .filter(level -> level.sku().equals(sku) && level.center().equals(center))
        .findFirst()
        .orElseGet(() -> StockLevel.none(sku, center));
  }

  private static List<Offer> sorted(List<Offer> offers, Comparator<Offer> by) {
    return offers.stream().sorted(by.thenComparing(offer -> offer.center.id())).toList();
  }

  /** Returns what leaves each center: when the last of it is there, if that is known of all. */
  List<Sourced.Load> loads() {
    return later.entrySet().stream().map(own -> load(own.getKey(), own.getValue())).toList();
  }

  private Sourced.Load load(CenterId center, Later own) {
    Optional<Instant> ready =
        own.sources.keySet().equals(own.units.keySet())
            ? own.sources.values().stream().map(this::ready).max(Comparator.naturalOrder())
            : Optional.empty();
    return new Sourced.Load(center, ready, own.units, own.limits, own.sources);
  }
}
