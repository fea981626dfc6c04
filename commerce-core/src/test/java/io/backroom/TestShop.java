package io.backroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.care.Task;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Entry;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.joda.money.Money;

/**
 * A small shop for tests: two centers, two customers, a clock that stands still, ids from a counter
 * and a payment provider with books of its own.
 */
public final class TestShop {
  public static final Instant OPENING = Instant.parse("2030-03-04T10:00:00Z");
  public static final Caller SYSTEM = Caller.system("shop");
  public static final Caller WAREHOUSE = Caller.warehouse("walter");
  public static final Caller AGENT = Caller.agent("anna", Channel.PHONE);
  public static final CustomerId ALICE = CustomerId.of("alice");
  public static final CustomerId BOB = CustomerId.of("bob");
  public static final Address BOSTON = Address.of("Boston", "US", 42.36, -71.06);
  public static final Address SEATTLE = Address.of("Seattle", "US", 47.61, -122.33);
  public static final CenterId EAST = CenterId.of("east");
  public static final CenterId WEST = CenterId.of("west");

  private final UnaryOperator<CommerceBuilder> choices;
  private final SettableClock clock = new SettableClock(OPENING);
  private final AtomicLong ids = new AtomicLong();
  private final Map<DocumentId, Long> versions = new ConcurrentHashMap<>();
  private final Trouble trouble = new Trouble();
  private final InMemoryDocumentStore documents = new InMemoryDocumentStore();
  private final InMemoryInventoryStore inventory = new InMemoryInventoryStore();
  private final SimulatedPaymentProvider provider;
  private final boolean abilities;
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();
  private final List<CommerceEvent> heard = new CopyOnWriteArrayList<>();
  private Commerce commerce;

  private TestShop(
      Function<InstantSource, SimulatedPaymentProvider> provider,
      boolean abilities,
      UnaryOperator<CommerceBuilder> choices) {
    this.provider = provider.apply(clock);
    this.abilities = abilities;
    this.choices = choices;
    this.commerce = build();
  }

  /** A shop with both customers known, and nothing to sell. */
  public static TestShop open() {
    return open(builder -> builder);
  }

  /** The same, with some choices made otherwise. */
  public static TestShop open(UnaryOperator<CommerceBuilder> choices) {
    return withProvider(SimulatedPaymentProvider::new, choices);
  }

  /** The same with another provider, of which the shop sees the plain interface only. */
  public static TestShop withProvider(
      Function<InstantSource, SimulatedPaymentProvider> provider,
      UnaryOperator<CommerceBuilder> choices) {
    return known(new TestShop(provider, false, choices));
  }

  /** The same with a provider of which the shop sees everything that it can do. */
  public static TestShop withAbilities(UnaryOperator<CommerceBuilder> choices) {
    return known(new TestShop(SimulatedPaymentProvider::new, true, choices));
  }

  private static TestShop known(TestShop shop) {
    shop.know(ALICE);
    shop.know(BOB);
    return shop;
  }

  private Commerce build() {
    return choices
        .apply(
            Commerce.builder()
                .center(Center.of("east", Address.of("New York", "US", 40.71, -74.01)))
                .center(Center.of("west", Address.of("San Francisco", "US", 37.77, -122.42)))
                .clock(clock)
                .ids(() -> "i" + ids.incrementAndGet())
                .documents(new TroubledDocuments(documents, trouble, versions))
                .inventory(new TroubledInventory(inventory, trouble))
                .payments(abilities ? provider : new TroubledPayments(provider, trouble))
                .notifier(notifications::add)
                .listener(heard::add))
        .build();
  }

  /** The process ends and a moment later another one opens the same stores. */
  public void restart() {
    commerce.close();
    clock.forward(Duration.ofMillis(1));
    trouble.end();
    commerce = build();
  }

  public Commerce commerce() {
    return commerce;
  }

  public SettableClock clock() {
    return clock;
  }

  public Trouble trouble() {
    return trouble;
  }

  public SimulatedPaymentProvider provider() {
    return provider;
  }

  public InMemoryInventoryStore inventory() {
    return inventory;
  }

  public InMemoryDocumentStore documents() {
    return documents;
  }

  public static Caller as(CustomerId customer) {
    return Caller.customer(customer, Channel.WEB);
  }

  private void know(CustomerId id) {
    String mail = id + "@mail.example";
    Customer customer = new Customer(id, id.value(), mail, "", Customer.Consent.GIVEN);
    commerce.customers().put(SYSTEM, customer).orThrow();
  }

