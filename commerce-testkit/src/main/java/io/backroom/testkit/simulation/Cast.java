package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The people around the shop. They know only what they were told: a customer whose click was not
 * answered clicks again, a warehouse works from what it sees.
 */
final class Cast {
  private static final List<Address> PLACES =
      List.of(
          Address.of("Boston", "US", 42.36, -71.06), Address.of("Seattle", "US", 47.61, -122.33));

  private static final String REFUSED = "tok_declined_insufficient";
  private static final int LATEST = 3;
  private static final int LATE_NEWS = 10;
  private static final int LOOKS = 4;

  private final Stage stage;
  private final Coverage coverage;
  private final Map<String, OrderRequest> requests = new LinkedHashMap<>();
  private final Map<OrderId, CustomerId> orders = new LinkedHashMap<>();
  private final Map<String, OrderId> byKey = new TreeMap<>();
  private final List<OrderId> delivered = new ArrayList<>();
  private final List<OrderId> onHold = new ArrayList<>();
  private final List<OperationId> acknowledged = new ArrayList<>();
  private final Stockroom stockroom;
  private final Carts carts;
  private final SecondThoughts thoughts;
  private final SecondPeople people;
  private final Returning returns;

  Cast(Stage stage, Coverage coverage) {
    this.stage = stage;
    this.coverage = coverage;
    this.stockroom = new Stockroom(stage, coverage);
    this.carts = new Carts(stage, coverage);
    this.thoughts = new SecondThoughts(stage, coverage);
    this.people = new SecondPeople(stage, coverage);
    this.returns = new Returning(coverage, people);
  }

  /** Returns the orders that somebody was told of, and whose they are. */
  Map<OrderId, CustomerId> orders() {
    return orders;
  }

  /** Does one step; returns what became of it. */
  String act(Step step) {
    Dice dice = new Dice(step.seed());
    stage.clock().pass(Duration.ofMillis(dice.between(1, 2_000)));
    return switch (step.act()) {
      case PLACE -> place(dice, newRequest(dice));
      case PLACE_AGAIN -> placeAgain(dice);
      case PLACE_OTHER_UNDER_KEY -> placeOther(dice);
      case QUOTE -> quote(dice);
      case CANCEL -> cancel(dice);
      case CANCEL_SOME -> cancelSome(dice);
      case CHANGE -> change(dice);
      case ANSWER_RECALL -> answerRecall(dice);
      case ANSWER_DELAY -> answerDelay(dice);
      case DECIDE -> people.decide(dice);
      case PAY -> pay(dice);
      case TAKE_BACK -> takeBack(dice);
      case WORK -> work(dice, false);
      case WORK_OUT_OF_ORDER -> work(dice, true);
      case RECEIVE -> stockroom.receive(dice);
      case EXPECT -> stockroom.expect(dice);
      case ADJUST -> stockroom.adjust(dice);
      case COUNT -> stockroom.count(dice);
      case TRANSFER -> stockroom.transfer(dice);
      case LOTS -> stockroom.lots(dice);
      case HOLD -> carts.hold(dice);
      case CHANGE_HOLD -> carts.change(dice);
      case WEBHOOK -> webhook(dice);
      case SETTLE -> stage.bank().settleOne(dice);
      case RUN_DUE -> "did " + stage.node(dice).runDue();
      case PASS -> pass(dice);
      case LOOK -> look(dice);
      case RESTART -> restart(dice);
    };
  }

  private OrderRequest newRequest(Dice dice) {
    CustomerId customer = dice.of(Stage.CUSTOMERS);
    OrderRequest.Draft draft = OrderRequest.of(customer.value(), dice.of(PLACES), card(dice));
    int items = dice.between(1, 3);
    for (int i = 0; i < items; i++) {
      // The same SKU may come twice.
      draft = draft.add(dice.of(Stage.SKUS).value(), dice.between(1, 3));
    }
    // Who wants much is in a hurry.
    draft = items == 3 ? draft.withOption(dice.of(Stage.OPTIONS)) : draft;
    draft = dice.permille(600) ? draft.orBackorder() : draft;
    Optional<ReservationId> hold = dice.permille(400) ? carts.of(customer) : Optional.empty();
    if (hold.isPresent()) {
      draft = draft.holding(hold.get());
    }
    OrderRequest request = dice.permille(750) ? draft.once(stage.newId()).build() : draft.build();
    request.key().ifPresent(key -> requests.put(key, request));
    return request;
  }

