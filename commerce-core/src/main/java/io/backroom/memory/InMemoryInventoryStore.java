package io.backroom.memory;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import io.backroom.stock.Shelf;
import io.backroom.stock.StockChange;
import io.backroom.stock.StockDecider;
import io.backroom.stock.StockView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The reference {@link InventoryStore}: {@link StockDecider} decides each command on the side, and
 * only what it allows is written here, under one lock. Command ids, reservations and movements are
 * remembered for ever. Nothing is durable.
 *
 * <p>A command costs O(log n) for each of its lines, and O(holds that have run out and were not
 * ended) more when units lack. Thread-safe.
 */
public final class InMemoryInventoryStore implements InventoryStore, StockLedger {
  private static final int COMMANDS_MAX = 8_192;
  private static final int HOLDS_MAX = 1_000;
  private static final int MOVEMENTS_MAX = 10_000;

  /** The first use of a command id. */
  private record Answer(StockCommand command, StockResult result) {}

  private final Map<Sku, NavigableMap<CenterId, Shelf>> shelves = new HashMap<>();
  private final Map<ReservationId, Reservation> reservations = new HashMap<>();
  private final TreeSet<Reservation> holds =
      new TreeSet<>(Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id));
  private final Map<ReceiptId, ExpectedReceipt> receipts = new HashMap<>();
  private final Map<CommandId, Answer> answers = new HashMap<>();
  private final List<StockMovement> ledger = new ArrayList<>();
  private final StockDecider decider = new StockDecider(new Stock());

  /** What commands are decided on; its methods are called under the lock. */
  private final class Stock implements StockView {
    @Override
    public Shelf shelf(Sku sku, CenterId center) {
      Shelf shelf = shelves.getOrDefault(sku, new TreeMap<>()).get(center);
      return shelf == null ? new Shelf(sku, center) : shelf;
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
      return Optional.ofNullable(reservations.get(id));
    }

    @Override
    public Optional<ExpectedReceipt> receipt(ReceiptId id) {
      return Optional.ofNullable(receipts.get(id));
    }

    @Override
    public List<Reservation> runOut(Sku sku, CenterId center, Instant now) {
      return holds.stream()
          .takeWhile(hold -> hold.hasExpired(now))
          .filter(
              hold ->
                  hold.lines().stream()
                      .anyMatch(l -> l.sku().equals(sku) && l.center().equals(center)))
          .toList();
    }
  }

  /** Creates a store without any stock. */
  public InMemoryInventoryStore() {}

  @Override
  public synchronized List<StockResult> apply(List<StockCommand> commands, Instant now) {
    Require.range("commands", commands.size(), 1, COMMANDS_MAX);
    return commands.stream().map(command -> answer(command, now)).toList();
  }

  private StockResult answer(StockCommand command, Instant now) {
    Answer first = answers.get(command.id());
    if (first != null) {
      return first.command().equals(command) ? first.result() : new StockResult.KeyReused();
    }
    StockResult result = decider.decide(command, now);
    write(command, now);
    answers.put(command.id(), new Answer(command, result));
    return result;
  }

  private void write(StockCommand command, Instant now) {
    for (StockChange change : decider.changes()) {
      Shelf shelf = change.shelf();
      if (shelf.isNew()) {
        shelves.computeIfAbsent(shelf.sku(), sku -> new TreeMap<>()).put(shelf.center(), shelf);
      }
      if (change.isMovement()) {
        ledger.add(change.movement(ledger.size() + 1L, now, command));
      }
      if (change.receipt().isPresent()) {
        ReceiptId id = change.receipt().get().id();
        receipts.remove(id);
        change.receipt().get().after().ifPresent(receipt -> receipts.put(id, receipt));
      }
    }
    decider.carryOut();
    for (Reservation after : decider.reservations()) {
      Optional.ofNullable(reservations.put(after.id(), after)).ifPresent(holds::remove);
      if (after.state() == Reservation.State.HELD) {
        holds.add(after);
      }
    }
  }

  @Override
  public synchronized List<StockLevel> levels(Collection<Sku> skus) {
    return skus.stream()
        .distinct()
        .sorted()
        .map(sku -> shelves.getOrDefault(sku, new TreeMap<>()))
        .flatMap(centers -> centers.values().stream())
        .map(Shelf::level)
        .toList();
  }

  @Override
  public synchronized Optional<Reservation> find(ReservationId id) {
    return Optional.ofNullable(reservations.get(id));
  }

  @Override
  public synchronized List<Reservation> expiring(Instant before, int limit) {
    Require.range("limit", limit, 1, HOLDS_MAX);
    return holds.stream().takeWhile(hold -> hold.hasExpired(before)).limit(limit).toList();
  }

  @Override
  public synchronized List<StockMovement> movements(long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return ledger.stream().skip(after).limit(limit).toList();
  }

  @Override
  public synchronized List<StockMovement> movements(Sku sku, long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return ledger.stream().skip(after).filter(m -> m.sku().equals(sku)).limit(limit).toList();
  }

  @Override
  public synchronized List<Sku> skus(Optional<Sku> after, int limit) {
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return shelves.keySet().stream()
        .filter(sku -> after.isEmpty() || sku.compareTo(after.get()) > 0)
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized StockLevel recompute(Sku sku, CenterId center) {
    int[] sums = new int[5];
    ledger.stream()
        .filter(m -> m.sku().equals(sku) && m.center().equals(center))
        .forEach(
            m -> {
              sums[0] += m.onHand();
              sums[1] += m.unavailable();
              sums[2] += m.reserved();
              sums[3] += m.allocated();
              sums[4] += m.backordered();
            });
    StockLevel before = new Stock().shelf(sku, center).level();
    StockLevel level =
        new StockLevel(sku, center, sums[0], sums[1], sums[2], sums[3], sums[4], before.expected());
    // Where there never was a level, there is none to set right.
    shelves
        .getOrDefault(sku, new TreeMap<>())
        .computeIfPresent(center, (c, shelf) -> new Shelf(level));
    return level;
  }
}
