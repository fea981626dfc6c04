package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.CommerceBuilder;
import io.backroom.TestShop;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.LoadScan;
import io.backroom.fulfillment.ManifestTerms;
import io.backroom.fulfillment.Manifests;
import io.backroom.fulfillment.Rejection;
import io.backroom.fulfillment.WeightTerms;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.manifest.CarrierManifest;
import io.backroom.spi.manifest.ManifestTransmitter;
import io.backroom.spi.manifest.TransmitAnswer;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every command has its effect once under its client's key. */
class CommandKeysTest {
  private static final Set<String> QUERIES =
      Set.of(
          "Orders.quote",
          "Orders.whyNot",
          "Orders.find",
          "Orders.history",
          "Orders.of",
          "Orders.status",
          "Orders.changes",
          "Orders.previewChange",
          "Fulfillment.list",
          "Fulfillment.workload",
          "Fulfillment.weighing",
          "Fulfillment.proposeCartons",
          "Manifests.find",
          "Manifests.list",
          "Manifests.parcels",
          "Manifests.parcel");

  /** A weight of three mugs that an agent has to look into, in a shop that weighs. */
  private static final long DOUBTFUL = 1_250;

  private static final WeightTerms WEIGHING =
      WeightTerms.of(1, 1, new WeightTerms.Spread(0, 0), new WeightTerms.Spread(0, 0))
          .limits(0, 3, 100, 3);

  /** The first parcel that a shop lists. */
  private static final Sscc PARCEL = Sscc.of("0614141", 1);

  /** What was shown when a change was first confirmed in a shop. */
  private static final Map<TestShop, ChangePreview> SHOWN = new ConcurrentHashMap<>();

  /** A command under a key, as it is first sent and as the same key with another content. */
  private record Keyed(FulfillmentState from, Given first, Given other) {}

  /** What a command is given to: the shop, the order, its shipment, the key. */
  private interface Given {
    Object to(TestShop shop, OrderId order, String shipment, String key);
  }

  private static Keyed order(FulfillmentState from, OnOrder first, OnOrder other) {
    return new Keyed(
        from,
        (shop, id, parcel, key) -> first.give(shop.commerce().orders().once(key), id),
        (shop, id, parcel, key) -> other.give(shop.commerce().orders().once(key), id));
  }

  private interface OnOrder {
    Object give(Orders orders, OrderId id);
  }

  private static Keyed parcel(FulfillmentState from, OnParcel first, OnParcel other) {
    return new Keyed(
        from,
        (shop, id, parcel, key) -> first.give(shop.commerce().fulfillment().once(key), parcel),
        (shop, id, parcel, key) -> other.give(shop.commerce().fulfillment().once(key), parcel));
  }

  private interface OnParcel {
    Object give(Fulfillment warehouse, String parcel);
  }

  private static List<OrderRequest.Item> mugs(int units) {
    return List.of(new OrderRequest.Item(Sku.of("mug"), units));
  }