  /** Now and then one that is always refused. */
  private static String card(Dice dice) {
    return dice.permille(80) ? REFUSED : "tok_" + dice.below(4);
  }

  private String place(Dice dice, OrderRequest request) {
    Caller caller =
        dice.permille(150) ? Stage.AGENT : Caller.customer(request.customer(), Channel.WEB);
    PlaceResult result = stage.node(dice).orders().place(caller, request);
    if (result instanceof PlaceResult.Placed placed) {
      OrderId id = placed.order().id();
      orders.put(id, request.customer());
      if (placed.order().state() == OrderState.ON_HOLD) {
        onHold.add(id);
      }
      request
          .key()
          .map(key -> byKey.putIfAbsent(key, id))
          .ifPresent(
              first ->
                  Invariant.O3.require(
                      first.equals(id), () -> "one key, two orders: " + first + " and " + id));
    }
    coverage.count("place", kind(result));
    return kind(result);
  }

  private static String kind(PlaceResult result) {
    return result instanceof PlaceResult.Refused refused
        ? refused.refusal().code().name()
        : result.getClass().getSimpleName();
  }

  private String placeAgain(Dice dice) {
    return requests.isEmpty()
        ? "nobody has clicked yet"
        : place(dice, dice.of(List.copyOf(requests.values())));
  }

  private String placeOther(Dice dice) {
    if (byKey.isEmpty()) {
      return "no order yet";
    }
    String key = dice.of(List.copyOf(byKey.keySet()));
    OrderRequest first = requests.get(key);
    OrderRequest.Draft draft =
        OrderRequest.of(
            first == null ? "alice" : first.customer().value(), dice.of(PLACES), "tok_other");
    OrderRequest other = draft.add("mug", 7).once(key).build();
    PlaceResult result =
        stage.node(dice).orders().place(Caller.customer(other.customer(), Channel.WEB), other);
    Invariant.O3.require(
        result instanceof PlaceResult.Refused refused
            && refused.refusal().code() == Refusal.Code.KEY_REUSED,
        () -> "another order under the key " + key + " was answered with " + result);
    return kind(result);
  }

  private String quote(Dice dice) {
    OrderRequest request =
        OrderRequest.of("alice", dice.of(PLACES), "tok_1")
            .add(dice.of(Stage.SKUS).value(), dice.between(1, 5))
            .orBackorder()
            .build();
    return answer(
        "quote",
        stage.node(dice).orders().quote(Caller.customer(request.customer(), Channel.WEB), request));
  }

  private Optional<OrderView> anOrder(Dice dice, Commerce node) {
    List<OrderId> all = List.copyOf(orders.keySet());
    // What was ordered last is what people come back to.
    boolean late = all.size() > LATEST && dice.permille(400);
    return oneOf(late ? all.subList(all.size() - LATEST, all.size()) : all, dice, node);
  }

  /** Now and then one of which its customer was never told, and which is among theirs. */
  private Optional<OrderView> seenOrder(Dice dice, Commerce node) {
    if (dice.permille(500)) {
      return anOrder(dice, node);
    }
    CustomerId customer = dice.of(Stage.CUSTOMERS);
    List<OrderView> theirs =
        node.orders().of(Caller.customer(customer, Channel.WEB), customer, LATEST).orThrow();
    return theirs.isEmpty() ? Optional.empty() : Optional.of(dice.of(theirs));
  }

  private static Optional<OrderView> oneOf(List<OrderId> some, Dice dice, Commerce node) {
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(node.orders().find(Stage.SHOP, dice.of(some)).orThrow());
  }

  private static Caller ownerOrAgent(Dice dice, OrderView order) {
    return dice.permille(300) ? Stage.AGENT : Caller.customer(order.customer(), Channel.WEB);
  }

  private String cancel(Dice dice) {
    Commerce node = stage.node(dice);
    return seenOrder(dice, node)
        .map(
            order ->
                answer("cancel@" + order.state(), cancel(node, ownerOrAgent(dice, order), order)))
        .orElse("no order yet");
  }

  private Result<?> cancel(Commerce node, Caller caller, OrderView order) {
    return people.give(node, any -> any.orders().cancel(caller, order.id(), "no more"));
  }

