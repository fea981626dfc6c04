package io.backroom.recommendation;

import io.backroom.spi.policy.ProductTraits;
import io.backroom.spi.policy.RecommendationPolicy;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is on sale and what can be promised, as it was a moment ago: looked up again when it is
 * older than pages may be, and as soon as this node has changed it. Thread-safe.
 *
 * <p>Memory: some 100 bytes for each SKU that ever was a candidate.
 */
final class ShopWindow {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long IN_STOCK = 0;
  private static final ProductTraits NO_TRAITS =
      new ProductTraits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");

  private final Function<Collection<Sku>, Map<Sku, Product>> products;
  private final Function<Collection<Sku>, Map<Sku, Optional<Instant>>> promised;
  private final RecommendationPolicy policy;
  private final long stalenessMillis;
  private final Map<Sku, Slot> bySku = new ConcurrentHashMap<>();
  private volatile Slot[] byNumber = new Slot[0];

  /** What is shown of a SKU; replaced as a whole, so that a change in between is noticed. */
  private static final class Slot {
    private volatile Shown shown = unknown(Optional.empty());

    /** The bundles that this SKU is a part of. */
    private final List<Sku> bundles = new ArrayList<>();

    Shown get() {
      return shown;
    }

    /** Replaces what was seen, unless somebody has changed it meanwhile. */
    synchronized void replace(Shown seen, Shown fresh) {
      if (shown.look() == seen.look()) {
        shown = fresh;
      }
    }

    synchronized void forget(Optional<Product> product) {
      shown = unknown(product);
    }

    synchronized void isPartOf(Sku bundle) {
      if (!bundles.contains(bundle)) {
        bundles.add(bundle);
      }
    }

    synchronized List<Sku> bundles() {
      return List.copyOf(bundles);
    }
  }

  /**
   * What is known of a SKU.
   *
   * @param product as it is sold; empty if it is unknown
   * @param traits what it is to recommendations
   * @param from from when a unit can be promised, in milliseconds; 0 if it is in stock
   * @param readAt when it was looked up, in milliseconds
   * @param look the request that has looked it up: fresh to it in any case
   */
  record Shown(
      Optional<Product> product, ProductTraits traits, long from, long readAt, Object look) {
    boolean isSold() {
      return product.filter(p -> p.availability() == Product.Availability.SOLD).isPresent();
    }

    Optional<Instant> promisedFrom() {
      return from == IN_STOCK ? Optional.empty() : Optional.of(Instant.ofEpochMilli(from));
    }
  }

  ShopWindow(
      Function<Collection<Sku>, Map<Sku, Product>> products,
      Function<Collection<Sku>, Map<Sku, Optional<Instant>>> promised,
      RecommendationPolicy policy,
      Duration staleness) {
    this.products = products;
    this.promised = promised;
    this.policy = policy;
    stalenessMillis = staleness.toMillis();
  }

  /** Looks at the window at one moment, for one list. */
  Look look(Instant now) {
    return new Look(now);
  }

  /** Hears that a product or its stock is not what it was. */
  void changed(Sku sku) {
    Slot slot = bySku.get(sku);
    if (slot != null) {
      slot.forget(slot.get().product());
      slot.bundles().forEach(this::changed);
    }
  }

  /** Hears how a product is sold from now on. */
  void described(Product product) {
    Slot slot = bySku.get(product.sku());
    if (slot != null) {
      slot.forget(Optional.of(product));
      slot.bundles().forEach(this::changed);
    }
  }

  /** Returns products as they are sold now. */
  Map<Sku, Product> products(Collection<Sku> skus) {
    return products.apply(skus);
  }

