package io.backroom.kernel;

import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One attempt to change documents: reads them, collects the writes, and is committed whole by
 * {@link Kernel#transact} or not at all. Lives in one thread.
 */
public final class Transaction {
  /** How long a node has to finish what it does at once before others may take it over. */
  static final Duration LEASE = Duration.ofMinutes(1);

  private final Kernel kernel;
  private final Instant now;
  private final Map<DocumentId, Entry> entries = new LinkedHashMap<>();
  private final List<WorkItem> immediate = new ArrayList<>();
  private final Deque<Object> news = new ArrayDeque<>();

  private static final class Entry {
    final long version;
    final DocumentType<?> type;
    Optional<Object> value;
    boolean changed;

    Entry(DocumentType<?> type, long version, Optional<Object> value) {
      this.type = type;
      this.version = version;
      this.value = value;
    }
  }

  Transaction(Kernel kernel) {
    this.kernel = kernel;
    this.now = kernel.now();
  }

  /**
   * Returns the one time of this transaction.
   *
   * @return the time
   */
  public Instant now() {
    return now;
  }

  /**
   * Returns a new id.
   *
   * @return the id
   */
  public String newId() {
    return kernel.newId();
  }

  /**
   * Returns a document as this transaction sees it, its own writes included.
   *
   * @param <T> the type of the value
   * @param type the kind of document
   * @param key its key
   * @return the value, or empty if there is none
   */
  public <T> Optional<T> find(DocumentType<T> type, String key) {
    return entry(type, key).value.map(type.body()::cast);
  }

  /**
   * Returns a document that must be there.
   *
   * @param <T> the type of the value
   * @param type the kind of document
   * @param key its key
   * @return the value
   * @throws IllegalStateException if there is none
   */
  public <T> T get(DocumentType<T> type, String key) {
    return find(type, key)
        .orElseThrow(() -> new IllegalStateException("No document " + type.id(key)));
  }

  /**
   * Creates or replaces a document.
   *
   * @param <T> the type of the value
   * @param type the kind of document
   * @param value the new value
   */
  public <T> void put(DocumentType<T> type, T value) {
    Entry entry = entry(type, type.key().apply(value));
    if (!entry.value.equals(Optional.of(value))) {
      entry.value = Optional.of(value);
      entry.changed = true;
    }
  }

  /**
   * Creates a document under an id that was never used before, so that nothing has to be read.
   *
   * @param <T> the type of the value
   * @param type the kind of document
   * @param value the value
   */
  public <T> void create(DocumentType<T> type, T value) {
    Entry entry = new Entry(type, 0, Optional.of(value));
    entry.changed = true;
    entries.put(type.id(type.key().apply(value)), entry);
  }

  /**
   * Removes a document; nothing happens if there is none.
   *
   * @param <T> the type of the value
   * @param type the kind of document
   * @param key its key
   */
  public <T> void delete(DocumentType<T> type, String key) {
    Entry entry = entry(type, key);
    entry.value = Optional.empty();
    entry.changed = true;
  }

  /**
   * Stores that something happened and tells the listeners after the commit.
   *
   * @param subject what it happened to
   * @param kind what happened
   * @param caller who did it, through which channel
   * @param reason why; may be empty
   * @param facts what changed
   */
  public void emit(
      String subject, String kind, Caller caller, String reason, Map<String, String> facts) {
    CommerceEvent event =
        new CommerceEvent(kernel.newId(), subject, kind, caller, reason, now, facts);
    create(StoredEvent.TYPE, new StoredEvent(event, kernel.place(now)));
    if (kernel.hasListeners()) {
      immediate(Kernel.LISTEN, event, Optional.of(subject));
    }
  }

  /**
   * Tells the rooms above what happened. They hear of it in this transaction, after its decision is
   * made, so that what they change is committed together with what they heard.
   *
   * @param told the news, of a class that somebody hears of
   */
  public void tell(Object told) {
    news.add(told);
  }

  /** Passes the news on, and what comes of it, until there is no more. */
  void spread(Map<Class<?>, BiConsumer<Transaction, Object>> hearers) {
    while (!news.isEmpty()) {
      Object told = news.remove();
      BiConsumer<Transaction, Object> hearer = hearers.get(told.getClass());
      if (hearer == null) {
        throw new IllegalStateException("Nobody hears of " + told);
      }
      hearer.accept(this, told);
    }
  }

  /** Keeps what was committed; events are hardly ever read again. */
  void remember(WriteId write, Decoded decoded) {
    entries.forEach(
        (id, entry) -> {
          if (entry.changed && !entry.type.equals(StoredEvent.TYPE)) {
            entry.value.ifPresentOrElse(
                value -> decoded.written(id, write, value), () -> decoded.removed(id));
          }
        });
  }

  /**
   * Has work done right after the commit by the committing thread, and by any node later should it
   * not come to that.
   *
   * @param kind which handler does it
   * @param payload what the handler needs, a record
   */
  public void doNow(String kind, Object payload) {
    immediate(kind, payload, Optional.empty());
  }

  /**
   * The same, after all earlier work of a lane.
   *
   * @param kind which handler does it
   * @param payload what the handler needs, a record
   * @param lane the lane
   */
  public void doNowInOrder(String kind, Object payload, String lane) {
    immediate(kind, payload, Optional.of(lane));
  }

  private void immediate(String kind, Object payload, Optional<String> lane) {
    if (kernel.isJoined()) {
      // Nobody knows yet whether it will ever have been committed.
      add(kind, payload, now, 0, lane);
    } else {
      immediate.add(add(kind, payload, now.plus(LEASE), 1, lane));
    }
  }

  /**
   * Has work done at a time or soon after it.
   *
   * @param kind which handler does it
   * @param payload what the handler needs, a record
   * @param due the time
   */
  public void doAt(String kind, Object payload, Instant due) {
    add(kind, payload, due, 0, Optional.empty());
  }

  private WorkItem add(
      String kind, Object payload, Instant due, int attempts, Optional<String> lane) {
    WorkItem item =
        new WorkItem(
            kernel.newId(),
            kind,
            kernel.json().write(payload),
            due,
            attempts,
            lane,
            kernel.place(now));
    create(WorkItem.TYPE, item);
    return item;
  }

  /**
   * Has the work item that is being finished done once more at a time.
   *
   * @param item the item
   * @param due the time; a millisecond later if the item's lease ends at that very time
   */
  public void again(WorkItem item, Instant due) {
    // An item that is as it was is taken for done, and so is removed.
    Instant other = due.equals(item.due()) ? due.plusMillis(1) : due;
    put(WorkItem.TYPE, item.dueAt(other, item.attempts()));
  }

  /**
   * Has the work item that is being finished go on at once with its next part. What it did so far
   * went well: a failure later counts as its first.
   *
   * @param item the item
   */
  public void goOn(WorkItem item) {
    put(WorkItem.TYPE, item.dueAt(now, 0));
  }

  /** Returns what the decision rests on and leaves as it is. */
  List<DocumentWrite> checks() {
    List<DocumentWrite> checks = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          if (!entry.changed && entry.version > 0) {
            checks.add(new DocumentWrite.Check(id, entry.version));
          }
        });
    return checks;
  }

  /** Tells whether all that was read is still so: one document is always of one moment. */
  boolean isCurrent() {
    return entries.size() <= 1
        || entries.entrySet().stream()
            .allMatch(
                read ->
                    kernel.store().find(read.getKey()).map(Document::version).orElse(0L)
                        == read.getValue().version);
  }

  List<WorkItem> immediate() {
    return immediate;
  }

  List<DocumentWrite> writes() {
    List<DocumentWrite> writes = new ArrayList<>();
    entries.forEach((id, entry) -> entry(id, entry).ifPresent(writes::add));
    return writes;
  }

  private Optional<DocumentWrite> entry(DocumentId id, Entry entry) {
    if (!entry.changed) {
      return Optional.empty();
    } else if (entry.value.isPresent()) {
      return Optional.of(put(id, entry.type, entry.version, entry.value.get()));
    }
    return entry.version == 0
        ? Optional.empty()
        : Optional.of(new DocumentWrite.Delete(id, entry.version));
  }

  private <T> DocumentWrite put(DocumentId id, DocumentType<T> type, long version, Object value) {
    T typed = Objects.requireNonNull(type.body().cast(value));
    return new DocumentWrite.Put(
        id, version, kernel.json().write(typed), type.indexes().apply(typed));
  }

  private <T> Entry entry(DocumentType<T> type, String key) {
    return entries.computeIfAbsent(
        type.id(key),
        id -> {
          Optional<Document> document = kernel.store().find(id);
          return new Entry(
              type,
              document.map(Document::version).orElse(0L),
              document.map(d -> kernel.read(type, d)));
        });
  }
}
