package io.backroom.rocksdb;

import io.backroom.rocksdb.Database.Family;
import io.backroom.rocksdb.Layer.Answer;
import io.backroom.rocksdb.Layer.Place;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.rocksdb.WriteBatch;

/**
 * Stock that is decided on in memory. A batch of commands is decided beside what readers see, its
 * effects are written as one record of the journal and synced, and only then does anybody see them:
 * what was read is on disk. {@link StockFiles} moves the effects to their own keys from time to
 * time.
 */
final class RocksDbInventoryStore implements InventoryStore, StockLedger, AutoCloseable {
  private static final int COMMANDS_MAX = 8_192;
  private static final int HOLDS_MAX = 1_000;
  private static final int MOVEMENTS_MAX = 10_000;

  /** One call of {@link #apply} on its way. */
  private static final class Call extends Gatherer.Call {
    private final List<StockCommand> commands;
    private final List<byte[]> contents;
    private final Instant now;
    private final List<StockResult> results = new ArrayList<>();

    Call(List<StockCommand> commands, Instant now) {
      this.commands = commands;
      // Each caller does this itself, at the same time as others.
      this.contents = commands.stream().map(StockCodec::command).toList();
      this.now = now;
    }
  }

  private final Database database;
  private final StockFiles files;

  /** Guards what readers see: {@link #stock}, which only the one who leads a batch changes. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private final StockState stock;
  private final Gatherer<Call> gatherer =
      new Gatherer<>(this::write, call -> call.commands.size(), COMMANDS_MAX);

  RocksDbInventoryStore(Database database, int snapshotAfter) {
    this.database = database;
    this.stock = new StockState(database);
    this.files = new StockFiles(database, stock, lock.writeLock(), snapshotAfter);
  }

  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    Require.range("commands", commands.size(), 1, COMMANDS_MAX);
    Call call = new Call(List.copyOf(commands), now);
    gatherer.call(call);
    return List.copyOf(call.results);
  }

  private void write(List<Call> calls) {
    files.awaitRoom();
    Batch batch = new Batch();
    reading(
        () -> {
          calls.forEach(batch::answer);
          return true;
        });
    if (batch.effects.answers.isEmpty()) {
      return;
    }
    batch.effects.record = stock.lastRecord() + 1;
    try (WriteBatch record = new WriteBatch()) {
      database.put(
          record, Family.JOURNAL, StockFiles.key(batch.effects.record), batch.effects.toBytes());
      database.writeSynced(record);
    }
    lock.writeLock().lock();
    try {
      stock.put(batch.effects, batch::before);
      files.snapshotIfDue();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** What a batch is decided on: its own effects over those that everybody sees. */
  private final class Batch implements StockView {
    private final Layer effects = new Layer();
    private final Map<ReceiptId, Optional<ExpectedReceipt>> receipts = new HashMap<>();
    private final Map<ReservationId, Optional<Reservation>> found = new HashMap<>();
    private final Map<Place, Shelf> shelves = new HashMap<>();
    private final StockDecider decider = new StockDecider(this);
    private long movement = stock.lastMovement();

    private void answer(Call call) {
      try {
        for (int i = 0; i < call.commands.size(); i++) {
          call.results.add(answer(call.commands.get(i), call.contents.get(i), call.now));
        }
      } catch (RuntimeException e) {
        // This caller's mistake, for instance a counter out of range, is not that of the others.
        call.fail(e);
      }
    }

    private StockResult answer(StockCommand command, byte[] content, Instant now) {
      Answer mine = effects.answers.get(command.id());
      Optional<Answer> first = mine == null ? stock.answer(command.id()) : Optional.of(mine);
      if (first.isPresent()) {
        return Arrays.equals(first.get().command(), content)
            ? first.get().result()
            : new StockResult.KeyReused();
      }
      StockResult result = decider.decide(command, now);
      decider.carryOut();
      for (StockChange change : decider.changes()) {
        StockLevel after = change.shelf().level();
        effects.levels.put(Place.of(after), after);
        change.receipt().ifPresent(receipt -> receipts.put(receipt.id(), receipt.after()));
        if (change.isMovement()) {
          effects.movements.add(change.movement(++movement, now, command));
        }
      }
      decider.reservations().forEach(r -> effects.reservations.put(r.id(), r));
      effects.answers.put(command.id(), new Answer(now, content, result));
      return result;
    }

    @Override
    public Shelf shelf(Sku sku, CenterId center) {
      return shelves.computeIfAbsent(
          new Place(sku, center), place -> new Shelf(stock.level(sku, center)));
    }

    @Override
    public Optional<ExpectedReceipt> receipt(ReceiptId id) {
      Optional<ExpectedReceipt> mine = receipts.get(id);
      return mine == null ? stock.receipt(id) : mine;
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
      Reservation mine = effects.reservations.get(id);
      return mine == null ? before(id) : Optional.of(mine);
    }

    /** Returns a reservation as it was before this batch. */
    private Optional<Reservation> before(ReservationId id) {
      return found.computeIfAbsent(id, stock::find);
    }

    @Override
    public List<Reservation> runOut(Sku sku, CenterId center, Instant now) {
      Stream<Reservation> others =
          stock
              .runOut(now)
              .filter(id -> !effects.reservations.containsKey(id))
              .flatMap(id -> before(id).stream());
      Stream<Reservation> mine =
          effects.reservations.values().stream().filter(r -> r.hasExpired(now));
      Place place = new Place(sku, center);
      return Stream.concat(others, mine)
          .filter(
              hold ->
                  hold.lines().stream()
                      .anyMatch(line -> new Place(line.sku(), line.center()).equals(place)))
          .toList();
    }
  }

  /** Something read. */
  private interface Read<T> {
    T read();
  }

  private <T> T reading(Read<T> what) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      return what.read();
    } finally {
      shared.unlock();
    }
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    database.requireOpen();
    return reading(
        () ->
            skus.stream().distinct().sorted().flatMap(sku -> stock.levels(sku).stream()).toList());
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    database.requireOpen();
    return reading(() -> stock.find(id));
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    Require.range("limit", limit, 1, HOLDS_MAX);
    database.requireOpen();
    return reading(
        () -> stock.runOut(before).limit(limit).flatMap(id -> stock.find(id).stream()).toList());
  }

  @Override
  public List<StockMovement> movements(long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    database.requireOpen();
    return reading(() -> stock.movements(after, limit));
  }

  @Override
  public List<StockMovement> movements(Sku sku, long after, int limit) {
    List<StockMovement> own = new ArrayList<>();
    List<StockMovement> page = movements(after, MOVEMENTS_MAX);
    while (!page.isEmpty() && own.size() < limit) {
      page.stream().filter(m -> m.sku().equals(sku)).limit(limit - own.size()).forEach(own::add);
      page = movements(page.get(page.size() - 1).sequence(), MOVEMENTS_MAX);
    }
    return own;
  }

  @Override
  public List<Sku> skus(Optional<Sku> after, int limit) {
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    database.requireOpen();
    return reading(() -> stock.skus(after, limit));
  }

  @Override
  public StockLevel recompute(Sku sku, CenterId center) {
    // Counters are only ever the sum of what the journal did; there is nothing else to trust.
    return reading(() -> stock.level(sku, center));
  }

  /** Waits for a snapshot under way, so that nothing touches the database any more. */
  @Override
  public void close() {
    files.close();
  }
}
