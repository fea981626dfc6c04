package io.backroom.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.WriteId;

/**
 * The values of documents that were read or written lately, so that their JSON need not be read
 * again. The store is asked all the same: a value stands for exactly the version that its commit
 * has written, so it is right on any store and with any number of nodes. Holds at most 20,000
 * values.
 */
final class Decoded {
  private static final int VALUES_MAX = 20_000;

  private final Json json;
  private final Cache<DocumentId, Version> versions =
      Caffeine.newBuilder().maximumSize(VALUES_MAX).executor(Runnable::run).build();

  private record Version(WriteId write, Object value) {}

  Decoded(Json json) {
    this.json = json;
  }

  <T> T value(DocumentType<T> type, Document document) {
    Version known = versions.getIfPresent(document.id());
    if (known != null && known.write().equals(document.writtenBy())) {
      return type.body().cast(known.value());
    }
    T value = json.read(document.body(), type.body());
    versions.put(document.id(), new Version(document.writtenBy(), value));
    return value;
  }

  void written(DocumentId id, WriteId write, Object value) {
    versions.put(id, new Version(write, value));
  }

  void removed(DocumentId id) {
    versions.invalidate(id);
  }
}
