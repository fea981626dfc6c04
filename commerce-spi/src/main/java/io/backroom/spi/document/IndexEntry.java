package io.backroom.spi.document;

import io.backroom.spi.value.Require;

/**
 * One value under which a document is found. Values are compared character by character (UTF-16
 * code units, as {@link String#compareTo}), so numbers and times are written at a fixed width.
 *
 * @param index the name of the index, 1 to 64 characters of {@code [A-Za-z0-9_-]}
 * @param value the value, at most 200 characters; may be empty
 */
public record IndexEntry(String index, String value) {
  /** Refuses parts that break their rule. */
  public IndexEntry {
    Require.id("index", index);
    Require.length("value", value, 200);
  }
}
