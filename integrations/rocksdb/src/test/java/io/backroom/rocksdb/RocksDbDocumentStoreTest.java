package io.backroom.rocksdb;

import io.backroom.spi.document.DocumentStore;
import io.backroom.testkit.document.DocumentStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RocksDbDocumentStoreTest extends DocumentStoreContract {
  @TempDir static Path directory;
  @TempDir Path another;
  private static RocksDbStores stores;

  @BeforeAll
  static void open() {
    stores = RocksDbStores.open(directory);
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  @Override
  protected DocumentStore createStore() {
    return stores.documents();
  }

  @Override
  protected DocumentStore reopen(DocumentStore store) {
    close();
    open();
    return stores.documents();
  }

  /** Looks into the files as they are after what the README says about erasure. */
  @Override
  protected boolean keeps(DocumentStore store, String text) {
    stores.compact();
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Runnable openingOfNewerData() {
    RocksDbStores.open(another).close();
    try {
      Files.writeString(another.resolve("format"), "99\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return () -> RocksDbStores.open(another);
  }
}
