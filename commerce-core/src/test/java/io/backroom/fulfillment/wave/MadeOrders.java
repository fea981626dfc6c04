package io.backroom.fulfillment.wave;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Orders made of chance. */
final class MadeOrders {
  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  static final Instant FOUR = Instant.parse("2026-11-27T16:00:00Z");

  private MadeOrders() {}

  static List<PickOrder> of(Random random, AisleGrid grid, int count, int stopsMost) {
    List<PickOrder> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Stop> stops = new ArrayList<>();
      int items = 0;
      for (int s = 1 + random.nextInt(stopsMost); s > 0; s--) {
        stops.add(
            new Stop(
                random.nextInt(grid.aisles()),
                random.nextInt(grid.blocks() * grid.blockLength() + 1)));
        items += 1 + random.nextInt(2);
      }
      orders.add(new PickOrder("order" + i, stops, items, 10L * items, FOUR));
    }
    return orders;
  }
}
