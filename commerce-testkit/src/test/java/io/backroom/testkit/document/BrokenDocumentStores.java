package io.backroom.testkit.document;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.testkit.Meeting;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Document stores with one mistake each, of the kind that adapters are made with. */
final class BrokenDocumentStores {
  private BrokenDocumentStores() {}

  /** The reference, to be broken in one place. */
  static class Broken implements DocumentStore {
    final DocumentStore sound = new InMemoryDocumentStore();

    @Override
    public Optional<Document> find(DocumentId id) {
      return sound.find(id).map(this::read);
    }

    @Override
    public List<Document> query(DocumentQuery query) {
      return sound.query(query).stream().map(this::read).toList();
    }

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      return sound.commit(write, writes.stream().map(this::written).toList());
    }

    Document read(Document document) {
      return document;
    }

    DocumentWrite written(DocumentWrite write) {
      return write;
    }

    /** Returns what another node would work on. */
    DocumentStore secondInstance() {
      return this;
    }

    /** Tells whether a text is left anywhere. */
    boolean keeps(String text) {
      return false;
    }

    /** Opens data of a newer release. */
    void openNewerData() {
      throw new IllegalStateException("the data has format 2, this release reads format 1");
    }

    long versionNow(DocumentId id) {
      return sound.find(id).map(Document::version).orElse(0L);
    }
  }

  /** D-01: after a conflict the writes that would have been possible stay. */
  static final class KeepsHalfACommit extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      CommitResult result = sound.commit(write, writes);
      boolean checks = writes.stream().anyMatch(DocumentWrite.Check.class::isInstance);
      if (!checks && result instanceof CommitResult.Conflict conflict) {
        List<DocumentWrite> possible =
            writes.stream().filter(w -> !conflict.documents().contains(w.id())).toList();
        if (!possible.isEmpty()) {
          sound.commit(write, possible);
        }
      }
      return result;
    }
  }

  /** D-01: a query reads its rows in two steps. */
  static final class ReadsBetweenCommits extends Broken {
    @Override
    public List<Document> query(DocumentQuery query) {
      List<Document> page = sound.query(query);
      if (page.size() != 2) {
        return page;
      }
      Meeting.ofTwo();
      List<Document> later = sound.query(query);
      return later.size() == 2 ? List.of(page.get(0), later.get(1)) : later;
    }
  }

  /** D-02: the version is forgotten in the WHERE clause of the delete. */
  static final class DeletesAnyVersion extends Broken {
    @Override
    DocumentWrite written(DocumentWrite write) {
      return write instanceof DocumentWrite.Delete
          ? new DocumentWrite.Delete(write.id(), Math.max(1, versionNow(write.id())))
          : write;
    }
  }

  /** D-02: a create is an upsert. */
  static final class CreatesOverWhatIsThere extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      if (writes.size() == 1
          && writes.get(0) instanceof DocumentWrite.Put put
          && put.expectedVersion() == 0
          && put.body().equals("second")) {
        long version = versionNow(put.id());
        return sound.commit(
            write, List.of(new DocumentWrite.Put(put.id(), version, put.body(), put.indexes())));
      }
      return sound.commit(write, writes);
    }
  }

  /** D-03: the commit stops at the first conflict. */
  static final class NamesTheFirstConflict extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      return sound.commit(write, writes) instanceof CommitResult.Conflict conflict
          ? new CommitResult.Conflict(conflict.documents().subList(0, 1))
          : new CommitResult.Committed();
    }
  }

  /** D-04: versions come from a sequence that skips numbers. */
  static final class SkipsVersions extends Broken {
    @Override
    Document read(Document d) {
      return new Document(d.id(), d.version() * 2 - 1, d.writtenBy(), d.body(), d.indexes());
    }

    @Override
    DocumentWrite written(DocumentWrite write) {
      long expected = (write.expectedVersion() + 1) / 2;
      if (write instanceof DocumentWrite.Put put) {
        return new DocumentWrite.Put(put.id(), expected, put.body(), put.indexes());
      }
      return write instanceof DocumentWrite.Check
          ? new DocumentWrite.Check(write.id(), expected)
          : new DocumentWrite.Delete(write.id(), expected);
    }
  }

  /** D-04: a deleted document's version goes on when it is created again. */
  static final class GoesOnAfterADelete extends Broken {
    private final Set<DocumentId> deleted = ConcurrentHashMap.newKeySet();

    @Override
    Document read(Document d) {
      return deleted.contains(d.id())
          ? new Document(d.id(), d.version() + 1, d.writtenBy(), d.body(), d.indexes())
          : d;
    }

    @Override
    DocumentWrite written(DocumentWrite write) {
      if (write instanceof DocumentWrite.Delete) {
        deleted.add(write.id());
      }
      return write;
    }
  }

  /** D-05: the version is compared in one step and the document written in another. */
  static final class ComparesAndThenWrites extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      if (writes.size() != 1
          || !(writes.get(0) instanceof DocumentWrite.Put put)
          || versionNow(put.id()) != put.expectedVersion()) {
        return sound.commit(write, writes);
      }
      Meeting.ofTwo();
      CommitResult result;
      do {
        result =
            sound.commit(
                write,
                List.of(
                    new DocumentWrite.Put(
                        put.id(), versionNow(put.id()), put.body(), put.indexes())));
      } while (result instanceof CommitResult.Conflict);
      return result;
    }
  }

  /** D-05: each node has a lock of its own. */
  static final class LocksWithinOneNode extends Broken {
    @Override
    DocumentStore secondInstance() {
      return new Broken() {
        @Override
        public Optional<Document> find(DocumentId id) {
          return LocksWithinOneNode.this.find(id);
        }

        @Override
        public List<Document> query(DocumentQuery query) {
          return LocksWithinOneNode.this.query(query);
        }

        @Override
        public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
          CommitResult result = LocksWithinOneNode.this.commit(write, writes);
          boolean raced =
              writes.get(0) instanceof DocumentWrite.Put put && put.body().startsWith("by");
          return raced ? new CommitResult.Committed() : result;
        }
      };
    }
  }

  /** D-06: the name of the commit is written on insert only. */
  static final class KeepsTheFirstWriter extends Broken {
    private final Map<DocumentId, WriteId> first = new ConcurrentHashMap<>();

    @Override
    Document read(Document d) {
      WriteId writer = first.computeIfAbsent(d.id(), id -> d.writtenBy());
      return new Document(d.id(), d.version(), writer, d.body(), d.indexes());
    }

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      CommitResult result = sound.commit(write, writes);
      if (result instanceof CommitResult.Committed) {
        writes.forEach(w -> first.putIfAbsent(w.id(), write));
      }
      return result;
    }
  }

  /** D-07: of two writes of one document the last wins silently. */
  static final class TakesTheLastOfTwoWrites extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      Map<DocumentId, DocumentWrite> last = new LinkedHashMap<>();
      writes.forEach(w -> last.put(w.id(), w));
      return sound.commit(write, new ArrayList<>(last.values()));
    }
  }

  /** D-07: a limit of its own, below that of the contract. */
  static final class TakesAThousandWrites extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      if (writes.size() > 1_000) {
        throw new InvalidInputException("writes", writes.size(), "must be at most 1,000");
      }
      return sound.commit(write, writes);
    }
  }

  /** D-08: BETWEEN. */
  static final class IncludesTheUpperEnd extends Broken {
    @Override
    public List<Document> query(DocumentQuery q) {
      return sound.query(
          new DocumentQuery(
              q.type(),
              q.index(),
              q.from(),
              q.to().map(to -> to + '\0'),
              q.direction(),
              q.after(),
              q.limit()));
    }
  }

  /** D-09: values are sorted as bytes of UTF-8, which is by code points. */
  static final class SortsByCodePoints extends Broken {
    private static final Comparator<Document> BY_BYTES =
        Comparator.comparing(
            d ->
                new String(
                    d.indexes().get(0).value().getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.ISO_8859_1));

    @Override
    public List<Document> query(DocumentQuery query) {
      List<Document> page = sound.query(query);
      boolean beyond =
          page.stream()
              .flatMap(document -> document.indexes().stream())
              .anyMatch(entry -> entry.value().chars().anyMatch(c -> c >= 0xD800 && c < 0xE000));
      return beyond ? page.stream().sorted(BY_BYTES).toList() : page;
    }
  }

  /** D-09: values are sorted as in a dictionary. */
  static final class SortsAsADictionary extends Broken {
    @Override
    public List<Document> query(DocumentQuery query) {
      List<Document> page = sound.query(query);
      boolean words = page.stream().anyMatch(d -> d.indexes().get(0).value().equals("ä"));
      return words
          ? page.stream()
              .sorted(
                  Comparator.comparing(
                      d -> d.indexes().get(0).value(), Collator.getInstance(Locale.GERMAN)))
              .toList()
          : page;
    }
  }

  /** D-10: the limit is not applied. */
  static final class IgnoresTheLimit extends Broken {
    @Override
    public List<Document> query(DocumentQuery q) {
      return sound.query(
          new DocumentQuery(
              q.type(),
              q.index(),
              q.from(),
              q.to(),
              q.direction(),
              q.after(),
              DocumentQuery.LIMIT_MAX));
    }
  }

  /** D-10: the limit is applied before the filter. */
  static final class LimitsBeforeItFilters extends Broken {
    @Override
    public List<Document> query(DocumentQuery query) {
      List<Document> page = sound.query(query);
      return query.limit() == DocumentQuery.LIMIT_MAX && page.size() == query.limit()
          ? page.subList(0, page.size() / 2)
          : page;
    }
  }

  /** D-11: the position is compared by value, without the key. */
  static final class PagesByValueOnly extends Broken {
    @Override
    public List<Document> query(DocumentQuery q) {
      boolean ascending = q.direction() == DocumentQuery.Direction.ASCENDING;
      return sound.query(
          q.after()
              .map(p -> q.after(new DocumentQuery.Position(p.value(), ascending ? "~" : "")))
              .orElse(q));
    }
  }

  /** D-11: a page begins after as many rows as were seen. */
  static final class CountsRowsToSkip extends Broken {
    private final Map<DocumentQuery, Integer> skipped = new ConcurrentHashMap<>();

    @Override
    public List<Document> query(DocumentQuery q) {
      if (q.after().isEmpty() || q.limit() != 7) {
        return sound.query(q);
      }
      DocumentQuery all =
          new DocumentQuery(
              q.type(),
              q.index(),
              q.from(),
              q.to(),
              q.direction(),
              Optional.empty(),
              DocumentQuery.LIMIT_MAX);
      int skip = skipped.merge(all, q.limit(), Integer::sum);
      return sound.query(all).stream().skip(skip).limit(q.limit()).toList();
    }
  }

  /** D-12: an update adds index entries and takes none away. */
  static final class KeepsOldEntries extends Broken {
    @Override
    DocumentWrite written(DocumentWrite write) {
      if (!(write instanceof DocumentWrite.Put put)) {
        return write;
      }
      Set<IndexEntry> entries = new LinkedHashSet<>(put.indexes());
      sound.find(put.id()).ifPresent(before -> entries.addAll(before.indexes()));
      return new DocumentWrite.Put(
          put.id(), put.expectedVersion(), put.body(), List.copyOf(entries));
    }
  }

  /** D-12: rows are joined with DISTINCT. */
  static final class ReturnsEachDocumentOnce extends Broken {
    @Override
    public List<Document> query(DocumentQuery query) {
      return sound.query(query).stream().distinct().toList();
    }
  }

  /** D-13: the character set ends before the characters of four bytes. */
  static final class LosesEmoji extends Broken {
    @Override
    DocumentWrite written(DocumentWrite write) {
      return write instanceof DocumentWrite.Put put
          ? new DocumentWrite.Put(
              put.id(),
              put.expectedVersion(),
              put.body().replaceAll("[^\\x{0}-\\x{FFFF}]", "?"),
              put.indexes())
          : write;
    }
  }

  /** D-13: a column for JSON, which writes it anew. */
  static final class WritesJsonAnew extends Broken {
    @Override
    DocumentWrite written(DocumentWrite write) {
      return write instanceof DocumentWrite.Put put && put.body().startsWith(" {")
          ? new DocumentWrite.Put(
              put.id(), put.expectedVersion(), put.body().replaceAll("\\s", ""), put.indexes())
          : write;
    }
  }

  /** D-13: keys are compared without their case. */
  static final class IgnoresTheCaseOfKeys extends Broken {
    @Override
    public Optional<Document> find(DocumentId id) {
      return sound.find(id.key().equals("Key") ? new DocumentId(id.type(), "key") : id);
    }
  }

  /** D-14: queries are cached and commits do not clear the cache. */
  static final class CachesQueries extends Broken {
    private final Map<DocumentQuery, List<Document>> cache = new ConcurrentHashMap<>();

    @Override
    public List<Document> query(DocumentQuery query) {
      return cache.computeIfAbsent(query, sound::query);
    }
  }

  /** D-14: another node reads what it has read before. */
  static final class ReadsAReplica extends Broken {
    @Override
    DocumentStore secondInstance() {
      return new Broken() {
        private final Map<DocumentId, Optional<Document>> replica = new ConcurrentHashMap<>();

        @Override
        public Optional<Document> find(DocumentId id) {
          return replica.computeIfAbsent(id, ReadsAReplica.this::find);
        }

        @Override
        public List<Document> query(DocumentQuery query) {
          return ReadsAReplica.this.query(query);
        }

        @Override
        public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
          return ReadsAReplica.this.commit(write, writes);
        }
      };
    }
  }

  /** D-15: what is deleted is only marked. */
  static final class MarksWhatIsDeleted extends Broken {
    private final Map<DocumentId, String> marked = new ConcurrentHashMap<>();

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      writes.stream()
          .filter(DocumentWrite.Delete.class::isInstance)
          .forEach(w -> sound.find(w.id()).ifPresent(d -> marked.put(d.id(), d.body())));
      return sound.commit(write, writes);
    }

    @Override
    boolean keeps(String text) {
      return marked.values().stream().anyMatch(body -> body.contains(text));
    }
  }

  /** D-16: the format of the data is not looked at. */
  static final class OpensNewerData extends Broken {
    @Override
    void openNewerData() {
      // It opens, and reads what it does not understand.
    }
  }

  /** D-17: conditions are left out. */
  static final class SkipsChecks extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      List<DocumentWrite> changes =
          writes.stream().filter(w -> !(w instanceof DocumentWrite.Check)).toList();
      return sound.commit(write, changes.isEmpty() ? writes : changes);
    }
  }

  /** D-17: conditions are looked at before the transaction begins. */
  static final class ChecksBeforeItWrites extends Broken {
    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      List<DocumentWrite> checks =
          writes.stream().filter(DocumentWrite.Check.class::isInstance).toList();
      if (checks.isEmpty()
          || checks.size() == writes.size()
          || sound.commit(write, checks) instanceof CommitResult.Conflict) {
        return sound.commit(write, writes);
      }
      Meeting.ofTwo();
      return sound.commit(
          write, writes.stream().filter(w -> !(w instanceof DocumentWrite.Check)).toList());
    }
  }

  /** D-17: what is checked gets a new version. */
  static final class WritesWhatItChecks extends Broken {
    @Override
    DocumentWrite written(DocumentWrite write) {
      return write instanceof DocumentWrite.Check
          ? sound
              .find(write.id())
              .<DocumentWrite>map(
                  d ->
                      new DocumentWrite.Put(d.id(), write.expectedVersion(), d.body(), d.indexes()))
              .orElse(write)
          : write;
    }
  }
}
