package io.backroom;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.order.Quote;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LastUnitTest {
  private static final int ROUNDS = 10_000;
  private static final Sku LAMP = Sku.of("lamp");
  private static final Sku OTHER_LAMP = Sku.of("lamp-blue");

  private final TestShop shop =
      TestShop.open()
          .sell(Product.of("lamp", "Garden lamp of copper", Money.parse("USD 12.00"), 900))
          .sell(Product.of("lamp-blue", "Garden lamp of copper, blue", Money.parse("USD 12.00"), 9))
          .stock("lamp-blue", EAST, 5)
          .expect("po", "lamp", EAST, 50, Duration.ofDays(9));

  private PlaceResult buy(CustomerId customer, CyclicBarrier start)
      throws InterruptedException, BrokenBarrierException {
    OrderRequest request =
        OrderRequest.of(customer.value(), BOSTON, "tok_ok").add("lamp", 1).build();
    start.await();
    return shop.commerce().orders().place(as(customer), request);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void theLastUnitGoesToExactlyOneBuyer() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Instant back = TestShop.OPENING.plus(Duration.ofDays(9));
    int alices = 0;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        shop.stock("lamp", EAST, 1);
        Future<PlaceResult> alice = threads.submit(() -> buy(ALICE, start));
        Future<PlaceResult> bob = threads.submit(() -> buy(BOB, start));

        List<PlaceResult> placed = new ArrayList<>();
        List<PlaceResult.OutOfStock> late = new ArrayList<>();
        for (PlaceResult answer : List.of(alice.get(), bob.get())) {
          if (answer instanceof PlaceResult.OutOfStock no) {
            late.add(no);
          } else {
            placed.add(answer);
          }
        }

        alices += alice.get() instanceof PlaceResult.Placed ? 1 : 0;
        assertThat(placed).hasSize(1).allMatch(answer -> answer instanceof PlaceResult.Placed);
        assertThat(late).hasSize(1);
        Quote.Line line = late.get(0).lines().get(0);
        assertThat(line.sku()).isEqualTo(LAMP);
        assertThat(line.inStock()).isZero();
        assertThat(line.returns()).contains(back);
        assertThat(line.alternatives()).extracting(a -> a.sku()).containsExactly(OTHER_LAMP);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(shop.level("lamp", EAST).availableToPromise()).isZero();
    assertThat(shop.level("lamp", EAST).allocated()).isEqualTo(ROUNDS);
    assertThat(shop.provider().totals().open().values())
        .containsExactly(Money.parse("USD 12.00").multipliedBy(ROUNDS));
    shop.assertStockIsWhole();
    System.out.println("The last unit went to Alice " + alices + " times of " + ROUNDS);
  }
}
