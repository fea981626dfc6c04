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

  @Override
  public String toString() {
    return type + "/" + key;
  }
}
