package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.care.Task;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.StockVerification;
import io.backroom.memory.SimulatedPaymentProvider.Entry;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Looks at everything from outside, and believes nothing: it counts again. */
final class Inspector {
  private static final Money NOTHING = Money.zero(CurrencyUnit.USD);

  private final Stage stage;
  private final Cast cast;
  private final Commerce sound;
  private final Map<OrderId, OrderState> closed = new TreeMap<>();

  Inspector(Stage stage, Cast cast) {
    this.stage = stage;
    this.cast = cast;
    this.sound = stage.sound();
  }

  /** What one shipment's money did, as the provider has it in its books. */
  private static final class Account {
    private Money approved = NOTHING;
    private Money captured = NOTHING;
    private Money refunded = NOTHING;
    private int live;
    private String order = "";

    void add(Entry entry) {
      order = entry.order().value();
      switch (entry.kind()) {
        case AUTHORIZED -> {
          approved = approved.plus(entry.amount());
          live++;
        }
        case CAPTURED -> {
          captured = captured.plus(entry.amount());
          live--;
        }
        case ADJUSTED -> approved = approved.plus(entry.amount());
        case REFUNDED -> refunded = refunded.plus(entry.amount());
        case VOIDED, EXPIRED -> live--;
      }
    }
  }

  private Map<String, Account> accounts() {
    Map<String, Account> accounts = new TreeMap<>();
    for (Entry entry : stage.bank().provider().ledger()) {
      accounts.computeIfAbsent(entry.tranche(), t -> new Account()).add(entry);
    }
    return accounts;
  }

  /** What holds at every moment and is quickly looked at. */
  void afterStep() {
    for (StockLevel level : stage.world().inventory().levels(Stage.SKUS)) {
      Invariant.S1.require(
          level.unpromised() >= 0 && level.onHand() >= 0 && level.reserved() >= 0,
          () -> "more is promised than there is: " + level);
    }
  }

  /** What holds at every moment and takes a longer look. */
  void now() {
    Map<String, Account> accounts = accounts();
    accounts.forEach(
        (tranche, account) -> {
          Invariant.P1.require(
              account.live <= 2, () -> account.live + " live authorizations for " + tranche);
          Invariant.P2.require(
              !account.refunded.isGreaterThan(account.captured)
                  && !account.captured.isGreaterThan(account.approved),
              () -> "refunded, captured, approved of " + tranche + ": " + words(account));
        });
    cast.orders().keySet().forEach(id -> look(id, accounts));
  }

  private static String words(Account account) {
    return account.refunded + ", " + account.captured + ", " + account.approved;
  }

  private void look(OrderId id, Map<String, Account> accounts) {
    Result<OrderView> found = sound.orders().find(Stage.SHOP, id);
    Invariant.O1.require(
        found instanceof Result.Done<OrderView>, () -> "the placed order " + id + " is not there");
    OrderView order = found.orThrow();
    OrderState before = closed.get(id);
    Invariant.P7.require(
        before == null || before == order.state(),
        () -> id + " was " + before + " and is " + order.state());
    if (order.state().next().isEmpty()) {
      closed.put(id, order.state());
    }
    boolean whole = order.lines().stream().allMatch(line -> line.cancelled() == 0);
    Invariant.M1.require(
        !whole || order.payment().payable().equals(order.total()),
        () -> id + " costs " + order.total() + ", its parts " + order.payment());
    for (FulfillmentOrder shipment : order.shipments()) {
      Account account = accounts.getOrDefault(shipment.id(), new Account());
      Invariant.P3.require(
          shipment.state() != FulfillmentState.BACKORDERED || account.live <= 0,
          () -> shipment.id() + " waits for goods and has an open authorization");
      Invariant.P4.require(
          !isOut(shipment.state()) || account.captured.isPositive() || isFree(order, shipment),
          () -> shipment.id() + " is " + shipment.state() + " and was not paid");
    }
  }

  private static boolean isFree(OrderView order, FulfillmentOrder shipment) {
    return order.payment().parts().stream()
        .anyMatch(part -> part.shipment().equals(shipment.id()) && part.payable().isZero());
  }

  private static boolean isOut(FulfillmentState state) {
    return state.hasLeft() && state != FulfillmentState.LOADED;
  }

  /** What holds once everything has come to rest. */
  void inTheEnd() {
    now();
    afterStep();
    Map<String, Account> accounts = accounts();
    Set<String> people = peopleLookAt();
    accounts.forEach(
        (tranche, account) ->
            Invariant.P1.require(
                account.live <= 1 || people.contains(account.order),
                () -> account.live + " live authorizations for " + tranche));
    stockIsWhole();
    Set<OrderId> paidFor = new TreeSet<>(cast.orders().keySet());
    stage.bank().provider().ledger().forEach(entry -> paidFor.add(entry.order()));
    paidFor.forEach(id -> moneyIsRight(id, accounts, people.contains(id.value())));
    cast.orders().keySet().forEach(this::everythingWasTold);
    if (Collections.disjoint(
        stage.weather().troubles(), Set.of(Trouble.CLOCK_BACK, Trouble.FREEZE))) {
      // Events are in the order of the times at which their transactions began.
      cast.orders().keySet().forEach(this::stepsWereLegal);
    }
  }