  private static Map<String, Keyed> commands() {
    Caller alice = as(ALICE);
    Map<String, Keyed> all = new LinkedHashMap<>();
    all.put(
        "Orders.place",
        new Keyed(
            FulfillmentState.RELEASED,
            (shop, id, parcel, key) -> shop.answer(TestShop.order().add("mug", 1).once(key)),
            (shop, id, parcel, key) -> shop.answer(TestShop.order().add("mug", 2).once(key))));
    all.put(
        "Orders.cancel",
        order(
            FulfillmentState.RELEASED,
            (orders, id) -> orders.cancel(alice, id, ""),
            (orders, id) -> orders.cancel(alice, id, "another reason")));
    all.put(
        "Orders.cancelItems",
        order(
            FulfillmentState.RELEASED,
            (orders, id) -> orders.cancelItems(alice, id, mugs(1), ""),
            (orders, id) -> orders.cancelItems(alice, id, mugs(2), "")));
    all.put(
        "Orders.confirmChange",
        new Keyed(
            FulfillmentState.RELEASED,
            (shop, id, parcel, key) -> change(shop, id, key, 2),
            (shop, id, parcel, key) -> change(shop, id, key, 1)));
    all.put(
        "Orders.withdrawChange",
        order(
            FulfillmentState.PACKED,
            (orders, id) -> orders.withdrawChange(alice, id, ""),
            (orders, id) -> orders.withdrawChange(alice, id, "why")));
    all.put(
        "Orders.pay",
        order(
            FulfillmentState.PLANNED,
            (orders, id) -> orders.pay(alice, id, InstrumentRef.of("tok_ok")),
            (orders, id) -> orders.pay(alice, id, InstrumentRef.of("tok_other"))));
    all.put(
        "Orders.checkPayment",
        order(
            FulfillmentState.RELEASED,
            (orders, id) -> orders.checkPayment(alice, id),
            (orders, id) -> orders.cancel(alice, id, "")));
    all.put(
        "Orders.answerDelay",
        order(
            FulfillmentState.BACKORDERED,
            (orders, id) -> orders.answerDelay(alice, id, id + "-1", true, ""),
            (orders, id) -> orders.answerDelay(alice, id, id + "-1", false, "")));
    all.put(
        "Orders.prioritize",
        order(
            FulfillmentState.RELEASED,
            (orders, id) -> orders.prioritize(AGENT, id, 1, ""),
            (orders, id) -> orders.prioritize(AGENT, id, 2, "")));
    all.put(
        "Orders.keepData",
        order(
            FulfillmentState.RELEASED,
            (orders, id) -> orders.keepData(AGENT, id, Map.of("a", "1"), ""),
            (orders, id) -> orders.keepData(AGENT, id, Map.of("a", "2"), "")));
    all.put(
        "Returns.accept",
        new Keyed(
            FulfillmentState.DELIVERED,
            (shop, id, parcel, key) -> takeBack(shop, id, key, 1),
            (shop, id, parcel, key) -> takeBack(shop, id, key, 2)));
    all.put(
        "Fulfillment.pick",
        parcel(
            FulfillmentState.RELEASED,
            (house, parcel) -> house.pick(WAREHOUSE, parcel),
            (house, parcel) -> house.pack(WAREHOUSE, parcel, 1)));
    all.put(
        "Fulfillment.pack",
        parcel(
            FulfillmentState.PICKING,
            (house, parcel) -> house.pack(WAREHOUSE, parcel, 1),
            (house, parcel) -> house.pack(WAREHOUSE, parcel, 2)));
    all.put(
        "Fulfillment.manifest",
        parcel(
            FulfillmentState.PACKED,
            (house, parcel) -> house.manifest(WAREHOUSE, parcel, "T1"),
            (house, parcel) -> house.manifest(WAREHOUSE, parcel, "T2")));
    all.put(
        "Fulfillment.load",
        parcel(
            FulfillmentState.MANIFESTED,
            (house, parcel) -> house.load(WAREHOUSE, parcel),
            (house, parcel) -> house.pick(WAREHOUSE, parcel)));
    all.put(
        "Fulfillment.unloaded",
        parcel(
            FulfillmentState.MANIFESTED,
            (house, parcel) -> house.unloaded(WAREHOUSE, parcel, ""),
            (house, parcel) -> house.unloaded(WAREHOUSE, parcel, "why")));
    all.put(
        "Fulfillment.track",
        parcel(
            FulfillmentState.LOADED,
            (house, parcel) -> house.track(WAREHOUSE, parcel, Fulfillment.Scan.OUT_FOR_DELIVERY),
            (house, parcel) -> house.track(WAREHOUSE, parcel, Fulfillment.Scan.DELIVERED)));
    all.put(
        "Fulfillment.recalled",
        parcel(
            FulfillmentState.PACKED,
            (house, parcel) -> house.recalled(WAREHOUSE, parcel, true),
            (house, parcel) -> house.recalled(WAREHOUSE, parcel, false)));
    all.put(
        "Fulfillment.confirmWeight",
        parcel(
            FulfillmentState.PICKING,
            (house, parcel) -> house.confirmWeight(AGENT, parcel, DOUBTFUL, ""),
            (house, parcel) -> house.confirmWeight(AGENT, parcel, DOUBTFUL, "why")));
    withManifests(all);
    all.put(
        "Fulfillment.reject",
        parcel(
            FulfillmentState.RELEASED,
            (house, parcel) -> house.reject(WAREHOUSE, parcel, Rejection.CLOSED, ""),
            (house, parcel) -> house.reject(WAREHOUSE, parcel, Rejection.OTHER, "")));
    all.put(
        "Fulfillment.pickShort",
        parcel(
            FulfillmentState.PICKING,
            (house, parcel) -> house.pickShort(WAREHOUSE, parcel, Map.of(Sku.of("mug"), 1), ""),
            (house, parcel) -> house.pickShort(WAREHOUSE, parcel, Map.of(Sku.of("mug"), 2), "")));
    return all;
  }

