package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whether the ledger tells the truth about the counters. */
abstract class LedgerRules extends InventoryRules {
  private static final int PAGE = 1_000;
  private static final int STEPS = 150;

  private Optional<StockLedger> ledger = Optional.empty();
  private long begin;

  @BeforeEach
  void findTheLedger() {
    Assumptions.assumeTrue(
        store instanceof StockLedger, "I-24 is not proven: the store is no StockLedger");
    ledger = Optional.of((StockLedger) store);
    List<StockMovement> all = movements(0);
    begin = all.isEmpty() ? 0 : all.get(all.size() - 1).sequence();
  }

  @Test
  @Rule("I-24")
  void everyChangeOfACounterIsAMovement() {
    ReservationId id = newReservation();
    StockCommand take =
        new StockCommand.Receive(newCommand(), line(tea, NORTH, 5), Optional.empty());
    StockCommand hold = backorder(id, List.of(line(tea, NORTH, 3)), later(tea, NORTH, 1, 9));
    StockCommand commit = commit(id);
    StockCommand fill = fill(id, line(tea, NORTH, 1));
    StockCommand ship = ship(id, line(tea, NORTH, 2));
    StockCommand release = release(id);
    StockCommand count = adjust(tea, NORTH, -1, 1);
    List.of(take, hold, commit, fill, ship, release, count).forEach(this::applied);
    assertThat(mine())
        .extracting(
            m ->
                m.cause()
                    + " "
                    + m.kind()
                    + " "
                    + m.onHand()
                    + " "
                    + m.unavailable()
                    + " "
                    + m.reserved()
                    + " "
                    + m.allocated()
                    + " "
                    + m.backordered())
        .containsExactly(
            take.id() + " Receive 5 0 0 0 0",
            hold.id() + " Reserve 0 0 3 0 1",
            commit.id() + " Commit 0 0 -3 3 0",
            fill.id() + " Fill 0 0 0 1 -1",
            ship.id() + " Ship -2 0 0 -2 0",
            release.id() + " Release 0 0 0 -2 0",
            count.id() + " Adjust -1 1 0 0 0");
    assertThat(mine()).extracting(StockMovement::at).containsOnly(NOW);
  }

  @Test
  @Rule("I-24")
  void whatChangesNoCounterIsNoMovement() {
    received(tea, NORTH, 5);
    ReservationId id = held(line(tea, NORTH, 1));
    List<StockMovement> before = mine();
    applied(extend(id, END.plusSeconds(1)));
    applied(expect(newReceipt(), tea, NORTH, 5, END));
    apply(reserve(newReservation(), line(tea, NORTH, 9)));
    apply(commit(newReservation()));
    assertThat(mine()).isEqualTo(before);
  }

  @Test
  @Rule("I-24")
  void aCommandHasOneMovementForEachSkuAndCenter() {
    received(tea, NORTH, 5);
    received(cup, SOUTH, 5);
    StockCommand hold =
        reserve(newReservation(), line(tea, NORTH, 1), line(cup, SOUTH, 1), line(tea, NORTH, 1));
    applied(hold);
    apply(hold);
    assertThat(mine().stream().filter(m -> m.cause().equals(hold.id())))
        .extracting(m -> m.sku() + " " + m.center() + " " + m.reserved())
        .containsExactlyInAnyOrder(cup + " south 1", tea + " north 2");
  }

  @Test
  @Rule("I-24")
  void theLedgerAgreesWithTheCountersAfterHoldsRanOut() {
    received(tea, NORTH, 5);
    received(cup, NORTH, 5);
    held(line(tea, NORTH, 5), line(cup, NORTH, 2));
    apply(
        new StockCommand.Reserve(
            newCommand(),
            newReservation(),
            "bob",
            List.of(line(tea, NORTH, 2)),
            List.of(),
            END.plusSeconds(60)),
        END);
    agrees();
  }

  @Test
  @Rule("I-24")
  void movementsAreReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      received(tea, NORTH, 1);
    }
    List<StockMovement> all = mine();
    assertThat(all).extracting(StockMovement::sequence).isSorted().doesNotHaveDuplicates();
    long third = all.get(2).sequence();
    assertThat(mine(ledger.orElseThrow().movements(third, 1))).containsExactly(all.get(3));
    assertThat(ledger.orElseThrow().movements(Long.MAX_VALUE, 1)).isEmpty();
  }

  @Test
  @Rule("I-24")
  void theLedgerAgreesWithTheCountersAfterManyThreads(TestReporter report) throws Exception {
    // The seed fixes what each thread does; who comes first is up to the machine.
    long seed = Long.getLong("tck.seed", 20250301L);
    report.publishEntry("tck.seed", String.valueOf(seed));
    received(tea, NORTH, 50);
    received(cup, SOUTH, 30);
    List<ReservationId> shared = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      shared.add(newReservation());
    }
    Race.run(
        8,
        thread ->
            () -> {
              SplittableRandom random = new SplittableRandom(seed + thread);
              for (int i = 0; i < STEPS; i++) {
                Instant now = NOW.plus(Duration.ofSeconds(10L * i));
                apply(anything(random, shared.get(random.nextInt(shared.size()))), now);
              }
              return true;
            });
    agrees();
  }

  private StockCommand anything(SplittableRandom random, ReservationId id) {
    Some some = new Some(random.nextBoolean() ? tea : cup, 1 + random.nextInt(4));
    return switch (random.nextInt(9)) {
      case 0 -> reserve(newReservation(), line(tea, NORTH, 1), line(cup, SOUTH, some.units()));
      case 1 -> backorder(id, List.of(some.line()), later(tea, NORTH, 1, 9));
      case 2 -> commit(id);
      case 3 -> release(id);
      case 4 -> release(id, some.line());
      case 5 -> ship(id, some.line());
      case 6 -> fill(id, some.line());
      case 7 -> adjust(some.sku(), some.center(), random.nextInt(5) - 2, random.nextInt(3) - 1);
      default -> expire(id);
    };
  }

  /** Units of one of the two things that the random run moves. */
  private record Some(Sku sku, int units) {
    CenterId center() {
      return sku.value().startsWith("tea") ? NORTH : SOUTH;
    }

    StockLine line() {
      return InventoryRules.line(sku, center(), units);
    }
  }

  private void agrees() {
    Map<String, int[]> sums = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (StockMovement m : mine()) {
      assertThat(seen.add(m.cause() + " " + m.sku() + " " + m.center()))
          .as("one movement for %s", m)
          .isTrue();
      int[] sum = sums.computeIfAbsent(m.sku() + " " + m.center(), place -> new int[5]);
      sum[0] += m.onHand();
      sum[1] += m.unavailable();
      sum[2] += m.reserved();
      sum[3] += m.allocated();
      sum[4] += m.backordered();
    }
    for (StockLevel level : store.levels(List.of(tea, cup))) {
      int[] sum = sums.getOrDefault(level.sku() + " " + level.center(), new int[5]);
      counters(level.sku(), level.center(), sum);
      assertThat(level.unpromised()).isNotNegative();
    }
  }

  private List<StockMovement> mine() {
    return mine(movements(begin));
  }

  /** Others may share the store. */
  private List<StockMovement> mine(List<StockMovement> movements) {
    return movements.stream().filter(m -> Set.of(tea, cup).contains(m.sku())).toList();
  }

  private List<StockMovement> movements(long after) {
    List<StockMovement> all = new ArrayList<>();
    List<StockMovement> page = ledger.orElseThrow().movements(after, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = ledger.orElseThrow().movements(page.get(page.size() - 1).sequence(), PAGE);
    }
    return all;
  }
}