  private String cancelSome(Dice dice) {
    Commerce node = stage.node(dice);
    return anOrder(dice, node)
        .map(
            order -> {
              OrderView.Line line = dice.of(order.lines());
              List<OrderRequest.Item> some =
                  List.of(new OrderRequest.Item(line.sku(), dice.between(1, 2)));
              Caller caller = ownerOrAgent(dice, order);
              return answer(
                  "cancel-some@" + order.state(),
                  people.give(node, any -> any.orders().cancelItems(caller, order.id(), some, "")));
            })
        .orElse("no order yet");
  }

  private String change(Dice dice) {
    Commerce node = stage.node(dice);
    return seenOrder(dice, node)
        .map(order -> thoughts.change(dice, node, order, ownerOrAgent(dice, order)))
        .orElse("no order yet");
  }

  private String answerRecall(Dice dice) {
    Commerce node = stage.node(dice);
    Optional<OrderView> order =
        stage.recalled().isEmpty() ? anOrder(dice, node) : oneOf(stage.recalled(), dice, node);
    return order
        .map(found -> thoughts.answerRecall(dice, node, found.shipments()))
        .orElse("no order yet");
  }

  private String answerDelay(Dice dice) {
    Commerce node = stage.node(dice);
    List<OrderId> told = stage.toldOfDelays();
    Optional<OrderView> order =
        told.isEmpty() || dice.permille(200)
            ? anOrder(dice, node)
            : oneOf(told.subList(Math.max(0, told.size() - LATEST), told.size()), dice, node);
    return order
        .map(found -> thoughts.answerDelay(dice, node, found, ownerOrAgent(dice, found)))
        .orElse("no order yet");
  }

  /** Some insist on their card. */
  private String pay(Dice dice) {
    Commerce node = stage.node(dice);
    Optional<OrderView> order =
        dice.permille(700)
            ? oneOf(onHold.subList(Math.max(0, onHold.size() - LATEST), onHold.size()), dice, node)
            : anOrder(dice, node);
    boolean insists = dice.permille(250);
    InstrumentRef card = InstrumentRef.of(insists ? REFUSED : card(dice));
    int times = insists ? dice.between(6, 12) : 1;
    String outcome = "no order yet";
    for (int i = 0; i < times && order.isPresent(); i++) {
      OrderView seen = order.get();
      Result<OrderView> result =
          stage.node(dice).orders().pay(ownerOrAgent(dice, seen), seen.id(), card);
      outcome = answer("pay@" + seen.state(), result);
      order = result.fold(Optional::of, refusal -> Optional.empty());
      stage.clock().pass(Duration.ofMinutes(1));
    }
    return outcome;
  }

  private String webhook(Dice dice) {
    Optional<Bank.Letter> letter = stage.bank().aLetter(dice);
    if (letter.isEmpty()) {
      return "the provider has nothing to tell";
    }
    boolean twice = dice.permille(200);
    String outcome = tell(stage.node(dice), letter.get(), dice.permille(50));
    return twice ? outcome + ", " + tell(stage.node(dice), letter.get(), false) : outcome;
  }

  /** Long after all is over the provider tells much of it once more. */
  void hearLateNews(Dice dice, Commerce node) {
    for (int i = 0; i < LATE_NEWS; i++) {
      stage.bank().aLetter(dice).ifPresent(letter -> tell(node, letter, false));
    }
    node.runDue();
  }

  private String tell(Commerce node, Bank.Letter letter, boolean forged) {
    Result<Integer> result =
        node.paymentNotifications().receive(forged ? Map.of() : Bank.HEADERS, Bank.body(letter));
    if (result.fold(ours -> ours > 0, refusal -> false)) {
      Invariant.N3.require(!forged, () -> "a forged notification was taken: " + letter);
      acknowledged.add(letter.operation());
    }
    return answer("webhook " + letter.outcome().getClass().getSimpleName(), result);
  }

  private String takeBack(Dice dice) {
    Commerce node = stage.node(dice);
    if (dice.permille(300) && returns.isAny()) {
      return returns.again(dice, node);
    }
    Optional<OrderView> order =
        dice.permille(800) ? oneOf(delivered, dice, node) : anOrder(dice, node);
    return order.map(view -> returns.takeBack(dice, node, view)).orElse("no order yet");
  }

  Returning returns() {
    return returns;
  }

  /** Returns the operations of which notifications were acknowledged, each as often as it was. */
  List<OperationId> acknowledged() {
    return acknowledged;
  }

