package io.backroom.spi.document;

import java.util.List;
import java.util.Optional;

/**
 * Versioned JSON documents, each with a few index entries. Everything but stock lives here: orders,
 * payments, customers, prices and queued work.
 *
 * <p>The rules of {@code docs/contracts/documents.md} are the contract and {@code
 * DocumentStoreContract} of the testkit proves them. In short: a commit is atomic and durable when
 * it returns, reads see every commit that returned before them, a lost race is a {@link
 * CommitResult.Conflict} and changes nothing. An exception means that the outcome is
 * <em>unknown</em>; the caller reads the documents again and knows its own by {@link
 * Document#writtenBy()}. A store never reads a clock, never calls back and never alters a body.
 *
 * <p>Implementations are thread-safe.
 */
public interface DocumentStore {
  /**
   * Returns a document as it is now.
   *
   * @param id which document
   * @return the document, or empty if there is none
   */
  Optional<Document> find(DocumentId id);

  /**
   * Returns one page of the documents in a range of an index (D-08 to D-12).
   *
   * @param query the index, range, order and limit
   * @return at most {@link DocumentQuery#limit()} documents in the order asked for
   */
  List<Document> query(DocumentQuery query);

  /**
   * Carries out all writes or none (D-01 to D-07, D-17).
   *
   * @param write the name of this commit; every document it writes keeps it
   * @param writes 1 to 5,000 writes of different documents, checks among them
   * @return committed, or every document whose version was not the expected one
   * @throws io.backroom.spi.value.InvalidInputException if a document appears twice or the number
   *     of writes is out of range
   */
  CommitResult commit(WriteId write, List<DocumentWrite> writes);
}
