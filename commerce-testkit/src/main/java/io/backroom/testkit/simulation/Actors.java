package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Manifest;
import io.backroom.fulfillment.ManifestParcel;
import io.backroom.fulfillment.Manifests;
import io.backroom.fulfillment.PackedCarton;
import io.backroom.fulfillment.PackedParcel;
import io.backroom.fulfillment.Rejection;
import io.backroom.inventory.Hold;
import io.backroom.order.Approval;
import io.backroom.order.ChangePreview;
import io.backroom.order.ChangeResult;
import io.backroom.order.HoldRequest;
import io.backroom.order.OrderEdit;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Alice and the people around her shop. Each thing they do bears being done again, as people do who
 * were not answered: under the same key, or after a look at how far it has come.
 */
final class Actors {
  private static final Dice ANY = Dice.of(0, "any");
  private static final Address BOSTON = Address.of("Boston", "US", 42.36, -71.06);
  private static final Caller ALICE = Caller.customer(Stage.CUSTOMERS.get(0), Channel.WEB);
  private static final Caller BORIS = Caller.agent("boris", Channel.STORE);
  private static final Instant PICKUP = VirtualClock.START.plus(Duration.ofDays(1));
  private static final int PATIENCE = 30;

  private final Stage stage;
  private final Map<String, ChangePreview> shown = new HashMap<>();

  Actors(Stage stage) {
    this.stage = stage;
  }

  private Commerce shop() {
    return stage.node(ANY);
  }

  private static OrderRequest.Draft draft(String card, Object... items) {
    OrderRequest.Draft draft = OrderRequest.of("alice", BOSTON, card);
    for (int i = 0; i < items.length; i += 2) {
      draft = draft.add((String) items[i], (Integer) items[i + 1]);
    }
    return draft.orBackorder();
  }

  void place(String card, Object... items) {
    shop().orders().place(ALICE, draft(card, items).once("cart").build());
  }

  void hold(String sku, int units) {
    HoldRequest request =
        HoldRequest.of(
            Stage.CUSTOMERS.get(0),
            new HoldRequest.Routed(BOSTON),
            new OrderRequest.Item(Sku.of(sku), units));
    shop().holds().hold(ALICE, request.once("basket"));
  }

  private Optional<ReservationId> held() {
    return shop().holds().of(ALICE, Stage.CUSTOMERS.get(0)).orThrow().stream()
        .map(Hold::id)
        .findFirst();
  }

  void extend() {
    held().ifPresent(id -> shop().holds().extendForPayment(ALICE, id));
  }

  void placeHeld(String sku, int units) {
    OrderRequest.Draft draft = draft("tok_1", sku, units);
    Optional<ReservationId> id = held();
    shop().orders().place(ALICE, id.map(draft::holding).orElse(draft).once("cart").build());
  }

  private List<OrderView> orders() {
    return shop().orders().of(ALICE, Stage.CUSTOMERS.get(0), 100).orThrow();
  }

  private void each(Consumer<OrderView> what) {
    orders().forEach(what);
  }

  void cancel() {
    each(order -> shop().orders().cancel(ALICE, order.id(), ""));
  }

  /** Takes one unit out, unless that was done. */
  void cancelOne(String sku) {
    each(
        order -> {
          // What is under way is not said again: without a key it would be one more.
          boolean begun =
              order.change().isPresent()
                  || order.lines().stream().anyMatch(line -> line.cancelled() > 0);
          if (!begun) {
            List<OrderRequest.Item> one = List.of(new OrderRequest.Item(Sku.of(sku), 1));
            shop().orders().cancelItems(ALICE, order.id(), one, "");
          }
        });
  }

  void cancelByAgent() {
    each(order -> shop().orders().cancel(Stage.AGENT, order.id(), ""));
  }

  void change(String key, UnaryOperator<OrderEdit> edit) {
    each(order -> change(ALICE, order.id(), key, edit.apply(OrderEdit.none())));
  }

  void changeByAgent(String key, UnaryOperator<OrderEdit> edit) {
    each(order -> change(Stage.AGENT, order.id(), key, edit.apply(OrderEdit.none())));
  }