  private static void withManifests(Map<String, Keyed> all) {
    all.put(
        "Manifests.add",
        onList(
            (house, parcel) -> house.add(WAREHOUSE, parcel, listing("T1")),
            (house, parcel) -> house.add(WAREHOUSE, parcel, listing("T2"))));
    all.put(
        "Manifests.addAll",
        onList(
            (house, parcel) ->
                house
                    .addAll(WAREHOUSE, parcel, List.of(listing("T1")))
                    .fold(all1 -> Result.done(all1.get(0)), Result::refused),
            (house, parcel) ->
                house
                    .addAll(WAREHOUSE, parcel, List.of(listing("T2")))
                    .fold(all2 -> Result.done(all2.get(0)), Result::refused)));
    all.put(
        "Manifests.takeOff",
        onList(
            (house, parcel) -> house.takeOff(WAREHOUSE, PARCEL, ""),
            (house, parcel) -> house.takeOff(WAREHOUSE, PARCEL, "why")));
    all.put(
        "Manifests.close",
        onList(
            (house, parcel) -> house.close(WAREHOUSE, manifest(house)),
            (house, parcel) -> house.acknowledged(WAREHOUSE, manifest(house), "")));
    all.put(
        "Manifests.transmit",
        onList(
            (house, parcel) -> house.transmit(WAREHOUSE, manifest(house)),
            (house, parcel) -> house.close(WAREHOUSE, manifest(house))));
    all.put(
        "Manifests.transmitted",
        onList(
            (house, parcel) -> house.transmitted(WAREHOUSE, manifest(house), "R1"),
            (house, parcel) -> house.transmitted(WAREHOUSE, manifest(house), "R2")));
    all.put(
        "Manifests.acknowledged",
        onList(
            (house, parcel) -> house.acknowledged(WAREHOUSE, manifest(house), "R1"),
            (house, parcel) -> house.acknowledged(WAREHOUSE, manifest(house), "R2")));
    all.put(
        "Manifests.load",
        onList(
            (house, parcel) -> house.load(WAREHOUSE, manifest(house), PARCEL),
            (house, parcel) -> house.load(WAREHOUSE, "another", PARCEL)));
  }

  private static Keyed onList(OnManifest first, OnManifest other) {
    return new Keyed(
        FulfillmentState.PACKED,
        (shop, id, parcel, key) -> first.give(shop.commerce().manifests().once(key), parcel),
        (shop, id, parcel, key) -> other.give(shop.commerce().manifests().once(key), parcel));
  }

  private interface OnManifest {
    Object give(Manifests manifests, String parcel);
  }

  private static Manifests.Listing listing(String tracking) {
    return Manifests.Listing.of("ups", "ground", TestShop.OPENING, tracking);
  }

  /** The only manifest of a shop. */
  private static String manifest(Manifests manifests) {
    return manifests.parcel(WAREHOUSE, PARCEL).orThrow().manifest();
  }

  private static ManifestTransmitter carrier() {
    return new ManifestTransmitter() {
      @Override
      public String carrier() {
        return "ups";
      }

      @Override
      public TransmitAnswer transmit(CarrierManifest manifest) {
        return new TransmitAnswer.Rejected("no");
      }
    };
  }

