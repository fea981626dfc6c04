package io.backroom.benchmarks.micro;

import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

/** One reservation on the in-memory store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class ReservationBenchmark {
  private static final CenterId CENTER = CenterId.of("main");
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant END = NOW.plusSeconds(900);

  /** Over how many SKUs the reservations are spread; 1 is the hot SKU. */
  @Param({"1", "10000"})
  public int skus;

  /** How many lines each reservation has, all of them or none. */
  @Param({"1", "3"})
  public int lines;

  private final AtomicLong ids = new AtomicLong();
  private InventoryStore store = new InMemoryInventoryStore();
  private List<Sku> all = List.of();

  /** The store remembers every command, so each iteration has a new one. */
  @Setup(Level.Iteration)
  public void fill() {
    store = new InMemoryInventoryStore();
    all = new ArrayList<>();
    for (int i = 0; i < skus; i++) {
      Sku sku = Sku.of("sku-" + i);
      all.add(sku);
      StockLine much = new StockLine(sku, CENTER, 1_000_000);
      store.apply(
          List.of(new StockCommand.Receive(CommandId.of("fill-" + i), much, Optional.empty())),
          NOW);
    }
  }

  /**
   * Reserves.
   *
   * @return the answer
   */
  @Benchmark
  public List<StockResult> reserve() {
    String id = Long.toString(ids.incrementAndGet());
    List<StockLine> wanted = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      Sku sku = all.get(ThreadLocalRandom.current().nextInt(all.size()));
      wanted.add(new StockLine(sku, CENTER, 1));
    }
    return store.apply(
        List.of(
            new StockCommand.Reserve(
                CommandId.of(id), ReservationId.of(id), "buyer", wanted, List.of(), END)),
        NOW);
  }
}
