package io.backroom.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One open RocksDB. Native memory is touched inside {@link #use} only, so that a call during or
 * after {@link #close} gets an exception and not the end of the process.
 */
final class Database implements AutoCloseable {
  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFERS_BYTES = 128L << 20;
  private static final long WAL_BYTES = 256L << 20;
  private static final int BLOOM_BITS = 10;

  /** The families of keys. The names are on disk. */
  enum Family {
    /** Documents by type and key. */
    DOCUMENTS,
    /** Index rows by type, index, value and key; no values. */
    ROWS;

    private byte[] bytes() {
      return name().getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Something done with RocksDB. */
  interface Use<T extends @Nullable Object> {
    T run(RocksDB db) throws RocksDBException;
  }

  private final Path directory;
  private final RocksDB db;
  private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
  private final List<AbstractNativeReference> natives = new ArrayList<>();
  private final WriteOptions synced;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;
  private volatile @Nullable Exception failure;

  Database(Path directory) {
    this.directory = directory;
    RocksDB.loadLibrary();
    synced = own(new WriteOptions().setSync(true));
    Cache cache = own(new LRUCache(CACHE_BYTES));
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFilterPolicy(own(new BloomFilter(BLOOM_BITS)));
    ColumnFamilyOptions each =
        own(
            new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.LZ4_COMPRESSION));
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, each));
    for (Family family : Family.values()) {
      descriptors.add(new ColumnFamilyDescriptor(family.bytes(), each));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      db = RocksDB.open(options(), directory.toString(), descriptors, handles);
    } catch (RocksDBException e) {
      closeNatives();
      throw new RocksDbStoreException(
          directory + " cannot be opened; none of its data was changed: " + e.getMessage(), e);
    }
    own(db);
    handles.forEach(this::own);
    // The first handle is that of the default family, which stays empty.
    Iterator<ColumnFamilyHandle> opened = handles.listIterator(1);
    for (Family family : Family.values()) {
      families.put(family, opened.next());
    }
  }

  private DBOptions options() {
    Properties more = new Properties();
    // A closed log that has become shorter than it was synced is noticed, and the directory
    // refused.
    more.setProperty("track_and_verify_wals_in_manifest", "true");
    return own(DBOptions.getDBOptionsFromProps(more))
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        // What a power cut leaves behind the last sync is half a record at the end: no caller was
        // told of it, so it is dropped. Anything else that is wrong in the log was once
        // acknowledged, or may have been: the directory is refused. The mode "point in time" would
        // drop it silently, and "absolute consistency" would refuse after every power cut.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setParanoidChecks(true)
        .setMaxTotalWalSize(WAL_BYTES)
        .setDbWriteBufferSize(WRITE_BUFFERS_BYTES)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(4);
  }

  private <T extends AbstractNativeReference> T own(T value) {
    natives.add(value);
    return value;
  }

  ColumnFamilyHandle family(Family family) {
    return Objects.requireNonNull(families.get(family));
  }

  /** Does something while the database is open. */
  <T extends @Nullable Object> T use(Use<T> what) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The stores in " + directory + " are closed");
      }
      Exception before = failure;
      if (before != null) {
        throw new RocksDbStoreException(
            "A write to " + directory + " failed before; open it again", before);
      }
      return what.run(db);
    } catch (RocksDBException e) {
      throw new RocksDbStoreException(directory + ": " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  byte @Nullable [] get(Family family, byte[] key) {
    return use(open -> open.get(family(family), key));
  }

  void put(WriteBatch batch, Family family, byte[] key, byte[] value) {
    use(
        open -> {
          batch.put(family(family), key, value);
          return true;
        });
  }

  void delete(WriteBatch batch, Family family, byte[] key) {
    use(
        open -> {
          batch.delete(family(family), key);
          return true;
        });
  }

  /** Writes everything or nothing; when it returns, it is on disk. */
  void writeSynced(WriteBatch batch) {
    use(
        open -> {
          try {
            open.write(synced, batch);
          } catch (RocksDBException e) {
            // Nobody knows what is on disk now.
            failure = e;
            throw e;
          }
          return true;
        });
  }

  /** One row of a scan. */
  interface Row {
    /** Takes a row; false ends the scan. */
    boolean take(byte[] key, byte[] value) throws RocksDBException;
  }

  /** Reads rows whose keys are at least {@code from} and less than {@code to}, in order. */
  void scan(Family family, byte[] from, byte @Nullable [] to, Row row) {
    use(
        open -> {
          try (ReadOptions options = new ReadOptions();
              RocksIterator rows = open.newIterator(family(family), options)) {
            for (rows.seek(from); rows.isValid(); rows.next()) {
              byte[] key = rows.key();
              if ((to != null && Arrays.compareUnsigned(key, to) >= 0)
                  || !row.take(key, rows.value())) {
                break;
              }
            }
            // A scan that broke off is not the end of the rows.
            rows.status();
          }
          return true;
        });
  }

  /** Reads several keys as they were at one moment. */
  interface Moment<T extends @Nullable Object> {
    T read(RocksDB db, ReadOptions options) throws RocksDBException;
  }

  <T extends @Nullable Object> T at(Moment<T> moment) {
    return use(
        open -> {
          Snapshot snapshot = open.getSnapshot();
          try (ReadOptions options = new ReadOptions().setSnapshot(snapshot)) {
            return moment.read(open, options);
          } finally {
            open.releaseSnapshot(snapshot);
          }
        });
  }

  /** Leaves nothing in the files but what is there to be read. */
  void compact() {
    use(
        open -> {
          try (FlushOptions flush = new FlushOptions();
              CompactRangeOptions all =
                  new CompactRangeOptions()
                      .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
            // The log of what is in the tables is deleted with the flush of the last of them.
            open.flush(flush, List.copyOf(families.values()));
            for (ColumnFamilyHandle family : families.values()) {
              open.compactRange(family, null, null, all);
            }
          }
          return true;
        });
  }

  void checkpoint(Path target) {
    use(
        open -> {
          try (Checkpoint checkpoint = Checkpoint.create(open)) {
            checkpoint.createCheckpoint(target.toString());
          }
          return true;
        });
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        db.cancelAllBackgroundWork(true);
        closeNatives();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Closes what was opened, the last first: a database before what it was opened with. */
  private void closeNatives() {
    for (int i = natives.size() - 1; i >= 0; i--) {
      natives.get(i).close();
    }
  }
}
