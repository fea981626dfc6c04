package io.backroom.testkit.crash;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Writes some commits later than it says, and fails after many. */
final class LateDocuments implements DocumentStore {
  private static final int FAILS_AFTER = 100;

  private final DocumentStore seen = new InMemoryDocumentStore();
  private final DocumentStore disk;
  private final int late;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int commits;

  LateDocuments(DocumentStore disk, int late) {
    this.disk = disk;
    this.late = late;
  }

  @Override
  public Optional<Document> find(DocumentId id) {
    return (late == 0 ? disk : seen).find(id);
  }

  @Override
  public List<Document> query(DocumentQuery query) {
    return (late == 0 ? disk : seen).query(query);
  }

  @Override
  public synchronized CommitResult commit(WriteId write, List<DocumentWrite> writes) {
    if (++commits > FAILS_AFTER) {
      throw new IllegalStateException("the server is gone");
    }
    if (late == 0) {
      return disk.commit(write, writes);
    }
    waiting.add(() -> disk.commit(write, writes));
    if (waiting.size() > late) {
      waiting.remove().run();
    }
    return seen.commit(write, writes);
  }
}
