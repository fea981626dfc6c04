package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** A store and short names for what the tests do with it. */
abstract class DocumentRules {
  static final String INDEX = "by-value";

  // Random, because a database may be shared with other tests and with earlier runs.
  private final String run = UUID.randomUUID().toString().substring(0, 23);
  private final AtomicInteger writes = new AtomicInteger();
  final String type = "type-" + run;
  DocumentStore store = new NoStore();

  abstract DocumentStoreContract contract();

  @BeforeEach
  void open() {
    store = contract().createStore();
  }

  DocumentId id(String key) {
    return new DocumentId(type, key);
  }

  WriteId newWrite() {
    return WriteId.of("w" + writes.incrementAndGet() + "-" + run);
  }

  DocumentWrite put(String key, long expectedVersion, String body, String... values) {
    List<IndexEntry> entries =
        Arrays.stream(values).map(value -> new IndexEntry(INDEX, value)).toList();
    return new DocumentWrite.Put(id(key), expectedVersion, body, entries);
  }

  DocumentWrite delete(String key, long expectedVersion) {
    return new DocumentWrite.Delete(id(key), expectedVersion);
  }

  DocumentWrite check(String key, long expectedVersion) {
    return new DocumentWrite.Check(id(key), expectedVersion);
  }

  CommitResult commit(DocumentWrite... changes) {
    return store.commit(newWrite(), List.of(changes));
  }

  /** Commits where the test needs it to succeed. */
  void committed(DocumentWrite... changes) {
    assertThat(commit(changes)).isEqualTo(new CommitResult.Committed());
  }

  CommitResult conflict(String... keys) {
    return new CommitResult.Conflict(Arrays.stream(keys).map(this::id).toList());
  }

  Document document(String key) {
    return store.find(id(key)).orElseThrow(() -> new AssertionError("no document " + key));
  }

  String body(String key) {
    return document(key).body();
  }

  long version(String key) {
    return document(key).version();
  }

  DocumentQuery from(String from, int limit) {
    return new DocumentQuery(
        type,
        INDEX,
        from,
        Optional.empty(),
        DocumentQuery.Direction.ASCENDING,
        Optional.empty(),
        limit);
  }

  static DocumentQuery descending(DocumentQuery query) {
    return new DocumentQuery(
        query.type(),
        query.index(),
        query.from(),
        query.to(),
        DocumentQuery.Direction.DESCENDING,
        query.after(),
        query.limit());
  }

  DocumentQuery range(String from, String to) {
    return DocumentQuery.range(type, INDEX, from, to, 100);
  }

  DocumentQuery equal(String value) {
    return DocumentQuery.equal(type, INDEX, value, 100);
  }

  List<String> keys(DocumentQuery query) {
    return store.query(query).stream().map(document -> document.id().key()).toList();
  }

  /** Stands in until a test has its store. */
  private static final class NoStore implements DocumentStore {
    @Override
    public Optional<Document> find(DocumentId id) {
      return Optional.empty();
    }

    @Override
    public List<Document> query(DocumentQuery query) {
      return List.of();
    }

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      throw new IllegalStateException("the test has no store yet");
    }
  }
}
