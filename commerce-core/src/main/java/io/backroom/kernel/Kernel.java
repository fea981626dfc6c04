package io.backroom.kernel;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.JoiningDocumentStore;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.EventListener;
import io.backroom.spi.policy.IdSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Typed documents over a store, and the only source of time, ids and work. Thread-safe. */
public final class Kernel {
  static final String LISTEN = "listen";

  /**
   * Optimistic writers make progress: of all that collide one has won. So many losses in a row are
   * not contention but a store that never commits.
   */
  private static final int ATTEMPTS_MAX = 1_000;

  private static final int EVENTS_MAX = DocumentQuery.LIMIT_MAX;

  private final DocumentStore store;
  private final InstantSource clock;
  private final IdSource ids;
  private final List<EventListener> listeners;
  private final Json json = new Json();
  private final Decoded decoded = new Decoded(json);
  private final Map<Class<?>, BiConsumer<Transaction, Object>> hearers = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();
  private final WorkQueue work;

  /**
   * Creates the kernel.
   *
   * @param store where documents live
   * @param clock the time
   * @param ids new ids
   * @param listeners who hears of events
   */
  public Kernel(
      DocumentStore store, InstantSource clock, IdSource ids, List<EventListener> listeners) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.listeners = List.copyOf(listeners);
    this.work = new WorkQueue(this);
    work.on(LISTEN, this::listen);
  }

  /**
   * Returns the time.
   *
   * @return now, in whole milliseconds: what a document can hold on every store
   */
  public Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /**
   * Returns a new id.
   *
   * @return the id
   */
  public String newId() {
    return ids.next();
  }

  /**
   * Returns the one work queue.
   *
   * @return the queue
   */
  public WorkQueue work() {
    return work;
  }

  /**
   * Registers who hears of a kind of news, in the transaction that tells it.
   *
   * @param <T> the type of the news
   * @param news its class
   * @param hearer changes documents and has no other effect
   * @throws IllegalStateException if somebody hears of it already
   */
  public <T> void hear(Class<T> news, BiConsumer<Transaction, T> hearer) {
    BiConsumer<Transaction, Object> typed = (tx, told) -> hearer.accept(tx, news.cast(told));
    if (hearers.putIfAbsent(news, typed) != null) {
      throw new IllegalStateException("Two rooms hear of " + news.getSimpleName());
    }
  }

  /**
   * Returns a document as it is now.
   *
   * @param <T> the type of the value
   * @param type the kind of document
   * @param key its key
   * @return the value, or empty if there is none
   */
  public <T> Optional<T> find(DocumentType<T> type, String key) {
    return store.find(type.id(key)).map(document -> read(type, document));
  }

  /**
   * Returns one page of documents.
   *
   * @param <T> the type of the values
   * @param type the kind of document
   * @param query what to look for, in that kind
   * @return the values
   */
  public <T> List<T> query(DocumentType<T> type, DocumentQuery query) {
    return store.query(query).stream().map(document -> read(type, document)).toList();
  }

  /**
   * Passes every document of an index, page by page.
   *
   * @param <T> the type of the values
   * @param type the kind of document
   * @param index the index; a document with several entries is passed once for each
   * @param visitor gets each value, in the order of the index
   */
  public <T> void forEach(DocumentType<T> type, String index, Consumer<T> visitor) {
    forEach(type, index, "", visitor);
  }

  /**
   * Passes the documents of an index from a value on, page by page.
   *
   * @param <T> the type of the values
   * @param type the kind of document
   * @param index the index; a document with several entries is passed once for each
   * @param from the least value of the index
   * @param visitor gets each value, in the order of the index
   */
  public <T> void forEach(DocumentType<T> type, String index, String from, Consumer<T> visitor) {
    forEach(type, index, from, Optional.empty(), visitor);
  }

  /**
   * Passes the documents of a range of an index, page by page.
   *
   * @param <T> the type of the values
   * @param type the kind of document
   * @param index the index; a document with several entries is passed once for each
   * @param from the first value
   * @param to the value before which to end; empty for the end of the index
   * @param visitor gets each value, in the order of the index
   */
  public <T> void forEach(
      DocumentType<T> type, String index, String from, Optional<String> to, Consumer<T> visitor) {
    DocumentQuery query =
        new DocumentQuery(
            type.name(),
            index,
            from,
            to,
            DocumentQuery.Direction.ASCENDING,
            Optional.empty(),
            DocumentQuery.LIMIT_MAX);
    List<Document> page = store.query(query);
    while (!page.isEmpty()) {
      page.forEach(document -> visitor.accept(read(type, document)));
      query = query.next(page);
      page = store.query(query);
    }
  }

  /**
   * Returns what happened to something, oldest first, at most the first 1,000 events.
   *
   * @param subject what it happened to
   * @return the events
   */
  public List<CommerceEvent> events(String subject) {
    DocumentQuery query =
        DocumentQuery.range(
            StoredEvent.TYPE.name(), StoredEvent.SUBJECT, subject + "|", subject + "}", EVENTS_MAX);
    return query(StoredEvent.TYPE, query).stream().map(StoredEvent::event).toList();
  }

  /**
   * Returns what happened to something lately, newest first.
   *
   * @param subject what it happened to
   * @param limit the most events wanted, 1 to 1,000
   * @return the events
   */
  public List<CommerceEvent> latestEvents(String subject, int limit) {
    DocumentQuery query =
        new DocumentQuery(
            StoredEvent.TYPE.name(),
            StoredEvent.SUBJECT,
            subject + "|",
            Optional.of(subject + "}"),
            DocumentQuery.Direction.DESCENDING,
            Optional.empty(),
            limit);
    return query(StoredEvent.TYPE, query).stream().map(StoredEvent::event).toList();
  }

  /**
   * Decides on the present documents and commits the decision, again on newer ones should another
   * writer have been faster, be it with a document that the decision only reads: of two decisions
   * that each rest on what the other changes, the second is made anew. A refusal, too, and a
   * failure count only if all that was read belongs together. What is found by a query or is not
   * there yet does not count: a decision that rests on it has to write a document that others
   * write, too. Then does the work that the decision wants done at once, or leaves it to the queue
   * if the commit waits for a transaction of the host.
   *
   * @param <R> the type of the answer
   * @param decide reads and writes through the transaction; has no other effect
   * @return the answer of the decision that was committed
   */
  public <R> R transact(Function<Transaction, R> decide) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Transaction transaction = new Transaction(this);
      R answer;
      try {
        answer = decide.apply(transaction);
        transaction.spread(hearers);
      } catch (RuntimeException failure) {
        if (transaction.isCurrent()) {
          throw failure;
        }
        continue;
      }
      List<DocumentWrite> writes = transaction.writes();
      boolean changes = !writes.isEmpty();
      writes.addAll(transaction.checks());
      if (changes ? commit(transaction, writes) : transaction.isCurrent()) {
        work.runClaimed(transaction.immediate());
        return answer;
      }
    }
    throw new IllegalStateException("The document store refused " + ATTEMPTS_MAX + " commits");
  }

  /**
   * Decides as {@link #transact} does and commits nothing: what would come of it, on present
   * documents that belong together.
   *
   * @param <R> the type of the answer
   * @param decide reads and writes through the transaction; has no other effect
   * @param look returns the answer from what the transaction has become
   * @return the answer
   */
  public <R> R dryRun(Consumer<Transaction> decide, Function<Transaction, R> look) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Transaction transaction = new Transaction(this);
      try {
        decide.accept(transaction);
        transaction.spread(hearers);
        R answer = look.apply(transaction);
        if (transaction.isCurrent()) {
          return answer;
        }
      } catch (RuntimeException failure) {
        if (transaction.isCurrent()) {
          throw failure;
        }
      }
    }
    throw new IllegalStateException("The documents changed " + ATTEMPTS_MAX + " times");
  }

  private boolean commit(Transaction transaction, List<DocumentWrite> writes) {
    WriteId write = WriteId.of(newId());
    boolean committed = commit(write, writes);
    if (committed) {
      transaction.remember(write, decoded);
    }
    return committed;
  }

  private boolean commit(WriteId write, List<DocumentWrite> writes) {
    try {
      return store.commit(write, writes) instanceof CommitResult.Committed;
    } catch (RuntimeException answerLost) {
      return wasCommitted(write, writes, answerLost);
    }
  }

  /** A lost answer is settled by reading again: each document names the write that made it. */
  private boolean wasCommitted(WriteId write, List<DocumentWrite> writes, RuntimeException lost) {
    boolean found;
    try {
      found =
          writes.stream()
              .flatMap(w -> store.find(w.id()).stream())
              .anyMatch(document -> document.writtenBy().equals(write));
    } catch (RuntimeException stillAway) {
      lost.addSuppressed(stillAway);
      throw lost;
    }
    if (!found) {
      throw lost;
    }
    return true;
  }

  private Consumer<Transaction> listen(WorkItem item) {
    CommerceEvent event = payload(item, CommerceEvent.class);
    listeners.forEach(listener -> listener.on(event));
    return transaction -> {};
  }

  /**
   * Returns what a work item's handler needs.
   *
   * @param <T> its type
   * @param item the item
   * @param type its class
   * @return the payload
   */
  public <T> T payload(WorkItem item, Class<T> type) {
    return json.read(item.payload(), type);
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** Returns text that sorts by time, and within one moment of this node by the order of calls. */
  String place(Instant now) {
    return Sortable.time(now) + Sortable.number(sequence.incrementAndGet());
  }

  /**
   * Tells whether what this thread commits now waits for a transaction of the host: nothing outside
   * the documents may follow from it before.
   *
   * @return whether it does
   */
  public boolean isJoined() {
    return store instanceof JoiningDocumentStore joining && joining.isJoined();
  }

  DocumentStore store() {
    return store;
  }

  Json json() {
    return json;
  }

  <T> T read(DocumentType<T> type, Document document) {
    return decoded.value(type, document);
  }
}
