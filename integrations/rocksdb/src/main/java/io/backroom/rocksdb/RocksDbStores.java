package io.backroom.rocksdb;

import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.store.Stores;
import io.backroom.stock.journal.JournaledStock;
import io.backroom.stock.journal.JournaledStock.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Both stores in one directory, without any server: documents in RocksDB, stock in a log of its
 * own. What a call has returned is on disk: concurrent calls share one sync, and nobody reads what
 * is not synced. After a crash of the process or of the machine the directory opens with everything
 * that was acknowledged; a directory that has lost something in another way is refused or opens
 * with what was acknowledged first, and never with anything else.
 *
 * <p>One process at a time uses a directory. The inventory store is a {@link
 * io.backroom.spi.inventory.StockLedger}; it remembers the answers of commands for ever. {@code
 * README.md} says what is held in memory.
 *
 * <p>Thread-safe. A call during or after {@link #close} throws {@link IllegalStateException}. After
 * a failed write, whose outcome nobody knows, every call to that store throws until the directory
 * is opened again: {@link RocksDbStoreException} for documents, {@link IllegalStateException} for
 * stock.
 */
public final class RocksDbStores implements Stores {
  /** The version of what is on disk that this release writes and reads. */
  static final int FORMAT = 2;

  private static final String FORMAT_FILE = "format";
  private static final String UNFINISHED = FORMAT_FILE + DurableFiles.UNFINISHED;
  private static final String DATABASE = "db";
  private static final String STOCK = "stock";

  private final Path directory;
  private final DirectoryLock lock;
  private final Database database;
  private final RocksDbDocumentStore documents;
  private final StockFiles files;
  private final JournaledStock inventory;

  private RocksDbStores(Path directory, DirectoryLock lock, Limits limits) throws IOException {
    this.directory = directory;
    this.lock = lock;
    requireFormat(directory);
    database = new Database(directory.resolve(DATABASE));
    boolean open = false;
    try {
      documents = new RocksDbDocumentStore(database);
      files = new StockFiles(directory.resolve(STOCK));
      inventory = JournaledStock.open(files, limits);
      open = true;
    } finally {
      if (!open) {
        database.close();
      }
    }
  }

  /**
   * Opens the stores in a directory, which is created if it is not there.
   *
   * @param directory an empty directory or one that was opened before
   * @return the open stores; close them
   * @throws RocksDbStoreException if the directory is open elsewhere, holds something else, was
   *     written by a newer release, or has lost something in the middle; none of its data is
   *     changed then
   */
  public static RocksDbStores open(Path directory) {
    return open(directory, Limits.standard());
  }

  static RocksDbStores open(Path directory, Limits limits) {
    DirectoryLock lock = lock(directory);
    boolean open = false;
    try {
      RocksDbStores stores = new RocksDbStores(directory, lock, limits);
      open = true;
      return stores;
    } catch (IOException e) {
      throw unusable(directory, e);
    } finally {
      if (!open) {
        unlock(directory, lock);
      }
    }
  }

  private static RocksDbStoreException unusable(Path directory, IOException e) {
    return new RocksDbStoreException(directory + " cannot be used: " + e, e);
  }

  private static DirectoryLock lock(Path directory) {
    try {
      Files.createDirectories(directory);
      requireOurs(directory);
      return DirectoryLock.take(directory)
          .orElseThrow(
              () ->
                  new RocksDbStoreException(
                      directory + " is open already, here or in another process"));
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static void unlock(Path directory, DirectoryLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /** Refuses a directory with something else in it: a wrong path must not be written to. */
  private static void requireOurs(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      // A kill during the very first open leaves the format unfinished, and nothing beside it.
      boolean empty =
          files.allMatch(file -> file.endsWith(DirectoryLock.FILE) || file.endsWith(UNFINISHED));
      if (!empty && !Files.exists(directory.resolve(FORMAT_FILE))) {
        throw new RocksDbStoreException(directory + " is neither empty nor a directory of stores");
      }
    }
  }

  private static void requireFormat(Path directory) throws IOException {
    Path file = directory.resolve(FORMAT_FILE);
    if (!Files.exists(file)) {
      writeFormat(directory);
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    int format;
    try {
      format = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RocksDbStoreException(file + " is damaged: it is no number", e);
    }
    if (format != FORMAT) {
      throw new RocksDbStoreException(
          directory
              + " has format "
              + format
              + ", this release reads "
              + FORMAT
              + ": use the release that wrote it"
              + (format > FORMAT ? ", or a newer one" : ""));
    }
  }

  /** Writes the format's version, whole or not at all, before anything else is there. */
  private static void writeFormat(Path directory) throws IOException {
    Path file = directory.resolve(FORMAT_FILE);
    byte[] text = (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel =
        FileChannel.open(
            DurableFiles.unfinished(file),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text));
      channel.force(true);
    }
    DurableFiles.finish(file);
  }

  /**
   * Returns the document store.
   *
   * @return the store; the same one each time
   */
  @Override
  public DocumentStore documents() {
    return documents;
  }

  /**
   * Returns the inventory store, which is a {@link io.backroom.spi.inventory.StockLedger} too.
   *
   * @return the store; the same one each time
   */
  @Override
  public InventoryStore inventory() {
    return inventory;
  }

  /**
   * Writes a copy of both stores as they are at one moment, while they are used. {@link #open}
   * opens it. On the same file system most files are linked and not copied.
   *
   * @param target a directory that does not exist yet; its parent does
   * @throws RocksDbStoreException if the copy could not be written
   */
  public void checkpoint(Path target) {
    try {
      Files.createDirectory(target);
      files.checkpoint(target.resolve(STOCK), () -> database.checkpoint(target.resolve(DATABASE)));
      // Last: a copy that broke off is not taken for a whole one.
      writeFormat(target);
    } catch (IOException e) {
      throw unusable(target, e);
    }
  }

  /**
   * Rewrites the documents, so that nothing of those that were deleted, and of versions that were
   * replaced, is left in the files. Takes time and space in proportion to all documents, while they
   * are used; for a timer at night, and after a person was erased. Stock is kept for ever.
   *
   * @throws RocksDbStoreException if the files could not be written; nothing is lost then
   */
  public void compact() {
    database.compact();
  }

  /**
   * Closes both stores and frees the directory. Calls under way end first. Again, it does nothing.
   */
  @Override
  public void close() {
    inventory.close();
    try {
      files.close();
    } catch (IOException e) {
      throw unusable(directory, e);
    } finally {
      database.close();
      unlock(directory, lock);
    }
  }
}
