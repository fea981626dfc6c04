package io.backroom.spi.document;

import io.backroom.spi.value.Require;

/**
 * Names a document.
 *
 * @param type the kind of document, 1 to 64 characters of {@code [A-Za-z0-9_-]}
 * @param key unique within the type, 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record DocumentId(String type, String key) {
  /** Refuses parts that break the rule of ids. */
  public DocumentId {
    Require.id("type", type);
    Require.id("key", key);
  }

  // Asked for with every read and write; what a record has by itself is several times slower.
  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentId id && key.equals(id.key) && type.equals(id.type);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + key.hashCode();
  }

  @Override
  public String toString() {
    return type + "/" + key;
  }
}
