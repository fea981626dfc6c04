package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.fulfillment.ManifestTerms;
import io.backroom.routing.Freight;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.policy.RecallRequest;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.store.Stores;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/**
 * A small shop on two stores: the nodes that run it, the bank, the clock, the weather. Small on
 * purpose: few units and few products make everybody meet.
 */
final class Stage {
  static final Caller SHOP = Caller.system("shop");
  static final Caller WAREHOUSE = Caller.warehouse("walter");
  static final Caller AGENT = Caller.agent("anna", Channel.PHONE);
  static final List<CenterId> CENTERS = List.of(CenterId.of("east"), CenterId.of("west"));
  static final List<Sku> SKUS = List.of(Sku.of("cap"), Sku.of("mug"), Sku.of("pot"), Sku.of("tea"));

  /** How orders can be sent; the first is the one of who names none. */
  static final List<String> OPTIONS = List.of("standard", "express");

  /** The company's, for the numbers of parcels. */
  private static final String PREFIX = "0614141";

  /** Is kept in lots. */
  static final Sku IN_LOTS = Sku.of("tea");

  static final List<CustomerId> CUSTOMERS =
      List.of(CustomerId.of("alice"), CustomerId.of("bob"), CustomerId.of("carol"));

  private static final Duration START_OF_A_PROCESS = Duration.ofMillis(200);
  private static final int ATTEMPTS_MAX = 1_000;

  private final Stores stores;
  private final Weather weather;
  private final Dice dice;
  private final VirtualClock clock = new VirtualClock();
  private final Bank bank;
  private final Runnable meanwhile;
  private final Setting setting;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<ReservationId> reservations = new LinkedHashSet<>();
  private final List<Notification> delivered = new ArrayList<>();
  private final Set<OrderId> recalled = new LinkedHashSet<>();
  private final Map<String, RecallAnswer> answers = new HashMap<>();
  private int ids;
  private boolean opening;

  /** One process that runs the shop. */
  record Node(Ports ports, Commerce commerce) {}

  Stage(
      long seed,
      Setting setting,
      Stores stores,
      Weather weather,
      Coverage coverage,
      Runnable meanwhile) {
    this.setting = setting;
    this.stores = stores;
    this.weather = weather;
    this.dice = Dice.of(seed, "ports");
    this.bank = new Bank(seed, setting, weather, clock, coverage);
    this.meanwhile = meanwhile;
    furnish(sound());
    for (int i = 0; i < setting.processes(); i++) {
      nodes.add(open());
    }
  }

  private void furnish(Commerce shop) {
    for (CustomerId id : CUSTOMERS) {
      String mail = id + "@mail.example";
      shop.customers()
          .put(SHOP, new Customer(id, id.value(), mail, "", Customer.Consent.GIVEN))
          .orThrow();
    }
    for (int i = 0; i < SKUS.size(); i++) {
      String price = "USD " + (7 + 5 * i) + ".99";
      shop.catalog()
          .put(SHOP, Product.of(SKUS.get(i).value(), "A " + SKUS.get(i), Money.parse(price), 300))
          .orThrow();
      for (CenterId center : CENTERS) {
        StockLine some = new StockLine(SKUS.get(i), center, setting.units());
        shop.inventory()
            .receive(WAREHOUSE, CommandId.of(newId()), some, Optional.empty())
            .orThrow();
      }
    }
    shop.lots().keep(WAREHOUSE, CommandId.of(newId()), IN_LOTS, 2, "it ends").orThrow();
    if (setting.improvised()) {
      Stockroom.labelTheRest(this, shop);
    }
  }

  /** Returns the shop as a process runs it that nothing happens to. */
  Commerce sound() {
    return build(new Ports(new Weather(0, Set.copyOf(Trouble.ALL)), dice, clock, () -> {}));
  }

  private Node open() {
    opening = true;
    Node node = openAtLast();
    opening = false;
    return node;
  }

