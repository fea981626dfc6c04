package io.backroom.jdbc;

import io.backroom.jdbc.Database.Work;
import io.backroom.jdbc.Sql.SetQuery;
import io.backroom.jdbc.Sql.SetWrite;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Direction;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.JoiningDocumentStore;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.Require;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A {@link io.backroom.spi.document.DocumentStore} in two tables: documents, and where they are
 * found. A commit is one transaction of at most six statements however many documents it writes: it
 * locks what it replaces in the order of ids, compares the versions, and writes all rows of a kind
 * at once.
 *
 * <p>Bodies may have every character but U+0000 and halves of surrogate pairs, which PostgreSQL
 * cannot keep; they are refused on every database. Thread-safe.
 */
public final class JdbcDocumentStore implements JoiningDocumentStore {
  private static final int WRITES_MAX = 5_000;

  /** Others must be faster so many times in a row, each time without leaving a trace. */
  private static final int ATTEMPTS_MAX = 100;

  /** What is sent at once, in characters of bodies; one body may be larger. */
  private static final int CHUNK_CHARACTERS = 8 * 1024 * 1024;

  private final Database database;
  private final String find;
  private final Map<Direction, String> query;
  private final SetQuery lock;
  private final SetQuery versions;
  private final SetWrite insert;
  private final SetWrite update;
  private final SetWrite delete;
  private final SetWrite addEntry;
  private final SetWrite removeEntry;
  private final ThreadLocal<Optional<Connection>> joined = ThreadLocal.withInitial(Optional::empty);

  private record Entry(DocumentId id, String index, String value) {}

  private record Locked(long version, List<IndexEntry> entries) {}

  JdbcDocumentStore(Database database, Sql sql) {
    this.database = database;
    find =
        sql.text(
            """
            SELECT doc_key, version, written_by, body, entries FROM {document}
            WHERE doc_type = ? AND doc_key = ?\
            """);
    query =
        Map.of(
            Direction.ASCENDING,
            sql.text(
                """
                SELECT d.doc_key, d.version, d.written_by, d.body, d.entries
                FROM {document_index} i
                JOIN {document} d ON d.doc_type = i.doc_type AND d.doc_key = i.doc_key
                WHERE i.doc_type = ? AND i.index_name = ?
                  AND i.index_value >= ? AND i.index_value < ?
                  AND (i.index_value, i.doc_key) > (?, ?)
                ORDER BY i.index_value, i.doc_key LIMIT ?\
                """),
            Direction.DESCENDING,
            sql.text(
                """
                SELECT d.doc_key, d.version, d.written_by, d.body, d.entries
                FROM {document_index} i
                JOIN {document} d ON d.doc_type = i.doc_type AND d.doc_key = i.doc_key
                WHERE i.doc_type = ? AND i.index_name = ?
                  AND i.index_value >= ? AND i.index_value < ?
                  AND (i.index_value, i.doc_key) < (?, ?)
                ORDER BY i.index_value DESC, i.doc_key DESC LIMIT ?\
                """));
    lock =
        sql.query(
            """
            SELECT d.doc_type, d.doc_key, d.version, d.entries
            FROM {rows doc_type text, doc_key text}
            JOIN {document} d ON d.doc_type = n.doc_type AND d.doc_key = n.doc_key
            ORDER BY d.doc_type, d.doc_key FOR UPDATE\
            """);
    versions =
        sql.query(
            """
            SELECT d.doc_type, d.doc_key, d.version
            FROM {rows doc_type text, doc_key text}
            JOIN {document} d ON d.doc_type = n.doc_type AND d.doc_key = n.doc_key\
            """);
    insert =
        sql.write(
            "version long, written_by text, body text, entries bytes, doc_type text, doc_key text",
            """
            INSERT INTO {document} (version, written_by, body, entries, doc_type, doc_key)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {document} (version, written_by, body, entries, doc_type, doc_key)
            VALUES (?, ?, ?, ?, ?, ?)\
            """);
    update =
        sql.write(
            "version long, written_by text, body text, entries bytes, doc_type text, doc_key text",
            """
            UPDATE {document} AS d
            SET version = n.version, written_by = n.written_by, body = n.body, entries = n.entries
            FROM {rows} WHERE d.doc_type = n.doc_type AND d.doc_key = n.doc_key\
            """,
            """
            UPDATE {document} SET version = ?, written_by = ?, body = ?, entries = ?
            WHERE doc_type = ? AND doc_key = ?\
            """);
    delete =
        sql.write(
            "doc_type text, doc_key text",
            """
            DELETE FROM {document} AS d USING {rows}
            WHERE d.doc_type = n.doc_type AND d.doc_key = n.doc_key\
            """,
            "DELETE FROM {document} WHERE doc_type = ? AND doc_key = ?");
    addEntry =
        sql.write(
            "doc_type text, index_name text, index_value bytes, doc_key text",
            """
            INSERT INTO {document_index} (doc_type, index_name, index_value, doc_key)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {document_index} (doc_type, index_name, index_value, doc_key)
            VALUES (?, ?, ?, ?)\
            """);
    removeEntry =
        sql.write(
            "doc_type text, index_name text, index_value bytes, doc_key text",
            """
            DELETE FROM {document_index} AS i USING {rows}
            WHERE i.doc_type = n.doc_type AND i.index_name = n.index_name
              AND i.index_value = n.index_value AND i.doc_key = n.doc_key\
            """,
            """
            DELETE FROM {document_index}
            WHERE doc_type = ? AND index_name = ? AND index_value = ? AND doc_key = ?\
            """);
  }