  private String work(Dice dice, boolean outOfOrder) {
    Commerce node = stage.node(dice);
    List<FulfillmentOrder> shipments =
        outOfOrder ? inOneState(dice, node) : anyShipments(dice, node);
    if (shipments.isEmpty()) {
      return "nothing to do";
    }
    FulfillmentOrder shipment = dice.of(shipments);
    if (shipment.recall() == FulfillmentOrder.Recall.ACCEPTED && !outOfOrder) {
      return "nobody goes on with " + shipment.id();
    }
    int what = outOfOrder ? dice.below(6) : nextOf(shipment, dice);
    Fulfillment desk = node.fulfillment();
    String id = shipment.id();
    return switch (what) {
      case 0 -> answer("pick@" + shipment.state(), desk.pick(Stage.WAREHOUSE, id));
      case 1 -> answer("pack@" + shipment.state(), desk.pack(Stage.WAREHOUSE, id, 700));
      case 2 ->
          answer("manifest@" + shipment.state(), desk.manifest(Stage.WAREHOUSE, id, "T-" + id));
      case 3 -> answer("load@" + shipment.state(), desk.load(Stage.WAREHOUSE, id));
      case 4 -> scan(desk, shipment, dice.of(List.of(Fulfillment.Scan.values())));
      case 5 -> scan(desk, shipment, Fulfillment.Scan.DELIVERED);
      default -> shipment.state() + " needs nothing";
    };
  }

  private String scan(Fulfillment desk, FulfillmentOrder shipment, Fulfillment.Scan scan) {
    if (scan == Fulfillment.Scan.DELIVERED) {
      delivered.add(shipment.order());
    }
    return answer(scan + "@" + shipment.state(), desk.track(Stage.WAREHOUSE, shipment.id(), scan));
  }

  private List<FulfillmentOrder> anyShipments(Dice dice, Commerce node) {
    return anOrder(dice, node).map(OrderView::shipments).orElse(List.of());
  }

  /** Every state that a few orders are in has the same chance: some last for a moment only. */
  private List<FulfillmentOrder> inOneState(Dice dice, Commerce node) {
    Map<FulfillmentState, List<FulfillmentOrder>> byState = new TreeMap<>();
    for (int i = 0; i < LOOKS; i++) {
      for (FulfillmentOrder shipment : anyShipments(dice, node)) {
        byState.computeIfAbsent(shipment.state(), s -> new ArrayList<>()).add(shipment);
      }
    }
    return byState.isEmpty() ? List.of() : dice.of(List.copyOf(byState.values()));
  }

  private static int nextOf(FulfillmentOrder shipment, Dice dice) {
    return switch (shipment.state()) {
      case RELEASED -> 0;
      case PICKING -> 1;
      case PACKED -> 2;
      case MANIFESTED -> 3;
      case IN_TRANSIT -> dice.permille(600) ? 4 : 5;
      case OUT_FOR_DELIVERY, EXCEPTION -> dice.permille(600) ? 9 : dice.permille(500) ? 4 : 5;
      default -> 9;
    };
  }

  private String pass(Dice dice) {
    Duration time = Duration.ofMinutes(dice.between(1, dice.permille(200) ? 4_000 : 90));
    if (stage.weather().strikes(Trouble.CLOCK_FORWARD, dice)) {
      time = Duration.ofDays(dice.between(1, 30));
    } else if (stage.weather().strikes(Trouble.CLOCK_BACK, dice)) {
      time = Duration.ofMinutes(-dice.between(1, 60));
    }
    stage.clock().pass(time);
    return "passed " + time;
  }

  private String look(Dice dice) {
    Commerce node = stage.node(dice);
    Optional<OrderView> order = anOrder(dice, node);
    order.ifPresent(
        found -> {
          CustomerId stranger =
              dice.of(Stage.CUSTOMERS.stream().filter(c -> !c.equals(found.customer())).toList());
          Result<OrderView> theirs =
              node.orders().find(Caller.customer(stranger, Channel.WEB), found.id());
          Invariant.A1.require(
              theirs instanceof Result.Refused<OrderView>,
              () -> stranger + " saw the order " + found.id() + " of " + found.customer());
        });
    order
        .filter(found -> found.state() == OrderState.ON_HOLD)
        .ifPresent(found -> onHold.add(found.id()));
    return order.map(OrderView::state).map(Enum::name).orElse("no order yet");
  }

  private String restart(Dice dice) {
    stage.restartOne(dice);
    return "restarted";
  }

  private String answer(String what, Result<?> result) {
    return coverage.answer(what, result);
  }
}