  /** Returns what tasks are about that wait for a person. */
  private Set<String> peopleLookAt() {
    return sound.tasks().open(Stage.AGENT, 1_000).orThrow().stream()
        .map(Task::subject)
        .collect(Collectors.toSet());
  }

  private void stockIsWhole() {
    Map<String, int[]> kept = new TreeMap<>();
    for (StockLevel level : stage.world().inventory().levels(Stage.SKUS)) {
      kept.put(
          level.sku() + "@" + level.center(),
          new int[] {-level.reserved(), -level.allocated(), -level.backordered()});
    }
    stage
        .reservations()
        .forEach(
            id ->
                stage
                    .world()
                    .inventory()
                    .find(id)
                    .ifPresent(reservation -> count(reservation, kept)));
    kept.forEach(
        (place, left) ->
            Invariant.S2.require(
                left[0] == 0 && left[1] == 0 && left[2] == 0,
                () -> "counters of " + place + " and reservations differ: " + List.of(left)));
    if (stage.world().inventory() instanceof StockLedger) {
      StockVerification verification = verifying().inventory().verify();
      Invariant.S2.require(
          verification.differences().isEmpty(), () -> verification.differences().toString());
    }
  }

  /** A shop on the bare stores: the ports hide the ledger. */
  private Commerce verifying() {
    return Commerce.builder()
        .clock(stage.clock())
        .ids(stage::newId)
        .documents(stage.world().documents())
        .inventory(stage.world().inventory())
        .build();
  }

  private static void count(Reservation reservation, Map<String, int[]> kept) {
    Invariant.S3.require(
        reservation.state() != Reservation.State.HELD, () -> "still held: " + reservation);
    for (Reservation.Line line : reservation.lines()) {
      int[] left = kept.computeIfAbsent(line.sku() + "@" + line.center(), place -> new int[3]);
      left[1] += line.kept();
      left[2] += line.backordered();
    }
  }

  private void moneyIsRight(OrderId id, Map<String, Account> accounts, boolean personLooks) {
    Optional<OrderView> order =
        sound.orders().find(Stage.SHOP, id).fold(Optional::of, refusal -> Optional.empty());
    Totals totals = stage.bank().provider().totals(id);
    Money open = totals.open().getOrDefault(CurrencyUnit.USD, NOTHING);
    boolean mayBeOpen = order.filter(o -> !o.state().next().isEmpty()).isPresent();
    Invariant.P5.require(
        mayBeOpen || open.isZero() || personLooks,
        () ->
            open
                + " is open for the order "
                + id
                + ", which is "
                + order.map(OrderView::state).map(Enum::name).orElse("not there"));
    if (!personLooks) {
      order.ifPresent(o -> booksAgree(o, totals, accounts));
    }
  }

  private static void booksAgree(OrderView order, Totals totals, Map<String, Account> accounts) {
    Money captured = totals.captured().getOrDefault(CurrencyUnit.USD, NOTHING);
    Money refunded = totals.refunded().getOrDefault(CurrencyUnit.USD, NOTHING);
    Invariant.P9.require(
        captured.equals(order.payment().captured()) && refunded.equals(order.payment().refunded()),
        () -> order.id() + " has " + order.payment() + ", the books " + captured + ", " + refunded);
    order
        .payment()
        .parts()
        .forEach(
            part -> {
              Account account = accounts.getOrDefault(part.shipment(), new Account());
              Invariant.P1.require(
                  !account.captured.isGreaterThan(part.payable()),
                  () -> account.captured + " was captured for " + part);
            });
  }

  private void everythingWasTold(OrderId id) {
    long told = told(id, "order-placed");
    Invariant.N1.require(told == 1, () -> id + " was told as placed by " + told + " messages");
    OrderView order = sound.orders().find(Stage.SHOP, id).orThrow();
    boolean left = order.shipments().stream().anyMatch(s -> isOut(s.state()));
    Invariant.N1.require(
        !left || told(id, "shipped") > 0, () -> id + " has left and nobody was told");
  }

  private long told(OrderId id, String kind) {
    return stage.delivered().stream()
        .filter(n -> n.order().equals(id) && n.kind().equals(kind))
        .map(Notification::id)
        .distinct()
        .count();
  }

  private void stepsWereLegal(OrderId id) {
    Map<String, CommerceEvent> last = new TreeMap<>();
    for (CommerceEvent event : sound.orders().history(Stage.SHOP, id).orThrow()) {
      Optional<FulfillmentState> state = stateOf(event);
      if (state.isPresent()) {
        String shipment = Objects.requireNonNull(event.facts().get("shipment"));
        CommerceEvent before = last.put(shipment, event);
        // Two nodes may do two steps in one millisecond; nobody can tell their order.
        Invariant.O2.require(
            before == null
                || !event.at().isAfter(before.at())
                || stateOf(before).orElseThrow().next().contains(state.get()),
            () -> shipment + " went from " + before + " to " + event);
      }
    }
  }

  private static Optional<FulfillmentState> stateOf(CommerceEvent event) {
    for (FulfillmentState state : FulfillmentState.values()) {
      String kind = "shipment-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (event.kind().equals(kind)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
