package io.backroom.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Gives files their names so that they still have them after a power cut. */
final class DurableFiles {
  /** The end of the name of a file that is being written; what a crash leaves is no use. */
  static final String UNFINISHED = ".new";

  private DurableFiles() {}

  /** Returns under which name a file is written before it has its own. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /** Gives a file that was written as {@link #unfinished} and is on disk its own name. */
  static void finish(Path file) throws IOException {
    Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file.resolveSibling("."));
  }

  /** Has the names in a directory on disk, where the system can do that. */
  static void syncDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Deletes what a crash has left unfinished. */
  static void deleteUnfinished(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(UNFINISHED)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Has a file that does not change any more in another directory too, under the same name. */
  static void link(Path file, Path directory) throws IOException {
    Path target = directory.resolve(file.getFileName());
    try {
      Files.createLink(target, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Another file system, or one without links.
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