  private static Object change(TestShop shop, OrderId id, String key, int content) {
    Orders orders = shop.commerce().orders();
    OrderEdit edit = OrderEdit.none().to(TestShop.SEATTLE);
    ChangePreview shown =
        SHOWN.computeIfAbsent(shop, first -> orders.previewChange(as(ALICE), id, edit).orThrow());
    return orders.confirmChange(as(ALICE), id, shown, key, "wish " + content);
  }

  private static Object takeBack(TestShop shop, OrderId id, String key, int units) {
    return shop.commerce()
        .returns()
        .accept(
            AGENT, new ReturnRequest(id, mugs(units), ReturnRequest.Disposition.RESTOCK, key, ""));
  }

  private static TestShop shop(String name, FulfillmentState from) {
    return name.equals("Fulfillment.confirmWeight")
        ? shop(from, builder -> builder.weights(WEIGHING))
        : shop(from, builder -> builder);
  }

  private static TestShop shop(FulfillmentState from) {
    return shop("", from);
  }

  private static TestShop shop(FulfillmentState from, UnaryOperator<CommerceBuilder> choices) {
    TestShop shop =
        TestShop.open(
                builder ->
                    choices
                        .apply(builder)
                        .manifests(ManifestTerms.of("0614141").transmittedBy(carrier()))
                        .warehouse(request -> RecallAnswer.PENDING))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 9);
    if (from == FulfillmentState.PLANNED) {
      shop.place(TestShop.paidWith("tok_declined_hard").add("mug", 3));
      return shop;
    }
    if (from == FulfillmentState.BACKORDERED) {
      shop.sell("pot", "USD 15.00").expect("po", "pot", EAST, 5, Duration.ofDays(2));
      shop.place(TestShop.order().add("pot", 3).orBackorder());
      shop.expect("po", "pot", EAST, 5, Duration.ofDays(90));
      return shop;
    }
    OrderId id = shop.place(TestShop.order().add("mug", 3));
    if (from != FulfillmentState.RELEASED) {
      shop.bring(shop.shipment(id).id(), from);
    }
    return shop;
  }

  private static Refusal.Code code(Object answer) {
    if (answer instanceof LoadScan.Refused no) {
      return no.refusal().code();
    }
    return answer instanceof ChangeResult.Refused no
        ? no.refusal().code()
        : answer instanceof PlaceResult result
            ? TestShop.refusal(result).code()
            : TestShop.refusal((Result<?>) answer).code();
  }

  private static boolean isDone(Object answer) {
    return answer instanceof Result.Done
        || answer instanceof PlaceResult.Placed
        || answer instanceof ChangeResult.Begun
        || answer instanceof LoadScan.Loaded;
  }

  /** Leaves a recall and its change open, for commands that are about those. */
  private static void prepare(String name, TestShop shop, OrderId id) {
    if (name.equals("Orders.withdrawChange") || name.equals("Fulfillment.recalled")) {
      shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    }
    if (name.equals("Fulfillment.confirmWeight")) {
      shop.commerce().fulfillment().pack(WAREHOUSE, shop.shipment(id).id(), DOUBTFUL);
    }
    if (name.equals("Fulfillment.unloaded")) {
      shop.provider().onNext(Operation.CAPTURE, Fault.DECLINED_GENERIC);
      shop.commerce().fulfillment().load(WAREHOUSE, shop.shipment(id).id()).orThrow();
    }
    Manifests manifests = shop.commerce().manifests();
    if (name.startsWith("Manifests.") && !name.startsWith("Manifests.add")) {
      manifests.add(WAREHOUSE, shop.shipment(id).id(), listing("T")).orThrow();
      if (!Set.of("Manifests.takeOff", "Manifests.close").contains(name)) {
        manifests.close(WAREHOUSE, manifest(manifests)).orThrow();
      }
    }
  }

  @Test
  void everyCommandIsInThisTest() {
    Set<String> there = new TreeSet<>();
    for (Class<?> room : List.of(Orders.class, Fulfillment.class, Manifests.class)) {
      for (Method method : room.getMethods()) {
        if (method.getParameterCount() > 0 && method.getParameterTypes()[0] == Caller.class) {
          there.add(room.getSimpleName() + "." + method.getName());
        }
      }
    }
    there.removeAll(QUERIES);
    there.add("Returns.accept");
    assertThat(commands().keySet()).containsExactlyInAnyOrderElementsOf(there);
  }

  @TestFactory
  Stream<DynamicTest> aCommandThatIsSentAgainHasNoMoreEffect() {
    return each(
        (name, keyed) -> {
          TestShop shop = shop(name, keyed.from());
          OrderId id = only(shop);
          String parcel = shop.shipment(id).id();
          prepare(name, shop, id);
          assertThat(isDone(keyed.first().to(shop, id, parcel, "key"))).isTrue();
          TestShop.Snapshot before = shop.snapshot();

          Object again = keyed.first().to(shop, id, parcel, "key");

          assertThat(isDone(again)).isTrue();
          assertThat(shop.snapshot()).isEqualTo(before);
        });
  }

  @TestFactory
  Stream<DynamicTest> theSameKeyWithAnotherContentIsRefusedByName() {
    return each(
        (name, keyed) -> {
          TestShop shop = shop(name, keyed.from());
          OrderId id = only(shop);
          String parcel = shop.shipment(id).id();
          prepare(name, shop, id);
          assertThat(isDone(keyed.first().to(shop, id, parcel, "key"))).isTrue();
          TestShop.Snapshot before = shop.snapshot();

          Object other = keyed.other().to(shop, id, parcel, "key");

          assertThat(code(other)).isEqualTo(Refusal.Code.KEY_REUSED);
          assertThat(shop.snapshot()).isEqualTo(before);
        });
  }

  @TestFactory
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  Stream<DynamicTest> sixteenCallersWithOneKeyHaveOneEffect() {
    return each(
        (name, keyed) -> {
          TestShop alone = shop(name, keyed.from());
          TestShop crowded = shop(name, keyed.from());
          for (TestShop shop : List.of(alone, crowded)) {
            prepare(name, shop, only(shop));
          }
          OrderId id = only(crowded);
          String parcel = crowded.shipment(id).id();
          keyed.first().to(alone, only(alone), alone.shipment(only(alone)).id(), "key");

          crowd(16, () -> keyed.first().to(crowded, id, parcel, "key"))
              .forEach(answer -> assertThat(isDone(answer)).as("%s", answer).isTrue());

          assertThat(crowded.snapshot().books()).hasSameSizeAs(alone.snapshot().books());
          assertThat(kinds(crowded)).isEqualTo(kinds(alone));
          crowded.assertStockIsWhole();
        });
  }

  private static List<String> kinds(TestShop shop) {
    return shop.heard().stream().map(event -> event.kind()).sorted().toList();
  }

  private static List<Object> crowd(int size, Callable<Object> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size);
    CyclicBarrier start = new CyclicBarrier(size);
    try {
      List<Future<Object>> answers = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      List<Object> all = new ArrayList<>();
      for (Future<Object> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static OrderId only(TestShop shop) {
    return shop.commerce().orders().of(AGENT, ALICE, 1).orThrow().get(0).id();
  }

  private interface Check {
    void of(String name, Keyed keyed) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) {
    return commands().entrySet().stream()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getKey(), () -> check.of(command.getKey(), command.getValue())));
  }

  @Test
  void aRefusedCommandMayBeSentAgainUnderItsKey() {
    TestShop shop = shop(FulfillmentState.RELEASED);
    OrderId id = only(shop);
    Orders once = shop.commerce().orders().once("key");
    assertThat(TestShop.refusal(once.cancelItems(as(ALICE), id, mugs(9), "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);

    assertThat(once.cancelItems(as(ALICE), id, mugs(1), "")).isInstanceOf(Result.Done.class);

    assertThat(shop.view(id).lines().get(0).cancelled()).isEqualTo(1);
  }
}
