package io.backroom.spi.document;

import io.backroom.spi.value.Require;
import java.util.List;

/** One part of a commit: a change, or a condition. */
public sealed interface DocumentWrite {
  /** The largest body, in characters. */
  int BODY_LENGTH_MAX = 4 * 1024 * 1024;

  /**
   * Returns which document it is about.
   *
   * @return the document's id
   */
  DocumentId id();

  /**
   * Returns the version the document must have for the commit to happen.
   *
   * @return the expected version; 0 for a document that must not exist
   */
  long expectedVersion();

  /**
   * Creates a document or replaces its content and all its index entries.
   *
   * @param id which document
   * @param expectedVersion the version it must have; 0: it must not exist
   * @param body the new JSON text
   * @param indexes the new index entries
   */
  record Put(DocumentId id, long expectedVersion, String body, List<IndexEntry> indexes)
      implements DocumentWrite {
    /** Refuses a negative version or a body over 4 MiB; copies the index entries. */
    public Put {
      Require.range("expectedVersion", expectedVersion, 0, Long.MAX_VALUE);
      Require.length("body", body, BODY_LENGTH_MAX);
      indexes = List.copyOf(indexes);
    }
  }

  /**
   * Removes a document.
   *
   * @param id which document
   * @param expectedVersion the version it must have, at least 1
   */
  record Delete(DocumentId id, long expectedVersion) implements DocumentWrite {
    /** Refuses a version below 1. */
    public Delete {
      Require.range("expectedVersion", expectedVersion, 1, Long.MAX_VALUE);
    }
  }

  /**
   * Leaves a document as it is, and has the commit happen only if it has a version: for a decision
   * that rests on a document which it does not change.
   *
   * @param id which document
   * @param expectedVersion the version it must have, at least 1
   */
  record Check(DocumentId id, long expectedVersion) implements DocumentWrite {
    /** Refuses a version below 1. */
    public Check {
      Require.range("expectedVersion", expectedVersion, 1, Long.MAX_VALUE);
    }
  }
}
