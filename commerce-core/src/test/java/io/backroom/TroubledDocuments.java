package io.backroom;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A document store with a {@link Trouble}; knows the version of each document that is there. */
public record TroubledDocuments(
    DocumentStore store, Trouble trouble, Map<DocumentId, Long> versions) implements DocumentStore {
  @Override
  public Optional<Document> find(DocumentId id) {
    return trouble.call(() -> store.find(id));
  }

  @Override
  public List<Document> query(DocumentQuery query) {
    return trouble.call(() -> store.query(query));
  }

  @Override
  public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
    return trouble.call(
        () -> {
          CommitResult result = store.commit(write, writes);
          if (result instanceof CommitResult.Committed) {
            writes.forEach(this::note);
          }
          return result;
        });
  }

  private void note(DocumentWrite write) {
    if (write instanceof DocumentWrite.Delete) {
      versions.remove(write.id());
    } else if (write instanceof DocumentWrite.Put) {
      versions.put(write.id(), write.expectedVersion() + 1);
    }
  }
}
