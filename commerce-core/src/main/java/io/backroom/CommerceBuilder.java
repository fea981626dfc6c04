package io.backroom;

import io.backroom.fulfillment.ManifestTerms;
import io.backroom.fulfillment.PackingTerms;
import io.backroom.fulfillment.WeightTerms;
import io.backroom.inventory.HoldPolicy;
import io.backroom.kernel.Guards;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.order.Reoptimization;
import io.backroom.payment.Renewal;
import io.backroom.recommendation.LearningTerms;
import io.backroom.routing.Freight;
import io.backroom.routing.LeastCostRouting;
import io.backroom.routing.RoutingTerms;
import io.backroom.routing.promise.CapacityTerms;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.policy.AccessPolicy;
import io.backroom.spi.policy.ApprovalPolicy;
import io.backroom.spi.policy.CenterFilter;
import io.backroom.spi.policy.CustomerSource;
import io.backroom.spi.policy.DelayPolicy;
import io.backroom.spi.policy.Distance;
import io.backroom.spi.policy.EventListener;
import io.backroom.spi.policy.IdSource;
import io.backroom.spi.policy.Notifier;
import io.backroom.spi.policy.ProductSource;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.RecommendationPolicy;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.policy.ShippingPrice;
import io.backroom.spi.policy.StockPrice;
import io.backroom.spi.policy.TaxPolicy;
import io.backroom.spi.policy.TransitTime;
import io.backroom.spi.policy.TransitionGuard;
import io.backroom.spi.policy.TransitionListener;
import io.backroom.spi.policy.Warehouse;
import io.backroom.spi.store.Stores;
import io.backroom.spi.tracking.TrackingSource;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Chooses what a shop stands on. Everything that is left out has a default in memory, so that
 * {@code Commerce.builder().build()} is a whole shop. Not thread-safe; one builder builds one shop.
 */
public final class CommerceBuilder {
  private static final int CENTERS_MAX = 1_000;

  private final List<Center> centers = new ArrayList<>();
  private final List<EventListener> listeners = new ArrayList<>();
  private final List<TransitionGuard> guards = new ArrayList<>();
  private final List<TrackingSource> carriers = new ArrayList<>();
  private CurrencyUnit currency = CurrencyUnit.USD;
  private InstantSource clock = InstantSource.system();
  private IdSource ids = new RandomIds();
  private Optional<Path> directory = Optional.empty();
  private Optional<DocumentStore> documents = Optional.empty();
  private Optional<InventoryStore> inventory = Optional.empty();
  private Optional<PaymentProvider> payments = Optional.empty();
  private Optional<ProductSource> products = Optional.empty();
  private Optional<CustomerSource> customers = Optional.empty();
  private Optional<RoutingPolicy> routing = Optional.empty();
  private Optional<ShippingCost> shippingCost = Optional.empty();
  private Optional<TransitTime> transit = Optional.empty();
  private Optional<PromisePolicy> promises = Optional.empty();
  private CapacityTerms capacity = CapacityTerms.NONE;
  private CenterFilter centerFilter = CenterFilter.NONE;
  private StockPrice stockPrice = StockPrice.NONE;
  private Distance distance = Freight.greatCircle();
  private Optional<ShippingPrice> shippingPrice = Optional.empty();
  private Optional<ShippingOptions> shippingOptions = Optional.empty();
  private TaxPolicy tax = (to, lines, shipping) -> Money.zero(shipping.getCurrencyUnit());
  private AccessPolicy access = new DefaultAccess();
  private ApprovalPolicy approval = (caller, action, amount) -> false;
  private DelayPolicy delays = DelayPolicy.mailOrderRule();
  private Notifier notifier = notification -> {};
  private Duration recoveryWindow = Duration.ofDays(3);
  private Duration changeWindow = Duration.ofHours(1);
  private Optional<Reoptimization> reoptimization = Optional.empty();
  private Optional<Warehouse> warehouse = Optional.empty();
  private Optional<PackingTerms> packing = Optional.empty();
  private Optional<WeightTerms> weights = Optional.empty();
  private ManifestTerms manifests = ManifestTerms.NONE;
  private Renewal renewal = Renewal.AT_CAPTURE;
  private HoldPolicy holds = HoldPolicy.DEFAULT;
  private Duration displayStaleness = Duration.ofSeconds(2);
  private RecommendationPolicy recommendations = RecommendationPolicy.DEFAULT;
  private LearningTerms learning = LearningTerms.DEFAULT;

  CommerceBuilder() {}

