package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.care.Task;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Entry;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.payment.PaymentStatus;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.time.Instant;
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
  private static final int DECLINES_MAX = 6;

  /** Tasks of people who look at money that nobody else can put in order. */
  private static final Set<String> ABOUT_MONEY =
      Set.of(
          "outcome-unknown",
          "money-stuck",
          "amount-differs",
          "provider-refuses",
          "provider-unusable");

  private final Stage stage;
  private final Cast cast;
  private final Commerce sound;
  private final StockInspector stock;
  private final MessageInspector messages;
  private final Map<OrderId, OrderState> closed = new TreeMap<>();

  Inspector(Stage stage, Cast cast) {
    this.stage = stage;
    this.cast = cast;
    this.sound = stage.sound();
    this.stock = new StockInspector(stage, sound);
    this.messages = new MessageInspector(stage, cast, sound);
  }

  /** What one shipment's money did, as the provider has it in its books. */
  private static final class Account {
    private Money approved = NOTHING;
    private Money captured = NOTHING;
    private Money refunded = NOTHING;
    private Money open = NOTHING;
    private int live;

    /** Of those that are live: how many the provider was asked to give back. */
    private int askedBack;

    private boolean expired;
    private String order = "";

    void add(Entry entry, Set<OperationId> back) {
      order = entry.order().value();
      switch (entry.kind()) {
        case AUTHORIZED -> {
          approved = approved.plus(entry.amount());
          open = open.plus(entry.amount());
          live++;
          askedBack += back.contains(entry.operation()) ? 1 : 0;
        }
        case CAPTURED -> {
          captured = captured.plus(entry.amount());
          live--;
        }
        case ADJUSTED -> approved = approved.plus(entry.amount());
        case REFUNDED -> refunded = refunded.plus(entry.amount());
        case VOIDED -> {
          ends(entry);
          askedBack--;
        }
        case EXPIRED -> {
          ends(entry);
          askedBack -= back.contains(entry.operation()) ? 1 : 0;
          expired = true;
        }
      }
    }

    private void ends(Entry entry) {
      open = open.minus(entry.amount());
      live--;
    }
  }

  private Map<String, Account> accounts() {
    Map<String, Account> accounts = new TreeMap<>();
    for (Entry entry : stage.bank().provider().ledger()) {
      accounts
          .computeIfAbsent(entry.tranche(), t -> new Account())
          .add(entry, stage.bank().askedBack());
    }
    return accounts;
  }

  /** What holds at every moment and is quickly looked at. */
  void afterStep() {
    stock.afterStep();
  }

  /** What holds at every moment and takes a longer look. */
  void now() {
    Map<String, Account> accounts = accounts();
    accounts.forEach(
        (tranche, account) -> {
          // A customer may pay otherwise while the bank has not yet given back what it was asked
          // to.
          Invariant.P1.require(
              account.live - account.askedBack <= 2,
              () -> account.live + " live authorizations for " + tranche);
          Invariant.P2.require(
              !account.refunded.isGreaterThan(account.captured)
                  && !account.captured.isGreaterThan(account.approved),
              () -> "refunded, captured, approved of " + tranche + ": " + words(account));
        });
    cast.orders().keySet().forEach(id -> look(id, accounts));
    stock.now();
    cardsAreSpared();
  }

  /**
   * At most four declines of a card and an amount in a day; two more may have been under way when
   * the fourth became known.
   */
  private void cardsAreSpared() {
    if (stage.weather().troubles().contains(Trouble.CLOCK_BACK)) {
      return;
    }
    stage
        .bank()
        .declined()
        .forEach(
            (card, operations) -> {
              List<Instant> times = List.copyOf(operations.values());
              for (int i = DECLINES_MAX; i < times.size(); i++) {
                Duration span = Duration.between(times.get(i - DECLINES_MAX), times.get(i));
                Invariant.P11.require(
                    span.compareTo(Duration.ofDays(1)) >= 0,
                    () -> (DECLINES_MAX + 1) + " declines of " + card + " in " + span);
              }
            });
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
      isCovered(order, shipment, account);
    }
    order
        .lines()
        .forEach(
            line ->
                Invariant.O3.require(
                    line.returned() <= cast.returns().returnedAtMost(id, line.sku()),
                    () -> id + ": more has come back than was sent: " + line));
  }

  /** Until an authorization runs out, which the shop may let happen, it is there and whole. */
  private static void isCovered(OrderView order, FulfillmentOrder shipment, Account account) {
    boolean begun =
        shipment.state().isChangeable()
            && shipment.state().compareTo(FulfillmentState.RELEASED) >= 0;
    for (PaymentStatus.Part part : order.payment().parts()) {
      boolean its = part.shipment().equals(shipment.id()) && part.state().equals("AUTHORIZED");
      Invariant.P10.require(
          !begun || !its || account.expired || !account.open.isLessThan(part.payable()),
          () -> shipment.state() + " with " + account.open + " set aside for " + part);
    }
  }

  private static boolean isFree(OrderView order, FulfillmentOrder shipment) {
    return order.payment().parts().stream()
        .anyMatch(part -> part.shipment().equals(shipment.id()) && part.payable().isZero());
  }

  static boolean isOut(FulfillmentState state) {
    return state.hasLeft() && state != FulfillmentState.LOADED;
  }

  /**
   * What holds once every outcome is known. Later authorizations run out, and hide their orphans.
   */
  void onceSettled() {
    Map<String, Account> accounts = accounts();
    Set<String> people = peopleLookAt();
    Set<String> known = new TreeSet<>();
    for (OrderView order : allOrders()) {
      known.add(order.id().value());
      if (!people.contains(order.id().value())) {
        partsAreSettled(order, accounts);
      }
    }
    accounts.forEach(
        (tranche, account) ->
            Invariant.P5.require(
                account.live <= 0 || known.contains(account.order),
                () -> account.open + " is open for no order: " + tranche));
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
    List<OrderView> all = allOrders();
    stock.inTheEnd(all);
    Set<OrderId> paidFor = new TreeSet<>(cast.orders().keySet());
    stage.bank().provider().ledger().forEach(entry -> paidFor.add(entry.order()));
    paidFor.forEach(id -> moneyIsRight(id, accounts, people.contains(id.value())));
    all.stream()
        .filter(order -> !people.contains(order.id().value()))
        .forEach(order -> partsAreSettled(order, accounts));
    stage
        .bank()
        .refundsRefused()
        .forEach(
            refund ->
                Invariant.P8.require(
                    people.contains(MessageInspector.orderOf(refund).value()),
                    () -> "nobody looks after the refused refund " + refund));
    messages.inTheEnd();
    if (Collections.disjoint(
        stage.weather().troubles(), Set.of(Trouble.CLOCK_BACK, Trouble.FREEZE))) {
      // Events are in the order of the times at which their transactions began.
      cast.orders().keySet().forEach(this::stepsWereLegal);
    }
  }

  /** Those too of which nobody was told, because the answer was lost. */
  List<OrderView> allOrders() {
    return Stage.CUSTOMERS.stream()
        .flatMap(customer -> sound.orders().of(Stage.SHOP, customer, 100).orThrow().stream())
        .toList();
  }

  private static void partsAreSettled(OrderView order, Map<String, Account> accounts) {
    for (PaymentStatus.Part part : order.payment().parts()) {
      Account account = accounts.getOrDefault(part.shipment(), new Account());
      Invariant.P8.require(
          !part.state().equals("AUTHORIZING"), () -> "nobody goes on with " + part);
      boolean over = part.state().equals("CAPTURED") || part.state().equals("CLOSED");
      Invariant.P5.require(
          !over || account.live <= 0, () -> account.open + " is open beside " + part);
    }
  }

  /** Returns the orders whose money only a person can put in order. */
  private Set<String> peopleLookAt() {
    return sound.tasks().open(Stage.AGENT, 1_000).orThrow().stream()
        .filter(task -> ABOUT_MONEY.contains(task.kind()))
        .map(Task::subject)
        .collect(Collectors.toSet());
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
