package io.backroom.jdbc;

import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.JournaledStock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Stock that this node decides on alone, in memory, while it is the owner. Any call makes it the
 * owner if nobody else is; otherwise the call fails with {@link StockOwnedException}. A command is
 * durable and was checked against the owner's epoch when its call returns; a read looks at the
 * epoch after it has read. So nobody is told anything by a node that was deposed before the call.
 *
 * <p>A failure of the database ends the time of this owner: the next call begins a new one, which
 * loads what is there. Thread-safe.
 */
final class OwnedStock implements BatchedInventoryStore, StockLedger, AutoCloseable {
  /** How often a lease is renewed until it ends. */
  private static final int RENEWALS = 3;

  private final String node;
  private final Duration length;
  private final StockLease lease;
  private final Function<StockLease.Term, JdbcStockJournal> journals;
  private final JournaledStock.Limits limits;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(run -> thread(run, "backroom-stock-lease"));

  /** Held while a time as owner begins or ends. */
  private final ReentrantLock changing = new ReentrantLock();

  private volatile Optional<Session> current = Optional.empty();
  private volatile boolean closed;

  /** A time as the owner. */
  private record Session(JdbcStockJournal journal, JournaledStock stock) {
    boolean isOver() {
      return journal.isOver() || stock.hasFailed();
    }
  }

  OwnedStock(
      String node,
      Duration length,
      StockLease lease,
      Function<StockLease.Term, JdbcStockJournal> journals,
      JournaledStock.Limits limits) {
    this.node = node;
    this.length = length;
    this.lease = lease;
    this.journals = journals;
    this.limits = limits;
    long pause = Math.max(1, length.toMillis() / RENEWALS);
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::keep, pause, pause, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable run, String name) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Renews the lease, and folds when there is nothing else to do. */
  private void keep() {
    Optional<Session> session = current.filter(s -> !s.isOver());
    if (session.isPresent()) {
      try {
        if (lease.renew(session.get().journal().epoch(), length)) {
          session.get().stock().foldWhenQuiet();
        } else {
          session.get().journal().end();
        }
      } catch (RuntimeException e) {
        // The next time may go better, if there is one; who calls meanwhile meets it himself.
        return;
      }
    }
  }

  private Session session() {
    Optional<Session> open = current;
    if (open.isPresent() && !open.get().isOver()) {
      return open.get();
    }
    changing.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The stock was closed");
      }
      if (current.isEmpty() || current.get().isOver()) {
        current.ifPresent(this::leave);
        current = Optional.empty();
        current = Optional.of(begin());
      }
      return current.get();
    } finally {
      changing.unlock();
    }
  }

  private Session begin() {
    JdbcStockJournal journal = journals.apply(lease.begin(node, length));
    JournaledStock stock = JournaledStock.open(journal, limits);
    thread(() -> learnIds(journal), "backroom-stock-ids").start();
    return new Session(journal, stock);
  }

  private static void learnIds(JdbcStockJournal journal) {
    try {
      journal.learnIds();
    } catch (JdbcStoreException e) {
      // Then the database is asked about new ids too, as it is until all are known.
      return;
    }
  }

  private void leave(Session session) {
    session.journal().end();
    session.stock().close();
  }

  /** Calls as the owner; once more if it turns out that it was not any more. */
  private <T> T call(Function<Session, T> what) {
    Session session = session();
    try {
      return what.apply(session);
    } catch (RuntimeException e) {
      if (!session.journal().isOver()) {
        throw e;
      }
    }
    return what.apply(session());
  }

  private <T> T read(Function<JournaledStock, T> what) {
    return call(
        session -> {
          T found = what.apply(session.stock());
          if (!lease.isCurrent(session.journal().epoch())) {
            session.journal().end();
            throw new JdbcStoreException("Another node has become the owner of the stock");
          }
          return found;
        });
  }

  @Override
  public int batchesAtOnce() {
    return 2;
  }

  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    List<StockCommand> exact = commands.stream().map(MicroTimes::of).toList();
    Instant time = MicroTimes.of(now);
    return call(session -> session.stock().apply(exact, time));
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    return read(stock -> stock.levels(skus));
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    return read(stock -> stock.find(id));
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    return read(stock -> stock.expiring(before, limit));
  }

  @Override
  public List<StockMovement> movements(long after, int limit) {
    return read(stock -> stock.movements(after, limit));
  }

  @Override
  public List<StockMovement> movements(Sku sku, long after, int limit) {
    return read(stock -> stock.movements(sku, after, limit));
  }

  @Override
  public List<Sku> skus(Optional<Sku> after, int limit) {
    return read(stock -> stock.skus(after, limit));
  }

  @Override
  public StockLevel recompute(Sku sku, CenterId center) {
    return call(session -> session.stock().recompute(sku, center));
  }

  /** Folds everything and leaves the stock to others. Again, it does nothing. */
  @Override
  public void close() {
    timer.shutdownNow();
    changing.lock();
    try {
      closed = true;
      Optional<Session> last = current;
      current = Optional.empty();
      if (last.isPresent()) {
        last.get().stock().close();
        if (!last.get().isOver()) {
          lease.release(last.get().journal().epoch());
        }
        last.get().journal().end();
      }
    } finally {
      changing.unlock();
    }
  }
}
