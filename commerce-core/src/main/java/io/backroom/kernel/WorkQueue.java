package io.backroom.kernel;

import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.value.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one queue for everything that happens later. A claimed item is due again when its lease ends,
 * and only the claim that stands in the store can finish it: that is the fence against a node that
 * slept. A failing item comes back after a growing pause; at every tenth failure a person is told
 * as well. It never just stops.
 */
public final class WorkQueue {
  /** The kind of work that tells a person; the room that keeps tasks handles it. */
  public static final String TELL_A_PERSON = "tell-a-person";

  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
  private static final Caller SYSTEM = Caller.system("work-queue");
  private static final int PAGE = 200;

  /** Work: what a person was to look at has come right by itself. */
  public static final String PERSON_NOT_NEEDED = "person-not-needed";

  private static final int FAILURES_BEFORE_A_PERSON = 10;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int DOUBLINGS_MAX = 14;

  private final Kernel kernel;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

  /**
   * What runs on this node: when its lease ends meanwhile, the node must not begin it once more.
   */
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /** What this thread has committed and still has to run, the item that runs included. */
  private final ThreadLocal<Deque<WorkItem>> immediate = ThreadLocal.withInitial(ArrayDeque::new);

  /**
   * What a person is to look at.
   *
   * @param subject what it is about, for example an order's id
   * @param kind what is to be done
   * @param text how, for people
   */
  public record Attention(String subject, String kind, String text) {}

  /**
   * What no person needs to look at any more.
   *
   * @param subject what it was about
   * @param kind what was to be done
   * @param until when it came right; what came up later is another matter
   * @param why what has happened
   */
  public record Settled(String subject, String kind, Instant until, String why) {}

  /**
   * Does one kind of work. The effects outside the documents come first and bear repetition; what
   * is returned is committed together with the removal of the item, so that it happens exactly
   * once.
   */
  @FunctionalInterface
  public interface Handler {
    /**
     * Does the effects outside the documents.
     *
     * @param item the work
     * @return the changes of documents that finish it; may be applied to several transactions of
     *     which at most one is committed
     */
    Consumer<Transaction> handle(WorkItem item);
  }

