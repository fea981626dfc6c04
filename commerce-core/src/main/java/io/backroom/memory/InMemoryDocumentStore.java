package io.backroom.memory;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Direction;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.Require;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The reference {@link DocumentStore}: documents in a map, their index entries in one sorted map.
 * One lock makes commits atomic: many readers or one writer. Nothing is durable.
 *
 * <p>A read or a write of a document costs O(1), a query O(log n + page), a commit O(log n) for
 * each index entry. Thread-safe.
 */
public final class InMemoryDocumentStore implements DocumentStore {
  private static final int WRITES_MAX = 5_000;

  /** A document's place in the order of an index. */
  private record Row(String type, String index, String value, String key) {
    static final Comparator<Row> ORDER =
        Comparator.comparing(Row::type)
            .thenComparing(Row::index)
            .thenComparing(Row::value)
            .thenComparing(Row::key);
  }

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<DocumentId, Document> documents = new HashMap<>();
  private final NavigableMap<Row, Document> rows = new TreeMap<>(Row.ORDER);

  /** Creates an empty store. */
  public InMemoryDocumentStore() {}

  @Override
  public Optional<Document> find(DocumentId id) {
    lock.readLock().lock();
    try {
      return Optional.ofNullable(documents.get(id));
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public List<Document> query(DocumentQuery query) {
    Row from = new Row(query.type(), query.index(), query.from(), "");
    // Without an upper end the range ends where the next index begins.
    Row to =
        query
            .to()
            .map(value -> new Row(query.type(), query.index(), value, ""))
            .orElse(new Row(query.type(), query.index() + '\0', "", ""));
    boolean ascending = query.direction() == Direction.ASCENDING;
    if (query.after().isPresent()) {
      DocumentQuery.Position after = query.after().get();
      // The row directly behind a position has the least character added to its key.
      String key = ascending ? after.key() + '\0' : after.key();
      Row position = new Row(query.type(), query.index(), after.value(), key);
      from = ascending && Row.ORDER.compare(position, from) > 0 ? position : from;
      to = !ascending && Row.ORDER.compare(position, to) < 0 ? position : to;
    }
    return Row.ORDER.compare(from, to) < 0 ? page(from, to, ascending, query.limit()) : List.of();
  }

  private List<Document> page(Row from, Row to, boolean ascending, int limit) {
    lock.readLock().lock();
    try {
      NavigableMap<Row, Document> range = rows.subMap(from, true, to, false);
      return (ascending ? range : range.descendingMap()).values().stream().limit(limit).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
    Require.range("writes", writes.size(), 1, WRITES_MAX);
    Set<DocumentId> seen = new HashSet<>();
    writes.forEach(w -> Require.when(seen.add(w.id()), "writes", w.id(), "must not appear twice"));
    lock.writeLock().lock();
    try {
      List<DocumentId> conflicts =
          writes.stream()
              .filter(change -> version(change.id()) != change.expectedVersion())
              .map(DocumentWrite::id)
              .toList();
      if (!conflicts.isEmpty()) {
        return new CommitResult.Conflict(conflicts);
      }
      writes.forEach(change -> carryOut(write, change));
      return new CommitResult.Committed();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private long version(DocumentId id) {
    Document document = documents.get(id);
    return document == null ? 0 : document.version();
  }

  private void carryOut(WriteId write, DocumentWrite change) {
    Document before = documents.remove(change.id());
    if (before != null) {
      rows(before).forEach(rows::remove);
    }
    if (change instanceof DocumentWrite.Put put) {
      long version = put.expectedVersion() + 1;
      Document after = new Document(put.id(), version, write, put.body(), put.indexes());
      documents.put(after.id(), after);
      rows(after).forEach(row -> rows.put(row, after));
    }
  }

  private static List<Row> rows(Document document) {
    DocumentId id = document.id();
    return document.indexes().stream()
        .map(entry -> new Row(id.type(), entry.index(), entry.value(), id.key()))
        .toList();
  }
}