  /** Sells a product at a price such as {@code USD 12.50}. */
  public TestShop sell(String sku, String price) {
    return sell(Product.of(sku, "A " + sku, Money.parse(price), 400));
  }

  public TestShop sell(Product product) {
    commerce.catalog().put(SYSTEM, product).orThrow();
    return this;
  }

  /** Takes units in that nobody announced. */
  public TestShop stock(String sku, CenterId center, int units) {
    return receive(sku, center, units, Optional.empty());
  }

  /** Announces a receipt. */
  public TestShop expect(String receipt, String sku, CenterId center, int units, Duration in) {
    commerce
        .inventory()
        .expect(
            SYSTEM,
            new StockCommand.Expect(
                command(),
                ReceiptId.of(receipt),
                Sku.of(sku),
                center,
                units,
                clock.instant().plus(in)))
        .orThrow();
    return this;
  }

  /** Takes units of an announced receipt in. */
  public TestShop receive(String sku, CenterId center, int units, String receipt) {
    return receive(sku, center, units, Optional.of(ReceiptId.of(receipt)));
  }

  private TestShop receive(String sku, CenterId center, int units, Optional<ReceiptId> receipt) {
    StockLine line = new StockLine(Sku.of(sku), center, units);
    commerce.inventory().receive(SYSTEM, command(), line, receipt).orThrow();
    return this;
  }

  public CommandId command() {
    return CommandId.of("c" + ids.incrementAndGet());
  }

  public StockLevel level(String sku, CenterId center) {
    return inventory.levels(List.of(Sku.of(sku))).stream()
        .filter(level -> level.center().equals(center))
        .findFirst()
        .orElseGet(() -> StockLevel.none(Sku.of(sku), center));
  }

  /** The beginning of an order of Alice to Boston, with a card that works. */
  public static OrderRequest.Draft order() {
    return OrderRequest.of("alice", BOSTON, "tok_ok");
  }

  public static OrderRequest.Draft paidWith(String instrument) {
    return OrderRequest.of("alice", BOSTON, instrument);
  }

  /** Places an order as its customer and expects that it is accepted. */
  public OrderId place(OrderRequest.Draft draft) {
    PlaceResult result = answer(draft);
    assertThat(result).isInstanceOf(PlaceResult.Placed.class);
    return ((PlaceResult.Placed) result).order().id();
  }

  /** Places an order as its customer. */
  public PlaceResult answer(OrderRequest.Draft draft) {
    OrderRequest request = draft.build();
    return commerce.orders().place(as(request.customer()), request);
  }

  public static Refusal refusal(PlaceResult result) {
    assertThat(result).isInstanceOf(PlaceResult.Refused.class);
    return ((PlaceResult.Refused) result).refusal();
  }

