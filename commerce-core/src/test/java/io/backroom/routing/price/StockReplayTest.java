package io.backroom.routing.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.policy.AffineShippingCost;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.StockPrice;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class StockReplayTest {
  private static final Sku CUP = Sku.of("cup");
  private static final Sku POT = Sku.of("pot");
  private static final CenterId EAST = CenterId.of("east");
  private static final CenterId WEST = CenterId.of("west");

  /** Centers stand at whole numbers on a line, destinations anywhere on it. */
  private static final AffineShippingCost BY_DISTANCE =
      (from, to) -> {
        long way = Math.round(10 * Math.abs(position(from.address()) - position(to)));
        return new AffineShippingCost.Terms(dollars(500 + way), dollars(20), dollars(way / 10));
      };

  private static double position(Address to) {
    return to.point().orElseThrow().longitude();
  }

  private static Money dollars(long minor) {
    return Money.ofMinor(CurrencyUnit.USD, minor);
  }

  private static Center center(String id, double position) {
    return Center.of(id, Address.of("Line", "US", 0, position));
  }

  private static PastOrder order(double position, Map<Sku, Integer> items) {
    return new PastOrder(
        Address.of("Line", "US", 0, position),
        items.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(item -> new RoutingRequest.Item(item.getKey(), item.getValue(), 500))
            .toList());
  }

  /**
   * A cup goes to somebody between the centers, a little nearer to the east; then somebody in the
   * far east wants a cup and a pot, and the pot is only there.
   */
  private static StockReplay twoOrders() {
    return new StockReplay(
        BY_DISTANCE,
        List.of(center("east", 10), center("west", 0)),
        Map.of(EAST, Map.of(CUP, 1, POT, 1), WEST, Map.of(CUP, 1)),
        List.of(order(5.1, Map.of(CUP, 1)), order(10, Map.of(CUP, 1, POT, 1))));
  }

  @Test
  void whatIsCheapestForOneOrderMayCostTheNextASecondShipment() {
    StockReplay.Outcome blind = twoOrders().run(StockPrice.NONE);
    assertThat(blind.shipments()).isEqualTo(3);
    StockReplay.Outcome seeing =
        twoOrders().run((center, sku, available) -> center.equals(EAST) ? 10_000 : 0);
    assertThat(seeing.shipments()).isEqualTo(2);
    assertThat(seeing.cost()).isLessThan(blind.cost());
    assertThat(seeing.unfilled()).isZero();
  }

  @Test
  void bidPricesAndTheBoundKnowWhatWasToBeHad() {
    StockReplay replay = twoOrders();
    BidPrices prices = replay.bidPrices(100);
    assertThat(prices.thousandths(EAST, CUP, 1)).isPositive();
    assertThat(prices.thousandths(WEST, POT, 0)).isZero();
    StockReplay.Outcome outcome = replay.run(prices);
    assertThat(outcome.shipments()).isEqualTo(2);
    assertThat(replay.bound(100)).isBetween(outcome.cost() * 9 / 10, outcome.cost());
  }

  @Test
  void aPriceGrowsAsAShelfEmpties() {
    StockBalance price = new StockBalance(1_000, Map.of(EAST, Map.of(CUP, 4)));
    assertThat(price.thousandths(EAST, CUP, 4)).isZero();
    assertThat(price.thousandths(EAST, CUP, 1)).isEqualTo(750);
    assertThat(price.thousandths(EAST, CUP, 9)).isZero();
    assertThat(price.thousandths(EAST, POT, 1)).isZero();
    assertThat(price.thousandths(WEST, CUP, 1)).isZero();
    assertThat(price.startingFrom(Map.of(WEST, Map.of(CUP, 2))).thousandths(WEST, CUP, 1))
        .isEqualTo(500);
  }

  /** Learned from one cycle, used in another: orders and stock are others, the pattern is not. */
  @Test
  void pricesLearnedFromOneCycleSaveInTheNext() {
    for (int seed = 0; seed < 3; seed++) {
      Network network = new Network(new Random(seed), 4);
      Network.Run past = network.cycle(1_500);
      Network.Run next = network.cycle(1_500);
      StockReplay.Outcome blind = next.replay().run(StockPrice.NONE);
      StockBalance balance = past.replay().calibrate().startingFrom(next.start());
      StockReplay.Outcome balanced = next.replay().run(balance);
      StockReplay.Outcome bid = next.replay().run(past.replay().bidPrices(60));
      assertThat(balance.strength()).isPositive();
      assertThat(balanced.unfilled()).isEqualTo(blind.unfilled()).isZero();
      assertThat(balanced.cost()).as("seed %d", seed).isLessThan(blind.cost() * 99 / 100);
      assertThat(bid.cost()).as("seed %d", seed).isLessThan(blind.cost() * 995 / 1000);
      assertThat(next.replay().bound(30)).isLessThan(balanced.cost());
    }
  }

  @Test
  void whereStockNeverRunsShortThePriceStaysZero() {
    Network network = new Network(new Random(1), 1);
    StockReplay plenty =
        new StockReplay(BY_DISTANCE, network.centers(), network.plenty(), network.orders(300));
    assertThat(plenty.calibrate().strength()).isZero();
  }

  @Test
  void badInputIsRefusedByName() {
    RoutingRequest.Item cup = new RoutingRequest.Item(CUP, 1, 1);
    PastOrder twice = new PastOrder(Address.of("1", "US", 1, 1), List.of(cup, cup));
    assertThatThrownBy(
            () ->
                new StockReplay(BY_DISTANCE, List.of(center("east", 1)), Map.of(), List.of(twice)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("items");
    assertThatThrownBy(() -> twoOrders().bidPrices(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("passes");
    assertThatThrownBy(() -> new StockBalance(-1, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("strength");
  }

  /** Five centers on a line of 100, sixty SKUs of which most are in two centers only. */
  private static final class Network {
    private static final int SKUS = 60;
    private final Random random;
    private final int lines;
    private final List<Center> centers = new ArrayList<>();
    private final double[][] share = new double[SKUS][5];

    Network(Random random, int lines) {
      this.random = random;
      this.lines = lines;
      for (int j = 0; j < 5; j++) {
        centers.add(center("dc" + j, 10 + 20 * j));
      }
      for (int sku = 0; sku < SKUS; sku++) {
        int one = random.nextInt(5);
        int other = (one + 1 + random.nextInt(4)) % 5;
        for (int j = 0; j < 5; j++) {
          boolean here = sku < SKUS / 3 || j == one || j == other;
          share[sku][j] = here ? Math.exp(0.5 * random.nextGaussian()) : 0;
        }
      }
    }

    record Run(StockReplay replay, Map<CenterId, Map<Sku, Integer>> start) {}

    List<Center> centers() {
      return centers;
    }

    List<PastOrder> orders(int count) {
      List<PastOrder> orders = new ArrayList<>();
      for (int o = 0; o < count; o++) {
        Map<Sku, Integer> items = new HashMap<>();
        int wanted = 1 + random.nextInt(lines);
        while (items.size() < wanted) {
          int sku = (int) (SKUS * random.nextDouble() * random.nextDouble());
          items.putIfAbsent(Sku.of("sku" + sku), 1 + random.nextInt(2));
        }
        orders.add(order(100 * random.nextDouble(), items));
      }
      return orders;
    }

    Map<CenterId, Map<Sku, Integer>> plenty() {
      Map<CenterId, Map<Sku, Integer>> all = new HashMap<>();
      for (Center center : centers) {
        Map<Sku, Integer> shelf = new HashMap<>();
        for (int sku = 0; sku < SKUS; sku++) {
          shelf.put(Sku.of("sku" + sku), 1_000_000);
        }
        all.put(center.id(), shelf);
      }
      return all;
    }

    /** Stock is a tenth more than what is wanted, not quite where it is wanted. */
    Run cycle(int count) {
      List<PastOrder> orders = orders(count);
      Map<Sku, Integer> wanted = new HashMap<>();
      orders.forEach(
          order ->
              order
                  .items()
                  .forEach(item -> wanted.merge(item.sku(), item.quantity(), Integer::sum)));
      Map<CenterId, Map<Sku, Integer>> start = new HashMap<>();
      for (int sku = 0; sku < SKUS; sku++) {
        Sku id = Sku.of("sku" + sku);
        double sum = Arrays.stream(share[sku]).sum();
        for (int j = 0; j < 5; j++) {
          int units = (int) Math.ceil(1.1 * wanted.getOrDefault(id, 0) * share[sku][j] / sum);
          start.computeIfAbsent(centers.get(j).id(), key -> new HashMap<>()).put(id, units);
        }
      }
      return new Run(new StockReplay(BY_DISTANCE, centers, start, orders), start);
    }
  }
}
