package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
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

  private final Stage stage;
  private final Coverage coverage;
  private final Map<String, OrderRequest> requests = new LinkedHashMap<>();
  private final Map<OrderId, CustomerId> orders = new LinkedHashMap<>();
  private final Map<String, OrderId> byKey = new TreeMap<>();
  private final List<ReceiptId> receipts = new ArrayList<>();

  Cast(Stage stage, Coverage coverage) {
    this.stage = stage;
    this.coverage = coverage;
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
      case PAY -> pay(dice);
      case TAKE_BACK -> takeBack(dice);
      case WORK -> work(dice, false);
      case WORK_OUT_OF_ORDER -> work(dice, true);
      case RECEIVE -> receive(dice);
      case EXPECT -> expect(dice);
      case ADJUST -> adjust(dice);
      case SETTLE -> stage.bank().settleOne(dice);
      case RUN_DUE -> "did " + stage.node(dice).runDue();
      case PASS -> pass(dice);
      case LOOK -> look(dice);
      case RESTART -> restart(dice);
    };
  }

  private OrderRequest newRequest(Dice dice) {
    OrderRequest.Draft draft =
        OrderRequest.of(dice.of(Stage.CUSTOMERS).value(), dice.of(PLACES), "tok_" + dice.below(4));
    int items = dice.between(1, 3);
    for (int i = 0; i < items; i++) {
      // The same SKU may come twice.
      draft = draft.add(dice.of(Stage.SKUS).value(), dice.between(1, 3));
    }
    draft = dice.permille(600) ? draft.orBackorder() : draft;
    OrderRequest request = draft.once(stage.newId()).build();
    requests.put(request.key().orElseThrow(), request);
    return request;
  }

  private String place(Dice dice, OrderRequest request) {
    Caller caller =
        dice.permille(150) ? Stage.AGENT : Caller.customer(request.customer(), Channel.WEB);
    PlaceResult result = stage.node(dice).orders().place(caller, request);
    if (result instanceof PlaceResult.Placed placed) {
      OrderId id = placed.order().id();
      orders.put(id, request.customer());
      OrderId first = byKey.putIfAbsent(request.key().orElseThrow(), id);
      Invariant.O3.require(
          first == null || first.equals(id), () -> "one key, two orders: " + first + " and " + id);
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
    return orders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            node.orders().find(Stage.SHOP, dice.of(List.copyOf(orders.keySet()))).orThrow());
  }

  private static Caller ownerOrAgent(Dice dice, OrderView order) {
    return dice.permille(300) ? Stage.AGENT : Caller.customer(order.customer(), Channel.WEB);
  }

  private String cancel(Dice dice) {
    Commerce node = stage.node(dice);
    return anOrder(dice, node)
        .map(
            order ->
                answer(
                    "cancel@" + order.state(),
                    node.orders().cancel(ownerOrAgent(dice, order), order.id(), "no more")))
        .orElse("no order yet");
  }

  private String cancelSome(Dice dice) {
    Commerce node = stage.node(dice);
    return anOrder(dice, node)
        .map(
            order -> {
              OrderView.Line line = dice.of(order.lines());
              List<OrderRequest.Item> some =
                  List.of(new OrderRequest.Item(line.sku(), dice.between(1, 2)));
              return answer(
                  "cancel-some@" + order.state(),
                  node.orders().cancelItems(ownerOrAgent(dice, order), order.id(), some, ""));
            })
        .orElse("no order yet");
  }

  private String pay(Dice dice) {
    Commerce node = stage.node(dice);
    return anOrder(dice, node)
        .map(
            order ->
                answer(
                    "pay@" + order.state(),
                    node.orders()
                        .pay(
                            ownerOrAgent(dice, order),
                            order.id(),
                            InstrumentRef.of("tok_" + dice.between(10, 14)))))
        .orElse("no order yet");
  }

  private String takeBack(Dice dice) {
    Commerce node = stage.node(dice);
    return anOrder(dice, node)
        .map(
            order -> {
              OrderView.Line line = dice.of(order.lines());
              ReturnRequest request =
                  new ReturnRequest(
                      order.id(),
                      List.of(new OrderRequest.Item(line.sku(), dice.between(1, 2))),
                      dice.of(List.of(ReturnRequest.Disposition.values())),
                      "back-" + dice.below(3),
                      "");
              return answer("return@" + order.state(), node.returns().accept(Stage.AGENT, request));
            })
        .orElse("no order yet");
  }

  private String work(Dice dice, boolean outOfOrder) {
    Commerce node = stage.node(dice);
    List<FulfillmentOrder> shipments =
        anOrder(dice, node).map(OrderView::shipments).orElse(List.of());
    if (shipments.isEmpty()) {
      return "nothing to do";
    }
    FulfillmentOrder shipment = dice.of(shipments);
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
    return answer(scan + "@" + shipment.state(), desk.track(Stage.WAREHOUSE, shipment.id(), scan));
  }

  private static int nextOf(FulfillmentOrder shipment, Dice dice) {
    return switch (shipment.state()) {
      case RELEASED -> 0;
      case PICKING -> 1;
      case PACKED -> 2;
      case MANIFESTED -> 3;
      case IN_TRANSIT, OUT_FOR_DELIVERY, EXCEPTION -> dice.permille(500) ? 4 : 5;
      default -> 9;
    };
  }

  private String receive(Dice dice) {
    StockLine line = new StockLine(dice.of(Stage.SKUS), dice.of(Stage.CENTERS), dice.between(1, 6));
    boolean announced = !receipts.isEmpty() && dice.permille(700);
    Optional<ReceiptId> receipt = announced ? Optional.of(dice.of(receipts)) : Optional.empty();
    return answer(
        "receive",
        stage
            .node(dice)
            .inventory()
            .receive(Stage.WAREHOUSE, CommandId.of(stage.newId()), line, receipt));
  }

  private String expect(Dice dice) {
    boolean known = !receipts.isEmpty() && dice.permille(300);
    ReceiptId receipt = known ? dice.of(receipts) : ReceiptId.of(stage.newId());
    Sku sku = dice.of(Stage.SKUS);
    receipts.add(receipt);
    return answer(
        "expect",
        stage
            .node(dice)
            .inventory()
            .expect(
                Stage.SHOP,
                new StockCommand.Expect(
                    CommandId.of(stage.newId()),
                    receipt,
                    sku,
                    dice.of(Stage.CENTERS),
                    dice.below(8),
                    stage.clock().instant().plus(Duration.ofHours(dice.between(-24, 24 * 14))))));
  }

  private String adjust(Dice dice) {
    return answer(
        "adjust",
        stage
            .node(dice)
            .inventory()
            .adjust(
                Stage.WAREHOUSE,
                new StockCommand.Adjust(
                    CommandId.of(stage.newId()),
                    dice.of(Stage.SKUS),
                    dice.of(Stage.CENTERS),
                    dice.between(-2, 3),
                    dice.between(-1, 1),
                    "counted")));
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
    return order.map(OrderView::state).map(Enum::name).orElse("no order yet");
  }

  private String restart(Dice dice) {
    stage.restartOne(dice);
    return "restarted";
  }

  private String answer(String what, Result<?> result) {
    String outcome = result.fold(done -> "done", refusal -> refusal.code().name());
    coverage.count(what, outcome);
    return what + " " + outcome;
  }
}
