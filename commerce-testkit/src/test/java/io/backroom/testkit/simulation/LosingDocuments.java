package io.backroom.testkit.simulation;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import java.util.List;
import java.util.Optional;

/** Acknowledges every fortieth commit and does not carry it out. */
final class LosingDocuments implements DocumentStore {
  private final DocumentStore sound;
  private int commits;

  LosingDocuments(DocumentStore sound) {
    this.sound = sound;
  }

  @Override
  public Optional<Document> find(DocumentId id) {
    return sound.find(id);
  }

  @Override
  public List<Document> query(DocumentQuery query) {
    return sound.query(query);
  }

  @Override
  public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
    return ++commits % 40 == 0 ? new CommitResult.Committed() : sound.commit(write, writes);
  }
}
