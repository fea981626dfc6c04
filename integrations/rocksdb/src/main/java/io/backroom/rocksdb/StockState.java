package io.backroom.rocksdb;

import io.backroom.rocksdb.Database.Family;
import io.backroom.rocksdb.Layer.Answer;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The stock that everybody sees. Counters, receipts and which holds are open are all in memory; of
 * reservations, answers and movements only what came since the last snapshot is, and the rest is
 * read from the database. Not thread-safe.
 */
final class StockState {
  /** An open hold. */
  private record Hold(Instant expiresAt, ReservationId id) implements Comparable<Hold> {
    private static final Comparator<Hold> ORDER =
        Comparator.comparing(Hold::expiresAt).thenComparing(Hold::id);

    @Override
    public int compareTo(Hold other) {
      return ORDER.compare(this, other);
    }
  }

  private final Database database;
  private final Map<Sku, NavigableMap<CenterId, StockLevel>> levels = new HashMap<>();
  private final Map<ReceiptId, ExpectedReceipt> receipts = new HashMap<>();
  private final TreeSet<Hold> holds = new TreeSet<>();

  /** What came since the last snapshot began. */
  private Layer fresh = new Layer();

  /** What the snapshot under way is writing; empty if there is none. */
  private Layer frozen = new Layer();

  private long lastRecord;
  private long lastMovement;

  StockState(Database database) {
    this.database = database;
  }

  long lastRecord() {
    return lastRecord;
  }

  long lastMovement() {
    return lastMovement;
  }

  /** Returns how many commands came since the last snapshot began. */
  int freshCommands() {
    return fresh.answers.size();
  }

  /** Begins a snapshot: returns what it has to write. */
  Layer freeze() {
    frozen = fresh;
    fresh = new Layer();
    return frozen;
  }

  boolean isFrozen() {
    return frozen.record > 0;
  }

  /** Ends a snapshot: what it wrote is read from the database now. */
  void thaw() {
    frozen = new Layer();
  }

  /** Takes the state of the last snapshot in. */
  void load(long record, long movement, Stream<StockLevel> all) {
    lastRecord = record;
    lastMovement = movement;
    all.forEach(this::put);
  }

  /** Takes an open hold of the last snapshot in. */
  void load(Instant expiresAt, ReservationId id) {
    holds.add(new Hold(expiresAt, id));
  }

  /**
   * Takes the effects of a batch in.
   *
   * @param effects the effects
   * @param before the reservations as they were before
   */
  void put(Layer effects, Function<ReservationId, Optional<Reservation>> before) {
    for (Reservation after : effects.reservations.values()) {
      Optional<Reservation> hold =
          before.apply(after.id()).filter(r -> r.state() == Reservation.State.HELD);
      if (hold.isPresent()) {
        Instant end = hold.get().expiresAt();
        holds.remove(new Hold(end, after.id()));
        if (!fresh.reservations.containsKey(after.id())) {
          fresh.holdsBefore.put(after.id(), end);
        }
      }
      if (after.state() == Reservation.State.HELD) {
        holds.add(new Hold(after.expiresAt(), after.id()));
      }
    }
    // All that was expected first: a receipt that is gone may come back at another center.
    Collection<StockLevel> after = effects.levels.values();
    after.forEach(l -> level(l.sku(), l.center()).expected().forEach(e -> receipts.remove(e.id())));
    after.forEach(this::put);
    if (!effects.movements.isEmpty()) {
      lastMovement = effects.movements.get(effects.movements.size() - 1).sequence();
    }
    lastRecord = effects.record;
    fresh.put(effects);
  }

  private void put(StockLevel level) {
    level.expected().forEach(receipt -> receipts.put(receipt.id(), receipt));
    levels.computeIfAbsent(level.sku(), sku -> new TreeMap<>()).put(level.center(), level);
  }

  Collection<StockLevel> levels(Sku sku) {
    NavigableMap<CenterId, StockLevel> centers = levels.get(sku);
    return centers == null ? List.of() : centers.values();
  }

  StockLevel level(Sku sku, CenterId center) {
    NavigableMap<CenterId, StockLevel> centers = levels.get(sku);
    StockLevel level = centers == null ? null : centers.get(center);
    return level == null ? StockLevel.none(sku, center) : level;
  }

  Optional<ExpectedReceipt> receipt(ReceiptId id) {
    return Optional.ofNullable(receipts.get(id));
  }

  /** Returns the open holds that have run out, earliest end first, then by id. */
  Stream<ReservationId> runOut(Instant now) {
    return holds.stream().takeWhile(hold -> !hold.expiresAt().isAfter(now)).map(Hold::id);
  }

  Optional<Reservation> find(ReservationId id) {
    Reservation found = fresh.reservations.get(id);
    found = found == null ? frozen.reservations.get(id) : found;
    return found == null ? StockFiles.reservation(database, id) : Optional.of(found);
  }

  Optional<Answer> answer(CommandId id) {
    Answer found = fresh.answers.get(id);
    found = found == null ? frozen.answers.get(id) : found;
    return found == null ? StockFiles.answer(database, id) : Optional.of(found);
  }

  List<StockMovement> movements(long after, int limit) {
    List<StockMovement> page = new ArrayList<>();
    long memory = lastMovement - fresh.movements.size() - frozen.movements.size();
    if (after < memory) {
      database.scan(
          Family.MOVEMENTS,
          StockFiles.key(after + 1),
          StockFiles.key(memory + 1),
          (key, value) -> {
            page.add(StockCodec.movement(new ByteReader(key).sorted(), new ByteReader(value)));
            return page.size() < limit;
          });
    }
    for (Layer layer : List.of(frozen, fresh)) {
      List<StockMovement> rest = layer.movements;
      // Sequences have no gaps: the place of the next one follows from the first.
      long skip = rest.isEmpty() ? 0 : Math.max(0, after + 1 - rest.get(0).sequence());
      for (long i = skip; i < rest.size() && page.size() < limit; i++) {
        page.add(rest.get((int) i));
      }
    }
    return page;
  }

  /** Returns the SKUs that have a level, in their order. */
  List<Sku> skus(Optional<Sku> after, int limit) {
    return levels.keySet().stream()
        .filter(sku -> after.isEmpty() || sku.compareTo(after.get()) > 0)
        .sorted()
        .limit(limit)
        .toList();
  }
}
