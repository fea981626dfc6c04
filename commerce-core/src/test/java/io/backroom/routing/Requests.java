package io.backroom.routing;

import io.backroom.spi.policy.AffineShippingCost;
import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Routing requests and costs for tests. */
final class Requests {
  static final Address LONDON = Address.of("London", "GB", 51.5074, -0.1278);
  static final Address LEEDS = Address.of("Leeds", "GB", 53.8008, -1.5491);
  static final Address GLASGOW = Address.of("Glasgow", "GB", 55.8642, -4.2518);

  private Requests() {}

  static Money pounds(long minor) {
    return Money.ofMinor(CurrencyUnit.GBP, minor);
  }

  /** Base, per unit and per gram by the center's id: affine in integers, so exact. */
  static ShippingCost affine(Map<String, long[]> costs) {
    return parcel -> {
      long[] cost = costs.getOrDefault(parcel.from().id().value(), new long[] {0, 0, 0});
      return pounds(cost[0] + cost[1] * parcel.units() + cost[2] * parcel.weightGrams());
    };
  }

  /** The same as terms: per kilogram instead of per gram. */
  static AffineShippingCost terms(Map<String, long[]> costs) {
    return (from, to) -> {
      long[] cost = costs.getOrDefault(from.id().value(), new long[] {0, 0, 0});
      return new AffineShippingCost.Terms(pounds(cost[0]), pounds(cost[1]), pounds(1000 * cost[2]));
    };
  }

  static RoutingRequest.Item item(String sku, int quantity, int grams) {
    return new RoutingRequest.Item(Sku.of(sku), quantity, grams);
  }

  static RoutingRequest.Option option(String center, Address address, Map<String, Integer> has) {
    Map<Sku, Integer> available = new HashMap<>();
    has.forEach((sku, units) -> available.put(Sku.of(sku), units));
    return new RoutingRequest.Option(Center.of(center, address), available);
  }

  /** Returns a random request of up to four centers and three items. */
  static RoutingRequest random(Random random) {
    List<RoutingRequest.Item> items = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      items.add(item("sku" + i, 1 + random.nextInt(3), random.nextInt(4)));
    }
    List<RoutingRequest.Option> options = new ArrayList<>();
    int centers = 1 + random.nextInt(4);
    for (int c = 0; c < centers; c++) {
      Map<String, Integer> has = new HashMap<>();
      items.forEach(each -> has.put(each.sku().value(), Math.max(0, random.nextInt(5) - 1)));
      options.add(option("dc" + c, LONDON, has));
    }
    return new RoutingRequest(LEEDS, items, options);
  }

  static Map<String, long[]> randomCosts(Random random) {
    Map<String, long[]> costs = new HashMap<>();
    for (int c = 0; c < 4; c++) {
      costs.put("dc" + c, new long[] {random.nextInt(12), random.nextInt(4), random.nextInt(3)});
    }
    return costs;
  }

  static long cost(RoutingPlan plan) {
    return plan.shipments().stream()
        .mapToLong(shipment -> shipment.cost().getAmountMinorLong())
        .sum();
  }

  static String verdict(RoutingPlan plan, String center) {
    return plan.candidates().stream()
        .filter(candidate -> candidate.center().value().equals(center))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  static long units(RoutingPlan plan, Sku sku) {
    return plan.shipments().stream()
        .flatMap(shipment -> shipment.items().stream())
        .filter(item -> item.sku().equals(sku))
        .mapToLong(RoutingRequest.Item::quantity)
        .sum();
  }

  /**
   * Returns the least cost among all assignments of all units that can be shipped, each center with
   * one shipment at most.
   */
  static long bruteForce(RoutingRequest request, ShippingCost cost) {
    return bruteForce(request, cost, units -> true);
  }

  /** The same among those that are as demanded; units by center and item. */
  static long bruteForce(RoutingRequest request, ShippingCost cost, Predicate<int[][]> demanded) {
    int[][] units = new int[request.options().size()][request.items().size()];
    return bruteForce(
        request,
        all -> demanded.test(all) ? total(request, cost, all) : Long.MAX_VALUE,
        units,
        0,
        0,
        fillable(request, 0));
  }

  private static int fillable(RoutingRequest request, int item) {
    if (item == request.items().size()) {
      return 0;
    }
    RoutingRequest.Item wanted = request.items().get(item);
    int has = request.options().stream().mapToInt(option -> option.available(wanted.sku())).sum();
    return Math.min(has, wanted.quantity());
  }

  private static long bruteForce(
      RoutingRequest request,
      ToLongFunction<int[][]> cost,
      int[][] units,
      int item,
      int center,
      int missing) {
    if (item == request.items().size()) {
      return cost.applyAsLong(units);
    }
    if (center == units.length) {
      int next = item + 1;
      return missing > 0
          ? Long.MAX_VALUE
          : bruteForce(request, cost, units, next, 0, fillable(request, next));
    }
    long best = Long.MAX_VALUE;
    int has = request.options().get(center).available(request.items().get(item).sku());
    for (int some = 0; some <= Math.min(missing, has); some++) {
      units[center][item] = some;
      best = Math.min(best, bruteForce(request, cost, units, item, center + 1, missing - some));
    }
    units[center][item] = 0;
    return best;
  }

  private static long total(RoutingRequest request, ShippingCost cost, int[][] units) {
    long sum = 0;
    for (int center = 0; center < units.length; center++) {
      int count = Arrays.stream(units[center]).sum();
      long grams = 0;
      for (int item = 0; item < units[center].length; item++) {
        grams += (long) units[center][item] * request.items().get(item).unitWeightGrams();
      }
      if (count > 0) {
        Center from = request.options().get(center).center();
        sum +=
            cost.cost(new Parcel(from, request.destination(), count, grams)).getAmountMinorLong();
      }
    }
    return sum;
  }
}
