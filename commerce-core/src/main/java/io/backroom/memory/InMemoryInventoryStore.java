package io.backroom.memory;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reference {@link InventoryStore}. Command ids, reservations and movements are remembered for
 * ever. Nothing is durable.
 *
 * <p>Commands of different SKUs do not wait for each other: a command locks the aisles of the SKUs
 * that it is about, and what it changes is seen at once, but for levels of several SKUs, which are
 * read one after the other. A command costs O(log n) for each of its n lines, and O(holds on SKUs
 * of the same aisles that have run out and were not ended) more when units lack. Thread-safe.
 */
public final class InMemoryInventoryStore implements InventoryStore, StockLedger {
  private static final int COMMANDS_MAX = 8_192;
  private static final int HOLDS_MAX = 1_000;
  private static final int MOVEMENTS_MAX = 10_000;

  private static final int AISLES = 128;
  private static final int DESKS = 64;

  private final Warehouse warehouse;
  private final Register<CommandId, Answer> answers = new Register<>(a -> a.command().id());

  /** A clerk who is not busy, at the desk of the threads that need one. */
  private final AtomicReferenceArray<@Nullable Clerk> desks = new AtomicReferenceArray<>(DESKS);

  /** Creates a store without any stock. */
  public InMemoryInventoryStore() {
    this(AISLES);
  }

  /** Creates a store with so many aisles, a power of two. */
  InMemoryInventoryStore(int aisles) {
    warehouse = new Warehouse(aisles);
  }

  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    int size = commands.size();
    Require.range("commands", size, 1, COMMANDS_MAX);
    int desk = (int) (Thread.currentThread().getId() % DESKS);
    Clerk waiting = desks.getAndSet(desk, null);
    Clerk clerk = waiting == null ? new Clerk(warehouse) : waiting;
    try {
      if (size == 1) {
        return List.of(answer(commands.get(0), now, clerk));
      }
      return answers(commands, now, clerk);
    } finally {
      desks.set(desk, clerk);
    }
  }

  /** Carries all of them out before it is told that one of them cannot be. */
  private List<StockResult> answers(List<StockCommand> commands, Instant now, Clerk clerk) {
    List<StockResult> results = new ArrayList<>(commands.size());
    Optional<ArithmeticException> failure = Optional.empty();
    for (StockCommand command : commands) {
      try {
        results.add(answer(command, now, clerk));
      } catch (ArithmeticException outOfRange) {
        failure = Optional.of(outOfRange);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Collections.unmodifiableList(results);
  }

  private StockResult answer(StockCommand command, Instant now, Clerk clerk) {
    Answer mine = new Answer(command, now);
    Optional<Answer> first;
    synchronized (mine) {
      first = answers.putIfAbsent(mine);
      if (first.isEmpty()) {
        return findAnswer(mine, clerk);
      }
    }
    // If nobody could find the answer, this is the first command after all.
    return first.get().to(command).orElseGet(() -> answer(command, now, clerk));
  }

  private StockResult findAnswer(Answer answer, Clerk clerk) {
    boolean found = false;
    try {
      StockResult result = clerk.carryOut(answer);
      answer.found(result);
      found = true;
      return result;
    } finally {
      if (!found) {
        answers.remove(answer.command().id());
      }
    }
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    return new TreeSet<>(skus).stream().flatMap(this::levels).toList();
  }

  private Stream<StockLevel> levels(Sku sku) {
    return warehouse.read(
        sku,
        aisle ->
            aisle.article(sku).stream()
                .flatMap(article -> article.shelves().stream())
                .map(Shelf::level)
                .toList()
                .stream());
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    // Whoever wrote it may be about to write more: what is seen is seen with all that belongs to
    // it.
    return warehouse
        .reservations()
        .get(id)
        .map(seen -> seen.lines().get(0).sku())
        .flatMap(sku -> warehouse.read(sku, aisle -> warehouse.reservations().get(id)));
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    Require.range("limit", limit, 1, HOLDS_MAX);
    return warehouse.runOut(before, limit);
  }

  @Override
  public List<StockMovement> movements(long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return warehouse.movements(after, limit);
  }

  @Override
  public List<StockMovement> movements(Sku sku, long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return warehouse
        .read(sku, aisle -> aisle.article(sku).map(article -> article.rows(after, limit)))
        .map(rows -> warehouse.ledger().movements(rows))
        .orElse(List.of());
  }

  @Override
  public List<Sku> skus(Optional<Sku> after, int limit) {
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return after.map(sku -> warehouse.skus().tailSet(sku, false)).orElse(warehouse.skus()).stream()
        .limit(limit)
        .toList();
  }

  @Override
  public StockLevel recompute(Sku sku, CenterId center) {
    return warehouse.read(
        sku,
        aisle ->
            aisle
                .article(sku)
                .filter(article -> article.shelf(center).isPresent())
                .map(article -> recompute(article, aisle.shelf(sku, center)))
                .orElseGet(() -> StockLevel.none(sku, center)));
  }

  private StockLevel recompute(Article article, Shelf shelf) {
    int[] sums = new int[5];
    for (StockMovement m : warehouse.ledger().movements(article.rows(0, Integer.MAX_VALUE))) {
      if (m.center().equals(shelf.center())) {
        sums[0] += m.onHand();
        sums[1] += m.unavailable();
        sums[2] += m.reserved();
        sums[3] += m.allocated();
        sums[4] += m.backordered();
      }
    }
    StockLevel level =
        new StockLevel(
            shelf.sku(),
            shelf.center(),
            sums[0],
            sums[1],
            sums[2],
            sums[3],
            sums[4],
            shelf.level().expected());
    article.put(new Shelf(level));
    return level;
  }
}
