package io.backroom.testkit.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.inventory.StockResult.Shortage;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** A store and short names for what the tests do with it. Time is what the tests say it is. */
abstract class InventoryRules {
  static final Instant NOW = Instant.parse("2025-03-01T12:00:00.123456Z");
  static final Instant END = NOW.plus(Duration.ofMinutes(15));
  static final CenterId NORTH = CenterId.of("north");
  static final CenterId SOUTH = CenterId.of("south");

  // Random, because a database may be shared with other tests and with earlier runs.
  final String run = UUID.randomUUID().toString().substring(0, 23);
  private final AtomicInteger ids = new AtomicInteger();
  final Sku tea = sku("tea");
  final Sku cup = sku("cup");
  InventoryStore store = new NoStore();

  abstract InventoryStoreContract contract();

  @BeforeEach
  void open() {
    store = contract().createStore();
  }

  Sku sku(String name) {
    return Sku.of(name + "-" + run);
  }

  CommandId newCommand() {
    return CommandId.of("c" + ids.incrementAndGet() + "-" + run);
  }

  ReservationId newReservation() {
    return ReservationId.of("r" + ids.incrementAndGet() + "-" + run);
  }

  ReceiptId newReceipt() {
    return ReceiptId.of("p" + ids.incrementAndGet() + "-" + run);
  }

  static StockLine line(Sku sku, CenterId center, int quantity) {
    return new StockLine(sku, center, quantity);
  }

  static BackorderLine later(Sku sku, CenterId center, int quantity, int limit) {
    return new BackorderLine(line(sku, center, quantity), limit);
  }

  StockResult apply(StockCommand command) {
    return apply(command, NOW);
  }

  StockResult apply(StockCommand command, Instant now) {
    List<StockResult> results = store.apply(List.of(command), now);
    assertThat(results).as("one answer for one command").hasSize(1);
    return results.get(0);
  }

  /** Applies where the test needs it to succeed. */
  Optional<Reservation> applied(StockCommand command) {
    StockResult result = apply(command);
    assertThat(result).isInstanceOf(StockResult.Applied.class);
    return ((StockResult.Applied) result).reservation();
  }

  void received(Sku sku, CenterId center, int quantity) {
    applied(new StockCommand.Receive(newCommand(), line(sku, center, quantity), Optional.empty()));
  }

  /** Takes in 2,140,000,000 units at NORTH; returns a command for more than a counter can have. */
  StockCommand receiptBeyondTheRange(Sku sku) {
    StockLine most = line(sku, NORTH, StockLine.QUANTITY_MAX);
    List<StockCommand> commands = new ArrayList<>();
    for (int i = 0; i < 214; i++) {
      commands.add(new StockCommand.Receive(newCommand(), most, Optional.empty()));
    }
    store.apply(commands, NOW);
    return new StockCommand.Receive(newCommand(), most, Optional.empty());
  }

  StockCommand reserve(ReservationId id, StockLine... lines) {
    return new StockCommand.Reserve(newCommand(), id, "ada", List.of(lines), List.of(), END);
  }

  StockCommand reserveFor(String owner, ReservationId id, StockLine... lines) {
    return new StockCommand.Reserve(newCommand(), id, owner, List.of(lines), List.of(), END);
  }

  StockCommand reserveAtMost(int heldMax, StockLine... lines) {
    return new StockCommand.Reserve(
        newCommand(), newReservation(), "ada", List.of(lines), List.of(), END, heldMax, List.of());
  }

  StockCommand.Reserve reserveInPlaceOf(
      List<ReservationId> replaces, ReservationId id, StockLine... lines) {
    return new StockCommand.Reserve(
        newCommand(), id, "ada", List.of(lines), List.of(), END, Integer.MAX_VALUE, replaces);
  }

  StockCommand.Reserve replace(ReservationId before, ReservationId after, StockLine... lines) {
    return reserveInPlaceOf(List.of(before), after, lines);
  }

