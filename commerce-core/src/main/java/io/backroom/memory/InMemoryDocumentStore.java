package io.backroom.memory;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Direction;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
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
import java.util.function.BiConsumer;

/**
 * The reference {@link DocumentStore}: documents in a map, their entries in a sorted map for each
 * index. One lock makes commits atomic: many readers or one writer. Nothing is durable.
 *
 * <p>A read or a write of a document costs O(1), a query O(log n + page), a commit O(log n) for
 * each index entry. Thread-safe.
 */
public final class InMemoryDocumentStore implements DocumentStore {
  private static final int WRITES_MAX = 5_000;

  /** One index of one type of document. */
  private record Index(String type, String name) {}

  /** A document's place in the order of an index. */
  private record Place(String value, String key) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byValue = value.compareTo(other.value);
      return byValue != 0 ? byValue : key.compareTo(other.key);
    }
  }

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<DocumentId, Document> documents = new HashMap<>();
  private final Map<Index, NavigableMap<Place, Document>> indexes = new HashMap<>();

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
    lock.readLock().lock();
    try {
      NavigableMap<Place, Document> rows =
          indexes.getOrDefault(new Index(query.type(), query.index()), new TreeMap<>());
      rows = rows.tailMap(new Place(query.from(), ""), true);
      if (query.to().isPresent()) {
        Place end = new Place(query.to().get(), "");
        rows =
            end.value().compareTo(query.from()) <= 0 ? new TreeMap<>() : rows.headMap(end, false);
      }
      rows = query.direction() == Direction.ASCENDING ? rows : rows.descendingMap();
      return behind(rows, query.after()).values().stream().limit(query.limit()).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  private static NavigableMap<Place, Document> behind(
      NavigableMap<Place, Document> rows, Optional<DocumentQuery.Position> after) {
    if (after.isEmpty() || rows.isEmpty()) {
      return rows;
    }
    Place last = new Place(after.get().value(), after.get().key());
    Comparator<? super Place> order =
        Optional.<Comparator<? super Place>>ofNullable(rows.comparator())
            .orElse(Comparator.naturalOrder());
    // A position outside the range is before all of it or behind all of it.
    if (order.compare(last, rows.firstKey()) < 0) {
      return rows;
    }
    return order.compare(last, rows.lastKey()) >= 0 ? new TreeMap<>() : rows.tailMap(last, false);
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
    if (change instanceof DocumentWrite.Check) {
      return;
    }
    Optional.ofNullable(documents.remove(change.id()))
        .ifPresent(before -> forEachRow(before, (rows, place) -> rows.remove(place)));
    if (change instanceof DocumentWrite.Put put) {
      long version = put.expectedVersion() + 1;
      Document after = new Document(put.id(), version, write, put.body(), put.indexes());
      documents.put(after.id(), after);
      forEachRow(after, (rows, place) -> rows.put(place, after));
    }
  }

  private void forEachRow(
      Document document, BiConsumer<NavigableMap<Place, Document>, Place> action) {
    for (IndexEntry entry : document.indexes()) {
      Index index = new Index(document.id().type(), entry.index());
      action.accept(
          indexes.computeIfAbsent(index, unseen -> new TreeMap<>()),
          new Place(entry.value(), document.id().key()));
    }
  }
}