  /**
   * Has all calls of this thread join a transaction of the host while an action runs: they read and
   * write on its connection, which is neither committed nor rolled back. A conflict undoes what its
   * commit did and nothing else. What a shop does on this store meanwhile has its effects on stock,
   * money and mail only after the host has committed.
   *
   * @param <T> the type of the answer
   * @param connection the host's connection, without auto-commit, at READ COMMITTED
   * @param action what to do, in this thread
   * @return the action's answer
   * @throws IllegalStateException if the thread has joined a transaction already
   */
  public <T> T joined(Connection connection, Supplier<T> action) {
    if (isJoined()) {
      throw new IllegalStateException("The thread has joined a transaction already");
    }
    joined.set(Optional.of(connection));
    try {
      return action.get();
    } finally {
      joined.remove();
    }
  }

  @Override
  public boolean isJoined() {
    return joined.get().isPresent();
  }

  @Override
  public Optional<Document> find(DocumentId id) {
    return read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setString(1, id.type());
            statement.setString(2, id.key());
            return documents(id.type(), statement).stream().findFirst();
          }
        });
  }

  @Override
  public List<Document> query(DocumentQuery asked) {
    boolean ascending = asked.direction() == Direction.ASCENDING;
    byte[] from = SortableBytes.of(asked.from());
    byte[] to = asked.to().map(SortableBytes::of).orElse(new byte[] {SortableBytes.END});
    // Without a position the page begins at the end of the range; no key is empty.
    byte[] value =
        asked.after().map(after -> SortableBytes.of(after.value())).orElse(ascending ? from : to);
    String key = asked.after().map(DocumentQuery.Position::key).orElse("");
    return read(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(query.get(asked.direction()))) {
            statement.setString(1, asked.type());
            statement.setString(2, asked.index());
            statement.setBytes(3, from);
            statement.setBytes(4, to);
            statement.setBytes(5, value);
            statement.setString(6, key);
            statement.setInt(7, asked.limit());
            return documents(asked.type(), statement);
          }
        });
  }

  private <T> T read(Work<T> work) {
    return joined
        .get()
        .map(connection -> database.readWithin(connection, work))
        .orElseGet(() -> database.read(work));
  }

  private static List<Document> documents(String type, PreparedStatement statement)
      throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        documents.add(
            new Document(
                new DocumentId(type, rows.getString(1)),
                rows.getLong(2),
                WriteId.of(rows.getString(3)),
                rows.getString(4),
                entries(rows.getBytes(5))));
      }
    }
    return documents;
  }

  @Override
  public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
    Require.range("writes", writes.size(), 1, WRITES_MAX);
    Set<DocumentId> seen = new HashSet<>();
    for (DocumentWrite change : writes) {
      Require.when(seen.add(change.id()), "writes", change.id(), "must not appear twice");
      if (change instanceof DocumentWrite.Put put) {
        Require.when(
            StandardCharsets.UTF_8.newEncoder().canEncode(put.body())
                && put.body().indexOf('\0') < 0,
            "body",
            put.id(),
            "must be text without U+0000 and without halves of surrogate pairs");
      }
    }
    // Whoever locks in the order of ids waits for nobody who waits for it.
    List<DocumentWrite> sorted =
        writes.stream().sorted(Comparator.comparing(change -> change.id().toString())).toList();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (attempt(connection -> carryOut(connection, write, sorted))) {
        return new CommitResult.Committed();
      }
      List<DocumentId> conflicts = read(connection -> conflicts(connection, writes));
      if (!conflicts.isEmpty()) {
        return new CommitResult.Conflict(conflicts);
      }
    }
    throw new JdbcStoreException("A commit was refused " + ATTEMPTS_MAX + " times");
  }

  private boolean attempt(Work<Boolean> work) {
    return joined
        .get()
        .map(connection -> database.attemptWithin(connection, work))
        .orElseGet(() -> database.attempt(work));
  }

  private List<DocumentId> conflicts(Connection connection, List<DocumentWrite> writes)
      throws SQLException {
    Map<DocumentId, Long> found = new HashMap<>();
    Rows ids = versions.rows();
    writes.forEach(change -> ids.add(change.id().type(), change.id().key()));
    try (PreparedStatement statement = versions.prepare(connection, ids);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(new DocumentId(rows.getString(1), rows.getString(2)), rows.getLong(3));
      }
    }
    return writes.stream()
        .filter(change -> found.getOrDefault(change.id(), 0L) != change.expectedVersion())
        .map(DocumentWrite::id)
        .toList();
  }

  private boolean carryOut(Connection connection, WriteId write, List<DocumentWrite> writes)
      throws SQLException {
    // What is only checked is locked as well, so that it stays so until the commit.
    List<DocumentWrite> present =
        writes.stream().filter(change -> change.expectedVersion() > 0).toList();
    Map<DocumentId, Locked> locked = present.isEmpty() ? Map.of() : lock(connection, present);
    for (DocumentWrite change : present) {
      Locked before = locked.get(change.id());
      if (before == null || before.version() != change.expectedVersion()) {
        return false;
      }
    }
    List<DocumentWrite> replacing =
        present.stream().filter(change -> !(change instanceof DocumentWrite.Check)).toList();
    // A document that came to be meanwhile is no row to lock: its key refuses the insert.
    put(connection, insert, write, writes.stream().filter(c -> c.expectedVersion() == 0).toList());
    put(connection, update, write, replacing);
    Script script = new Script();
    script.write(delete, deletes(replacing));
    writeEntries(script, writes, locked);
    script.run(connection);
    return true;
  }

  private Map<DocumentId, Locked> lock(Connection connection, List<DocumentWrite> writes)
      throws SQLException {
    Map<DocumentId, Locked> locked = new HashMap<>();
    Rows ids = lock.rows();
    writes.forEach(change -> ids.add(change.id().type(), change.id().key()));
    Script script = new Script();
    script.read(
        lock,
        ids,
        rows -> {
          while (rows.next()) {
            locked.put(
                new DocumentId(rows.getString(1), rows.getString(2)),
                new Locked(rows.getLong(3), entries(rows.getBytes(4))));
          }
        });
    script.run(connection);
    return locked;
  }

  private static void put(
      Connection connection, SetWrite statement, WriteId write, List<DocumentWrite> writes)
      throws SQLException {
    Rows rows = statement.rows();
    int characters = 0;
    for (DocumentWrite change : writes) {
      if (change instanceof DocumentWrite.Put put) {
        if (characters > 0 && characters + put.body().length() > CHUNK_CHARACTERS) {
          execute(connection, statement, rows);
          rows = statement.rows();
          characters = 0;
        }
        characters += put.body().length();
        rows.add(
            put.expectedVersion() + 1,
            write.value(),
            put.body(),
            bytes(put.indexes()),
            put.id().type(),
            put.id().key());
      }
    }
    execute(connection, statement, rows);
  }

  private static void execute(Connection connection, SetWrite statement, Rows rows)
      throws SQLException {
    Script script = new Script();
    script.write(statement, rows);
    script.run(connection);
  }

  private Rows deletes(List<DocumentWrite> writes) {
    Rows rows = delete.rows();
    for (DocumentWrite change : writes) {
      if (change instanceof DocumentWrite.Delete) {
        rows.add(change.id().type(), change.id().key());
      }
    }
    return rows;
  }

  private void writeEntries(
      Script script, List<DocumentWrite> writes, Map<DocumentId, Locked> locked) {
    Set<Entry> gone = new LinkedHashSet<>();
    Set<Entry> come = new LinkedHashSet<>();
    for (DocumentWrite change : writes) {
      if (!(change instanceof DocumentWrite.Check)) {
        Optional.ofNullable(locked.get(change.id()))
            .ifPresent(before -> gone.addAll(entries(change.id(), before.entries())));
      }
      if (change instanceof DocumentWrite.Put put) {
        come.addAll(entries(put.id(), put.indexes()));
      }
    }
    Set<Entry> both = new HashSet<>(gone);
    both.retainAll(come);
    gone.removeAll(both);
    come.removeAll(both);
    script.write(removeEntry, rows(removeEntry.rows(), gone));
    script.write(addEntry, rows(addEntry.rows(), come));
  }

  private static Set<Entry> entries(DocumentId id, List<IndexEntry> entries) {
    Set<Entry> places = new LinkedHashSet<>();
    entries.forEach(entry -> places.add(new Entry(id, entry.index(), entry.value())));
    return places;
  }

  private static Rows rows(Rows rows, Set<Entry> entries) {
    for (Entry entry : entries) {
      rows.add(entry.id().type(), entry.index(), SortableBytes.of(entry.value()), entry.id().key());
    }
    return rows;
  }

  /** A document's entries as it was written with them; no name has '='. */
  private static byte[] bytes(List<IndexEntry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (IndexEntry entry : entries) {
      SortableBytes.write(entry.index() + "=" + entry.value(), bytes);
      bytes.write(SortableBytes.END);
    }
    return bytes.toByteArray();
  }

  private static List<IndexEntry> entries(byte[] bytes) {
    List<IndexEntry> entries = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == SortableBytes.END) {
        String text = SortableBytes.text(bytes, begin, i);
        int end = text.indexOf('=');
        entries.add(new IndexEntry(text.substring(0, end), text.substring(end + 1)));
        begin = i + 1;
      }
    }
    return entries;
  }
}