  /** Confirms what was shown first, and what is shown instead if it has moved. */
  private void change(Caller caller, OrderId order, String key, OrderEdit edit) {
    if (!shown.containsKey(key)) {
      shop()
          .orders()
          .previewChange(caller, order, edit)
          .fold(preview -> shown.put(key, preview), no -> Optional.empty());
    }
    Optional<ChangePreview> seen = Optional.ofNullable(shown.get(key));
    while (seen.isPresent()) {
      ChangeResult result =
          shop().orders().confirmChange(caller, order, seen.get(), key, "other plans");
      seen =
          result instanceof ChangeResult.Moved moved ? Optional.of(moved.now()) : Optional.empty();
      seen.ifPresent(now -> shown.put(key, now));
    }
  }

  void withdraw() {
    each(order -> shop().orders().withdrawChange(ALICE, order.id(), "as it was"));
  }

  void answerRecall(boolean accepted) {
    each(
        order ->
            order
                .shipments()
                .forEach(
                    parcel ->
                        shop().fulfillment().recalled(Stage.WAREHOUSE, parcel.id(), accepted)));
  }

  private List<FulfillmentOrder> parcels(FulfillmentState state) {
    return orders().stream()
        .flatMap(order -> order.shipments().stream())
        .filter(shipment -> shipment.state() == state)
        .toList();
  }

  /** Rejects what was to leave, once: what goes elsewhere by then is another center's. */
  void reject(Rejection why) {
    each(
        order ->
            order
                .shipments()
                .forEach(
                    parcel ->
                        shop()
                            .fulfillment()
                            .once("reject")
                            .reject(Stage.WAREHOUSE, parcel.id(), why, "at the dock")));
  }

  void pickShort(String sku) {
    each(
        order ->
            order
                .shipments()
                .forEach(
                    parcel ->
                        shop()
                            .fulfillment()
                            .once("short")
                            .pickShort(
                                Stage.WAREHOUSE, parcel.id(), Map.of(Sku.of(sku), 1), "empty")));
  }

  /** Packs every SKU in a carton of its own. */
  void packEach() {
    for (FulfillmentOrder shipment : parcels(FulfillmentState.PICKING)) {
      List<PackedCarton> cartons = new ArrayList<>();
      shipment
          .units()
          .forEach(
              (sku, units) ->
                  cartons.add(
                      new PackedCarton(PackedParcel.weighing(300L * units), Map.of(sku, units))));
      shop().fulfillment().pack(Stage.WAREHOUSE, shipment.id(), cartons);
    }
  }

  /** Lists what is packed, one parcel for each SKU. */
  void list() {
    for (FulfillmentOrder shipment : parcels(FulfillmentState.PACKED)) {
      List<Manifests.Listing> listings =
          shipment.units().keySet().stream()
              .map(sku -> Manifests.Listing.of("ups", "ground", PICKUP, sku.value()))
              .toList();
      shop().manifests().addAll(Stage.WAREHOUSE, shipment.id(), listings);
    }
  }

  private List<Manifest> lists(Manifest.State state) {
    return Stage.CENTERS.stream()
        .flatMap(
            center ->
                shop().manifests().list(Stage.WAREHOUSE, center, state, 10).orThrow().stream())
        .toList();
  }

  void closeLists() {
    lists(Manifest.State.OPEN)
        .forEach(manifest -> shop().manifests().close(Stage.WAREHOUSE, manifest.id()));
  }

  void scan() {
    for (Manifest manifest : lists(Manifest.State.CLOSED)) {
      shop().manifests().parcels(Stage.WAREHOUSE, manifest.id()).orThrow().stream()
          .map(ManifestParcel::sscc)
          .forEach(sscc -> shop().manifests().load(Stage.WAREHOUSE, manifest.id(), sscc));
    }
  }

  void answerDelay(boolean agreed) {
    each(
        order ->
            order
                .shipments()
                .forEach(
                    parcel ->
                        shop().orders().answerDelay(ALICE, order.id(), parcel.id(), agreed, "")));
  }

  /** Somebody else looks at what an agent may not do alone. */
  void decide(boolean approved) {
    shop().approvals().open(BORIS, 100).orThrow().stream()
        .map(Approval::id)
        .forEach(id -> shop().approvals().decide(BORIS, id, approved, ""));
  }

  /** Looks now and then whether it is so far. */
  private void await(BooleanSupplier soFar) {
    for (int i = 0; i < PATIENCE && !soFar.getAsBoolean(); i++) {
      stage.clock().pass(Duration.ofSeconds(20));
      shop().runDue();
    }
  }

