package io.backroom.fulfillment.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PickToursTest {

  @Test
  void aWalkThroughTheAislesIsAsLongAsTheShortestTourAndMeetsTheStopsInTheirOrder() {
    Random random = new Random(1);
    for (int i = 0; i < 6_000; i++) {
      AisleGrid grid = Warehouses.grid(random, 1 + i % 3);
      List<Stop> stops = Warehouses.stops(random, grid, 1 + random.nextInt(25));

      PickTour tour = new PickTours(grid).of(stops);

      assertThat(tour.length()).as("%s %s", grid, stops).isEqualTo(new TourLength(grid).of(stops));
      check(grid, stops, tour);
    }
  }

  @Test
  void aTourOverWideWarehousesIsWalkedToo() {
    Random random = new Random(2);
    for (int i = 0; i < 600; i++) {
      AisleGrid grid = new AisleGrid(1 + i % 3, 40, 3 + random.nextInt(30), 1 + random.nextInt(9));
      List<Stop> stops = Warehouses.stops(random, grid, 1 + random.nextInt(60));

      PickTour tour = new PickTours(grid).of(stops);

      assertThat(tour.length()).as("%s %s", grid, stops).isEqualTo(new TourLength(grid).of(stops));
      check(grid, stops, tour);
    }
  }

  @Test
  void theShortestWaysFromStopToStopAddUpToTheTour() {
    Random random = new Random(3);
    for (int i = 0; i < 1_500; i++) {
      AisleGrid grid = Warehouses.grid(random, 1 + i % 3);
      List<Stop> stops = Warehouses.stops(random, grid, 1 + random.nextInt(8));

      PickTour tour = new PickTours(grid).of(stops);

      long sum = 0;
      for (int at = 0; at < tour.stops().size(); at++) {
        Stop next = tour.stops().get((at + 1) % tour.stops().size());
        sum += Warehouses.way(grid, tour.stops().get(at), next);
      }
      assertThat(sum)
          .as("%s %s", grid, stops)
          .isEqualTo(tour.length())
          .isEqualTo(Warehouses.heldKarp(grid, stops));
    }
  }

  @Test
  void theOrderInWhichStopsAreGivenChangesNothingButTheFirst() {
    Random random = new Random(4);
    for (int i = 0; i < 600; i++) {
      AisleGrid grid = Warehouses.grid(random, 1 + i % 3);
      List<Stop> stops = Warehouses.stops(random, grid, 2 + random.nextInt(20));
      PickTour tour = new PickTours(grid).of(stops);
      List<Stop> shuffled = new ArrayList<>(stops.subList(1, stops.size()));
      Collections.shuffle(shuffled, random);
      shuffled.add(0, stops.get(0));

      assertThat(new PickTours(grid).of(shuffled)).isEqualTo(tour);
    }
  }

  @Test
  void tellsWhereThePickerTurns() {
    PickTours tours = new PickTours(new AisleGrid(1, 3, 10, 2));

    PickTour tour =
        tours.of(List.of(new Stop(0, 0), new Stop(2, 9), new Stop(0, 8), new Stop(0, 2)));

    assertThat(tour.stops())
        .containsExactly(new Stop(0, 0), new Stop(0, 2), new Stop(0, 8), new Stop(2, 9));
    assertThat(tour.walk())
        .containsExactly(
            new Stop(0, 0),
            new Stop(0, 2),
            new Stop(0, 8),
            new Stop(0, 10),
            new Stop(2, 10),
            new Stop(2, 9),
            new Stop(2, 0),
            new Stop(0, 0));
    assertThat(tour.length()).isEqualTo(28);
  }

  @Test
  void standsStillForOneStopAndNone() {
    PickTours tours = new PickTours(new AisleGrid(2, 3, 10, 2));
    Stop depot = new Stop(1, 4);

    assertThat(tours.of(List.of())).isEqualTo(new PickTour(List.of(), List.of(), 0));
    assertThat(tours.of(List.of(depot, depot)))
        .isEqualTo(new PickTour(List.of(depot), List.of(depot), 0));
  }

  @Test
  void namesAStopOutsideTheWarehouse() {
    PickTours tours = new PickTours(new AisleGrid(2, 3, 10, 2));

    assertThatThrownBy(() -> tours.of(List.of(new Stop(0, 0), new Stop(0, 21))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("position is '21': must be 0 to 20");
  }

  /** Walks the tour one unit of length after the other. */
  private static void check(AisleGrid grid, List<Stop> stops, PickTour tour) {
    Set<Stop> wanted = new HashSet<>(stops);
    Set<Stop> met = new LinkedHashSet<>();
    long way = 0;
    Stop here = tour.walk().get(0);
    met.add(here);
    for (Stop next : tour.walk()) {
      boolean alongAnAisle = next.aisle() == here.aisle();
      boolean onACrossAisle =
          next.position() == here.position() && here.position() % grid.blockLength() == 0;
      assertThat(alongAnAisle || onACrossAisle).as("%s to %s in %s", here, next, tour).isTrue();
      while (!here.equals(next)) {
        int side = Integer.signum(next.aisle() - here.aisle());
        int up = Integer.signum(next.position() - here.position());
        here = new Stop(here.aisle() + side, here.position() + up);
        way += side == 0 ? 1 : grid.aisleDistance();
        if (wanted.contains(here)) {
          met.add(here);
        }
      }
    }
    assertThat(here).isEqualTo(stops.get(0)).isEqualTo(tour.walk().get(0));
    assertThat(way).as("%s %s %s", grid, stops, tour).isEqualTo(tour.length());
    assertThat(tour.stops()).as("%s %s", grid, stops).containsExactlyElementsOf(met);
    assertThat(tour.stops()).containsExactlyInAnyOrderElementsOf(wanted);
  }
}
