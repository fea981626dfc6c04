package io.backroom.testkit.document;

import io.backroom.spi.document.DocumentStore;
import io.backroom.testkit.ExplainRules;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves a {@link DocumentStore}: extend it, say how a store is made, and run it with JUnit 5. The
 * rules it proves are in {@code docs/contracts/documents.md}; each failure names its rule.
 *
 * <p>Every test uses a document type of its own with a random name, so one database serves all
 * tests, also while others use it; nothing is cleaned up.
 */
@ExtendWith(ExplainRules.class)
public abstract class DocumentStoreContract {
  /** Creates the contract. */
  protected DocumentStoreContract() {}

  /**
   * Returns the store to prove. Called once for each test; it may return the same one.
   *
   * @return the store
   */
  protected abstract DocumentStore createStore();

  /**
   * Closes a store and opens it again on the same data. A store that keeps nothing leaves this as
   * it is; the tests of durability are then skipped.
   *
   * @param store a store that {@link #createStore()} returned
   * @return a store on the same data
   */
  protected DocumentStore reopen(DocumentStore store) {
    return Assumptions.abort("D-14 is not proven after a restart: reopen is not implemented");
  }

  @Nested
  class Committing extends CommitRules {
    @Override
    DocumentStoreContract contract() {
      return DocumentStoreContract.this;
    }
  }

  @Nested
  class CommittingInManyThreads extends CommitRaceRules {
    @Override
    DocumentStoreContract contract() {
      return DocumentStoreContract.this;
    }
  }

  @Nested
  class Finding extends FindRules {
    @Override
    DocumentStoreContract contract() {
      return DocumentStoreContract.this;
    }
  }

  @Nested
  class Querying extends QueryRules {
    @Override
    DocumentStoreContract contract() {
      return DocumentStoreContract.this;
    }
  }

  @Nested
  class Paging extends PageRules {
    @Override
    DocumentStoreContract contract() {
      return DocumentStoreContract.this;
    }
  }
}
