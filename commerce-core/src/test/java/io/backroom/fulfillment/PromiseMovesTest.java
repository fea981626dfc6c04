package io.backroom.fulfillment;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.ForwardingStock;
import io.backroom.TestShop;
import io.backroom.Trouble;
import io.backroom.inventory.PromiseReason;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.order.Quote;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a promise when the goods it rests on come at another time. */
class PromiseMovesTest {
  private static final Sku MUG = Sku.of("mug");
  private static final Duration DAY = Duration.ofDays(1);

  /** One day of handling and two on the way. */
  private static final Duration WAY = Duration.ofDays(3);

  private final TestShop shop = shop();

  private static TestShop shop() {
    return TestShop.open(
            b -> b.transitTime((from, to) -> Duration.ofDays(2)).delays(delay -> Optional.empty()))
        .sell("mug", "USD 10.00")
        .sell("pot", "USD 30.00");
  }

  private static OrderRequest.Draft bob() {
    return OrderRequest.of("bob", BOSTON, "tok_ok").orBackorder();
  }

  private static Instant day(int day) {
    return OPENING.plus(Duration.ofDays(day));
  }

  private static Instant door(int day) {
    return day(day).plus(WAY);
  }

  private OrderId waits(int units) {
    return shop.place(order().add("mug", units).orBackorder());
  }

  private void expect(String receipt, int units, int day) {
    expect(shop, shop.command(), receipt, units, day);
  }

  private static void expect(TestShop at, CommandId key, String receipt, int units, int day) {
    at.commerce()
        .inventory()
        .expect(
            SYSTEM, new StockCommand.Expect(key, ReceiptId.of(receipt), MUG, EAST, units, day(day)))
        .orThrow();
  }

  private Promise promise(OrderId id) {
    return shop.shipment(id).promise();
  }

  private void assertPromise(OrderId id, int first, int now, PromiseReason reason) {
    assertThat(promise(id))
        .isEqualTo(new Promise(Optional.of(door(first)), Optional.of(door(now)), reason));
  }

  private List<CommerceEvent> moves(OrderId id) {
    return shop.history(id).stream().filter(e -> e.kind().equals("promise-moved")).toList();
  }