  /** Returns the names of some SKUs for people, as they were when last looked at. */
  Map<Sku, String> titles(Collection<Sku> skus) {
    Map<Sku, String> titles = new HashMap<>(2 * skus.size());
    Set<Sku> missing = new TreeSet<>();
    for (Sku sku : skus) {
      Slot slot = bySku.get(sku);
      if (slot != null && slot.get().product().isPresent()) {
        titles.put(sku, slot.get().product().get().title());
      } else {
        missing.add(sku);
      }
    }
    if (!missing.isEmpty()) {
      for (Product product : products.apply(missing).values()) {
        titles.put(product.sku(), product.title());
        Slot slot = bySku.computeIfAbsent(product.sku(), s -> new Slot());
        Shown before = slot.get();
        if (before.product().isEmpty()) {
          slot.replace(before, unknown(Optional.of(product)));
        }
      }
    }
    return titles;
  }

  /** Nothing to go by; a new object, so that who looks it up just now cannot keep what they saw. */
  private static Shown unknown(Optional<Product> product) {
    return new Shown(product, NO_TRAITS, NEVER, Long.MIN_VALUE, new Object());
  }

  private Slot slot(int number, Sku sku) {
    Slot[] known = byNumber;
    if (number < known.length && known[number] != null) {
      return known[number];
    }
    synchronized (this) {
      Slot slot = bySku.computeIfAbsent(sku, s -> new Slot());
      if (number >= byNumber.length) {
        byNumber = Arrays.copyOf(byNumber, number + (number >> 1) + 16);
      }
      byNumber[number] = slot;
      return slot;
    }
  }

  /** One request's view. One thread. */
  final class Look {
    private final Object token = new Object();
    private final Instant now;
    private final long nowMillis;

    Look(Instant now) {
      this.now = now;
      nowMillis = now.toEpochMilli();
    }

    Instant now() {
      return now;
    }

    /** Returns what is known of a SKU, if it is fresh enough to go by. */
    Optional<Shown> at(int number) {
      Slot[] slots = byNumber;
      if (number >= slots.length || slots[number] == null) {
        return Optional.empty();
      }
      Shown shown = slots[number].get();
      boolean fresh =
          shown.look() == token
              || (shown.readAt() > Long.MIN_VALUE && shown.readAt() + stalenessMillis > nowMillis);
      return fresh ? Optional.of(shown) : Optional.empty();
    }

    /** Looks some SKUs up. */
    void load(List<Scored> some) {
      if (some.isEmpty()) {
        return;
      }
      Map<Sku, Slot> slots = new HashMap<>();
      Map<Sku, Shown> before = new HashMap<>();
      for (Scored each : some) {
        Slot slot = slot(each.number(), each.sku());
        slots.put(each.sku(), slot);
        before.put(each.sku(), slot.get());
      }
      Map<Sku, Product> found = products.apply(List.copyOf(slots.keySet()));
      found
          .values()
          .forEach(product -> product.parts().forEach(part -> bind(part.sku(), product.sku())));
      List<Sku> sold =
          found.values().stream()
              .filter(product -> product.availability() == Product.Availability.SOLD)
              .map(Product::sku)
              .toList();
      Map<Sku, Optional<Instant>> from = sold.isEmpty() ? Map.of() : promised.apply(sold);
      slots.forEach(
          (sku, slot) -> {
            Optional<Product> product = Optional.ofNullable(found.get(sku));
            Optional<Instant> promise = from.get(sku);
            long millis =
                promise == null ? NEVER : promise.map(Instant::toEpochMilli).orElse(IN_STOCK);
            ProductTraits traits = product.map(policy::traits).orElse(NO_TRAITS);
            Shown fresh = new Shown(product, traits, millis, nowMillis, token);
            // Whoever changed it meanwhile has put another object there, and it is not known.
            slot.replace(Objects.requireNonNull(before.get(sku)), fresh);
          });
    }

    private void bind(Sku part, Sku bundle) {
      bySku.computeIfAbsent(part, s -> new Slot()).isPartOf(bundle);
    }

    /** Whether a SKU can be promised soon enough; what is due just now may still be late. */
    boolean isPromised(Shown shown, Duration within) {
      return shown.from() == IN_STOCK
          || (!within.isZero()
              && shown.from() != NEVER
              && shown.from() <= nowMillis + within.toMillis());
    }
  }
}
