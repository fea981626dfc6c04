package io.backroom.benchmarks.routing;

import io.backroom.routing.price.PastOrder;
import io.backroom.routing.price.StockReplay;
import io.backroom.spi.policy.AffineShippingCost;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A network of ten centers and 300 SKUs, of which a third are in all centers and the others in two.
 * Demand falls off by a power law over 200 places and over SKUs. Each cycle's stock is a tenth more
 * than its demand, placed by a forecast that is wrong by a log-normal factor: enough in all, not
 * where it is wanted.
 */
final class Network {
  private static final int CENTERS = 10;
  private static final int SKUS = 300;
  private static final int PLACES = 200;
  private static final double WRONG_BY = 0.4;
  private static final double[] LINES = {.45, .22, .12, .07, .05, .03, .02, .02, .01, .01};
  private static final double[] ZONE_KM = {241, 483, 966, 1609, 2253, 2897};
  private static final int[] BASE = {720, 750, 800, 850, 890, 930, 980};
  private static final int[] KILOGRAM = {42, 52, 66, 88, 112, 140, 175};

  private final SplittableRandom random;
  private final boolean singles;
  private final double[][] places = new double[PLACES][];
  private final List<Address> addresses = new ArrayList<>();
  private final double[] population = new double[PLACES];
  private final List<Center> centers = new ArrayList<>();
  private final int[] at = new int[CENTERS];
  private final int[] handling = new int[CENTERS];
  private final int[] perUnit = new int[CENTERS];
  private final double[] demand = new double[SKUS];
  private final int[] grams = new int[SKUS];
  private final double[][] share = new double[SKUS][CENTERS];

  /** One cycle, with what stood on the shelves at its start. */
  record Cycle(StockReplay replay, Map<CenterId, Map<Sku, Integer>> start) {}

  Network(long seed, boolean singles) {
    this.random = new SplittableRandom(seed);
    this.singles = singles;
    for (int place = 0; place < PLACES; place++) {
      places[place] = new double[] {random.nextDouble() * 4_300, random.nextDouble() * 2_500};
      addresses.add(Address.of("place" + place, "US", 0, 0));
      population[place] = 1.0 / (place + 3);
    }
    for (int center = 0; center < CENTERS; center++) {
      at[center] = drawn(population);
      while (near(center)) {
        at[center] = drawn(population);
      }
      handling[center] = 100 + random.nextInt(150);
      perUnit[center] = 25 + random.nextInt(36);
      centers.add(Center.of("center" + center, addresses.get(at[center])));
    }
    double[] served = new double[CENTERS];
    for (int place = 0; place < PLACES; place++) {
      served[nearest(place)] += population[place];
    }
    for (int sku = 0; sku < SKUS; sku++) {
      demand[sku] = 1.0 / (sku + 5);
      grams[sku] = (int) (1_000 * Math.exp(-0.7 + 0.9 * random.nextGaussian()));
      int one = drawn(served);
      int other = (one + 1 + random.nextInt(CENTERS - 1)) % CENTERS;
      for (int center = 0; center < CENTERS; center++) {
        boolean here = sku < SKUS / 3 || center == one || center == other;
        double forecast = served[center] * Math.exp(WRONG_BY * random.nextGaussian());
        share[sku][center] = here ? forecast : 0;
      }
    }
  }

  private boolean near(int center) {
    for (int other = 0; other < center; other++) {
      if (kilometers(at[other], at[center]) < 150) {
        return true;
      }
    }
    return false;
  }

  private int nearest(int place) {
    int nearest = 0;
    for (int center = 1; center < CENTERS; center++) {
      if (kilometers(at[center], place) < kilometers(at[nearest], place)) {
        nearest = center;
      }
    }
    return nearest;
  }

  private double kilometers(int one, int other) {
    return Math.hypot(places[one][0] - places[other][0], places[one][1] - places[other][1]);
  }

  private int drawn(double[] weights) {
    double left = random.nextDouble() * Arrays.stream(weights).sum();
    int which = 0;
    while (which < weights.length - 1 && left >= weights[which]) {
      left -= weights[which++];
    }
    return which;
  }

  private AffineShippingCost cost() {
    AffineShippingCost.Terms[][] table = new AffineShippingCost.Terms[CENTERS][PLACES];
    Map<CenterId, Integer> center = new HashMap<>();
    Map<String, Integer> place = new HashMap<>();
    for (int j = 0; j < CENTERS; j++) {
      center.put(centers.get(j).id(), j);
      for (int to = 0; to < PLACES; to++) {
        place.put(addresses.get(to).city(), to);
        double way = kilometers(at[j], to);
        int zone = 0;
        while (zone < ZONE_KM.length && way > ZONE_KM[zone]) {
          zone++;
        }
        table[j][to] =
            new AffineShippingCost.Terms(
                cents(BASE[zone] + handling[j]), cents(perUnit[j]), cents(KILOGRAM[zone]));
      }
    }
    return (from, to) -> table[center.getOrDefault(from.id(), 0)][place.getOrDefault(to.city(), 0)];
  }

  private static Money cents(int amount) {
    return Money.ofMinor(CurrencyUnit.USD, amount);
  }

  /** Lives through another cycle. */
  Cycle cycle(int count) {
    List<PastOrder> orders = new ArrayList<>();
    int[] wanted = new int[SKUS];
    for (int order = 0; order < count; order++) {
      int lines = singles ? 1 : 1 + drawn(LINES);
      Map<Integer, Integer> items = new TreeMap<>();
      while (items.size() < lines) {
        items.putIfAbsent(drawn(demand), random.nextDouble() < 0.78 ? 1 : 2 + random.nextInt(3));
      }
      List<RoutingRequest.Item> all = new ArrayList<>();
      items.forEach(
          (sku, units) -> {
            wanted[sku] += units;
            all.add(new RoutingRequest.Item(Sku.of("sku" + sku), units, grams[sku]));
          });
      orders.add(new PastOrder(addresses.get(drawn(population)), all));
    }
    Map<CenterId, Map<Sku, Integer>> start = new HashMap<>();
    for (int center = 0; center < CENTERS; center++) {
      Map<Sku, Integer> shelf = new HashMap<>();
      for (int sku = 0; sku < SKUS; sku++) {
        double part = share[sku][center] / Arrays.stream(share[sku]).sum();
        shelf.put(Sku.of("sku" + sku), (int) Math.ceil(1.1 * wanted[sku] * part));
      }
      start.put(centers.get(center).id(), shelf);
    }
    return new Cycle(new StockReplay(cost(), centers, start, orders), start);
  }
}