  @Nested
  class AReceipt {
    @Test
    void thatIsPutOffMovesThePromiseThatRestsOnItAndSaysSo() {
      expect("po", 5, 4);
      OrderId id = waits(5);
      assertPromise(id, 4, 4, PromiseReason.AS_PROMISED);

      expect("po", 5, 9);

      assertPromise(id, 4, 9, PromiseReason.RECEIPT_LATE);
      assertThat(moves(id))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.reason()).isEqualTo("receipt late");
                assertThat(event.facts())
                    .isEqualTo(
                        Map.of(
                            "shipment", shop.shipment(id).id(),
                            "from", door(4).toString(),
                            "to", door(9).toString()));
              });
      assertThat(shop.notifications())
          .filteredOn(message -> message.kind().equals("promise-moved"))
          .singleElement()
          .satisfies(
              message -> assertThat(message.facts()).containsEntry("reason", "RECEIPT_LATE"));
    }

    @Test
    void thatIsPutOffMovesNobodyWhoIsServedByAnother() {
      expect("soon", 2, 4);
      OrderId first = waits(2);
      expect("later", 2, 8);
      OrderId second = waits(2);

      expect("later", 2, 12);

      assertPromise(first, 4, 4, PromiseReason.AS_PROMISED);
      assertPromise(second, 8, 12, PromiseReason.RECEIPT_LATE);
      assertThat(moves(first)).isEmpty();
    }

    @Test
    void thatIsPutOffBehindAnotherServesThoseBehind() {
      expect("soon", 2, 4);
      OrderId first = waits(2);
      expect("later", 2, 8);
      OrderId second = waits(2);

      expect("soon", 2, 12);

      assertPromise(first, 4, 8, PromiseReason.RECEIPT_LATE);
      assertPromise(second, 8, 12, PromiseReason.RECEIPT_LATE);
    }

    @Test
    void thatIsShortMovesThoseItDoesNotReach() {
      expect("soon", 4, 4);
      expect("later", 4, 8);
      OrderId first = waits(2);
      OrderId second = waits(2);

      expect("soon", 3, 4);

      assertPromise(first, 4, 4, PromiseReason.AS_PROMISED);
      assertPromise(second, 4, 8, PromiseReason.RECEIPT_SHORT);
    }

    @Test
    void thatIsCalledOffLeavesThoseBehindItToTheNext() {
      expect("soon", 2, 4);
      expect("later", 2, 8);
      OrderId id = waits(2);

      expect("soon", 0, 4);

      assertPromise(id, 4, 8, PromiseReason.RECEIPT_CALLED_OFF);
      assertThat(shop.tasks("sku:mug")).isEmpty();
    }

    @Test
    void thatIsCalledOffWithoutAnotherLeavesNoDateAndTellsAPersonOnce() {
      expect("po", 4, 4);
      OrderId first = waits(2);
      OrderId second = waits(2);

      expect("po", 0, 4);

      for (OrderId id : List.of(first, second)) {
        assertThat(promise(id))
            .isEqualTo(
                new Promise(
                    Optional.of(door(4)), Optional.empty(), PromiseReason.RECEIPT_CALLED_OFF));
        assertThat(moves(id).get(0).facts()).containsEntry("to", "");
      }
      assertThat(shop.tasks("sku:mug")).containsExactly("promises-without-a-date");
      assertThat(shop.commerce().tasks().open(SYSTEM, 1).orThrow().get(0).text())
          .contains("2 shipments wait for mug at east");
    }

    @Test
    void thatIsAnnouncedAgainGivesThoseWithoutADateOne() {
      expect("po", 2, 4);
      OrderId id = waits(2);
      expect("po", 0, 4);

      expect("other", 2, 20);

      assertPromise(id, 4, 20, PromiseReason.EARLIER);
      assertThat(moves(id)).hasSize(2);
    }

    @Test
    void thatComesEarlierBringsThePromiseForward() {
      expect("po", 2, 8);
      OrderId id = waits(2);

      expect("po", 2, 3);

      assertPromise(id, 8, 3, PromiseReason.EARLIER);
    }

    @Test
    void thatIsAnnouncedAsBeforeTellsNothing() {
      expect("po", 2, 8);
      OrderId id = waits(2);

      expect("po", 2, 8);
      shop.expect("po", "mug", EAST, 2, Duration.ofDays(8).plusMinutes(59));

      assertPromise(id, 8, 8, PromiseReason.AS_PROMISED);
      assertThat(moves(id)).isEmpty();
    }

    @Test
    void thatComesInEarlyMovesThePromiseToWhatIsKnownThen() {
      expect("po", 2, 8);
      OrderId id = waits(2);

      shop.after(DAY).receive("mug", EAST, 2, "po");

      assertPromise(id, 8, 1, PromiseReason.GOODS_CAME_IN);
      assertThat(moves(id)).hasSize(1);
    }

    @Test
    void thatBringsALaterOnesGoodsMakesTheOthersServeThoseBehind() {
      expect("soon", 2, 4);
      OrderId first = waits(2);
      expect("later", 2, 8);
      OrderId second = waits(2);

      shop.receive("mug", EAST, 2, "later");

      assertThat(shop.shipment(first).state()).isEqualTo(FulfillmentState.RELEASED);
      assertPromise(second, 8, 4, PromiseReason.EARLIER);
    }

    @Test
    void ofOneSkuDoesNotMoveAShipmentThatWaitsLongerForAnother() {
      expect("po", 1, 4);
      shop.expect("pots", "pot", EAST, 1, Duration.ofDays(9));
      OrderId id = shop.place(order().add("mug", 1).add("pot", 1).orBackorder());

      expect("po", 1, 8);
      assertPromise(id, 9, 9, PromiseReason.AS_PROMISED);

      expect("po", 1, 10);
      assertPromise(id, 9, 10, PromiseReason.RECEIPT_LATE);
    }
  }

  @Nested
  class AnOverdueReceipt {
    private OrderId id = OrderId.of("none");

    private void overdue() {
      expect("po", 2, 4);
      id = waits(2);
      shop.after(Duration.ofDays(4).plusHours(1));
    }

    @Test
    void isToldBeforeThePromiseBreaks() {
      overdue();

      assertThat(shop.clock().instant()).isBefore(door(4));
      assertPromise(id, 4, 5, PromiseReason.RECEIPT_LATE);
      assertThat(shop.tasks("sku:mug")).containsExactly("receipt-overdue");
      assertThat(shop.commerce().inventory().history(SYSTEM, MUG, 10).orThrow())
          .filteredOn(event -> event.kind().equals("receipt-overdue"))
          .singleElement()
          .satisfies(event -> assertThat(event.facts()).containsEntry("receipt", "po"));
    }

    @Test
    void isNotToldAnHourAfterItsTimeIfItIsThere() {
      expect("po", 4, 4);
      id = waits(2);
      shop.receive("mug", EAST, 4, "po").after(Duration.ofDays(5));

      assertThat(shop.tasks("sku:mug")).isEmpty();
    }

    @Test
    void isNotToldAtItsOldTimeIfItWasPutOff() {
      expect("po", 2, 4);
      id = waits(2);
      expect("po", 2, 9);

      shop.after(Duration.ofDays(5));

      assertPromise(id, 4, 9, PromiseReason.RECEIPT_LATE);
      assertThat(shop.tasks("sku:mug")).isEmpty();
    }

    @Test
    void movesThePromiseByEverLongerSteps() {
      overdue();

      shop.pass(Duration.ofDays(13));

      assertThat(moves(id))
          .extracting(event -> event.facts().get("to"))
          .containsExactly(
              door(5).toString(),
              door(6).toString(),
              door(8).toString(),
              door(12).toString(),
              door(20).toString());
      assertThat(shop.tasks("sku:mug")).containsExactly("receipt-overdue");
    }

    @Test
    void isNotPromisedToNewBuyersForItsOldDate() {
      expect("po", 2, 4);
      shop.after(Duration.ofDays(5));

      assertPromise(waits(2), 6, 6, PromiseReason.AS_PROMISED);
    }

    @Test
    void ofWhichNobodyWaitsIsNoTask() {
      expect("po", 2, 4);

      shop.after(Duration.ofDays(5));

      assertThat(shop.tasks("sku:mug")).isEmpty();
      assertThat(shop.commerce().inventory().history(SYSTEM, MUG, 1).orThrow().get(0).kind())
          .isEqualTo("receipt-overdue");
    }
  }

  @Nested
  class ACancellation {
    @Test
    void bringsThoseBehindForward() {
      expect("soon", 2, 4);
      OrderId first = waits(2);
      expect("later", 2, 8);
      OrderId second = waits(2);

      shop.commerce().orders().cancel(as(ALICE), first, "").orThrow();

      assertPromise(second, 8, 4, PromiseReason.EARLIER);
    }

    @Test
    void ofTheLineThatComesLastBringsTheRestForward() {
      expect("po", 1, 4);
      shop.expect("pots", "pot", EAST, 1, Duration.ofDays(9));
      OrderId id = shop.place(order().add("mug", 1).add("pot", 1).orBackorder());

      shop.commerce()
          .orders()
          .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("pot"), 1)), "")
          .orThrow();

      assertPromise(id, 9, 4, PromiseReason.EARLIER);
    }
  }

  @Test
  void aPaymentThatComesLateMovesThePromiseOfWhatIsInStock() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(TestShop.paidWith("tok_declined_hard").add("mug", 1));
    shop.after(Duration.ofDays(2));

    shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of("tok_ok")).orThrow();

    assertPromise(id, 0, 2, PromiseReason.PAYMENT_LATE);
    assertThat(moves(id)).hasSize(1);
  }

  @Test
  void aPaymentInTimeMovesNoPromise() {
    shop.stock("mug", EAST, 1);

    OrderId id = shop.place(order().add("mug", 1));

    assertPromise(id, 0, 0, PromiseReason.AS_PROMISED);
    assertThat(moves(id)).isEmpty();
  }

  @Test
  void whatIsInTransitComesWhenTheCarrierSays() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    shop.clock().forward(Duration.ofHours(5));

    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);

    assertThat(promise(id))
        .isEqualTo(
            new Promise(
                Optional.of(door(0)),
                Optional.of(door(0).minus(Duration.ofHours(19))),
                PromiseReason.ON_ITS_WAY));
    assertThat(shop.history(id))
        .filteredOn(event -> event.kind().equals("shipment-in-transit"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.facts())
                    .containsEntry("expected", promise(id).current().orElseThrow().toString()));
  }

  @Test
  void aBundleAndItsPartWaitInTheQueueOnce() {
    shop.sell(Product.of("set", "A set", Money.parse("USD 15.00"), 400).bundling("mug", 2));
    expect("po", 4, 4);
    OrderId id = shop.place(order().add("set", 1).add("mug", 1).orBackorder());
    OrderId other = shop.place(bob().add("mug", 1));

    shop.receive("mug", EAST, 3, "po");

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.shipment(other).lines().get(0).waiting()).isEqualTo(1);
    assertPromise(other, 4, 4, PromiseReason.AS_PROMISED);
  }

  @Nested
  class TheQueue {
    @Test
    void isNotOvertakenByANewBuyerAfterAnEarlierDateWasTold() {
      expect("po", 1, 20);
      OrderId first = waits(1);
      expect("soon", 1, 3);
      assertPromise(first, 20, 3, PromiseReason.EARLIER);
      expect("po", 1, 8);

      OrderId second = shop.place(bob().add("mug", 1));

      assertPromise(second, 8, 8, PromiseReason.AS_PROMISED);
      assertPromise(first, 20, 3, PromiseReason.EARLIER);
      shop.receive("mug", EAST, 1, "soon");
      assertThat(shop.shipment(first).state()).isEqualTo(FulfillmentState.RELEASED);
    }

    @Test
    void keepsItsOrderWhenAReceiptIsLate() {
      expect("soon", 1, 4);
      OrderId first = waits(1);
      expect("later", 1, 8);
      OrderId second = shop.place(bob().add("mug", 1));
      expect("soon", 1, 12);

      shop.receive("mug", EAST, 1, "later");

      assertThat(shop.shipment(first).state()).isEqualTo(FulfillmentState.RELEASED);
      assertThat(shop.shipment(second).state()).isEqualTo(FulfillmentState.BACKORDERED);
    }

    @Test
    void servesABetterPriorityFirstAndMovesThoseItOvertakes() {
      expect("soon", 1, 4);
      expect("later", 1, 8);
      OrderId first = waits(1);

      PlaceResult result =
          shop.commerce().orders().place(AGENT, bob().add("mug", 1).withPriority(1).build());

      OrderId urgent = ((PlaceResult.Placed) result).order().id();
      assertPromise(urgent, 8, 4, PromiseReason.EARLIER);
      assertPromise(first, 4, 8, PromiseReason.OVERTAKEN);
      shop.receive("mug", EAST, 1, "soon");
      assertThat(shop.shipment(urgent).state()).isEqualTo(FulfillmentState.RELEASED);
    }

    @Test
    void followsAPriorityThatIsSetLater() {
      expect("soon", 1, 4);
      expect("later", 1, 8);
      OrderId first = waits(1);
      OrderId second = shop.place(bob().add("mug", 1));

      shop.commerce().orders().prioritize(AGENT, second, 0, "a wedding").orThrow();
      shop.commerce().orders().prioritize(AGENT, second, 0, "a wedding").orThrow();

      assertPromise(second, 8, 4, PromiseReason.EARLIER);
      assertPromise(first, 4, 8, PromiseReason.OVERTAKEN);
      assertThat(shop.history(second))
          .filteredOn(event -> event.kind().equals("order-prioritized"))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.caller()).isEqualTo(AGENT);
                assertThat(event.reason()).isEqualTo("a wedding");
                assertThat(event.facts()).containsEntry("priority", "0");
              });
    }

    @Test
    void isNotChangedByACustomer() {
      expect("po", 1, 4);
      TestShop.Snapshot before = shop.snapshot();

      Refusal refusal = refusal(shop.answer(bob().add("mug", 1).withPriority(1)));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.FORBIDDEN);
      assertThat(refusal.message()).contains("bob").contains("PRIORITIZE_ORDER");
      assertThat(shop.snapshot()).isEqualTo(before);
    }

    @Test
    void hasNoPriorityOutOfRange() {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> bob().withPriority(10)))
          .hasMessageContaining("priority")
          .hasMessageContaining("'10'")
          .hasMessageContaining("0 to 9");
    }
  }

  @Nested
  class WithoutADate {
    private OrderRequest.Draft patient(int units) {
      return order().add("mug", units).orWaitWithoutDate();
    }

    private void limit(int units) {
      shop.commerce()
          .inventory()
          .limitBackorders(SYSTEM, shop.command(), MUG, EAST, units, "a reorder is certain")
          .orThrow();
    }

    @Test
    void nobodyWaitsUnlessTheShopSaysSo() {
      assertThat(shop.answer(patient(1))).isInstanceOf(PlaceResult.OutOfStock.class);
    }

    @Test
    void nobodyWaitsWhoDoesNotConsent() {
      limit(5);

      assertThat(shop.answer(order().add("mug", 1).orBackorder()))
          .isInstanceOf(PlaceResult.OutOfStock.class);
    }

    @Test
    void aCustomerWhoConsentsWaitsAsFarAsTheShopSays() {
      limit(5);
      Quote quote = shop.commerce().orders().quote(as(ALICE), patient(3).build()).orThrow();
      assertThat(quote.shipments().get(0).arrives()).isEmpty();

      OrderId id = shop.place(patient(3));

      assertThat(promise(id))
          .isEqualTo(new Promise(Optional.empty(), Optional.empty(), PromiseReason.AS_PROMISED));
      assertThat(shop.books(id)).isEmpty();
      assertThat(shop.answer(patient(3))).isInstanceOf(PlaceResult.OutOfStock.class);
      shop.place(patient(2));
    }

    @Test
    void aReceiptGivesADateToWhoHasWaitedLongest() {
      limit(5);
      OrderId first = shop.place(patient(2));
      OrderId second = shop.place(patient(2));

      expect("po", 3, 6);

      assertThat(promise(first))
          .isEqualTo(new Promise(Optional.empty(), Optional.of(door(6)), PromiseReason.EARLIER));
      assertThat(promise(second).current()).isEmpty();
      shop.receive("mug", EAST, 4, "po");
      assertThat(shop.shipment(second).state()).isEqualTo(FulfillmentState.RELEASED);
    }

    @Test
    void whatIsExpectedIsPromisedWithItsDateFirst() {
      limit(5);
      expect("po", 2, 6);

      OrderId dated = shop.place(patient(2));
      OrderId both = shop.place(patient(1));

      assertPromise(dated, 6, 6, PromiseReason.AS_PROMISED);
      assertThat(promise(both).first()).isEmpty();
    }

    @Test
    void theLimitCountsWhatWasPromisedBeyondTheReceiptsBefore() {
      limit(3);
      shop.place(patient(2));
      expect("po", 1, 6);

      assertThat(shop.answer(patient(3))).isInstanceOf(PlaceResult.OutOfStock.class);
      shop.place(patient(2));
    }

    @Test
    void aLimitIsSetOnceForItsKeyAndTold() {
      CommandId key = CommandId.of("k1");
      shop.commerce().inventory().limitBackorders(SYSTEM, key, MUG, EAST, 5, "why").orThrow();
      limit(7);
      int again =
          shop.commerce().inventory().limitBackorders(SYSTEM, key, MUG, EAST, 5, "why").orThrow();

      assertThat(again).isEqualTo(7);
      assertThat(shop.commerce().inventory().history(SYSTEM, MUG, 10).orThrow())
          .extracting(CommerceEvent::kind, event -> event.facts().get("units"))
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("backorder-limit-set", "7"),
              org.assertj.core.groups.Tuple.tuple("backorder-limit-set", "5"));
      assertThat(
              refusal(shop.commerce().inventory().limitBackorders(SYSTEM, key, MUG, WEST, 5, "why"))
                  .code())
          .isEqualTo(Refusal.Code.KEY_REUSED);
    }
  }

  /** Counts what the largest commit changes. */
  private record Measured(DocumentStore store, AtomicInteger most) implements DocumentStore {
    @Override
    public Optional<Document> find(DocumentId id) {
      return store.find(id);
    }

    @Override
    public List<Document> query(DocumentQuery query) {
      return store.query(query);
    }

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      most.accumulateAndGet(
          (int) writes.stream().filter(w -> !(w instanceof DocumentWrite.Check)).count(),
          Math::max);
      return store.commit(write, writes);
    }
  }

  @Nested
  class ManyWhoWait {
    private static final int MANY = 350;

    private final AtomicInteger most = new AtomicInteger();
    private final DocumentStore documents = new Measured(new InMemoryDocumentStore(), most);
    private final TestShop crowd =
        TestShop.open(b -> b.transitTime((from, to) -> Duration.ofDays(2)).documents(documents))
            .sell("mug", "USD 10.00");
    private final List<OrderId> all = new ArrayList<>();

    ManyWhoWait() {
      expect(crowd, crowd.command(), "po", MANY, 4);
      IntStream.range(0, MANY)
          .forEach(i -> all.add(crowd.place(order().add("mug", 1).orBackorder())));
      assertThat(crowd.commerce().runDue()).as("what new buyers leave to be done").isZero();
      most.set(0);
    }

    private List<Instant> dates() {
      return all.stream()
          .map(id -> crowd.shipment(id).promise().current().orElseThrow())
          .distinct()
          .toList();
    }

    @Test
    void areMovedPageByPage() {
      expect(crowd, crowd.command(), "po", MANY, 9);
      assertThat(dates()).containsExactlyInAnyOrder(door(9), door(4));

      crowd.commerce().runDue();

      assertThat(dates()).containsExactly(door(9));
      assertThat(most.get()).isLessThan(100 * 6);
    }

    @Test
    void areMovedAnewWhenTheReceiptMovesWhileTheyAre() {
      expect(crowd, crowd.command(), "po", MANY, 9);
      expect(crowd, crowd.command(), "po", MANY, 12);

      crowd.commerce().runDue();

      assertThat(dates()).containsExactly(door(12));
    }

    @Test
    void areMovedByAnotherProcessIfTheFirstDies() {
      expect(crowd, crowd.command(), "po", MANY, 9);
      crowd.restart();

      crowd.commerce().runDue();

      assertThat(dates()).containsExactly(door(9));
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.When.class)
  void afterACrashInAnAnnouncementEveryPromiseIsMovedAndToldOnce(Trouble.When when) {
    boolean struck = true;
    for (int call = 1; struck; call++) {
      TestShop other = shop();
      CommandId key = CommandId.of("moves");
      expect(other, other.command(), "po", 2, 4);
      OrderId id = other.place(order().add("mug", 2).orBackorder());
      other.trouble().strikeDead(call, when);
      try {
        expect(other, key, "po", 2, 9);
      } catch (RuntimeException unknown) {
        // Nobody says it again: what was stored is carried out all the same.
      }
      struck = other.trouble().hasStruck();
      other.restart();
      other.pass(Duration.ofHours(3));

      boolean moved = other.level("mug", EAST).expected().get(0).expectedAt().equals(day(9));
      assertThat(other.shipment(id).promise().current())
          .as("call %s", call)
          .contains(door(moved ? 9 : 4));
      assertThat(other.events(id)).filteredOn("promise-moved"::equals).hasSize(moved ? 1 : 0);
      assertThat(other.commerce().inventory().history(SYSTEM, MUG, 10).orThrow())
          .as("call %s", call)
          .hasSize(moved ? 2 : 1);
    }
  }

  /** Puts a receipt off between the plan of an order and its reservation, and tells nobody. */
  private record Moving(InMemoryInventoryStore store, StockCommand.Expect move)
      implements ForwardingStock<InMemoryInventoryStore> {
    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      if (commands.get(0) instanceof StockCommand.Reserve) {
        store.apply(List.of(move), now);
      }
      return store.apply(commands, now);
    }
  }

  @Test
  void anOrderWhoseReceiptIsPutOffWhileItIsPlacedIsToldToo() {
    StockCommand.Expect move =
        new StockCommand.Expect(CommandId.of("moves"), ReceiptId.of("po"), MUG, EAST, 2, day(9));
    TestShop racing =
        TestShop.open(
                b ->
                    b.transitTime((from, to) -> Duration.ofDays(2))
                        .inventory(new Moving(new InMemoryInventoryStore(), move)))
            .sell("mug", "USD 10.00");
    expect(racing, racing.command(), "po", 2, 4);

    OrderId id = racing.place(order().add("mug", 1).orBackorder());

    assertThat(racing.shipment(id).promise())
        .isEqualTo(
            new Promise(Optional.of(door(4)), Optional.of(door(9)), PromiseReason.RECEIPT_LATE));
  }
}
