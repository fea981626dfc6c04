package io.backroom.stock.journal;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.ReceiptChange;
import io.backroom.stock.Shelf;
import io.backroom.stock.StockChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All counters and expected receipts. Not thread-safe. */
final class Shelves {
  private static final Shelf[] NONE = {};

  /** The shelves of each SKU in the order of their centers, of which there are few. */
  private final Map<Sku, Shelf[]> shelves = new HashMap<>();

  private final TreeSet<Sku> skus = new TreeSet<>();
  private final Map<ReceiptId, ExpectedReceipt> receipts = new HashMap<>();

  /** Returns a shelf; a new one, which is not kept, if there is none. */
  Shelf get(Sku sku, CenterId center) {
    Shelf[] own = shelves.getOrDefault(sku, NONE);
    int index = index(own, center);
    return index >= 0 ? own[index] : new Shelf(sku, center);
  }

  private static int index(Shelf[] own, CenterId center) {
    int low = 0;
    int high = own.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = own[middle].center().compareTo(center);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }

  /** Keeps a shelf, in the place of one that is there. */
  void put(Shelf shelf) {
    Shelf[] own = shelves.getOrDefault(shelf.sku(), NONE);
    int index = index(own, shelf.center());
    if (index < 0) {
      int place = -(index + 1);
      Shelf[] more = Arrays.copyOf(own, own.length + 1);
      System.arraycopy(own, place, more, place + 1, own.length - place);
      more[place] = shelf;
      shelves.put(shelf.sku(), more);
      skus.add(shelf.sku());
    } else {
      own[index] = shelf;
    }
  }

  /** Takes in what a decision changes besides counters, before it is carried out. */
  void prepare(StockChange change) {
    if (change.shelf().isNew()) {
      put(change.shelf());
    }
    change.receipt().ifPresent(this::receive);
  }

  /** Takes a level in as it was left. */
  void load(StockLevel level) {
    put(new Shelf(level));
    level.expected().forEach(receipt -> receipts.put(receipt.id(), receipt));
  }

  /** Takes in what a record did. */
  void load(LevelChange change) {
    put(new Shelf(change.appliedTo(get(change.sku(), change.center()).level())));
    change.receipt().ifPresent(this::receive);
  }

  private void receive(ReceiptChange change) {
    change
        .after()
        .ifPresentOrElse(
            receipt -> receipts.put(change.id(), receipt), () -> receipts.remove(change.id()));
  }

  Optional<ExpectedReceipt> receipt(ReceiptId id) {
    return Optional.ofNullable(receipts.get(id));
  }

  /** Returns the levels of some SKUs, in the order of (SKU, center). */
  List<StockLevel> levels(Collection<Sku> some) {
    List<StockLevel> levels = new ArrayList<>();
    for (Sku sku : new TreeSet<>(some)) {
      for (Shelf shelf : shelves.getOrDefault(sku, NONE)) {
        levels.add(shelf.level());
      }
    }
    return levels;
  }

  List<StockLevel> levels() {
    return levels(skus);
  }

  /** Returns SKUs that have a level, in their order. */
  List<Sku> skus(Optional<Sku> after, int limit) {
    return after.map(sku -> skus.tailSet(sku, false)).orElse(skus).stream().limit(limit).toList();
  }
}
