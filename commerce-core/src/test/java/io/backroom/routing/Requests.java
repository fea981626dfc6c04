package io.backroom.routing;

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

  /** The affine costs of a request as a problem for {@link Splits#bruteForce}. */
  static SplitProblem problem(RoutingRequest request, Map<String, long[]> costs) {
    int items = request.items().size();
    int[][] available = new int[items][];
    long[][] unit = new long[items][];
    for (int i = 0; i < items; i++) {
      RoutingRequest.Item item = request.items().get(i);
      available[i] =
          request.options().stream().mapToInt(option -> option.available(item.sku())).toArray();
      unit[i] =
          centers(request, costs)
              .mapToLong(cost -> cost[1] + cost[2] * item.unitWeightGrams())
              .toArray();
    }
    return Splits.additive(
        request.items().stream().mapToInt(RoutingRequest.Item::quantity).toArray(),
        available,
        centers(request, costs).mapToLong(cost -> cost[0]).toArray(),
        unit);
  }

  private static java.util.stream.Stream<long[]> centers(
      RoutingRequest request, Map<String, long[]> costs) {
    return Arrays.stream(
        request.options().stream()
            .map(option -> costs.getOrDefault(option.center().id().value(), new long[3]))
            .toArray(long[][]::new));
  }
}
