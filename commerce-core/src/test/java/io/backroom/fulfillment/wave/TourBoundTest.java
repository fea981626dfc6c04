package io.backroom.fulfillment.wave;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.fulfillment.tour.TourLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TourBoundTest {

  @Test
  void noTourIsShorterAndMostAreNotMuchLonger() {
    Random random = new Random(1);
    long bounds = 0;
    long lengths = 0;
    for (int i = 0; i < 6_000; i++) {
      AisleGrid grid =
          new AisleGrid(
              1 + i % 3, 1 + random.nextInt(9), 1 + random.nextInt(20), 1 + random.nextInt(6));
      Stop depot = stops(random, grid, 1).get(0);
      List<Stop> some = stops(random, grid, 1 + random.nextInt(12));
      List<Stop> others = stops(random, grid, 1 + random.nextInt(12));
      List<Stop> all = new ArrayList<>(some);
      all.addAll(others);
      all.add(depot);
      TourBound bound = new TourBound(grid, depot);

      long least = bound.of(bound.places(some), bound.places(others));

      long length = new TourLength(grid).of(all);
      assertThat(least).as("%s %s", grid, all).isBetween(0L, length);
      bounds += least;
      lengths += length;
    }
    assertThat(bounds).isGreaterThan(lengths * 8 / 10);
  }

  private static List<Stop> stops(Random random, AisleGrid grid, int count) {
    List<Stop> stops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stops.add(
          new Stop(
              random.nextInt(grid.aisles()),
              random.nextInt(grid.blocks() * grid.blockLength() + 1)));
    }
    return stops;
  }
}