  void pay(String card) {
    await(() -> orders().stream().anyMatch(order -> order.state() == OrderState.ON_HOLD));
    each(order -> shop().orders().pay(ALICE, order.id(), InstrumentRef.of(card)));
  }

  void confirmAtBank() {
    await(() -> !stage.bank().letters().isEmpty());
    stage.bank().confirmAll();
    each(order -> shop().orders().checkPayment(ALICE, order.id()));
  }

  void bankSettles() {
    await(() -> !stage.bank().letters().isEmpty());
    stage.bank().settleAll();
  }

  void bankTells() {
    stage
        .bank()
        .letters()
        .forEach(letter -> shop().paymentNotifications().receive(Bank.HEADERS, Bank.body(letter)));
  }

  /** Of the first letters, those of these numbers, in this order. */
  void bankTells(List<Integer> numbers) {
    List<Bank.Letter> letters = stage.bank().letters();
    for (int number : numbers) {
      // So early there may be fewer.
      Bank.Letter letter = letters.get(number % letters.size());
      shop().paymentNotifications().receive(Bank.HEADERS, Bank.body(letter));
      shop().runDue();
    }
  }

  void bringBack(String sku, int units, String key) {
    each(
        order ->
            shop()
                .returns()
                .accept(
                    Stage.AGENT,
                    new ReturnRequest(
                        order.id(),
                        List.of(new OrderRequest.Item(Sku.of(sku), units)),
                        ReturnRequest.Disposition.RESTOCK,
                        key,
                        "")));
  }

  void expect(String sku, int units) {
    expect("expect-" + sku, sku, units, 2);
  }

  void expectLater(String sku, int units) {
    expect("later-" + sku, sku, units, 9);
  }

  private void expect(String command, String sku, int units, int days) {
    shop()
        .inventory()
        .expect(
            Stage.SHOP,
            new StockCommand.Expect(
                CommandId.of(command),
                ReceiptId.of("po-" + sku),
                Sku.of(sku),
                Stage.CENTERS.get(0),
                units,
                VirtualClock.START.plus(Duration.ofDays(days))));
  }

  void receive(String sku, int units) {
    shop()
        .inventory()
        .receive(
            Stage.WAREHOUSE,
            CommandId.of("receive-" + sku),
            new StockLine(Sku.of(sku), Stage.CENTERS.get(0), units),
            Optional.of(ReceiptId.of("po-" + sku)));
  }

  void send(String sku, int units) {
    shop()
        .stockTaking()
        .send(
            Stage.WAREHOUSE,
            new StockCommand.Transfer(
                CommandId.of("send-" + sku),
                new StockLine(Sku.of(sku), Stage.CENTERS.get(1), units),
                Stage.CENTERS.get(0),
                ReceiptId.of("po-" + sku),
                VirtualClock.START.plus(Duration.ofDays(1))),
            "");
  }

  void count(String sku, int counted) {
    shop()
        .stockTaking()
        .count(
            Stage.WAREHOUSE,
            new StockCommand.Count(
                CommandId.of("count-" + sku),
                Sku.of(sku),
                Stage.CENTERS.get(0),
                counted,
                "counted"));
  }

  void receiveLot(String code, int units) {
    shop()
        .lots()
        .receive(
            Stage.WAREHOUSE,
            CommandId.of("receive-" + code),
            new StockLine(Stage.IN_LOTS, Stage.CENTERS.get(0), units),
            Optional.empty(),
            code,
            Optional.of(VirtualClock.START.plus(Duration.ofDays(50))));
  }

  void recall(String code) {
    shop()
        .lots()
        .recall(Stage.WAREHOUSE, CommandId.of("recall"), Stage.IN_LOTS, code, "a bad smell");
  }

  void pass(Duration time) {
    stage.clock().pass(time);
    shop().runDue();
  }

  /**
   * Brings every parcel that was paid for so far, with some patience for those that are not yet.
   */
  void bring(FulfillmentState target) {
    for (int i = 0; i < PATIENCE; i++) {
      List<FulfillmentOrder> open =
          orders().stream()
              .flatMap(order -> order.shipments().stream())
              .filter(shipment -> shipment.state().compareTo(target) < 0)
              .toList();
      if (open.isEmpty()) {
        return;
      }
      open.forEach(shipment -> Parcels.next(shop().fulfillment(), shipment));
      stage.clock().pass(Duration.ofSeconds(20));
      shop().runDue();
    }
  }
}