  /**
   * Sets the currency of all prices; US dollars by default.
   *
   * @param chosen the currency
   * @return this builder
   */
  public CommerceBuilder currency(CurrencyUnit chosen) {
    currency = chosen;
    return this;
  }

  /**
   * Adds a distribution center; without any there is one, named {@code main}, whose place is
   * unknown.
   *
   * @param center the center
   * @return this builder
   */
  public CommerceBuilder center(Center center) {
    centers.add(center);
    return this;
  }

  /**
   * Has both stores kept in a directory, durably and without any server, by the one embedded store
   * that is on the class path: {@code io.backroom:commerce-rocksdb}. The shop opens them and closes
   * them with itself.
   *
   * @param chosen an empty directory, one that is not there yet, or one that was opened before
   * @return this builder
   */
  public CommerceBuilder directory(Path chosen) {
    directory = Optional.of(chosen);
    return this;
  }

  /**
   * Sets where documents live; in memory by default.
   *
   * @param chosen the store
   * @return this builder
   */
  public CommerceBuilder documents(DocumentStore chosen) {
    documents = Optional.of(chosen);
    return this;
  }

  /**
   * Sets where the stock counters live; in memory by default. Before a {@code
   * BatchedInventoryStore} there is a {@link io.backroom.inventory.StockQueue}, whose time is the
   * shop's clock.
   *
   * @param chosen the store
   * @return this builder
   */
  public CommerceBuilder inventory(InventoryStore chosen) {
    inventory = Optional.of(chosen);
    return this;
  }

  /**
   * Sets who moves the money; a simulation by default.
   *
   * @param chosen the provider
   * @return this builder
   */
  public CommerceBuilder payments(PaymentProvider chosen) {
    payments = Optional.of(chosen);
    return this;
  }

  /**
   * Has products read from the host instead of the library's own catalog.
   *
   * @param chosen where products are kept
   * @return this builder
   */
  public CommerceBuilder products(ProductSource chosen) {
    products = Optional.of(chosen);
    return this;
  }

  /**
   * Has customers read from the host instead of the library's own records.
   *
   * @param chosen where customers are kept
   * @return this builder
   */
  public CommerceBuilder customers(CustomerSource chosen) {
    customers = Optional.of(chosen);
    return this;
  }

  /**
   * Sets which centers ship what; by default those that cost least.
   *
   * @param chosen the policy
   * @return this builder
   */
  public CommerceBuilder routing(RoutingPolicy chosen) {
    routing = Optional.of(chosen);
    return this;
  }

  /**
   * Sets what centers must not ship, whatever it costs; by default nothing. A routing policy of the
   * host's own does not hear of it.
   *
   * @param chosen the filter
   * @return this builder
   */
  public CommerceBuilder centerFilter(CenterFilter chosen) {
    centerFilter = chosen;
    return this;
  }

  /**
   * Sets what it is worth to keep a unit on its shelf for orders to come; nothing by default. A
   * routing policy of the host's own does not hear of it.
   *
   * @param chosen the price
   * @return this builder
   */
  public CommerceBuilder stockPrice(StockPrice chosen) {
    stockPrice = chosen;
    return this;
  }

  /**
   * Sets what a shipment costs the shop; by default a sample tariff by distance and weight, to be
   * replaced by the contract with the carrier.
   *
   * @param chosen the cost
   * @return this builder
   */
  public CommerceBuilder shippingCost(ShippingCost chosen) {
    shippingCost = Optional.of(chosen);
    return this;
  }

  /**
   * Sets what the customer pays for shipping in a shop with one shipping option; nothing by
   * default.
   *
   * @param chosen the price
   * @return this builder
   */
  public CommerceBuilder shippingPrice(ShippingPrice chosen) {
    shippingPrice = Optional.of(chosen);
    return this;
  }

  /**
   * Sets which shipping options customers have, with their prices; by default one, {@link
   * ShippingOption#STANDARD}, for the {@link #shippingPrice}. What tells services apart beside the
   * price is said by {@link PromisePolicy#withService} and {@link ShippingCost#withService}.
   *
   * @param chosen the options
   * @return this builder
   */
  public CommerceBuilder shippingOptions(ShippingOptions chosen) {
    shippingOptions = Optional.of(chosen);
    return this;
  }

  /**
   * Sets how long parcels are on their way; by default 1 to 8 days by distance.
   *
   * @param chosen the time
   * @return this builder
   */
  public CommerceBuilder transitTime(TransitTime chosen) {
    transit = Optional.of(chosen);
    return this;
  }

