package io.backroom.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.fulfillment.packing.PackingCheck;
import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingPlan.Packed;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Size;
import io.backroom.testkit.packing.PackingContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The library behind the contract, and what it is for: fewer and smaller cartons. */
class LibraryCartonizerTest extends PackingContract {
  private static final Duration TIME = Duration.ofSeconds(20);

  private static final Carton SMALL =
      Carton.of("small", new Size(100, 100, 100), 50, 5_000, Money.parse("USD 0.50"));
  private static final Carton LARGE =
      Carton.of("large", new Size(200, 100, 100), 90, 9_000, Money.parse("USD 0.80"));

  private final Cartonizer cartonizer = new LibraryCartonizer();

  @Override
  protected Cartonizer createCartonizer() {
    return cartonizer;
  }

  private List<String> cartons(Goods... goods) {
    return cartons(cartonizer, goods);
  }

  private static List<String> cartons(Cartonizer packer, Goods... goods) {
    PackingPlan plan = packer.pack(new PackingRequest(List.of(goods), List.of(LARGE, SMALL), TIME));
    return plan.cartons().stream().map(Packed::carton).sorted().toList();
  }

  @Test
  void whatFitsIntoTheCheapestCartonGoesIntoOne() {
    assertThat(cartons(Goods.of("half", 2, new Size(100, 100, 50), 10))).containsExactly("small");
    assertThat(cartons(Goods.of("eighth", 5, new Size(50, 50, 50), 10))).containsExactly("small");
    assertThat(cartons(Goods.of("book", 1, new Size(50, 100, 200), 10))).containsExactly("large");
  }

  @Test
  void whatNeedsTheLargeCartonGoesIntoOneOfIt() {
    assertThat(cartons(Goods.of("half", 3, new Size(100, 100, 50), 10))).containsExactly("large");
  }

  @Test
  void whatNeedsMoreCartonsIsSplit() {
    assertThat(cartons(Goods.of("cube", 5, new Size(100, 100, 100), 10)))
        .containsExactly("large", "large", "small");
  }

  @Test
  void weightSplitsToo() {
    assertThat(cartons(Goods.of("lead", 3, new Size(20, 20, 20), 4_000)))
        .containsExactly("large", "small");
  }

  @Test
  void whenTheTimeIsOverEachUnitGetsACartonOfItsOwn() {
    AtomicLong now = new AtomicLong();
    Cartonizer late = new LibraryCartonizer(() -> now.getAndAdd(TIME.toNanos()));

    assertThat(cartons(late, Goods.of("eighth", 3, new Size(50, 50, 50), 10)))
        .containsExactly("small", "small", "small");
  }

  @Test
  void manyThreadsShareOne() throws Exception {
    PackingRequest request =
        new PackingRequest(
            List.of(
                Goods.of("cup", 4, new Size(90, 50, 40), 100),
                Goods.of("plate", 3, new Size(95, 95, 10), 100)),
            List.of(SMALL, LARGE),
            TIME);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<PackingPlan>> plans = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        plans.add(threads.submit(() -> cartonizer.pack(request)));
      }
      for (Future<PackingPlan> plan : plans) {
        assertThat(PackingCheck.mistake(request, plan.get())).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