  public static Refusal refusal(Result<?> result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused<?>) result).refusal();
  }

  public OrderView view(OrderId id) {
    return commerce.orders().find(SYSTEM, id).orThrow();
  }

  /** The only shipment of an order. */
  public FulfillmentOrder shipment(OrderId id) {
    assertThat(view(id).shipments()).hasSize(1);
    return view(id).shipments().get(0);
  }

  public FulfillmentOrder shipmentFrom(OrderId id, CenterId center) {
    return view(id).shipments().stream()
        .filter(shipment -> shipment.center().equals(center))
        .findFirst()
        .orElseThrow();
  }

  public List<FulfillmentState> states(OrderId id) {
    return view(id).shipments().stream().map(FulfillmentOrder::state).toList();
  }

  /** Brings a released shipment so far. */
  public FulfillmentOrder bring(String shipment, FulfillmentState state) {
    Fulfillment warehouse = commerce.fulfillment();
    List<FulfillmentState> way =
        List.of(
            FulfillmentState.PICKING,
            FulfillmentState.PACKED,
            FulfillmentState.MANIFESTED,
            FulfillmentState.LOADED,
            FulfillmentState.DELIVERED);
    FulfillmentOrder last = warehouse.pick(WAREHOUSE, shipment).orThrow();
    for (FulfillmentState next : way.subList(1, way.indexOf(state) + 1)) {
      last =
          switch (next) {
            case PACKED -> warehouse.pack(WAREHOUSE, shipment, 500).orThrow();
            case MANIFESTED -> warehouse.manifest(WAREHOUSE, shipment, "T-" + shipment).orThrow();
            case LOADED -> warehouse.load(WAREHOUSE, shipment).orThrow();
            default -> warehouse.track(WAREHOUSE, shipment, Fulfillment.Scan.DELIVERED).orThrow();
          };
    }
    return last;
  }

  /** Delivers the only shipment of an order, which is picked or packed already. */
  public void deliverPicked(OrderId id) {
    String shipment = shipment(id).id();
    Fulfillment warehouse = commerce.fulfillment();
    if (shipment(id).state() == FulfillmentState.PICKING) {
      warehouse.pack(WAREHOUSE, shipment, 500).orThrow();
    }
    warehouse.manifest(WAREHOUSE, shipment, "T-" + shipment).orThrow();
    warehouse.load(WAREHOUSE, shipment).orThrow();
    warehouse.track(WAREHOUSE, shipment, Fulfillment.Scan.DELIVERED).orThrow();
  }

  /** Delivers every shipment of an order. */
  public void deliver(OrderId id) {
    view(id).shipments().forEach(s -> bring(s.id(), FulfillmentState.DELIVERED));
  }

  /** Lets time pass, and does what is due by then. */
  public TestShop after(Duration time) {
    clock.forward(time);
    commerce.runDue();
    return this;
  }

  /** Lets days pass hour by hour, doing what is due. */
  public TestShop pass(Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      after(Duration.ofHours(1));
    }
    return this;
  }

  /** The kinds of an order's events, oldest first. */
  public List<String> events(OrderId id) {
    return history(id).stream().map(CommerceEvent::kind).toList();
  }

  public List<CommerceEvent> history(OrderId id) {
    return commerce.orders().history(SYSTEM, id).orThrow();
  }

  /** Every event that a listener has heard, in the order of hearing. */
  public List<CommerceEvent> heard() {
    return heard;
  }

  public List<Notification> notifications() {
    return notifications;
  }

  /** The kinds of an order's messages, oldest first. */
  public List<String> messages(OrderId id) {
    return notifications.stream()
        .filter(notification -> notification.order().equals(id))
        .map(Notification::kind)
        .toList();
  }

  /** The kinds of the open tasks about something. */
  public List<String> tasks(String subject) {
    return commerce.tasks().open(SYSTEM, 1_000).orThrow().stream()
        .filter(task -> task.subject().equals(subject))
        .map(Task::kind)
        .toList();
  }

  public List<String> tasks(OrderId order) {
    return tasks(order.value());
  }

  /** What the provider's books say of an order: kinds of movement and amounts, in order. */
  public List<String> books(OrderId order) {
    return provider.ledger().stream()
        .filter(entry -> entry.order().equals(order))
        .map(entry -> entry.kind() + " " + entry.amount())
        .toList();
  }

  public Money open(OrderId order) {
    return only(order, provider.totals(order).open());
  }

  public Money captured(OrderId order) {
    return only(order, provider.totals(order).captured());
  }

  public Money refunded(OrderId order) {
    return only(order, provider.totals(order).refunded());
  }

  private Money only(OrderId order, Map<?, Money> sums) {
    return sums.values().stream()
        .findFirst()
        .orElseGet(() -> Money.zero(view(order).total().getCurrencyUnit()));
  }

  /** The most authorizations of one shipment that were ever live at the same time. */
  public int mostLiveAuthorizations() {
    Map<String, List<Entry>> byTranche =
        provider.ledger().stream().collect(Collectors.groupingBy(Entry::tranche));
    int most = 0;
    for (List<Entry> entries : byTranche.values()) {
      int live = 0;
      for (Entry entry : entries) {
        live +=
            switch (entry.kind()) {
              case AUTHORIZED -> 1;
              case CAPTURED, VOIDED, EXPIRED -> -1;
              case ADJUSTED, REFUNDED -> 0;
            };
        most = Math.max(most, live);
      }
    }
    return most;
  }

  /** The counters add up, and nothing is kept for orders that need nothing. */
  public void assertStockIsWhole() {
    assertThat(commerce.inventory().verify().differences()).isEmpty();
  }

  /** Everything that is stored, for comparing what a refused command has changed. */
  public Snapshot snapshot() {
    return new Snapshot(
        Map.copyOf(versions), inventory.movements(0, 10_000), provider.ledger(), heard.size());
  }

  /** What was stored at one moment. */
  public record Snapshot(
      Map<DocumentId, Long> versions,
      List<StockMovement> movements,
      List<Entry> books,
      int heard) {}
}