  /**
   * Sets when shipments are with their customers, by calendars as {@link
   * io.backroom.routing.promise.PromiseCalendar}; by default every hour counts: the center's
   * handling and then the transit time. Of a shipment that has a time by which it must have left,
   * and has not, an event {@code promise-at-risk} tells an hour later.
   *
   * @param chosen the policy
   * @return this builder
   */
  public CommerceBuilder promises(PromisePolicy chosen) {
    promises = Optional.of(chosen);
    return this;
  }

  /**
   * Sets how much centers get done on a day; by default no center has a limit. An order that a
   * center has no room for on the day on which it would have shipped it is shipped on the next day
   * on which there is room, or by another center, whichever the routing policy prefers.
   *
   * @param chosen the limits
   * @return this builder
   */
  public CommerceBuilder capacity(CapacityTerms chosen) {
    capacity = chosen;
    return this;
  }

  /**
   * Sets how far two places are apart, for the default cost and transit time; by default by air.
   *
   * @param chosen the distance
   * @return this builder
   */
  public CommerceBuilder distance(Distance chosen) {
    distance = chosen;
    return this;
  }

  /**
   * Sets the tax that is added to prices; none by default.
   *
   * @param chosen the tax
   * @return this builder
   */
  public CommerceBuilder tax(TaxPolicy chosen) {
    tax = chosen;
    return this;
  }

  /**
   * Sets who may do what; by default customers what is theirs, agents what serves customers, the
   * warehouse what moves goods, and the shop's own software all of it.
   *
   * @param chosen the policy
   * @return this builder
   */
  public CommerceBuilder access(AccessPolicy chosen) {
    access = chosen;
    return this;
  }

  /**
   * Sets who brings messages to customers; by default nobody.
   *
   * @param chosen the notifier
   * @return this builder
   */
  public CommerceBuilder notifier(Notifier chosen) {
    notifier = chosen;
    return this;
  }