  private Node openAtLast() {
    Ports ports = new Ports(weather, dice, clock, meanwhile);
    // A process that cannot start is started again until it can.
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try {
        return new Node(ports, build(ports));
      } catch (Ports.Unreachable storeAway) {
        clock.pass(Duration.ofSeconds(1));
        ports = new Ports(weather, dice, clock, meanwhile);
      }
    }
    throw new IllegalStateException("The shop did not start in " + ATTEMPTS_MAX + " attempts");
  }

  private Commerce build(Ports ports) {
    return Commerce.builder()
        .center(Center.of("east", Address.of("New York", "US", 40.71, -74.01)))
        .center(Center.of("west", Address.of("San Francisco", "US", 37.77, -122.42)))
        .clock(clock)
        .ids(() -> "i" + ++ids)
        .tax((to, lines, shipping) -> Money.parse("USD 1.01"))
        .shippingOptions(
            ShippingOptions.of(OPTIONS.get(0), "Standard", (to, goods) -> Money.parse("USD 4.99"))
                .and(OPTIONS.get(1), "Express", (to, goods) -> Money.parse("USD 11.98")))
        .promises(
            PromisePolicy.elapsed(Freight.transit(Freight.greatCircle(), Freight.sampleTransits()))
                .withService(
                    OPTIONS.get(1), PromisePolicy.elapsed((from, to) -> Duration.ofDays(1))))
        .centerFilter(Stage::notToChicago)
        .documents(ports.documents(stores.documents()))
        .inventory(ports.inventory(stores.inventory(), reservations::add))
        .payments(ports.payments(bank, setting.ableBank()))
        .renewal(setting.renewal())
        .holds(Carts.POLICY)
        .notifier(ports.notifier(delivered))
        .warehouse(ports.warehouse(this::recall))
        .approval(setting.approval())
        .capacity(setting.capacity())
        .manifests(ManifestTerms.of(PREFIX))
        .build();
  }

  /** So that a parcel of caps that is to go there has to leave from the other center. */
  private static Optional<String> notToChicago(Center from, Address to, RoutingRequest.Item item) {
    boolean not =
        from.id().equals(CENTERS.get(0))
            && to.city().equals("Chicago")
            && item.sku().equals(SKUS.get(0));
    return not ? Optional.of("no caps to Chicago") : Optional.empty();
  }

  /** Asked twice for the same, it says the same. */
  private RecallAnswer recall(RecallRequest request) {
    recalled.add(request.order());
    return setting
        .recall()
        .orElseGet(
            () ->
                answers.computeIfAbsent(
                    request.shipment() + request.until(),
                    anew -> dice.of(List.of(RecallAnswer.values()))));
  }

  /** Returns the orders of which the warehouse was asked to stop with parcels. */
  List<OrderId> recalled() {
    return List.copyOf(recalled);
  }

  /** Returns the orders whose customers were told of a delay, in the order in which they were. */
  List<OrderId> toldOfDelays() {
    return delivered.stream()
        .filter(told -> told.kind().equals("promise-moved") && told.facts().containsKey("answer"))
        .map(Notification::order)
        .toList();
  }

  /** Tells whether any node is not standing still. */
  boolean isAnyoneAwake() {
    return !opening && nodes.stream().anyMatch(node -> !node.ports().isFrozen());
  }

  /** Returns a node that is not standing still, started anew if it has died. */
  Commerce node(Dice choice) {
    Node node = awake(choice);
    return node.ports().isDead() ? restart(node).commerce() : node.commerce();
  }

  void restartOne(Dice choice) {
    restart(awake(choice));
  }

  private Node awake(Dice choice) {
    return choice.of(nodes.stream().filter(node -> !node.ports().isFrozen()).toList());
  }

  private Node restart(Node node) {
    node.ports().kill();
    node.commerce().close();
    clock.pass(START_OF_A_PROCESS);
    Node anew = open();
    nodes.set(nodes.indexOf(node), anew);
    return anew;
  }

  Setting setting() {
    return setting;
  }

  VirtualClock clock() {
    return clock;
  }

  Weather weather() {
    return weather;
  }

  Bank bank() {
    return bank;
  }

  Stores stores() {
    return stores;
  }

  Set<ReservationId> reservations() {
    return reservations;
  }

  List<Notification> delivered() {
    return delivered;
  }

  String newId() {
    return "n" + ++ids;
  }
}
