package io.backroom.testkit.packing;

import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.joda.money.Money;

/** What a cartonizer is asked for: easy, hard and hostile. */
final class PackingRequests {
  private static final int SEEDS = 60;
  private static final Duration TIME = Duration.ofMillis(400);

  private static final List<Carton> SHELF =
      List.of(
          carton("small", 200, 150, 100, 80, 5_000, "USD 0.40"),
          carton("flat", 350, 250, 60, 100, 5_000, "USD 0.45"),
          carton("middle", 300, 250, 200, 180, 15_000, "USD 0.80"),
          carton("long", 900, 120, 120, 200, 10_000, "USD 1.10"),
          carton("large", 600, 400, 400, 600, 30_000, "USD 2.20"));

  private PackingRequests() {}

  private static Carton carton(
      String id, int length, int width, int height, int own, int max, String cost) {
    return Carton.of(id, new Size(length, width, height), own, max, Money.parse(cost));
  }

  static List<PackingRequest> all() {
    List<PackingRequest> all = new ArrayList<>(thoughtUp());
    for (int seed = 0; seed < SEEDS; seed++) {
      all.add(drawn(seed));
    }
    return all;
  }

  private static List<PackingRequest> thoughtUp() {
    Carton cube = carton("cube", 100, 100, 100, 0, 1_000, "USD 1.00");
    List<PackingRequest> all = new ArrayList<>();
    // Exactly full: eight halves of a cube, and a brick that fits on one side only.
    all.add(of(List.of(cube), Goods.of("half", 8, new Size(50, 50, 50), 1)));
    all.add(of(List.of(cube), Goods.of("brick", 2, new Size(100, 50, 100), 1)));
    all.add(of(List.of(cube), Goods.of("whole", 3, new Size(100, 100, 100), 1_000)));
    // A millimeter, a gram, a unit too much.
    all.add(of(List.of(cube), Goods.of("wide", 2, new Size(101, 10, 10), 1)));
    all.add(of(List.of(cube), Goods.of("heavy", 2, new Size(10, 10, 10), 1_001)));
    all.add(of(List.of(cube), Goods.of("halves", 9, new Size(50, 50, 50), 1)));
    all.add(of(List.of(cube), Goods.of("lead", 5, new Size(10, 10, 10), 400)));
    // What must not lie: a bottle that is taller than one carton and as tall as the other.
    Carton tall = carton("tall", 90, 90, 300, 50, 5_000, "USD 3.00");
    Carton wide = carton("wide", 300, 90, 90, 50, 5_000, "USD 1.00");
    all.add(of(List.of(wide, tall), bottle("bottle", 2, "")));
    all.add(of(List.of(wide), bottle("bottle", 1, "")));
    // Groups that keep apart though all of it would go into one.
    all.add(
        of(
            SHELF,
            bottle("acid", 1, "chemicals"),
            new Goods(Sku.of("bread"), 2, new Size(80, 80, 80), 500, false, "food"),
            Goods.of("book", 1, new Size(200, 130, 20), 300)));
    // Numbers at their ends.
    Carton huge = carton("huge", 9_994, 9_994, 9_994, 0, 10_000_000, "USD 9.00");
    all.add(of(List.of(huge), Goods.of("dust", 2, new Size(1, 1, 1), 0)));
    all.add(of(List.of(huge), Goods.of("house", 2, new Size(9_994, 9_994, 9_994), 10_000_000)));
    all.add(of(List.of(huge), Goods.of("ton", 3, new Size(1_000, 1_000, 1_000), 10_000_000)));
    all.add(of(List.of(cube), Goods.of("beam", 1, new Size(10_000, 1, 1), 1)));
    // No time at all, and more units than anybody can try.
    all.add(
        new PackingRequest(
            List.of(Goods.of("cup", 20, new Size(90, 90, 110), 300)), SHELF, Duration.ofNanos(1)));
    all.add(of(SHELF, Goods.of("pin", 500, new Size(10, 10, 5), 5)));
    return all;
  }

  private static Goods bottle(String sku, int quantity, String group) {
    return new Goods(Sku.of(sku), quantity, new Size(80, 80, 250), 1_200, true, group);
  }

  private static PackingRequest of(List<Carton> cartons, Goods... goods) {
    return new PackingRequest(List.of(goods), cartons, TIME);
  }

  private static PackingRequest drawn(long seed) {
    Random random = new Random(seed);
    List<Goods> goods = new ArrayList<>();
    int skus = 1 + random.nextInt(6);
    for (int i = 0; i < skus; i++) {
      Size size = new Size(side(random), side(random), side(random));
      goods.add(
          new Goods(
              Sku.of("s" + i),
              1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3),
              size,
              random.nextInt(random.nextInt(5) == 0 ? 20_000 : 2_000),
              random.nextInt(3) == 0,
              random.nextInt(6) == 0 ? "g" + random.nextInt(2) : ""));
    }
    return new PackingRequest(goods, SHELF, TIME);
  }

  private static int side(Random random) {
    return 5 + random.nextInt(random.nextInt(12) == 0 ? 700 : 180);
  }
}
