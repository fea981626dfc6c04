package io.backroom;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.paidWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.fulfillment.FulfillmentState;
import io.backroom.kernel.Failures;
import io.backroom.order.Approval;
import io.backroom.order.OrderEdit;
import io.backroom.order.OrderRequest;
import io.backroom.order.Orders;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.ApprovalPolicy;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.policy.RecallRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Whatever people write a card number into, it is kept nowhere and told to nobody. */
class CardNumbersNowhereTest {
  private static final String CARD = "4242 4242 4242 4242";
  private static final String TEXT = "take " + CARD + " please";
  private static final Sku MUG = Sku.of("mug");
  private static final Caller SECOND = Caller.agent("ben", Channel.STORE);

  private final TestShop shop =
      TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 50).stock("mug", WEST, 5);
  private final Commerce commerce = shop.commerce();

  private static void assertClean(Object... things) {
    for (Object thing : things) {
      assertThat(thing.toString().replaceAll("[^0-9]", "")).doesNotContain("4242424242424242");
    }
  }

  private OrderRequest.Draft orderTo(String street) {
    Address home = new Address(street, "Boston", "02108", "US", TestShop.BOSTON.point());
    return OrderRequest.of("alice", home, "tok_ok").add("mug", 2);
  }

  /** Writes the number into everything that takes a text. */
  private OrderId writeItEverywhere() {
    CustomerId alice = ALICE;
    commerce
        .customers()
        .put(SYSTEM, new Customer(alice, TEXT, TEXT, CARD, Customer.Consent.GIVEN))
        .orThrow();
    OrderId id = shop.place(orderTo(TEXT));
    commerce.orders().prioritize(AGENT, id, 3, TEXT);
    var shown =
        commerce.orders().previewChange(as(ALICE), id, OrderEdit.none().set("mug", 3)).orThrow();
    commerce.orders().confirmChange(as(ALICE), id, shown, "change-1", TEXT);
    commerce.orders().withdrawChange(as(ALICE), id, TEXT);
    commerce
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(MUG, 1)), TEXT)
        .orThrow();
    shop.deliver(id);
    commerce
        .returns()
        .accept(
            AGENT,
            new ReturnRequest(
                id,
                List.of(new OrderRequest.Item(MUG, 1)),
                ReturnRequest.Disposition.SCRAP,
                "r1",
                TEXT))
        .orThrow();
    OrderId other = shop.place(orderTo("Main Street 1"));
    commerce.orders().cancel(as(ALICE), other, TEXT).orThrow();
    OrderId refused = shop.place(paidWith("tok_declined_hard").add("mug", 1));
    String task = commerce.tasks().open(AGENT, 10).orThrow().get(0).id();
    commerce.tasks().complete(AGENT, task, TEXT).orThrow();
    commerce.orders().cancel(as(ALICE), refused, TEXT).orThrow();
    stockCommands();
    return id;
  }

  private void stockCommands() {
    commerce
        .inventory()
        .adjust(SYSTEM, new StockCommand.Adjust(shop.command(), MUG, EAST, 1, 0, TEXT))
        .orThrow();
    commerce
        .stockTaking()
        .count(SYSTEM, new StockCommand.Count(shop.command(), MUG, WEST, 5, TEXT))
        .orThrow();
    commerce
        .stockTaking()
        .send(
            WAREHOUSE,
            new StockCommand.Transfer(
                shop.command(),
                new StockLine(MUG, EAST, 1),
                WEST,
                ReceiptId.of("t1"),
                TestShop.OPENING.plus(Duration.ofDays(1))),
            TEXT)
        .orThrow();
    commerce.inventory().limitBackorders(SYSTEM, shop.command(), MUG, EAST, 3, TEXT).orThrow();
    commerce.serials().keep(SYSTEM, shop.command(), Sku.of("phone"), TEXT).orThrow();
    commerce.lots().keep(SYSTEM, shop.command(), Sku.of("milk"), 2, TEXT).orThrow();
  }

  @Test
  void itIsKeptInNoDocumentAndToldInNoEventOrMessage() {
    OrderId id = writeItEverywhere();
    shop.pass(Duration.ofDays(4));

    int documents = 0;
    for (DocumentId stored : shop.snapshot().versions().keySet()) {
      Optional<?> document = shop.documents().find(stored);
      if (document.isPresent()) {
        documents++;
        assertClean(document.get());
      }
    }
    assertThat(documents).isGreaterThan(40);
    assertThat(shop.heard()).hasSizeGreaterThan(30);
    assertClean(shop.heard(), shop.notifications(), shop.history(id), shop.view(id));
    assertClean(shop.inventory().movements(0, 10_000));
    assertClean(commerce.tasks().open(AGENT, 100).orThrow());
    // The words around it are kept: people are understood.
    assertThat(shop.heard()).anyMatch(event -> event.reason().startsWith("take **** "));
  }

  @Test
  void itIsInNoAnswerEither() {
    List<RecallRequest> asked = new ArrayList<>();
    TestShop other =
        TestShop.open(
                builder ->
                    builder
                        .approval(ApprovalPolicy.above(Money.parse("USD 1.00")))
                        .warehouse(
                            request -> {
                              asked.add(request);
                              return RecallAnswer.PENDING;
                            }))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5);
    Orders orders = other.commerce().orders();
    OrderId id = other.place(orderTo("Main Street 1"));
    assertClean(orders.keepData(SYSTEM, id, Map.of("gift", TEXT), TEXT).orThrow());
    other.bring(other.shipment(id).id(), FulfillmentState.PICKING);
    orders.cancel(AGENT, id, TEXT);
    List<Approval> open = other.commerce().approvals().open(SECOND, 10).orThrow();
    assertThat(open).hasSize(1);
    assertClean(open);
    String approval = open.get(0).id();
    assertClean(other.commerce().approvals().decide(SECOND, approval, false, TEXT).orThrow());
    assertClean(orders.cancel(as(ALICE), id, TEXT).orThrow());
    assertClean(orders.changes(as(ALICE), id).orThrow());
    assertThat(asked).hasSize(1);
    assertClean(asked);
    OrderId refused = other.place(paidWith("tok_declined_hard").add("mug", 1));
    assertThat(other.tasks(refused)).hasSize(1);
    String task = other.commerce().tasks().open(AGENT, 10).orThrow().get(0).id();
    assertClean(other.commerce().tasks().complete(AGENT, task, TEXT).orThrow());
    other
        .snapshot()
        .versions()
        .keySet()
        .forEach(stored -> other.documents().find(stored).ifPresent(d -> assertClean(d)));
  }

  @Test
  void itIsShownInNoExceptionAndNoLog() {
    assertThatThrownBy(() -> Require.id("key", CARD))
        .isInstanceOf(InvalidInputException.class)
        .satisfies(CardNumbersNowhereTest::assertClean)
        .hasMessageContaining("4242");
    assertThatThrownBy(() -> new InstrumentRef(CARD))
        .satisfies(CardNumbersNowhereTest::assertClean);
    Throwable failure =
        new IllegalStateException("no", new IllegalArgumentException("bad card " + CARD));
    Throwable logged = Failures.forLog(failure);
    assertClean(logged);
    assertThat(logged.getMessage()).contains("bad card");
    assertThat(logged.getStackTrace()).isEqualTo(failure.getStackTrace());
    Throwable harmless = new IllegalStateException("no");
    assertThat(Failures.forLog(harmless)).isSameAs(harmless);
  }
}
