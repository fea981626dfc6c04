package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Shares;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.TaxPolicy;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.Money;

/**
 * Decides how an order would be carried out: which centers ship what is there, which receipts bring
 * the rest, what each shipment costs the customer. Reads stock and catalog, changes nothing.
 */
final class Planner {
  private final Catalog catalog;
  private final Reservations reservations;
  private final Orders.Terms terms;

  Planner(Catalog catalog, Reservations reservations, Orders.Terms terms) {
    this.catalog = catalog;
    this.reservations = reservations;
    this.terms = terms;
  }

  Result<Plan> plan(OrderRequest request, Instant now) {
    Map<Sku, Integer> wanted = new LinkedHashMap<>();
    request.items().forEach(item -> wanted.merge(item.sku(), item.quantity(), Math::addExact));
    Map<Sku, Product> products = catalog.products(wanted.keySet());
    Optional<Refusal> refusal = refusal(wanted, products);
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : priced(request, wanted, products, now);
  }

  private Optional<Refusal> refusal(Map<Sku, Integer> wanted, Map<Sku, Product> products) {
    for (Map.Entry<Sku, Integer> item : wanted.entrySet()) {
      Product product = products.get(item.getKey());
      if (product == null) {
        return invalid("sku", "'" + item.getKey() + "' is not in the catalog");
      } else if (product.availability() == Product.Availability.WITHDRAWN) {
        return invalid("sku", "'" + item.getKey() + "' is no longer sold");
      } else if (!product.price().getCurrencyUnit().equals(terms.currency())) {
        return invalid(
            "price", product.price() + " of " + item.getKey() + " must be in " + terms.currency());
      } else if (item.getValue() > Require.QUANTITY_MAX) {
        return invalid(
            "quantity",
            item.getValue() + " of " + item.getKey() + " must be 1 to " + Require.QUANTITY_MAX);
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> invalid(String field, String message) {
    return Optional.of(new Refusal(Refusal.Code.INVALID, field, message));
  }

  private Result<Plan> priced(
      OrderRequest request, Map<Sku, Integer> wanted, Map<Sku, Product> products, Instant now) {
    List<TaxPolicy.Line> goodsLines =
        wanted.entrySet().stream()
            .map(
                item ->
                    new TaxPolicy.Line(
                        item.getKey(),
                        product(products, item.getKey()).price().multipliedBy(item.getValue())))
            .toList();
    Money goods = Money.total(goodsLines.stream().map(TaxPolicy.Line::amount).toList());
    Money shipping =
        sound("shippingPrice", terms.shippingPrice().price(request.destination(), goods));
    Money tax = sound("tax", terms.tax().tax(request.destination(), goodsLines, shipping));
    Money total = goods.plus(shipping).plus(tax);
    if (total.getAmountMinor().compareTo(BigDecimal.valueOf(Require.AMOUNT_MINOR_MAX)) > 0) {
      return Result.refused(
          new Refusal(Refusal.Code.INVALID, "total", total + " is over 10^12 minor units"));
    }
    Routes routes = new Routes(request.destination(), wanted, products, now);
    List<Plan.Part> parts = withShares(routes.parts, products, shipping.plus(tax));
    return Result.done(
        new Plan(wanted, products, parts, routes.lacking, goods, shipping, tax, routes.plan));
  }

  /** A host's policy may be wrong; what it would break is told before it is stored. */
  private Money sound(String policy, Money amount) {
    return Require.amount(policy, Require.in(policy, amount, terms.currency()));
  }

  /** Each line pays its goods, and its share of the rest by the price of its goods. */
  private static List<Plan.Part> withShares(
      List<Plan.Part> parts, Map<Sku, Product> products, Money rest) {
    List<Long> weights =
        parts.stream()
            .flatMap(part -> part.lines().stream())
            .map(line -> goods(line, products).getAmountMinorLong())
            .toList();
    if (weights.isEmpty()) {
      return parts;
    }
    List<Money> shares = Shares.byLargestRemainder(rest, weights);
    List<Plan.Part> shared = new ArrayList<>();
    int next = 0;
    for (Plan.Part part : parts) {
      List<Plan.Line> lines = new ArrayList<>();
      for (Plan.Line line : part.lines()) {
        Money amount = goods(line, products).plus(shares.get(next++));
        lines.add(new Plan.Line(line.sku(), line.quantity(), amount));
      }
      shared.add(new Plan.Part(part.center(), part.arrives(), lines, part.limits()));
    }
    return shared;
  }

  private static Product product(Map<Sku, Product> products, Sku sku) {
    return Objects.requireNonNull(products.get(sku));
  }

  private static Money goods(Plan.Line line, Map<Sku, Product> products) {
    return product(products, line.sku()).price().multipliedBy(line.quantity());
  }

  /** From stock by the routing policy, the rest from the receipts that arrive first. */
  private final class Routes {
    private final Address destination;
    private final Instant now;
    private final Money nothing = Money.zero(terms.currency());
    private final RoutingPlan plan;
    private final List<Plan.Part> parts = new ArrayList<>();
    private final Map<Sku, Integer> lacking = new TreeMap<>();

    Routes(Address destination, Map<Sku, Integer> wanted, Map<Sku, Product> products, Instant now) {
      this.destination = destination;
      this.now = now;
      List<StockLevel> levels = reservations.levels(wanted.keySet());
      this.plan = terms.routing().route(request(wanted, products, levels));
      for (RoutingPlan.Shipment shipment : plan.shipments()) {
        List<Plan.Line> lines =
            shipment.items().stream()
                .map(item -> new Plan.Line(item.sku(), item.quantity(), nothing))
                .toList();
        parts.add(
            new Plan.Part(shipment.center(), arrival(shipment.center(), now), lines, Map.of()));
      }
      backorder(levels);
    }

    private RoutingRequest request(
        Map<Sku, Integer> wanted, Map<Sku, Product> products, List<StockLevel> levels) {
      Map<CenterId, Map<Sku, Integer>> available = new HashMap<>();
      for (StockLevel level : levels) {
        if (level.availableToPromise() > 0) {
          available
              .computeIfAbsent(level.center(), center -> new HashMap<>())
              .put(level.sku(), level.availableToPromise());
        }
      }
      return new RoutingRequest(
          destination,
          wanted.entrySet().stream()
              .map(
                  item ->
                      new RoutingRequest.Item(
                          item.getKey(),
                          item.getValue(),
                          product(products, item.getKey()).weightGrams()))
              .toList(),
          terms.centers().stream()
              .map(
                  center ->
                      new RoutingRequest.Option(
                          center, available.getOrDefault(center.id(), Map.of())))
              .toList());
    }

    /** One part for each center, so that a SKU is backordered there for one shipment only. */
    private void backorder(List<StockLevel> levels) {
      Map<CenterId, Backordered> centers = new TreeMap<>();
      for (RoutingRequest.Item item : plan.unfilled()) {
        int missing = item.quantity();
        for (Incoming incoming : incoming(levels, item.sku())) {
          int units = Math.min(missing, incoming.free());
          if (units > 0) {
            missing -= units;
            centers
                .computeIfAbsent(incoming.center(), center -> new Backordered())
                .add(item.sku(), units, incoming);
          }
        }
        if (missing > 0) {
          lacking.put(item.sku(), missing);
        }
      }
      centers.forEach((center, own) -> parts.add(own.part(center)));
    }

    /** What one center will ship when its receipts are in: the last of them decides. */
    private final class Backordered {
      private final List<Plan.Line> lines = new ArrayList<>();
      private final Map<Sku, Integer> limits = new HashMap<>();
      private Instant arrives = now;

      void add(Sku sku, int units, Incoming incoming) {
        lines.add(new Plan.Line(sku, units, nothing));
        limits.put(sku, incoming.limit());
        arrives = later(arrives, incoming.arrival(units));
      }

      Plan.Part part(CenterId center) {
        return new Plan.Part(center, arrives, lines, limits);
      }
    }

    private static Instant later(Instant a, Instant b) {
      return a.isAfter(b) ? a : b;
    }

    private List<Incoming> incoming(List<StockLevel> levels, Sku sku) {
      return levels.stream()
          .filter(level -> level.sku().equals(sku))
          .filter(level -> terms.centers().stream().anyMatch(c -> c.id().equals(level.center())))
          .map(Incoming::new)
          .filter(incoming -> incoming.free() > 0)
          .sorted(
              Comparator.comparing((Incoming incoming) -> incoming.arrival(1))
                  .thenComparing(Incoming::center))
          .toList();
    }

    private Instant arrival(CenterId id, Instant there) {
      Center center =
          terms.centers().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
      Duration way = terms.transit().transit(center, destination);
      return there.plus(center.handling()).plus(way);
    }

    /** What one center expects of a SKU beyond what it has promised already. */
    private final class Incoming {
      private final StockLevel level;
      private final int promised;

      Incoming(StockLevel level) {
        this.level = level;
        this.promised = Math.max(0, -level.availableToPromise());
      }

      CenterId center() {
        return level.center();
      }

      int free() {
        long expected =
            level.expected().stream().mapToLong(receipt -> receipt.line().quantity()).sum();
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, expected) - promised);
      }

      int limit() {
        return Math.addExact(level.backordered(), free());
      }

      /** Receipts serve in the order of their dates; an overdue one is expected any moment. */
      Instant arrival(int units) {
        long before = 0;
        for (ExpectedReceipt receipt : level.expected()) {
          before += receipt.line().quantity();
          if (before >= (long) promised + units) {
            return Routes.this.arrival(level.center(), later(receipt.expectedAt(), now));
          }
        }
        throw new IllegalStateException("More units of " + level.sku() + " than are expected");
      }
    }
  }
}
