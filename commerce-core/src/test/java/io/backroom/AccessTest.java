package io.backroom;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.LoadScan;
import io.backroom.fulfillment.Manifest;
import io.backroom.fulfillment.Manifests;
import io.backroom.fulfillment.Rejection;
import io.backroom.inventory.StockDifference;
import io.backroom.order.ChangePreview;
import io.backroom.order.ChangeResult;
import io.backroom.order.HoldRequest;
import io.backroom.order.HoldResult;
import io.backroom.order.Holds;
import io.backroom.order.OrderEdit;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.recommendation.Feedback;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.Suggestions;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may do what: every command and query, for every kind of caller. */
class AccessTest {
  private static final Sku MUG = Sku.of("mug");

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 5);
  private final OrderId alices = shop.place(order().add("mug", 1));

  private static final TrackingEvent NEWS =
      new TrackingEvent(
          "ups",
          "T-1",
          TrackingStatus.DELIVERED,
          "D",
          "",
          "",
          "",
          TestShop.OPENING,
          TestShop.OPENING,
          false);

  /** What somebody does with an order of Alice, named by its method. */
  private Map<String, BiFunction<Caller, OrderId, Result<?>>> withAnOrder() {
    Commerce commerce = shop.commerce();
    List<OrderRequest.Item> one = List.of(new OrderRequest.Item(MUG, 1));
    Map<String, BiFunction<Caller, OrderId, Result<?>>> all = new LinkedHashMap<>();
    all.put("Orders.find", (caller, id) -> commerce.orders().find(caller, id));
    all.put("Orders.status", (caller, id) -> commerce.orders().status(caller, id));
    all.put("Orders.cancel", (caller, id) -> commerce.orders().cancel(caller, id, ""));
    all.put("Orders.prioritize", (caller, id) -> commerce.orders().prioritize(caller, id, 0, ""));
    OrderEdit edit = OrderEdit.none().set("mug", 2);
    ChangePreview shown = commerce.orders().previewChange(as(ALICE), alices, edit).orThrow();
    all.put(
        "Orders.previewChange", (caller, id) -> commerce.orders().previewChange(caller, id, edit));
    all.put(
        "Orders.confirmChange",
        (caller, id) -> result(commerce.orders().confirmChange(caller, id, shown, "key", "")));
    all.put(
        "Orders.withdrawChange", (caller, id) -> commerce.orders().withdrawChange(caller, id, ""));
    all.put(
        "Orders.keepData",
        (caller, id) -> commerce.orders().keepData(caller, id, Map.of("campaign", "x"), ""));
    all.put(
        "Orders.answerDelay",
        (caller, id) -> commerce.orders().answerDelay(caller, id, id + "-1", true, ""));
    all.put("Orders.changes", (caller, id) -> commerce.orders().changes(caller, id));
    all.put("Orders.history", (caller, id) -> commerce.orders().history(caller, id));
    all.put(
        "Orders.cancelItems", (caller, id) -> commerce.orders().cancelItems(caller, id, one, ""));
    all.put(
        "Orders.pay", (caller, id) -> commerce.orders().pay(caller, id, InstrumentRef.of("tok")));
    all.put("Orders.checkPayment", (caller, id) -> commerce.orders().checkPayment(caller, id));
    all.put(
        "Returns.accept",
        (caller, id) ->
            commerce
                .returns()
                .accept(
                    caller, new ReturnRequest(id, one, ReturnRequest.Disposition.SCRAP, "k", "")));
    return all;
  }

  private static Result<?> result(ChangeResult answer) {
    return answer instanceof ChangeResult.Refused no
        ? Result.refused(no.refusal())
        : Result.done(answer);
  }

  /** What somebody does with a hold of Alice. */
  private Map<String, BiFunction<Caller, ReservationId, Result<?>>> withAHold() {
    Holds holds = shop.commerce().holds();
    Map<String, BiFunction<Caller, ReservationId, Result<?>>> all = new LinkedHashMap<>();
    all.put("Holds.find", holds::find);
    all.put("Holds.extend", holds::extend);
    all.put("Holds.extendForPayment", holds::extendForPayment);
    all.put("Holds.giveBack", holds::giveBack);
    return all;
  }

  private static HoldRequest hold() {
    return HoldRequest.of(
        ALICE, new HoldRequest.Shelf(EAST), new OrderRequest.Item(Sku.of("mug"), 1));
  }

  /** What somebody does for Alice, without an order. */
  private Map<String, Function<Caller, Object>> forAlice() {
    Commerce commerce = shop.commerce();
    Customer alice = new Customer(ALICE, "Mallory", "", "", Customer.Consent.GIVEN);
    Map<String, Function<Caller, Object>> all = new LinkedHashMap<>();
    all.put("Orders.quote", c -> commerce.orders().quote(c, order().add("mug", 1).build()));
    all.put("Orders.whyNot", c -> commerce.orders().whyNot(c, order().add("mug", 1).build(), EAST));
    all.put("Orders.place", c -> commerce.orders().place(c, order().add("mug", 1).build()));
    all.put("Holds.hold", c -> commerce.holds().hold(c, hold()));
    all.put("Holds.of", c -> commerce.holds().of(c, ALICE));
    all.put("Orders.of", c -> commerce.orders().of(c, ALICE, 10));
    all.put("Customers.put", c -> commerce.customers().put(c, alice));
    all.put("Customers.find", c -> commerce.customers().find(c, ALICE));
    Suggestions lists = commerce.suggestions();
    ListTerms hers = ListTerms.of(5).readBy(ALICE);
    List<Sku> cart = List.of(MUG);
    all.put("Suggestions.forYou", c -> lists.forYou(c, ALICE, hers));
    all.put("Suggestions.buyAgain", c -> lists.buyAgain(c, ALICE, hers));
    all.put("Suggestions.reorderSoon", c -> lists.reorderSoon(c, ALICE, hers));
    all.put("Suggestions.segment", c -> lists.segment(c, ALICE, hers));
    all.put("Suggestions.boughtTogether", c -> lists.boughtTogether(c, cart, hers));
    all.put("Suggestions.crossSell", c -> lists.crossSell(c, cart, hers));
    all.put("Suggestions.upsell", c -> lists.upsell(c, MUG, hers));
    all.put("Suggestions.similar", c -> lists.similar(c, MUG, hers));
    all.put("Suggestions.alternatives", c -> lists.alternatives(c, MUG, hers));
    Feedback view = new Feedback(Feedback.Kind.VIEW, MUG);
    all.put("Suggestions.tell", c -> lists.tell(c, ALICE, List.of(view)));
    return all;
  }

  /** What only the shop's own people and programs do. */
  private Map<String, Function<Caller, Result<?>>> inside() {
    Commerce commerce = shop.commerce();
    String shipment = shop.shipment(alices).id();
    CommandId key = CommandId.of("k1");
    Map<String, Function<Caller, Result<?>>> all = new LinkedHashMap<>();
    Product dear = Product.of("mug", "A mug", Money.parse("USD 99.00"), 1);
    all.put("Catalog.put", c -> commerce.catalog().put(c, dear));
    all.put(
        "Inventory.receive",
        c -> commerce.inventory().receive(c, key, new StockLine(MUG, EAST, 1), Optional.empty()));
    all.put(
        "Inventory.expect",
        c ->
            commerce
                .inventory()
                .expect(
                    c,
                    new StockCommand.Expect(
                        key, ReceiptId.of("r"), MUG, EAST, 1, TestShop.OPENING)));
    all.put(
        "Inventory.adjust",
        c ->
            commerce.inventory().adjust(c, new StockCommand.Adjust(key, MUG, EAST, 1, 0, "count")));
    all.put(
        "Inventory.limitBackorders",
        c -> commerce.inventory().limitBackorders(c, key, MUG, EAST, 1, ""));
    all.put("Inventory.history", c -> commerce.inventory().history(c, MUG, 1));
    all.put(
        "StockTaking.count",
        c -> commerce.stockTaking().count(c, new StockCommand.Count(key, MUG, EAST, 9, "a count")));
    all.put(
        "StockTaking.openSheet", c -> commerce.stockTaking().openSheet(c, key, EAST, List.of(MUG)));
    all.put("StockTaking.enter", c -> commerce.stockTaking().enter(c, "s", MUG, 1));
    all.put("StockTaking.closeSheet", c -> commerce.stockTaking().closeSheet(c, "s", "why"));
    all.put("StockTaking.sheet", c -> commerce.stockTaking().sheet(c, "s"));
    all.put(
        "StockTaking.send",
        c ->
            commerce
                .stockTaking()
                .send(
                    c,
                    new StockCommand.Transfer(
                        key,
                        new StockLine(MUG, EAST, 1),
                        TestShop.WEST,
                        ReceiptId.of("r"),
                        TestShop.OPENING),
                    ""));
    all.put(
        "StockTaking.writeOff",
        c -> commerce.stockTaking().writeOff(c, key, ReceiptId.of("r"), "lost"));
    all.put("StockTaking.inTransit", c -> commerce.stockTaking().inTransit(c, 1));
    all.put("Lots.keep", c -> commerce.lots().keep(c, key, MUG, 1, ""));
    all.put(
        "Lots.receive",
        c ->
            commerce
                .lots()
                .receive(
                    c, key, new StockLine(MUG, EAST, 1), Optional.empty(), "L", Optional.empty()));
    all.put(
        "Lots.label",
        c -> commerce.lots().label(c, key, new StockLine(MUG, EAST, 1), "L", Optional.empty(), ""));
    all.put("Lots.count", c -> commerce.lots().count(c, key, MUG, EAST, "L", 1, "a count"));
    all.put("Lots.recall", c -> commerce.lots().recall(c, key, MUG, "L", "why"));
    all.put("Lots.uses", c -> commerce.lots().uses(c, MUG, "L", Optional.empty(), 1));
    all.put("Lots.at", c -> commerce.lots().at(c, MUG, EAST, 1));
    all.put("Serials.keep", c -> commerce.serials().keep(c, key, MUG, ""));
    all.put(
        "Serials.receive",
        c ->
            commerce
                .serials()
                .receive(c, key, new StockLine(MUG, EAST, 1), Optional.empty(), List.of("A")));
    all.put(
        "Serials.writeOff",
        c -> commerce.serials().writeOff(c, key, MUG, EAST, List.of("A"), "lost"));
    all.put(
        "Serials.send",
        c ->
            commerce
                .serials()
                .send(
                    c,
                    new StockCommand.Transfer(
                        key,
                        new StockLine(MUG, EAST, 1),
                        TestShop.WEST,
                        ReceiptId.of("r"),
                        TestShop.OPENING),
                    List.of("A"),
                    ""));
    all.put(
        "Serials.takeBack", c -> commerce.serials().takeBack(c, key, MUG, "A", EAST, "returned"));
    all.put("Serials.find", c -> commerce.serials().find(c, MUG, "A"));
    StockLevel none = StockLevel.none(MUG, EAST);
    all.put("Inventory.movements", c -> commerce.inventory().movements(c, MUG, 0, 10));
    all.put(
        "Inventory.repair",
        c -> commerce.inventory().repair(c, key, new StockDifference(none, none), "drifted"));
    all.put("Inventory.levels", c -> commerce.inventory().levels(c, List.of(MUG)));
    all.put(
        "Fulfillment.list",
        c -> commerce.fulfillment().list(c, EAST, FulfillmentState.RELEASED, 10));
    all.put("Fulfillment.workload", c -> commerce.fulfillment().workload(c, EAST));
    all.put("Fulfillment.pick", c -> commerce.fulfillment().pick(c, shipment));
    all.put("Fulfillment.pack", c -> commerce.fulfillment().pack(c, shipment, 1));
    all.put(
        "Fulfillment.confirmWeight", c -> commerce.fulfillment().confirmWeight(c, shipment, 1, ""));
    all.put("Fulfillment.proposeCartons", c -> commerce.fulfillment().proposeCartons(c, shipment));
    all.put("Fulfillment.weighing", c -> commerce.fulfillment().weighing(c, shipment));
    all.put("Fulfillment.manifest", c -> commerce.fulfillment().manifest(c, shipment, "t"));
    all.put("Fulfillment.load", c -> commerce.fulfillment().load(c, shipment));
    all.put("Fulfillment.unloaded", c -> commerce.fulfillment().unloaded(c, shipment, ""));
    withManifests(all, shipment);
    all.put("CarrierNews.report", c -> commerce.carrierNews().report(c, List.of(NEWS)));
    all.put("CarrierNews.track", c -> commerce.carrierNews().track(c, shipment));
    all.put(
        "Fulfillment.reject",
        c -> commerce.fulfillment().reject(c, shipment, Rejection.CLOSED, ""));
    all.put(
        "Fulfillment.pickShort",
        c -> commerce.fulfillment().pickShort(c, shipment, Map.of(MUG, 1), ""));
    all.put("Fulfillment.recalled", c -> commerce.fulfillment().recalled(c, shipment, true));
    all.put(
        "Fulfillment.track",
        c -> commerce.fulfillment().track(c, shipment, Fulfillment.Scan.DELIVERED));
    all.put("Approvals.open", c -> commerce.approvals().open(c, 10));
    all.put("Approvals.decide", c -> commerce.approvals().decide(c, "a", true, ""));
    all.put("Tasks.open", c -> commerce.tasks().open(c, 10));
    all.put("Tasks.complete", c -> commerce.tasks().complete(c, "t", ""));
    return all;
  }

  private void withManifests(Map<String, Function<Caller, Result<?>>> all, String shipment) {
    Manifests manifests = shop.commerce().manifests();
    Sscc sscc = Sscc.of("0614141", 1);
    Manifests.Listing listing = Manifests.Listing.of("ups", "ground", TestShop.OPENING, "T");
    all.put("Manifests.add", c -> manifests.add(c, shipment, listing));
    all.put("Manifests.addAll", c -> manifests.addAll(c, shipment, List.of(listing)));
    all.put("Manifests.takeOff", c -> manifests.takeOff(c, sscc, ""));
    all.put("Manifests.close", c -> manifests.close(c, "m"));
    all.put("Manifests.transmit", c -> manifests.transmit(c, "m"));
    all.put("Manifests.transmitted", c -> manifests.transmitted(c, "m", ""));
    all.put("Manifests.acknowledged", c -> manifests.acknowledged(c, "m", ""));
    all.put("Manifests.load", c -> result(manifests.load(c, "m", sscc)));
    all.put("Manifests.find", c -> manifests.find(c, "m"));
    all.put("Manifests.list", c -> manifests.list(c, EAST, Manifest.State.OPEN, 10));
    all.put("Manifests.parcels", c -> manifests.parcels(c, "m"));
    all.put("Manifests.parcel", c -> manifests.parcel(c, sscc));
  }

  private static Result<?> result(LoadScan scan) {
    return scan instanceof LoadScan.Refused no ? Result.refused(no.refusal()) : Result.done(scan);
  }

  @Test
  void everyCommandAndQueryWithACallerIsInThisTest() {
    Set<String> listed = new TreeSet<>(withAnOrder().keySet());
    listed.addAll(withAHold().keySet());
    listed.addAll(forAlice().keySet());
    listed.addAll(inside().keySet());
    Set<String> there = new TreeSet<>();
    for (Method room : Commerce.class.getMethods()) {
      if (room.getParameterCount() == 0 && room.getReturnType().getName().startsWith("io.")) {
        Arrays.stream(room.getReturnType().getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getParameterCount() > 0)
            .filter(method -> method.getParameterTypes()[0] == Caller.class)
            .forEach(
                method -> there.add(room.getReturnType().getSimpleName() + "." + method.getName()));
      }
    }
    assertThat(listed).isEqualTo(there);
  }

  @TestFactory
  Stream<DynamicTest> somebodyElsesOrderIsAnsweredLikeOneThatDoesNotExist() {
    TestShop.Snapshot before = shop.snapshot();
    return withAnOrder().entrySet().stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getKey(),
                    () -> {
                      Refusal theirs = TestShop.refusal(command.getValue().apply(as(BOB), alices));
                      Refusal none =
                          TestShop.refusal(command.getValue().apply(as(BOB), OrderId.of("none")));
                      assertThat(theirs.code()).isEqualTo(Refusal.Code.NOT_FOUND);
                      assertThat(theirs.code()).isEqualTo(none.code());
                      assertThat(theirs.field()).isEqualTo(none.field());
                      assertThat(theirs.message().replace(alices.value(), "none"))
                          .isEqualTo(none.message());
                      assertThat(shop.snapshot()).isEqualTo(before);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> somebodyElsesHoldIsAnsweredLikeOneThatDoesNotExist() {
    ReservationId alicesHold =
        ((HoldResult.Held) shop.commerce().holds().hold(as(ALICE), hold())).hold().id();
    TestShop.Snapshot before = shop.snapshot();
    return withAHold().entrySet().stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getKey(),
                    () -> {
                      Refusal theirs =
                          TestShop.refusal(command.getValue().apply(as(BOB), alicesHold));
                      Refusal none =
                          TestShop.refusal(
                              command.getValue().apply(as(BOB), ReservationId.of("none")));
                      assertThat(theirs.code()).isEqualTo(Refusal.Code.NOT_FOUND);
                      assertThat(theirs.toString().replace(alicesHold.value(), "none"))
                          .isEqualTo(none.toString());
                      assertThat(shop.snapshot()).isEqualTo(before);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> somebodyElseIsAnsweredLikeACustomerWhoDoesNotExist() {
    TestShop.Snapshot before = shop.snapshot();
    return forAlice().entrySet().stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getKey(),
                    () -> {
                      Refusal refusal = refusalOf(command.getValue().apply(as(BOB)));
                      assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
                      assertThat(refusal.field()).isEqualTo("customer");
                      assertThat(shop.snapshot()).isEqualTo(before);
                    }));
  }

  private static Refusal refusalOf(Object answer) {
    if (answer instanceof HoldResult result) {
      assertThat(result).isInstanceOf(HoldResult.Refused.class);
      return ((HoldResult.Refused) result).refusal();
    }
    return answer instanceof PlaceResult result
        ? TestShop.refusal(result)
        : TestShop.refusal((Result<?>) answer);
  }

  @TestFactory
  Stream<DynamicTest> aCustomerMayNotDoTheShopsWork() {
    TestShop.Snapshot before = shop.snapshot();
    return inside().entrySet().stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getKey(),
                    () -> {
                      Refusal refusal = TestShop.refusal(command.getValue().apply(as(ALICE)));
                      assertThat(refusal.code()).isEqualTo(Refusal.Code.FORBIDDEN);
                      assertThat(refusal.field()).isEqualTo("caller");
                      assertThat(refusal.message()).contains("alice");
                      assertThat(shop.snapshot()).isEqualTo(before);
                    }));
  }

  @Test
  void anAgentKeepsNeitherStockNorCatalogAndTheWarehousePlacesNoOrders() {
    for (String command : List.of("Catalog.put", "Inventory.receive", "Fulfillment.pick")) {
      assertThat(TestShop.refusal(inside().get(command).apply(AGENT)).code())
          .isEqualTo(Refusal.Code.FORBIDDEN);
    }
    assertThat(refusalOf(forAlice().get("Orders.place").apply(WAREHOUSE)).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(TestShop.refusal(inside().get("Tasks.open").apply(WAREHOUSE)).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
  }

  @Test
  void everyoneMayDoTheirOwn() {
    forAlice()
        .forEach(
            (name, command) -> {
              Object answer = command.apply(as(ALICE));
              assertThat(
                      answer instanceof PlaceResult.Placed
                          || answer instanceof HoldResult.Held
                          || answer instanceof Result.Done)
                  .as(name)
                  .isTrue();
            });
    assertThat(shop.commerce().orders().find(AGENT, alices)).isInstanceOf(Result.Done.class);
    assertThat(shop.commerce().orders().cancel(as(ALICE), alices, ""))
        .isInstanceOf(Result.Done.class);
  }

  @Test
  void aPolicyThatThrowsSaysNo() {
    TestShop broken =
        TestShop.open(
            builder ->
                builder.access(
                    request -> {
                      if (request.caller().is(ALICE)) {
                        throw new IllegalStateException("the directory is away");
                      }
                      return true;
                    }));
    broken.sell("mug", "USD 10.00").stock("mug", EAST, 1);
    TestShop.Snapshot before = broken.snapshot();

    Refusal refusal = TestShop.refusal(broken.answer(order().add("mug", 1)));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(TestShop.refusal(broken.commerce().tasks().open(as(ALICE), 1)).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(broken.snapshot()).isEqualTo(before);
  }
}
