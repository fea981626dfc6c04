package io.backroom.spi.document;

import java.util.List;

/**
 * A stored document.
 *
 * @param id its name
 * @param version 1 when created, one more with every write
 * @param writtenBy the commit that made this version
 * @param body JSON text, at most 4 MiB; a store keeps it as it is and never reads it
 * @param indexes where it is found; order does not matter
 */
public record Document(
    DocumentId id, long version, WriteId writtenBy, String body, List<IndexEntry> indexes) {
  /** Copies the index entries. */
  public Document {
    indexes = List.copyOf(indexes);
  }
}
