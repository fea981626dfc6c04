package io.backroom.rocksdb;

import io.backroom.rocksdb.IndexRun.Part;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.StockAnswer;
import io.backroom.stock.journal.StockEntry;
import io.backroom.stock.journal.StockKey;
import io.backroom.stock.journal.StockRecord;
import io.backroom.stock.journal.StockSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The journal of stock in files of a directory. The log is kept for ever, so it is the archive too,
 * and a fold only writes down what is where in it. Counters and holds are kept as they were some
 * time ago, and the log behind that makes up for the rest. Both the index and the counters are
 * built from the log if they are not there.
 */
final class StockFiles implements StockSnapshots, AutoCloseable {
  /** How much of the log is indexed at once when the index is built again. */
  private static final int REBUILD_BYTES = 32 << 20;

  /** How long the log may become behind the counters that are kept, at least. */
  private static final long SNAPSHOT_BYTES = 64L << 20;

  private final Path directory;
  private final StockLog log;
  private final StockIndex index;
  private Optional<StateFile> state;

  /** Held while files are written or deleted that are not the log. */
  private final ReentrantLock folding = new ReentrantLock();

  /** Held while the log is written. */
  private final ReentrantLock appending = new ReentrantLock();

  StockFiles(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
    DurableFiles.deleteUnfinished(directory);
    state = newestState();
    index = new StockIndex(directory);
    Part part = index.part();
    log = new StockLog(directory, part.end(), part.record() + 1);
    if (statePosition() > log.end()) {
      throw new RocksDbStoreException(
          "The log of stock in " + directory + " has lost its end; none of its data was changed");
    }
    while (log.end() - index.part().end() >= REBUILD_BYTES) {
      buildIndex();
    }
  }

  private Optional<StateFile> newestState() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.filter(StateFile::isState).sorted().toList();
      for (Path old : all.subList(0, Math.max(0, all.size() - 1))) {
        Files.delete(old);
      }
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(StateFile.open(all.get(all.size() - 1)));
    }
  }

  private long statePosition() {
    return state.map(StateFile::position).orElse(0L);
  }

  private void buildIndex() throws IOException {
    Part before = index.part();
    IndexBuilder builder = new IndexBuilder(before.record(), before.movement());
    long end =
        log.read(
            before.end(),
            log.end(),
            (position, record) -> {
              builder.add(position, record);
              return position - before.end() < REBUILD_BYTES;
            });
    builder.addTo(index, before.end(), end);
  }

  @Override
  public void load(Loader to) {
    try {
      if (state.isPresent()) {
        state.get().load(to);
      } else {
        to.begin(0, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long folded = index.part().end();
    log.read(
        statePosition(),
        log.end(),
        (position, record) -> {
          to.record(record, position < folded);
          return true;
        });
  }

  @Override
  public void append(List<StockRecord> records) {
    appending.lock();
    try {
      log.append(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      appending.unlock();
    }
  }

  private StockEntry entry(long position) {
    return StockRecord.of(1, log.entry(position)).entries().get(0);
  }

  /**
   * Returns the first thing wanted of the entries that a key may stand for, the last entry first.
   */
  private <T> Optional<T> find(long key, Function<StockEntry, Optional<T>> wanted) {
    List<T> found = new ArrayList<>();
    index.ids(
        key,
        position -> {
          wanted.apply(entry(position)).ifPresent(found::add);
          return found.isEmpty();
        });
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  @Override
  public Optional<Reservation> reservation(ReservationId id) {
    return find(
        StockKey.of(id),
        entry -> entry.reservations().stream().filter(r -> r.id().equals(id)).findFirst());
  }

  @Override
  public Optional<StockAnswer> answer(CommandId id) {
    return find(StockKey.of(id), entry -> entry.answer().filter(a -> a.command().equals(id)));
  }

  @Override
  public List<StockMovement> movements(long after, int limit) {
    List<StockMovement> page = new ArrayList<>();
    log.read(
        index.frame(after + 1),
        index.part().end(),
        (position, record) -> {
          for (StockEntry entry : record.entries()) {
            entry.movements().stream().filter(m -> m.sequence() > after).forEach(page::add);
          }
          return page.size() < limit;
        });
    return page.size() > limit ? page.subList(0, limit) : page;
  }

  @Override
  public List<StockMovement> movements(Sku sku, long after, int limit) {
    List<StockMovement> page = new ArrayList<>();
    index.skus(
        StockKey.of(sku),
        index.frame(after + 1),
        position -> {
          entry(position).movements().stream()
              .filter(m -> m.sku().equals(sku) && m.sequence() > after)
              .forEach(page::add);
          return page.size() < limit;
        });
    return page.size() > limit ? page.subList(0, limit) : page;
  }

  @Override
  public void fold(List<StockRecord> records) {
    folding.lock();
    try {
      Part before = index.part();
      long last = records.get(records.size() - 1).number();
      IndexBuilder builder = new IndexBuilder(before.record(), before.movement());
      long end =
          log.read(
              before.end(),
              log.end(),
              (position, record) -> {
                builder.add(position, record);
                return record.number() < last;
              });
      builder.addTo(index, before.end(), end);
      log.makeRoom();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      folding.unlock();
    }
  }

  @Override
  public boolean isSnapshotDue() {
    try {
      long length = state.isPresent() ? state.get().length() : 0;
      return log.end() - statePosition() >= Math.max(SNAPSHOT_BYTES, 2 * length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void keep(Snapshot snapshot) {
    if (snapshot.record() == state.map(StateFile::record).orElse(0L)) {
      return;
    }
    folding.lock();
    try {
      Optional<StateFile> old = state;
      state = Optional.of(StateFile.write(directory, snapshot, index.part().end()));
      if (old.isPresent()) {
        Files.delete(old.get().file());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      folding.unlock();
    }
  }

  /**
   * Copies everything as it is at one moment.
   *
   * @param target a directory that is not there yet
   * @param meanwhile done at that moment
   */
  void checkpoint(Path target, Runnable meanwhile) throws IOException {
    folding.lock();
    appending.lock();
    try {
      Files.createDirectory(target);
      index.copyTo(target);
      if (state.isPresent()) {
        DurableFiles.link(state.get().file(), target);
      }
      log.copyTo(target);
      DurableFiles.syncDirectory(target);
      meanwhile.run();
    } finally {
      appending.unlock();
      folding.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