  StockCommand backorder(ReservationId id, List<StockLine> lines, BackorderLine... later) {
    return new StockCommand.Reserve(newCommand(), id, "ada", lines, List.of(later), END);
  }

  /** Holds units where the test needs it to succeed. */
  ReservationId held(StockLine... lines) {
    ReservationId id = newReservation();
    applied(reserve(id, lines));
    return id;
  }

  ReservationId committed(StockLine... lines) {
    ReservationId id = held(lines);
    applied(commit(id));
    return id;
  }

  /** Commits a reservation with backordered units. */
  ReservationId waiting(List<StockLine> lines, BackorderLine... later) {
    ReservationId id = newReservation();
    applied(backorder(id, lines, later));
    applied(commit(id));
    return id;
  }

  StockCommand extend(ReservationId id, Instant end) {
    return new StockCommand.Extend(newCommand(), id, end);
  }

  StockCommand commit(ReservationId id) {
    return new StockCommand.Commit(newCommand(), id);
  }

  StockCommand release(ReservationId id, StockLine... lines) {
    return new StockCommand.Release(newCommand(), id, List.of(lines), List.of());
  }

  StockCommand releaseLater(ReservationId id, StockLine... backorders) {
    return new StockCommand.Release(newCommand(), id, List.of(), List.of(backorders));
  }

  StockCommand expire(ReservationId id) {
    return new StockCommand.Expire(newCommand(), id);
  }

  StockCommand ship(ReservationId id, StockLine... lines) {
    return new StockCommand.Ship(newCommand(), id, List.of(lines));
  }

  StockCommand fill(ReservationId id, StockLine... lines) {
    return new StockCommand.Fill(newCommand(), id, List.of(lines));
  }

  StockCommand receive(ReceiptId expected, StockLine line) {
    return new StockCommand.Receive(newCommand(), line, Optional.of(expected));
  }

  StockCommand expect(ReceiptId receipt, Sku sku, CenterId center, int quantity, Instant at) {
    return new StockCommand.Expect(newCommand(), receipt, sku, center, quantity, at);
  }

  StockCommand adjust(Sku sku, CenterId center, int onHand, int unavailable) {
    return new StockCommand.Adjust(newCommand(), sku, center, onHand, unavailable, "count");
  }

  static StockResult ended(State state) {
    return new StockResult.Ended(state);
  }

  static StockResult shortOf(Shortage... shortages) {
    return new StockResult.Short(List.of(shortages));
  }

  static StockResult shortOf(Sku sku, CenterId center, int wanted, int available) {
    return shortOf(new Shortage(sku, center, wanted, available));
  }

  StockLevel level(Sku sku, CenterId center) {
    return store.levels(List.of(sku)).stream()
        .filter(level -> level.center().equals(center))
        .findFirst()
        .orElse(StockLevel.none(sku, center));
  }

  Reservation reservation(ReservationId id) {
    return store.find(id).orElseThrow(() -> new AssertionError("no reservation " + id));
  }

  State state(ReservationId id) {
    return reservation(id).state();
  }

  /** Expects counters: on hand, unavailable, reserved, allocated, backordered. */
  void counters(Sku sku, CenterId center, int... expected) {
    StockLevel l = level(sku, center);
    assertThat(
            new int[] {l.onHand(), l.unavailable(), l.reserved(), l.allocated(), l.backordered()})
        .as("on hand, unavailable, reserved, allocated, backordered of %s at %s", sku, center)
        .containsExactly(expected);
  }

  /** Stands in until a test has its store. */
  private static final class NoStore implements InventoryStore {
    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      throw new IllegalStateException("the test has no store yet");
    }

    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      return List.of();
    }

    @Override
    public Optional<Reservation> find(ReservationId id) {
      return Optional.empty();
    }

    @Override
    public List<Reservation> expiring(Instant before, int limit) {
      return List.of();
    }
  }
}
