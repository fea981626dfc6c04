package io.backroom.kernel;

import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.IndexEntry;
import java.util.List;
import java.util.function.Function;

/**
 * One kind of document: its name in the store and how a value becomes key and index entries.
 *
 * @param <T> the type of the values, a record
 * @param name the name in the store
 * @param body the class of the values
 * @param key returns a value's key
 * @param indexes returns a value's index entries
 */
public record DocumentType<T>(
    String name, Class<T> body, Function<T, String> key, Function<T, List<IndexEntry>> indexes) {

  DocumentId id(String documentKey) {
    return new DocumentId(name, documentKey);
  }
}
