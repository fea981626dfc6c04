package io.backroom.fulfillment.wave;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavingsTest {
  private static final PickTerms TERMS = PickTerms.cart(6, 15);

  @Test
  void joinsTheSameLoadsAsWhenAllSavingsAreWorkedOutAfterEachStep() {
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      AisleGrid grid = new AisleGrid(1 + i % 3, 8, 10, 3);
      Tours tours = new Tours(grid, new Stop(3, 0));
      Limits limits = new Limits(TERMS, Duration.ofSeconds(i % 2 == 0 ? 100_000 : 350));
      List<Load> single =
          MadeOrders.of(random, grid, 25, 4).stream()
              .map(order -> Load.of(List.of(order), tours))
              .toList();

      List<Load> loads = Savings.of(single, tours, limits);

      assertThat(loads.stream().map(Load::orders).toList())
          .isEqualTo(plain(single, tours, limits).stream().map(Load::orders).toList());
    }
  }

  @Test
  void exchangesOnlyEverShortenTheWayAndKeepTheLimits() {
    Random random = new Random(2);
    int shorter = 0;
    for (int i = 0; i < 60; i++) {
      AisleGrid grid = new AisleGrid(1 + i % 3, 8, 10, 3);
      Tours tours = new Tours(grid, new Stop(3, 0));
      Limits limits = new Limits(TERMS.withVolume(120), Duration.ofSeconds(380));
      List<Load> before =
          Savings.of(
              MadeOrders.of(random, grid, 40, 4).stream()
                  .map(order -> Load.of(List.of(order), tours))
                  .toList(),
              tours,
              limits);

      List<Load> after = Exchanges.of(before, tours, limits);

      assertThat(way(after)).isLessThanOrEqualTo(way(before));
      shorter += way(after) < way(before) ? 1 : 0;
      assertThat(after.stream().flatMap(load -> load.orders().stream()))
          .containsExactlyInAnyOrderElementsOf(
              before.stream().flatMap(load -> load.orders().stream()).toList());
      for (Load load : after) {
        assertThat(load.orders()).hasSizeLessThanOrEqualTo(6);
        assertThat(load.items()).isLessThanOrEqualTo(15);
        assertThat(load.volume()).isLessThanOrEqualTo(120);
        assertThat(load).usingRecursiveComparison().isEqualTo(Load.of(load.orders(), tours));
        if (load.orders().size() > 1) {
          assertThat(Job.of(load, TERMS).time()).isLessThanOrEqualTo(Duration.ofSeconds(380));
        }
      }
    }
    assertThat(shorter).isGreaterThan(30);
  }

  private static long way(List<Load> loads) {
    return loads.stream().mapToLong(Load::length).sum();
  }

  private static List<Load> plain(List<Load> single, Tours tours, Limits limits) {
    List<Load> loads = new ArrayList<>(single);
    while (true) {
      int bestOne = -1;
      int bestOther = -1;
      long most = -1;
      for (int one = 0; one < loads.size(); one++) {
        for (int other = one + 1; other < loads.size(); other++) {
          Load a = loads.get(one);
          Load b = loads.get(other);
          long way = tours.length(a.stops(), b.stops());
          long saving = a.length() + b.length() - way;
          if (saving > most && limits.hold(a, b) && limits.allow(a, b, way)) {
            most = saving;
            bestOne = one;
            bestOther = other;
          }
        }
      }
      if (most < 0) {
        return loads;
      }
      Load other = loads.remove(bestOther);
      Load one = loads.remove(bestOne);
      loads.add(one.with(other, tours.length(one.stops(), other.stops())));
    }
  }
}
