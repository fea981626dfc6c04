package io.backroom.benchmarks.micro;

import io.backroom.Commerce;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.joda.money.Money;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One order placed through the public API: planned, reserved, stored, authorized, released. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class PlaceOrderBenchmark {
  private static final int SKUS = 1_000;
  private static final Caller SHOP = Caller.system("shop");
  private static final Caller BUYER = Caller.agent("desk", Channel.PHONE);
  private static final Address HOME = Address.of("Springfield", "US", 39.80, -89.64);

  /** How many lines each order has. */
  @Param({"1", "3"})
  public int lines;

  private Commerce commerce = Commerce.builder().build();

  /** The stores remember every order, so each iteration has new ones. */
  @Setup(Level.Iteration)
  public void fill() {
    commerce = Commerce.builder().build();
    for (int i = 0; i < SKUS; i++) {
      String sku = "sku-" + i;
      commerce.catalog().put(SHOP, Product.of(sku, "Article " + i, Money.parse("USD 9.90"), 250));
      StockLine much = new StockLine(Sku.of(sku), CenterId.of("main"), 1_000_000);
      commerce.inventory().receive(SHOP, CommandId.of("fill-" + i), much, Optional.empty());
    }
  }

  /**
   * Places an order.
   *
   * @return the answer
   */
  @Benchmark
  public PlaceResult place() {
    OrderRequest.Draft draft = OrderRequest.of("customer", HOME, "tok_ok");
    for (int i = 0; i < lines; i++) {
      draft = draft.add("sku-" + ThreadLocalRandom.current().nextInt(SKUS), 1);
    }
    return commerce.orders().place(BUYER, draft.build());
  }
}
