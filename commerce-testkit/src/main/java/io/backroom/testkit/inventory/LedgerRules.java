package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whether the ledger tells the truth about the counters. */
abstract class LedgerRules extends LedgerSupport {
  private static final int STEPS = 150;

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
  void aHoldAndThoseItReplacesAreOneMovementForEachPlace() {
    received(tea, NORTH, 5);
    received(cup, SOUTH, 5);
    ReservationId before = held(line(tea, NORTH, 3), line(cup, SOUTH, 2));
    StockCommand next = replace(before, newReservation(), line(tea, NORTH, 1));
    applied(next);
    assertThat(causedBy(next)).containsExactlyInAnyOrder("tea Reserve -2", "cup Reserve -2");
    agrees();
  }

  @Test
  @Rule("I-24")
  void aReplacementOfAsManyUnitsIsNoMovement() {
    received(tea, NORTH, 5);
    ReservationId before = held(line(tea, NORTH, 3));
    StockCommand next = replace(before, newReservation(), line(tea, NORTH, 3));
    applied(next);
    assertThat(causedBy(next)).isEmpty();
  }

  @Test
  @Rule("I-24")
  void aMoveIsOneMovementForEachPlace() {
    received(tea, NORTH, 5);
    received(tea, SOUTH, 5);
    ReservationId id = held(line(tea, NORTH, 3));
    StockCommand move =
        new StockCommand.Move(
            newCommand(),
            id,
            List.of(line(tea, NORTH, 3)),
            List.of(),
            List.of(line(tea, NORTH, 1), line(tea, SOUTH, 1), line(tea, SOUTH, 1)));
    applied(move);
    assertThat(causedBy(move)).containsExactlyInAnyOrder("tea Move -2", "tea Move 2");
    agrees();
  }

  @Test
  @Rule("I-24")
  void aTransferIsAMovementWhereItLeavesAndACountOneOfItsDifference() {
    received(tea, NORTH, 5);
    StockCommand transfer =
        new StockCommand.Transfer(newCommand(), line(tea, NORTH, 2), SOUTH, newReceipt(), END);
    StockCommand less = new StockCommand.Count(newCommand(), tea, NORTH, 1, "yearly count");
    StockCommand same = new StockCommand.Count(newCommand(), tea, NORTH, 1, "once more");
    List.of(transfer, less, same).forEach(this::applied);
    assertThat(mine())
        .extracting(m -> m.cause() + " " + m.kind() + " " + m.center() + " " + m.onHand())
        .endsWith(transfer.id() + " Transfer north -2", less.id() + " Count north -2")
        .hasSize(3);
    agrees();
  }

  /** Returns what a command reserved, as "SKU kind units". */
  private List<String> causedBy(StockCommand command) {
    return mine().stream()
        .filter(m -> m.cause().equals(command.id()))
        .map(m -> m.sku().value().substring(0, 3) + " " + m.kind() + " " + m.reserved())
        .toList();
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
    assertThat(mine(ledger().movements(third, 1))).containsExactly(all.get(3));
    assertThat(ledger().movements(Long.MAX_VALUE, 1)).isEmpty();
  }

  @Test
  @Rule("I-24")
  void theLedgerAgreesWithTheCountersAfterManyThreads(TestReporter report) throws Exception {
    // The seed fixes what each thread does; who comes first is up to the machine.
    long seed = Long.getLong("tck.seed", 20250301L);
    report.publishEntry("tck.seed", String.valueOf(seed));
    received(tea, NORTH, 50);
    received(tea, SOUTH, 20);
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
    return switch (random.nextInt(13)) {
      case 0 -> reserve(newReservation(), line(tea, NORTH, 1), line(cup, SOUTH, some.units()));
      case 1 -> backorder(id, List.of(some.line()), later(tea, NORTH, 1, 9));
      case 2 -> commit(id);
      case 3 -> release(id);
      case 4 -> release(id, some.line());
      case 5 -> ship(id, some.line());
      case 6 -> fill(id, some.line());
      case 7 -> adjust(some.sku(), some.center(), random.nextInt(5) - 2, random.nextInt(3) - 1);
      case 8 -> replace(id, newReservation(), some.line());
      case 9 -> new StockCommand.Count(newCommand(), tea, NORTH, 30 + some.units(), "random");
      case 10 ->
          new StockCommand.Transfer(
              newCommand(), line(tea, SOUTH, 1), NORTH, newReceipt(), END.plusSeconds(9));
      case 11 ->
          new StockCommand.Move(
              newCommand(),
              id,
              List.of(line(tea, NORTH, some.units())),
              List.of(),
              List.of(line(tea, SOUTH, some.units())));
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
}
