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

  /**
   * Opens a second instance on the same data, as another node does. A store that has room for one
   * only leaves this as it is; the tests of several nodes are then skipped.
   *
   * @param store a store that {@link #createStore()} returned, which stays open
   * @return another instance; the contract does not close it
   */
  protected DocumentStore secondInstance(DocumentStore store) {
    return Assumptions.abort(
        "D-05 and D-14 are not proven for several nodes: secondInstance is not implemented");
  }

  /**
   * Tells whether a text is anywhere in what a store keeps: in its tables, its files, its caches. A
   * store whose documentation asks for it is tidied up first, for instance compacted. Where nobody
   * can tell, this is left as it is; the test of erasure is then skipped.
   *
   * @param store a store that {@link #createStore()} returned
   * @param text a text of letters, digits and hyphens
   * @return whether the text is there, in a body, an index value or anything made of them
   */
  protected boolean keeps(DocumentStore store, String text) {
    return Assumptions.abort("D-15 is not proven: keeps is not implemented");
  }

  /**
   * Prepares data that a newer release of the store has written, as far as this one can tell.
   *
   * @return tries to open a store on that data, and is expected to fail
   */
  protected Runnable openingOfNewerData() {
    return Assumptions.abort("D-16 is not proven: openingOfNewerData is not implemented");
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
