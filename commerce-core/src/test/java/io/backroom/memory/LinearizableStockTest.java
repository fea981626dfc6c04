package io.backroom.memory;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whatever threads do at once, Lincheck finds an order in which one thread would have had the same
 * answers from a shop of a few lines.
 */
class LinearizableStockTest {
  private static final Instant NOW = Instant.parse("2030-03-04T10:00:00Z");
  private static final String COUNTERS = "%d on hand, %d reserved, %d allocated";

  @Test
  void answersAreThoseOfSomeOrderOfTheCommands() {
    new StressOptions()
        .iterations(Integer.getInteger("lincheck.scenarios", 20))
        .invocationsPerIteration(500)
        .threads(3)
        .actorsPerThread(5)
        .actorsBefore(2)
        .actorsAfter(2)
        .sequentialSpecification(OneAfterTheOther.class)
        .check(Together.class);
  }

  /**
   * Threads are switched at places that Lincheck chooses, where only chance switches them above.
   * Takes minutes, and a busy machine looks to it like a thread that hangs: {@code
   * -Dlincheck.switches=500}.
   */
  @Test
  @EnabledIfSystemProperty(named = "lincheck.switches", matches = "\\d+")
  void answersAreThoseOfSomeOrderHoweverThreadsAreSwitched() {
    new ModelCheckingOptions()
        .iterations(Integer.getInteger("lincheck.scenarios", 5))
        .invocationsPerIteration(Integer.getInteger("lincheck.switches"))
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(1)
        .sequentialSpecification(OneAfterTheOther.class)
        .check(Together.class);
  }

  /** The store, asked by several threads. */
  @Param(name = "id", gen = IntGen.class, conf = "1:3")
  @Param(name = "sku", gen = IntGen.class, conf = "1:2")
  public static class Together {
    private final InMemoryInventoryStore store = new InMemoryInventoryStore(2);

    @Operation
    public String receive(@Param(name = "id") int id, @Param(name = "sku") int sku) {
      return apply(
          new StockCommand.Receive(
              CommandId.of("in-" + id + "-" + sku), line(sku), Optional.empty()));
    }

    @Operation
    public String reserve(@Param(name = "id") int id, @Param(name = "sku") int sku) {
      return apply(hold("one-" + id + "-" + sku, id, List.of(line(sku))));
    }

    /** Takes both SKUs or none. */
    @Operation
    public String reserveBoth(@Param(name = "id") int id) {
      return apply(hold("both-" + id, id, List.of(line(2), line(1))));
    }

    @Operation
    public String commit(@Param(name = "id") int id) {
      return apply(new StockCommand.Commit(CommandId.of("commit-" + id), reservation(id)));
    }

    @Operation
    public String release(@Param(name = "id") int id) {
      return apply(
          new StockCommand.Release(
              CommandId.of("release-" + id), reservation(id), List.of(), List.of()));
    }

    /** Of one SKU: levels of several are read one after the other. */
    @Operation
    public String level(@Param(name = "sku") int sku) {
      return store.levels(List.of(Sku.of("sku" + sku))).stream()
          .map(l -> COUNTERS.formatted(l.onHand(), l.reserved(), l.allocated()))
          .findFirst()
          .orElse("none");
    }

    private static StockCommand hold(String command, int id, List<StockLine> lines) {
      return new StockCommand.Reserve(
          CommandId.of(command), reservation(id), "owner", lines, List.of(), NOW.plusSeconds(60));
    }

    private String apply(StockCommand command) {
      StockResult result = store.apply(List.of(command), NOW).get(0);
      return result instanceof StockResult.Ended ended
          ? ended.state().name()
          : result.getClass().getSimpleName();
    }

    private static ReservationId reservation(int id) {
      return ReservationId.of("r" + id);
    }

    private static StockLine line(int sku) {
      return StockLine.of("sku" + sku, "main", 1);
    }
  }

  /** What the store must amount to. */
  public static class OneAfterTheOther {
    private final Map<String, String> answers = new HashMap<>();
    private final Map<Integer, State> states = new HashMap<>();
    private final Map<Integer, List<Integer>> lines = new HashMap<>();
    private final Map<Integer, Integer> onHand = new HashMap<>();

    public String receive(int id, int sku) {
      return once(
          "in-" + id + "-" + sku,
          () -> {
            onHand.merge(sku, 1, Integer::sum);
            return "Applied";
          });
    }

    public String reserve(int id, int sku) {
      return once("one-" + id + "-" + sku, () -> hold(id, List.of(sku)));
    }

    public String reserveBoth(int id) {
      return once("both-" + id, () -> hold(id, List.of(1, 2)));
    }

    private String hold(int id, List<Integer> skus) {
      if (states.containsKey(id)) {
        return states.get(id).name();
      }
      if (skus.stream().anyMatch(sku -> free(sku) == 0)) {
        return "Short";
      }
      states.put(id, State.HELD);
      lines.put(id, skus);
      return "Applied";
    }

    public String commit(int id) {
      return once("commit-" + id, () -> step(id, State.COMMITTED, List.of(State.HELD)));
    }

    public String release(int id) {
      return once(
          "release-" + id, () -> step(id, State.RELEASED, List.of(State.HELD, State.COMMITTED)));
    }

    private String step(int id, State to, List<State> from) {
      if (!states.containsKey(id)) {
        return "NotFound";
      }
      if (!from.contains(states.get(id))) {
        return states.get(id).name();
      }
      states.put(id, to);
      return "Applied";
    }

    public String level(int sku) {
      return onHand.containsKey(sku)
          ? COUNTERS.formatted(onHand.get(sku), kept(sku, State.HELD), kept(sku, State.COMMITTED))
          : "none";
    }

    private long free(int sku) {
      return onHand.getOrDefault(sku, 0) - kept(sku, State.HELD) - kept(sku, State.COMMITTED);
    }

    private long kept(int sku, State state) {
      return states.keySet().stream()
          .filter(id -> states.get(id) == state && lines.get(id).contains(sku))
          .count();
    }

    private String once(String command, Supplier<String> first) {
      String known = answers.get(command);
      String answer = known == null ? first.get() : known;
      answers.put(command, answer);
      return answer;
    }

    private List<Object> state() {
      return List.of(answers, states, lines, onHand);
    }

    /** Two of them are the same if nothing that comes tells them apart. */
    @Override
    public boolean equals(Object other) {
      return other instanceof OneAfterTheOther that && state().equals(that.state());
    }

    @Override
    public int hashCode() {
      return state().hashCode();
    }
  }
}