  WorkQueue(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Registers who does a kind of work.
   *
   * @param kind the kind
   * @param handler who does it
   * @throws IllegalStateException if the kind has a handler
   */
  public void on(String kind, Handler handler) {
    if (handlers.putIfAbsent(kind, handler) != null) {
      throw new IllegalStateException("Work of kind " + kind + " has two handlers");
    }
  }

  /**
   * Does everything that is due, and what follows from it at once.
   *
   * @return how many items were done
   * @throws IllegalStateException if the thread has joined a transaction of the host: what work
   *     does outside the documents could not be rolled back with it
   */
  public int runDue() {
    int done = 0;
    int before = -1;
    while (done > before) {
      before = done;
      for (WorkItem item : due()) {
        done += claim(item) ? 1 : 0;
      }
    }
    return done;
  }

  private List<WorkItem> due() {
    String end = Sortable.time(kernel.now().plusMillis(1));
    return kernel.query(
        WorkItem.TYPE, DocumentQuery.range(WorkItem.TYPE.name(), WorkItem.DUE, "", end, PAGE));
  }

  private boolean claim(WorkItem item) {
    if (running.contains(item.id())) {
      return false;
    }
    Optional<WorkItem> before = beforeInLane(item);
    if (before.isPresent()) {
      queueBehind(item, before.get());
      return false;
    }
    Instant leaseEnd = kernel.now().plus(Transaction.LEASE);
    WorkItem claimed = item.dueAt(leaseEnd, Math.addExact(item.attempts(), 1));
    return replace(item, claimed) && run(claimed);
  }

  /** A blocked item must not stand at the head of the queue, or enough of them would stop it. */
  private void queueBehind(WorkItem item, WorkItem before) {
    if (before.due().isAfter(kernel.now())) {
      replace(item, item.dueAt(before.due(), item.attempts()));
    }
  }

  private boolean replace(WorkItem item, WorkItem changed) {
    return kernel.transact(
        tx -> {
          boolean unchanged = tx.find(WorkItem.TYPE, item.id()).filter(item::equals).isPresent();
          if (unchanged) {
            tx.put(WorkItem.TYPE, changed);
          }
          return unchanged;
        });
  }

  private Optional<WorkItem> beforeInLane(WorkItem item) {
    return item.lane().stream()
        .flatMap(lane -> lane(lane).stream())
        .findFirst()
        .filter(first -> !first.id().equals(item.id()));
  }

  private List<WorkItem> lane(String lane) {
    return kernel.query(
        WorkItem.TYPE,
        DocumentQuery.range(WorkItem.TYPE.name(), WorkItem.LANE, lane + "|", lane + "}", 1));
  }

  /**
   * Runs items that were stored with this node's lease on them. What they store in turn is run
   * after them, so that a lane never finds its own items in the way.
   */
  void runClaimed(List<WorkItem> items) {
    Deque<WorkItem> underWay = immediate.get();
    if (!underWay.isEmpty()) {
      underWay.addAll(items);
      return;
    }
    underWay.addAll(items);
    try {
      while (!underWay.isEmpty()) {
        runIfFirst(underWay.getFirst());
        underWay.removeFirst();
      }
    } finally {
      underWay.clear();
    }
  }

  private void runIfFirst(WorkItem item) {
    boolean first;
    try {
      first = beforeInLane(item).isEmpty();
    } catch (RuntimeException | Error storeAway) {
      // What was committed stays committed: the lease ends by itself, and the item is due.
      LOG.warn("Work {} could not be begun", item.id(), Failures.forLog(storeAway));
      return;
    }
    if (first) {
      run(item);
    }
  }

  private boolean run(WorkItem item) {
    if (!running.add(item.id())) {
      return false;
    }
    try {
      Handler handler = handlers.get(item.kind());
      if (handler == null) {
        throw new IllegalStateException("Nobody handles work of kind " + item.kind());
      }
      finish(item, handler.handle(item));
      return true;
    } catch (RuntimeException | Error failure) {
      // An error, too: a host's port that lacks a class must not end all other work.
      fail(item, failure);
      return false;
    } finally {
      running.remove(item.id());
    }
  }

  private void finish(WorkItem item, Consumer<Transaction> changes) {
    kernel.transact(
        tx -> {
          boolean mine = tx.find(WorkItem.TYPE, item.id()).filter(item::equals).isPresent();
          if (mine) {
            changes.accept(tx);
            // A handler that wants another go has moved the item; otherwise it is done.
            if (tx.find(WorkItem.TYPE, item.id()).filter(item::equals).isPresent()) {
              tx.delete(WorkItem.TYPE, item.id());
            }
          }
          return mine;
        });
  }

  private void fail(WorkItem item, Throwable failure) {
    LOG.warn(
        "Work {} of kind {} failed, attempt {}",
        item.id(),
        item.kind(),
        item.attempts(),
        Failures.forLog(failure));
    try {
      kernel.transact(
          tx -> {
            boolean mine = tx.find(WorkItem.TYPE, item.id()).filter(item::equals).isPresent();
            if (mine) {
              tx.put(
                  WorkItem.TYPE,
                  item.dueAt(tx.now().plus(pause(item.attempts())), item.attempts()));
              tellAPerson(tx, item, failure);
            }
            return mine;
          });
    } catch (RuntimeException | Error storeAway) {
      // The lease ends by itself, and the item is due again.
      LOG.warn("Work {} could not be put off", item.id(), Failures.forLog(storeAway));
    }
  }

  private static void tellAPerson(Transaction tx, WorkItem item, Throwable failure) {
    if (item.attempts() % FAILURES_BEFORE_A_PERSON == 0 && !item.kind().equals(TELL_A_PERSON)) {
      Attention attention =
          new Attention(item.id(), "work-fails", item.kind() + ": " + failure.getMessage());
      tx.doAt(TELL_A_PERSON, attention, tx.now());
      tx.emit(item.id(), "work-fails", SYSTEM, "", Map.of("kind", item.kind()));
    }
  }

  private static Duration pause(int attempts) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(0, attempts - 1), DOUBLINGS_MAX));
  }

  /**
   * Returns when the next item is due.
   *
   * @return the time; empty if nothing is waiting
   */
  public Optional<Instant> nextDue() {
    return kernel
        .query(WorkItem.TYPE, DocumentQuery.range(WorkItem.TYPE.name(), WorkItem.DUE, "", "~", 1))
        .stream()
        .findFirst()
        .map(WorkItem::due);
  }
}
