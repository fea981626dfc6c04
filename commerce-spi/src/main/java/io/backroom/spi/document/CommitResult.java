package io.backroom.spi.document;

import java.util.List;

/** The answer to a commit. */
public sealed interface CommitResult {
  /** Every write happened. */
  record Committed() implements CommitResult {}

  /**
   * Nothing happened: these documents did not have the expected version.
   *
   * @param documents every document in conflict, in the order of the writes
   */
  record Conflict(List<DocumentId> documents) implements CommitResult {
    /** Copies the list. */
    public Conflict {
      documents = List.copyOf(documents);
    }
  }
}
