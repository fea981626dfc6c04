package io.backroom;

import com.google.common.util.concurrent.Uninterruptibles;
import io.backroom.care.Tasks;
import io.backroom.catalog.Catalog;
import io.backroom.customer.Customers;
import io.backroom.customer.Messages;
import io.backroom.fulfillment.CarrierNews;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.Manifests;
import io.backroom.fulfillment.Recalls;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.Availability;
import io.backroom.inventory.HoldDesk;
import io.backroom.inventory.Inventory;
import io.backroom.inventory.Lots;
import io.backroom.inventory.Reservations;
import io.backroom.inventory.Serials;
import io.backroom.inventory.StockQueue;
import io.backroom.inventory.StockTaking;
import io.backroom.kernel.Access;
import io.backroom.kernel.Failures;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Kernel;
import io.backroom.order.Approvals;
import io.backroom.order.Holds;
import io.backroom.order.OrderRooms;
import io.backroom.order.OrderTerms;
import io.backroom.order.Orders;
import io.backroom.payment.PaymentNotifications;
import io.backroom.payment.Payments;
import io.backroom.recommendation.FeedbackBook;
import io.backroom.recommendation.Recommendations;
import io.backroom.recommendation.Refits;
import io.backroom.recommendation.Suggestions;
import io.backroom.returns.Returns;
import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.store.Stores;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The back end of a shop. Each method returns one of its rooms; all of them are thread-safe.
 *
 * <p>What happens later (retries, timers, messages) is done by {@link #start()} in a thread of its
 * own, or by {@link #runDue()} whenever the host calls it.
 */
public final class Commerce implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Commerce.class);
  private static final long PERIOD_MILLIS = 500;

  /** Longer than a payment provider takes to answer or to be given up. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

  private final Kernel kernel;
  private final Optional<StockQueue> queue;
  private final Catalog catalog;
  private final Customers customers;
  private final Inventory inventory;
  private final Orders orders;
  private final Holds holds;
  private final Fulfillment fulfillment;
  private final Manifests manifests;
  private final CarrierNews carrierNews;
  private final Returns returns;
  private final Suggestions suggestions;
  private final Tasks tasks;
  private final Approvals approvals;
  private final PaymentNotifications paymentNotifications;
  private final Optional<Stores> stores;
  private final Object starting = new Object();
  private boolean closed;
  private Optional<Thread> worker = Optional.empty();

  Commerce(CommerceBuilder choice, Optional<Stores> stores) {
    this.stores = stores;
    kernel = new Kernel(choice.documents(stores), choice.clock(), choice.ids(), choice.listeners());
    List<Center> centers = choice.centers();
    Access access = new Access(choice.access());
    InventoryStore chosen = choice.inventory(stores);
    queue =
        chosen instanceof BatchedInventoryStore store
            ? Optional.of(StockQueue.before(store, choice.clock()))
            : Optional.empty();
    InventoryStore counters = queue.<InventoryStore>map(q -> q).orElse(chosen);
    Reservations reservations = new Reservations(kernel, counters, choice.displayStaleness());
    HoldDesk holdDesk = new HoldDesk(kernel, reservations, choice.holds());
    inventory =
        new Inventory(
            kernel,
            access,
            counters,
            reservations,
            holdDesk,
            centers.stream().map(Center::id).toList(),
            skus -> catalog().bundles(skus));
    customers = new Customers(kernel, access, choice.customers());
    Predicate<CustomerId> consent =
        customer ->
            customers
                .known(customer)
                .filter(known -> known.profiling() == Customer.Consent.GIVEN)
                .isPresent();
    Recommendations recommendations =
        new Recommendations(
            new Recommendations.Outside(
                skus -> catalog().products(skus),
                this::promised,
                consent,
                kernel::now,
                choice.displayStaleness(),
                choice.recommendations()),
            choice.learning());
    reservations.onStockChange(recommendations::stockChanged);
    catalog =
        new Catalog(
            kernel, access, choice.currency(), choice.products(), recommendations::described);
    PaymentProvider provider = choice.payments();
    Payments payments = new Payments(kernel, provider, choice.renewal());
    paymentNotifications = new PaymentNotifications(kernel, provider);
    Shipments shipments =
        new Shipments(
            kernel,
            reservations,
            inventory.trackedGoods(),
            payments,
            centers,
            choice.promises(),
            choice.capacity());
    Guards guards = new Guards(choice.guards());
    carrierNews = new CarrierNews(kernel, access, choice.carriers());
    fulfillment =
        new Fulfillment(
            kernel,
            access,
            payments,
            inventory.trackedGoods(),
            guards,
            carrierNews,
            shipments.workload(),
            choice.weights(),
            choice.packing(),
            catalog::products);
    manifests = new Manifests(kernel, fulfillment, carrierNews, choice.manifests());
    approvals = new Approvals(kernel, access, choice.approval());
    OrderRooms rooms =
        new OrderRooms(
            kernel,
            access,
            inventory,
            holdDesk,
            reservations,
            payments,
            shipments,
            guards,
            approvals,
            new Recalls(kernel, choice.warehouse()),
            recommendations,
            new Refits(kernel, recommendations, choice.learning().refitAfter()),
            new Messages(kernel, customers, choice.notifier()));
    OrderTerms terms =
        new OrderTerms(
            choice.currency(),
            centers,
            choice.routing(),
            choice.shippingOptions(),
            choice.tax(),
            choice.promises(),
            choice.recoveryWindow(),
            choice.changeWindow(),
            choice.delays(),
            choice.reoptimization());
    orders = new Orders(rooms, catalog, terms);
    holds = new Holds(rooms, catalog, terms);
    returns = new Returns(kernel, orders, shipments, payments, reservations);
    FeedbackBook feedback = new FeedbackBook(kernel, recommendations, consent);
    suggestions = new Suggestions(access, recommendations, feedback);
    tasks = new Tasks(kernel, access);
    catalog.forEach(recommendations::described);
    feedback.learnAll();
    orders.learnAll();
    recommendations.refit();
  }

  /**
   * Returns a builder with a default for everything.
   *
   * @return the builder
   */
  public static CommerceBuilder builder() {
    return new CommerceBuilder();
  }

  /** From when a new buyer can be promised a unit of each SKU; the beginning of time for now. */
  private Map<Sku, Optional<Instant>> promised(Collection<Sku> skus) {
    Map<Sku, Optional<Instant>> promised = new TreeMap<>();
    for (Availability availability : inventory.availability(skus).values()) {
      Optional<Instant> from = availability.now() > 0 ? Optional.empty() : availability.returns();
      if (availability.now() > 0 || from.isPresent()) {
        promised.put(availability.sku(), from);
      }
    }
    return promised;
  }

  /**
   * Returns the products and prices.
   *
   * @return the room
   */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * Returns the customers.
   *
   * @return the room
   */
  public Customers customers() {
    return customers;
  }

  /**
   * Returns the stock.
   *
   * @return the room
   */
  public Inventory inventory() {
    return inventory;
  }

  /**
   * Returns counts of the stock, and its transfers between centers.
   *
   * @return the room
   */
  public StockTaking stockTaking() {
    return inventory.stockTaking();
  }

  /**
   * Returns the lots of those SKUs that have them.
   *
   * @return the room
   */
  public Lots lots() {
    return inventory.lots();
  }

  /**
   * Returns the numbered units of those SKUs that have them.
   *
   * @return the room
   */
  public Serials serials() {
    return inventory.serials();
  }

  /**
   * Returns the orders.
   *
   * @return the room
   */
  public Orders orders() {
    return orders;
  }

  /**
   * Returns what is held for customers before they order.
   *
   * @return the room
   */
  public Holds holds() {
    return holds;
  }

  /**
   * Returns what warehouses and carriers tell.
   *
   * @return the room
   */
  public Fulfillment fulfillment() {
    return fulfillment;
  }

  /**
   * Returns the lists of what carriers fetch, and the scan at the truck.
   *
   * @return the room
   */
  public Manifests manifests() {
    return manifests;
  }

  /**
   * Returns the returns.
   *
   * @return the room
   */
  public Returns returns() {
    return returns;
  }

  /**
   * Returns what is recommended.
   *
   * @return the room
   */
  public Suggestions suggestions() {
    return suggestions;
  }

  /**
   * Returns what waits for a person.
   *
   * @return the room
   */
  public Tasks tasks() {
    return tasks;
  }

  /**
   * Returns what a second person has to approve.
   *
   * @return the room
   */
  public Approvals approvals() {
    return approvals;
  }

  /**
   * Returns where carriers' news of parcels go.
   *
   * @return the room's mailbox
   */
  public CarrierNews carrierNews() {
    return carrierNews;
  }

  /**
   * Returns where the provider's notifications go.
   *
   * @return the room's mailbox
   */
  public PaymentNotifications paymentNotifications() {
    return paymentNotifications;
  }

  /**
   * Does everything that is due by the clock: retries, timers, messages, the end of holds. May be
   * called by several threads and nodes at once.
   *
   * @return how many pieces of work were done
   * @throws IllegalStateException if the documents of this thread are in a transaction of the host:
   *     what work does to stock, money and mail could not be rolled back with it
   */
  public int runDue() {
    if (kernel.isJoined()) {
      throw new IllegalStateException("Work is not done inside a transaction of the host");
    }
    // Holds last: they end by time anyway, and stock that is away must keep no mail.
    return kernel.work().runDue() + inventory.expireHolds(kernel.now());
  }

  /**
   * Returns when {@link #runDue()} will next have something to do, for a host with a scheduler of
   * its own. Commands that come in meanwhile can make it earlier.
   *
   * @return the time; empty if nothing waits
   */
  public Optional<Instant> nextDue() {
    return kernel.work().nextDue();
  }

  /**
   * Has {@link #runDue()} called twice a second by a thread of its own until {@link #close()}.
   * Calling it again changes nothing.
   *
   * @throws IllegalStateException if the shop was closed
   */
  public void start() {
    synchronized (starting) {
      if (closed) {
        throw new IllegalStateException("The shop was closed");
      } else if (worker.isEmpty()) {
        Thread thread = new Thread(this::runUntilClosed, "backroom-work");
        thread.setDaemon(true);
        thread.start();
        worker = Optional.of(thread);
      }
    }
  }

  private void runUntilClosed() {
    boolean well = true;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        well = runSafely(well);
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException shopCloses) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that something is wrong once, not twice a second until it is right again. */
  private boolean runSafely(boolean well) {
    try {
      runDue();
      return true;
    } catch (RuntimeException | Error storeAway) {
      if (well) {
        LOG.warn(
            "Not all work could be done; it is tried again every {} ms",
            PERIOD_MILLIS,
            Failures.forLog(storeAway));
      }
      return false;
    }
  }

  /**
   * Ends the threads of {@link #start()} and of the queue before a store that takes batches; that
   * one takes no more commands. Stores in a directory that the shop has opened are closed; others
   * belong to the host and stay open.
   */
  @Override
  public void close() {
    Optional<Thread> last;
    synchronized (starting) {
      closed = true;
      last = worker;
      worker = Optional.empty();
    }
    last.ifPresent(Commerce::end);
    queue.ifPresent(StockQueue::close);
    stores.ifPresent(Stores::close);
  }

  /**
   * What is under way should end before its stores do; what is cut off is done again another day.
   */
  private static void end(Thread last) {
    last.interrupt();
    if (last != Thread.currentThread()) {
      Uninterruptibles.joinUninterruptibly(last, CLOSE_MAX);
    }
  }
}