  /**
   * Adds somebody who hears of everything that happens.
   *
   * @param listener the listener
   * @return this builder
   */
  public CommerceBuilder listener(EventListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Adds somebody who hears of every step of orders and shipments.
   *
   * @param listener the listener
   * @return this builder
   */
  public CommerceBuilder onTransition(TransitionListener listener) {
    listeners.add(Guards.telling(listener));
    return this;
  }

  /**
   * Sets to which delays of backordered goods customers must agree; {@link
   * DelayPolicy#mailOrderRule} by default.
   *
   * @param chosen the policy
   * @return this builder
   */
  public CommerceBuilder delays(DelayPolicy chosen) {
    delays = chosen;
    return this;
  }

  /**
   * Sets which commands need a second person; none by default. {@link ApprovalPolicy#above} is the
   * usual one.
   *
   * @param chosen the policy
   * @return this builder
   */
  public CommerceBuilder approval(ApprovalPolicy chosen) {
    approval = chosen;
    return this;
  }

  /**
   * Adds somebody who may keep a shipment from being taken a step further, or from being cancelled.
   *
   * @param guard the guard
   * @return this builder
   */
  public CommerceBuilder guard(TransitionGuard guard) {
    guards.add(guard);
    return this;
  }

  /**
   * Sets the clock; the system's by default.
   *
   * @param chosen the clock
   * @return this builder
   */
  public CommerceBuilder clock(InstantSource chosen) {
    clock = chosen;
    return this;
  }

  /**
   * Sets where ids come from; 100 random bits by default.
   *
   * @param chosen the source
   * @return this builder
   */
  public CommerceBuilder ids(IdSource chosen) {
    ids = chosen;
    return this;
  }

  /**
   * Sets how long stock is kept for a customer whose payment was refused; 3 days by default.
   *
   * @param chosen the time, not negative
   * @return this builder
   */
  public CommerceBuilder recoveryWindow(Duration chosen) {
    Require.when(!chosen.isNegative(), "recoveryWindow", chosen, "must not be negative");
    recoveryWindow = chosen;
    return this;
  }

  /**
   * Sets how long a change of an order may wait for its payment and for the warehouse; an hour by
   * default. Then it ends, and what it has kept is given back.
   *
   * @param chosen the time, at least a minute
   * @return this builder
   */
  public CommerceBuilder changeWindow(Duration chosen) {
    Require.when(
        chosen.compareTo(Duration.ofMinutes(1)) >= 0,
        "changeWindow",
        chosen,
        "must be at least a minute");
    changeWindow = chosen;
    return this;
  }

  /**
   * Has orders routed again that no warehouse has begun with; never by default. Shipments go whole
   * to another center, or join another shipment, if that saves enough and no date becomes later.
   *
   * @param chosen when, and for how much
   * @return this builder
   */
  public CommerceBuilder reoptimize(Reoptimization chosen) {
    reoptimization = Optional.of(chosen);
    return this;
  }

  /**
   * Sets who stops a warehouse for customers who change their minds while it is at work on their
   * parcel. Without one nobody is asked: whoever is first wins, the change or the load scan.
   *
   * @param chosen the warehouse
   * @return this builder
   */
  public CommerceBuilder warehouse(Warehouse chosen) {
    warehouse = Optional.of(chosen);
    return this;
  }

  /**
   * Adds somebody whose notifications about parcels the shop takes in; by default nobody.
   *
   * @param source the source, each with a name of its own
   * @return this builder
   */
  public CommerceBuilder carrier(TrackingSource source) {
    Require.id("name", source.name());
    Require.when(
        carriers.stream().noneMatch(own -> own.name().equals(source.name())),
        "name",
        source.name(),
        "must not repeat any");
    carriers.add(source);
    return this;
  }

  /**
   * Sets how cartons are proposed for shipments; by default they are not.
   *
   * @param chosen the terms
   * @return this builder
   */
  public CommerceBuilder packing(PackingTerms chosen) {
    packing = Optional.of(chosen);
    return this;
  }

  /**
   * Sets what is known of the weights of parcels: each is audited when it is packed. By default
   * nothing is, and any weight will do.
   *
   * @param chosen the terms
   * @return this builder
   */
  public CommerceBuilder weights(WeightTerms chosen) {
    weights = Optional.of(chosen);
    return this;
  }

  /**
   * Sets how parcels are numbered for the shop's own {@link Commerce#manifests manifests}, what
   * their carriers charge for, and who tells those; without it the shop keeps none.
   *
   * @param chosen the terms
   * @return this builder
   */
  public CommerceBuilder manifests(ManifestTerms chosen) {
    manifests = chosen;
    return this;
  }

  /**
   * Sets when an authorization that is about to end is made anew; when its parcel leaves by
   * default.
   *
   * @param chosen when
   * @return this builder
   */
  public CommerceBuilder renewal(Renewal chosen) {
    renewal = chosen;
    return this;
  }

  /**
   * Sets how long and how much may be held before it is ordered; {@link HoldPolicy#DEFAULT} by
   * default.
   *
   * @param chosen the policy
   * @return this builder
   */
  public CommerceBuilder holds(HoldPolicy chosen) {
    holds = chosen;
    return this;
  }

  /**
   * Sets how old may be what pages show of the stock; 2 seconds by default. What a node has changed
   * itself it shows at once; what others have changed it shows after this time.
   *
   * @param chosen the time, not negative; nothing to have every page read from the store
   * @return this builder
   */
  public CommerceBuilder displayStaleness(Duration chosen) {
    Require.when(!chosen.isNegative(), "displayStaleness", chosen, "must not be negative");
    displayStaleness = chosen;
    return this;
  }

  /**
   * Sets the shop's own rules for what it recommends; by default kinds, variants and consumables go
   * by attributes, and everything may be recommended.
   *
   * @param chosen the policy
   * @return this builder
   */
  public CommerceBuilder recommendations(RecommendationPolicy chosen) {
    recommendations = chosen;
    return this;
  }

  /**
   * Sets how recommendations learn; {@link LearningTerms#DEFAULT} by default.
   *
   * @param chosen the terms
   * @return this builder
   */
  public CommerceBuilder learning(LearningTerms chosen) {
    learning = chosen;
    return this;
  }

  /**
   * Opens the shop, teaches its recommendations what the stores already hold, and has them learn
   * their model of it.
   *
   * @return the shop
   * @throws io.backroom.spi.value.InvalidInputException if two centers have one id, or the payment
   *     provider does not move the currency, or there are shipping options beside a shipping price,
   *     or a directory is named beside a store, without an embedded store on the class path or with
   *     several
   */
  public Commerce build() {
    Optional<Stores> stores = directory.map(this::open);
    boolean built = false;
    try {
      Commerce commerce = new Commerce(this, stores);
      built = true;
      return commerce;
    } finally {
      if (!built) {
        stores.ifPresent(Stores::close);
      }
    }
  }

  private Stores open(Path chosen) {
    Require.when(
        documents.isEmpty() && inventory.isEmpty(),
        "directory",
        chosen,
        "must not be named beside a store: it would keep both");
    List<Stores.Opener> openers =
        ServiceLoader.load(Stores.Opener.class).stream().map(ServiceLoader.Provider::get).toList();
    Require.when(
        !openers.isEmpty(),
        "directory",
        chosen,
        "needs an embedded store on the class path: add io.backroom:commerce-rocksdb");
    Require.when(
        openers.size() == 1,
        "directory",
        chosen,
        "needs one embedded store on the class path, not "
            + openers.stream().map(opener -> opener.getClass().getName()).sorted().toList());
    return openers.get(0).open(chosen);
  }

  CurrencyUnit currency() {
    return currency;
  }

  InstantSource clock() {
    return clock;
  }

  IdSource ids() {
    return ids;
  }

  DelayPolicy delays() {
    return delays;
  }

  ApprovalPolicy approval() {
    return approval;
  }

  List<TransitionGuard> guards() {
    return guards;
  }

  List<EventListener> listeners() {
    return listeners;
  }

  List<Center> centers() {
    List<Center> all = centers.isEmpty() ? List.of(main()) : centers;
    List<Center> sorted =
        Require.some("centers", all, CENTERS_MAX).stream()
            .sorted(Comparator.comparing(Center::id))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      Require.when(
          !sorted.get(i).id().equals(sorted.get(i - 1).id()),
          "center",
          sorted.get(i).id(),
          "must be there once");
    }
    return sorted;
  }

