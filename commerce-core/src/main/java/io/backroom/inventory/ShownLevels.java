package io.backroom.inventory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Levels as they were a moment ago, for pages: read again when they are older than allowed, and as
 * soon as this node has changed them. Keeps those of 100,000 SKUs at most. Thread-safe.
 */
final class ShownLevels {
  private static final int SKUS_MAX = 100_000;

  private final Function<Collection<Sku>, List<StockLevel>> store;
  private final Duration staleness;
  private final AtomicLong changes = new AtomicLong();
  private final List<Consumer<Sku>> hearers = new CopyOnWriteArrayList<>();
  private final Cache<Sku, Shown> shown =
      Caffeine.newBuilder().maximumSize(SKUS_MAX).executor(Runnable::run).build();

  /**
   * The levels of one SKU.
   *
   * @param asOf when they were read; long ago for those that are known to have changed
   * @param change the count of changes before they were read
   */
  record Shown(List<StockLevel> levels, Instant asOf, long change) {}

  /**
   * Creates an empty memory.
   *
   * @param store reads levels as they are
   * @param staleness how old levels may be
   */
  ShownLevels(Function<Collection<Sku>, List<StockLevel>> store, Duration staleness) {
    this.store = store;
    this.staleness = staleness;
  }

  /** Notes that this node has changed the levels of a SKU. */
  void changed(Sku sku) {
    shown.put(sku, new Shown(List.of(), Instant.MIN, changes.incrementAndGet()));
    hearers.forEach(hearer -> hearer.accept(sku));
  }

  /** Has somebody hear of each SKU whose levels this node has changed. */
  void onChange(Consumer<Sku> hearer) {
    hearers.add(hearer);
  }

  /** Returns the levels of some SKUs, each of them at most as old as allowed. */
  Map<Sku, Shown> of(Collection<Sku> skus, Instant now) {
    Map<Sku, Shown> answer = new TreeMap<>();
    List<Sku> missing = new ArrayList<>();
    for (Sku sku : skus) {
      Shown known = shown.getIfPresent(sku);
      if (known != null && known.asOf().plus(staleness).isAfter(now)) {
        answer.put(sku, known);
      } else {
        missing.add(sku);
      }
    }
    if (!missing.isEmpty()) {
      answer.putAll(read(missing, now));
    }
    return answer;
  }

  private Map<Sku, Shown> read(List<Sku> skus, Instant now) {
    long change = changes.get();
    Map<Sku, List<StockLevel>> levels = new TreeMap<>();
    skus.forEach(sku -> levels.put(sku, new ArrayList<>()));
    store.apply(skus).forEach(level -> Objects.requireNonNull(levels.get(level.sku())).add(level));
    Map<Sku, Shown> read = new TreeMap<>();
    levels.forEach((sku, own) -> read.put(sku, new Shown(List.copyOf(own), now, change)));
    // What was changed while it was read may have been read before the change: it is not kept.
    read.forEach(
        (sku, fresh) ->
            shown
                .asMap()
                .merge(sku, fresh, (known, mine) -> known.change() > change ? known : mine));
    return read;
  }
}
