package io.backroom.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A directory that nobody else opens, in this process or in another one, until this is closed. */
final class DirectoryLock implements AutoCloseable {
  /** The name of the file that is locked. */
  static final String FILE = "lock";

  /** What this process has locked: to open and close such a file again would free it for others. */
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  /**
   * Files that another class loader of this process had locked: not closed, as that would free them
   * for other processes.
   */
  private static final Map<Path, FileChannel> NOT_OURS = new ConcurrentHashMap<>();

  private final Path directory;
  private final FileChannel file;

  private DirectoryLock(Path directory, FileChannel file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Locks a directory.
   *
   * @return the lock; empty if somebody else has it
   */
  static Optional<DirectoryLock> take(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!LOCKED.add(real)) {
      return Optional.empty();
    }
    Optional<DirectoryLock> lock = Optional.empty();
    try {
      lock = lock(real);
    } finally {
      if (lock.isEmpty()) {
        LOCKED.remove(real);
      }
    }
    return lock;
  }

  private static Optional<DirectoryLock> lock(Path real) throws IOException {
    FileChannel left = NOT_OURS.remove(real);
    FileChannel file =
        left != null
            ? left
            : FileChannel.open(
                real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked;
    try {
      locked = file.tryLock() != null;
    } catch (OverlappingFileLockException elsewhere) {
      NOT_OURS.put(real, file);
      return Optional.empty();
    } catch (IOException e) {
      file.close();
      throw e;
    }
    if (!locked) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(new DirectoryLock(real, file));
  }

  /** Frees the directory. Again, it does nothing. */
  @Override
  public void close() throws IOException {
    if (file.isOpen()) {
      try {
        file.close();
      } finally {
        LOCKED.remove(directory);
      }
    }
  }
}