  private static Center main() {
    return Center.of("main", new Address("", "anywhere", "", "US", Optional.empty()));
  }

  DocumentStore documents(Optional<Stores> stores) {
    return stores.map(Stores::documents).or(() -> documents).orElseGet(InMemoryDocumentStore::new);
  }

  InventoryStore inventory(Optional<Stores> stores) {
    return stores.map(Stores::inventory).or(() -> inventory).orElseGet(InMemoryInventoryStore::new);
  }

  PaymentProvider payments() {
    PaymentProvider chosen = payments.orElseGet(() -> new SimulatedPaymentProvider(clock));
    ProviderProfile profile = chosen.profile();
    Require.when(
        profile.moves(currency),
        "currency",
        currency,
        "must be one that " + profile.id() + " moves");
    return chosen;
  }

  Optional<ProductSource> products() {
    return products;
  }

  Optional<CustomerSource> customers() {
    return customers;
  }

  RoutingPolicy routing() {
    return routing.orElseGet(
        () ->
            new LeastCostRouting(
                RoutingTerms.of(shippingCost())
                    .withFilter(centerFilter)
                    .withStockPrice(stockPrice)));
  }

  private ShippingCost shippingCost() {
    return shippingCost.orElseGet(() -> Freight.cost(distance, Freight.sampleCosts(currency)));
  }

  PromisePolicy promises() {
    return promises.orElseGet(() -> PromisePolicy.elapsed(transit()));
  }

  CapacityTerms capacity() {
    return capacity;
  }

  private TransitTime transit() {
    return transit.orElseGet(() -> Freight.transit(distance, Freight.sampleTransits()));
  }

  ShippingOptions shippingOptions() {
    Require.when(
        shippingOptions.isEmpty() || shippingPrice.isEmpty(),
        "shippingPrice",
        "a price",
        "must not be set beside shippingOptions, which have prices of their own");
    return shippingOptions.orElseGet(
        () ->
            ShippingOptions.of(
                ShippingOption.STANDARD,
                "Standard",
                shippingPrice.orElse((to, goods) -> Money.zero(goods.getCurrencyUnit()))));
  }

  TaxPolicy tax() {
    return tax;
  }

  AccessPolicy access() {
    return access;
  }

  Notifier notifier() {
    return notifier;
  }

  Renewal renewal() {
    return renewal;
  }

  Duration recoveryWindow() {
    return recoveryWindow;
  }

  Optional<Reoptimization> reoptimization() {
    return reoptimization;
  }

  Duration changeWindow() {
    return changeWindow;
  }

  Optional<Warehouse> warehouse() {
    return warehouse;
  }

  Optional<PackingTerms> packing() {
    return packing;
  }

  Optional<WeightTerms> weights() {
    return weights;
  }

  ManifestTerms manifests() {
    return manifests;
  }

  List<TrackingSource> carriers() {
    return carriers;
  }

  Duration displayStaleness() {
    return displayStaleness;
  }

  HoldPolicy holds() {
    return holds;
  }

  RecommendationPolicy recommendations() {
    return recommendations;
  }

  LearningTerms learning() {
    return learning;
  }
}
