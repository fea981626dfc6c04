package io.backroom.rocksdb;

import io.backroom.rocksdb.Database.Family;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Documents and their index rows in two families of keys. Concurrent commits become one write batch
 * with one sync; versions are compared while nobody else writes. A query reads one snapshot.
 */
final class RocksDbDocumentStore implements DocumentStore {
  private static final int WRITES_MAX = 5_000;

  /** One commit on its way. */
  private static final class Commit extends Gatherer.Call {
    private final WriteId write;
    private final List<DocumentWrite> writes;
    private CommitResult result = new CommitResult.Committed();

    Commit(WriteId write, List<DocumentWrite> writes) {
      this.write = write;
      this.writes = writes;
    }
  }

  private final Database database;
  private final Gatherer<Commit> gatherer =
      new Gatherer<>(this::write, commit -> commit.writes.size(), WRITES_MAX);

  RocksDbDocumentStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Document> find(DocumentId id) {
    byte[] found = database.get(Family.DOCUMENTS, DocumentCodec.key(id));
    return found == null ? Optional.empty() : Optional.of(DocumentCodec.document(id, found));
  }

  @Override
  public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
    Require.range("writes", writes.size(), 1, WRITES_MAX);
    Set<DocumentId> seen = new HashSet<>();
    writes.forEach(w -> Require.when(seen.add(w.id()), "writes", w.id(), "must not appear twice"));
    Commit commit = new Commit(write, List.copyOf(writes));
    gatherer.call(commit);
    return commit.result;
  }

  /** Carries out commits in their order, each on what those before it have written. */
  private void write(List<Commit> commits) {
    Map<DocumentId, Optional<Document>> now = new HashMap<>();
    try (WriteBatch batch = new WriteBatch()) {
      for (Commit commit : commits) {
        List<DocumentId> conflicts =
            commit.writes.stream()
                .filter(w -> version(now, w.id()) != w.expectedVersion())
                .map(DocumentWrite::id)
                .toList();
        if (conflicts.isEmpty()) {
          commit.writes.forEach(w -> carryOut(batch, now, commit.write, w));
        } else {
          commit.result = new CommitResult.Conflict(conflicts);
        }
      }
      if (batch.count() > 0) {
        database.writeSynced(batch);
      }
    }
  }

  private long version(Map<DocumentId, Optional<Document>> now, DocumentId id) {
    return now.computeIfAbsent(id, this::find).map(Document::version).orElse(0L);
  }

  private void carryOut(
      WriteBatch batch,
      Map<DocumentId, Optional<Document>> now,
      WriteId write,
      DocumentWrite change) {
    if (change instanceof DocumentWrite.Check) {
      return;
    }
    DocumentId id = change.id();
    Optional<Document> before = now.getOrDefault(id, Optional.empty());
    Optional<Document> after = Optional.empty();
    if (change instanceof DocumentWrite.Put put) {
      long version = put.expectedVersion() + 1;
      after = Optional.of(new Document(id, version, write, put.body(), put.indexes()));
    }
    Set<IndexEntry> rows = new HashSet<>(after.map(Document::indexes).orElse(List.of()));
    Set<IndexEntry> gone = new HashSet<>(before.map(Document::indexes).orElse(List.of()));
    gone.removeAll(rows);
    before.map(Document::indexes).ifPresent(rows::removeAll);
    byte[] key = DocumentCodec.key(id);
    gone.forEach(e -> database.delete(batch, Family.ROWS, DocumentCodec.row(id, e)));
    rows.forEach(e -> database.put(batch, Family.ROWS, DocumentCodec.row(id, e), new byte[0]));
    after.ifPresentOrElse(
        document -> database.put(batch, Family.DOCUMENTS, key, DocumentCodec.document(document)),
        () -> database.delete(batch, Family.DOCUMENTS, key));
    now.put(id, after);
  }

  @Override
  public List<Document> query(DocumentQuery query) {
    boolean ascending = query.direction() == Direction.ASCENDING;
    byte[] least = DocumentCodec.least(query.type(), query.index(), query.from());
    byte[] end =
        query
            .to()
            .map(to -> DocumentCodec.least(query.type(), query.index(), to))
            .orElseGet(() -> DocumentCodec.end(query.type(), query.index()));
    if (query.after().isPresent()) {
      byte[] last = DocumentCodec.position(query.type(), query.index(), query.after().get());
      if (ascending) {
        // The next key after one is the same with a zero behind it.
        byte[] next = Arrays.copyOf(last, last.length + 1);
        least = Arrays.compareUnsigned(next, least) > 0 ? next : least;
      } else {
        end = Arrays.compareUnsigned(last, end) < 0 ? last : end;
      }
    }
    byte[] from = least;
    byte[] to = end;
    return database.at(
        (open, options) -> {
          List<DocumentId> ids = new ArrayList<>();
          try (RocksIterator rows = open.newIterator(database.family(Family.ROWS), options)) {
            for (byte[] row = first(rows, ascending ? from : to, ascending);
                row != null && ids.size() < query.limit();
                row = next(rows, ascending)) {
              boolean inside =
                  ascending
                      ? Arrays.compareUnsigned(row, to) < 0
                      : Arrays.compareUnsigned(row, from) >= 0;
              if (!inside) {
                break;
              }
              ids.add(new DocumentId(query.type(), DocumentCodec.documentKey(row)));
            }
          }
          return documents(open, options, ids);
        });
  }

  /** Goes to the first row at or after a key, or to the last one before it. */
  private static byte @Nullable [] first(RocksIterator rows, byte[] key, boolean ascending)
      throws RocksDBException {
    if (ascending) {
      rows.seek(key);
      return row(rows);
    }
    rows.seekForPrev(key);
    return rows.isValid() && Arrays.equals(rows.key(), key) ? next(rows, false) : row(rows);
  }

  private static byte @Nullable [] next(RocksIterator rows, boolean ascending)
      throws RocksDBException {
    if (ascending) {
      rows.next();
    } else {
      rows.prev();
    }
    return row(rows);
  }

  private static byte @Nullable [] row(RocksIterator rows) throws RocksDBException {
    if (rows.isValid()) {
      return rows.key();
    }
    // A scan that broke off is not the end of the rows.
    rows.status();
    return null;
  }

  private List<Document> documents(RocksDB open, ReadOptions options, List<DocumentId> ids)
      throws RocksDBException {
    if (ids.isEmpty()) {
      // RocksDB takes no empty list.
      return List.of();
    }
    List<byte[]> found =
        open.multiGetAsList(
            options,
            Collections.nCopies(ids.size(), database.family(Family.DOCUMENTS)),
            ids.stream().map(DocumentCodec::key).toList());
    List<Document> documents = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      documents.add(DocumentCodec.document(ids.get(i), found.get(i)));
    }
    return documents;
  }
}
