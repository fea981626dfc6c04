package io.backroom;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backroom.care.Task;
import io.backroom.fulfillment.Manifests;
import io.backroom.inventory.Lots;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderView;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.tracking.DeliveryEstimate;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal names field, value and rule, and changes nothing. */
class BadInputTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 5);
  private final TestShop.Snapshot before = shop.snapshot();

  private void refused(
      OrderRequest.Draft draft, Refusal.Code code, String field, String... messageParts) {
    for (Refusal refusal :
        List.of(
            refusal(shop.answer(draft)),
            refusal(shop.commerce().orders().quote(as(draft.build().customer()), draft.build())))) {
      assertThat(refusal.code()).isEqualTo(code);
      assertThat(refusal.field()).isEqualTo(field);
      assertThat(refusal.message()).contains(messageParts);
    }
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  private InvalidInputException invalid(String field, ThrowingCallable call) {
    InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.field()).isEqualTo(field);
    assertThat(shop.snapshot()).isEqualTo(before);
    return refusal;
  }

  @Nested
  class AnOrder {
    @Test
    void ofAnUnknownSkuIsRefused() {
      refused(order().add("mug", 1).add("nope", 1), Refusal.Code.INVALID, "sku", "'nope'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 10_001, Integer.MAX_VALUE})
    void ofAnImpossibleQuantityIsRefused(int quantity) {
      InvalidInputException refusal = invalid("quantity", () -> order().add("mug", quantity));

      assertThat(refusal).hasMessageContaining("'" + quantity + "'").hasMessageContaining("10000");
      assertThat(refusal.rule()).isEqualTo("must be 1 to 10000");
    }

    @Test
    void ofOneSkuOnSeveralLinesIsBoundedInSum() {
      refused(
          order().add("mug", 10_000).add("mug", 1),
          Refusal.Code.INVALID,
          "quantity",
          "10001 of mug");
    }

    @Test
    void ofNothingIsRefused() {
      invalid("items", () -> order().build());
    }

    @Test
    void ofMoreThan500ItemsIsRefused() {
      OrderRequest.Draft draft = order();
      for (int i = 0; i < 501; i++) {
        draft = draft.add("mug", 1);
      }
      OrderRequest.Draft tooMany = draft;

      assertThat(invalid("items", tooMany::build)).hasMessageContaining("501 elements");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "ä", "../x", "a|b", "x\u0000"})
    void withAnIllegalIdIsRefused(String id) {
      invalid("sku", () -> order().add(id, 1));
      invalid("key", () -> order().add("mug", 1).once(id).build());
      invalid("customer", () -> OrderRequest.of(id, TestShop.BOSTON, "tok_ok"));
      invalid("order", () -> OrderId.of(id));
    }

    @Test
    void withAnIdOf65CharactersIsRefused() {
      invalid("sku", () -> order().add("x".repeat(65), 1));
    }

    @Test
    void withOverlongTextsIsRefusedAndTheTextIsCut() {
      String text = "x".repeat(100_000);

      assertThat(invalid("street", () -> new Address(text, "Boston", "", "US", Optional.empty())))
          .hasMessageContaining("…")
          .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
      invalid("instrument", () -> TestShop.paidWith(text));
      invalid("reason", () -> shop.commerce().orders().cancel(as(ALICE), OrderId.of("o"), text));
      invalid("note", () -> shop.commerce().tasks().complete(SYSTEM, "t", text));
      invalid("tracking", () -> shop.commerce().fulfillment().manifest(SYSTEM, "s", text));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "4111111111111111",
          "4111 1111 1111 1111",
          "4111-1111-1111-1111",
          "4111.1111.1111.1111",
          "378282246310005",
          "５５５５５５５５５５５５４４４４"
        })
    void paidWithACardNumberIsRefusedAndTheNumberIsNeverShown(String number) {
      InvalidInputException refusal = invalid("instrument", () -> TestShop.paidWith(number));

      assertThat(refusal.getMessage()).doesNotContain(number).doesNotContain("1111");
      assertThat(refusal.toString()).doesNotContain(number);
      invalid("instrument", () -> InstrumentRef.of(number));
    }

    @Test
    void overTenToTheTwelfthMinorUnitsIsRefused() {
      TestShop rich = TestShop.open().sell("yacht", "USD 5000000000.01").stock("yacht", EAST, 9);
      TestShop.Snapshot untouched = rich.snapshot();

      Refusal refusal = refusal(rich.answer(order().add("yacht", 2)));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(refusal.field()).isEqualTo("total");
      assertThat(refusal.message()).contains("USD 10000000000.02").contains("10^12");
      assertThat(rich.snapshot()).isEqualTo(untouched);
      rich.place(order().add("yacht", 1));
    }

    @Test
    void ofTheHighestPriceAndQuantityDoesNotOverflow() {
      TestShop rich = TestShop.open().sell("yacht", "USD 10000000000.00").stock("yacht", EAST, 9);

      assertThat(refusal(rich.answer(order().add("yacht", 10_000))).field()).isEqualTo("total");
    }

    @Test
    void atAnotherPriceThanTheOneShownIsRefused() {
      shop.sell("mug", "USD 11.00");
      TestShop.Snapshot changed = shop.snapshot();

      Refusal refusal = refusal(shop.answer(order().add("mug", 2).at(Money.parse("USD 20.00"))));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.PRICE_CHANGED);
      assertThat(refusal.field()).isEqualTo("shownTotal");
      assertThat(refusal.message()).contains("USD 20.00").contains("USD 22.00");
      assertThat(shop.snapshot()).isEqualTo(changed);
      shop.place(order().add("mug", 2).at(Money.parse("USD 22.00")));
    }
  }

  @Test
  void aWithdrawnProductIsRefusedFromTheMomentOfItsWithdrawal() {
    shop.sell(Product.of("mug", "A mug", Money.parse("USD 10.00"), 400).withdrawn());

    Refusal refusal = refusal(shop.answer(order().add("mug", 1)));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.message()).contains("mug").contains("no longer sold");
    assertThat(shop.level("mug", EAST).reserved()).isZero();
  }

  @Test
  void aProductInAnotherCurrencyIsRefusedByTheCatalog() {
    Refusal refusal =
        refusal(
            shop.commerce()
                .catalog()
                .put(SYSTEM, Product.of("mug", "A mug", Money.parse("EUR 1.00"), 1)));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.field()).isEqualTo("price");
    assertThat(refusal.message()).contains("EUR 1.00").contains("USD");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aHostsProductInAnotherCurrencyIsRefusedByTheOrder() {
    Map<Sku, Product> theirs =
        Map.of(
            Sku.of("mug"), Product.of("mug", "A mug", Money.parse("USD 1.00"), 1),
            Sku.of("pot"), Product.of("pot", "A pot", Money.parse("EUR 1.00"), 1));
    TestShop host =
        TestShop.open(
            builder ->
                builder.products(
                    skus ->
                        skus.stream()
                            .filter(theirs::containsKey)
                            .collect(Collectors.toMap(sku -> sku, theirs::get))));
    host.stock("mug", EAST, 1).stock("pot", EAST, 1);
    TestShop.Snapshot untouched = host.snapshot();

    Refusal refusal = refusal(host.answer(order().add("mug", 1).add("pot", 1)));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.field()).isEqualTo("price");
    assertThat(refusal.message()).contains("EUR 1.00").contains("pot").contains("USD");
    assertThat(host.snapshot()).isEqualTo(untouched);
    host.place(order().add("mug", 1));
  }

  @Test
  void otherValuesOutOfRangeAreRefused() {
    CurrencyUnit dollars = CurrencyUnit.USD;
    invalid("price", () -> Product.of("x", "t", Money.ofMinor(dollars, -1), 1));
    invalid("price", () -> Product.of("x", "t", Money.ofMinor(dollars, 1_000_000_000_001L), 1));
    invalid("title", () -> Product.of("x", " ", Money.ofMinor(dollars, 1), 1));
    invalid("weightGrams", () -> Product.of("x", "t", Money.ofMinor(dollars, 1), -1));
    invalid("quantity", () -> new StockLine(Sku.of("mug"), EAST, 0));
    invalid("latitude", () -> Address.of("Nowhere", "US", Double.NaN, 0));
    invalid("country", () -> Address.of("Nowhere", "usa", 0, 0));
    invalid("limit", () -> shop.commerce().orders().of(as(ALICE), ALICE, 101));
    invalid("limit", () -> shop.commerce().tasks().open(SYSTEM, 0));
    invalid("weightGrams", () -> shop.commerce().fulfillment().pack(SYSTEM, "s", -1));
    invalid(
        "items",
        () ->
            new ReturnRequest(
                OrderId.of("o"), List.of(), ReturnRequest.Disposition.SCRAP, "k", ""));
    invalid(
        "items",
        () -> shop.commerce().orders().cancelItems(as(ALICE), OrderId.of("o"), List.of(), ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void aTimeThatNoCalendarOfAShopHasIsRefused(String text) {
    Instant time = Instant.parse(text);
    CommandId key = CommandId.of("k");
    StockLine line = new StockLine(Sku.of("mug"), EAST, 1);
    ReservationId hold = ReservationId.of("h");
    ReceiptId receipt = ReceiptId.of("r");
    invalid("expectedAt", () -> new StockCommand.Expect(key, receipt, line.sku(), EAST, 1, time));
    invalid("expectedAt", () -> new StockCommand.Transfer(key, line, WEST, receipt, time));
    invalid("expiresAt", () -> new StockCommand.Extend(key, hold, time));
    invalid(
        "expiresAt",
        () -> new StockCommand.Reserve(key, hold, "ann", List.of(line), List.of(), time));
    Lots lots = shop.commerce().lots();
    invalid(
        "expiresAt",
        () -> lots.receive(SYSTEM, key, line, Optional.empty(), "lot", Optional.of(time)));
    invalid("expiresAt", () -> lots.label(SYSTEM, key, line, "lot", Optional.of(time), ""));
    invalid("pickup", () -> Manifests.Listing.of("ups", "ground", time, "1Z"));
    invalid("wantedBy", () -> order().add("mug", 1).by(time).build());
    invalid("occurredAt", () -> tracked(time, NOW));
    invalid("receivedAt", () -> tracked(NOW, time));
    invalid("arrives", () -> new DeliveryEstimate(time, NOW));
    assertThat(invalid("said", () -> new DeliveryEstimate(NOW, time)))
        .hasMessageContaining(time.toString())
        .hasMessageContaining("must be of the years 1970 to 9999");
  }

  private static TrackingEvent tracked(Instant occurred, Instant received) {
    return new TrackingEvent(
        "ups", "1Z", TrackingStatus.IN_TRANSIT, "I", "", "", "", occurred, received, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
  void theFirstAndTheLastTimeAreKeptAndWatched(String text) {
    Instant time = Instant.parse(text);
    StockCommand.Expect expect =
        new StockCommand.Expect(CommandId.of("k"), ReceiptId.of("r"), Sku.of("mug"), EAST, 3, time);

    shop.commerce().inventory().expect(SYSTEM, expect).orThrow();
    shop.restart();
    shop.commerce().runDue();

    assertThat(shop.level("mug", EAST).expected())
        .extracting(receipt -> receipt.expectedAt())
        .containsExactly(time);
    assertThat(shop.commerce().nextDue()).isPresent();
  }

  @Test
  void whatOthersSayAtAnyLengthIsCutBetweenCharacters() {
    String truck = "\uD83D\uDE9A";

    assertThat(Require.beginning("ab" + truck, 4)).isEqualTo("ab" + truck);
    assertThat(Require.beginning("ab" + truck, 3)).isEqualTo("ab");
    assertThat(Require.beginning(truck + "ab", 3)).isEqualTo(truck + "a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "X\uD83D", "\uDE9A\uD83D", "\uD83D\uD83D\uDE9A", "\uDE9A X"})
  void halfACharacterIsRefusedByTheNameOfItsField(String text) {
    invalid("street", () -> new Address(text, "Boston", "", "US", Optional.empty()));
    invalid("name", () -> new Customer(ALICE, text, "", "", Customer.Consent.GIVEN));
    invalid("title", () -> Product.of("x", text, Money.parse("USD 1.00"), 1));
    invalid("reason", () -> shop.commerce().orders().cancel(as(ALICE), OrderId.of("o"), text));
    assertThat(invalid("note", () -> shop.commerce().tasks().complete(SYSTEM, "t", text)).rule())
        .isEqualTo("must have no half of a surrogate pair");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Robert'); DROP TABLE orders;--",
        "<script>alert(1)</script>",
        "${jndi:ldap://x.example/a}",
        "\"}],\"state\":\"COMPLETED\"",
        "Ünï 漢字 😀 \u202Egnp",
        "line\nfeed\ttab\u0001end\\",
        "%s%n{0}"
      })
  void hostileTextIsKeptAsItIs(String text) {
    shop.sell(Product.of("odd", text, Money.parse("USD 1.00"), 1).with("color", text));
    shop.stock("odd", EAST, 1);
    Customer customer = new Customer(ALICE, text, text, "", Customer.Consent.GIVEN);
    shop.commerce().customers().put(SYSTEM, customer).orThrow();
    Address address = new Address(text, text, "", "US", Optional.empty());
    OrderId id = shop.place(OrderRequest.of(ALICE.value(), address, "tok_ok").add("odd", 1));
    shop.commerce().orders().cancel(as(ALICE), id, text).orThrow();
    shop.restart();

    OrderView view = shop.view(id);
    assertThat(view.lines().get(0).title()).isEqualTo(text);
    assertThat(view.shipments().get(0).destination()).isEqualTo(address);
    assertThat(shop.history(id)).extracting(event -> event.reason()).contains(text);
    assertThat(shop.commerce().customers().find(SYSTEM, ALICE).orThrow()).isEqualTo(customer);
    assertThat(shop.commerce().catalog().find(Sku.of("odd")).orElseThrow().attributes())
        .containsEntry("color", text);
    assertThat(shop.notifications().get(0).to()).isEqualTo(customer);
  }

  @Test
  void aTasksNoteIsKeptAndTheTaskIsGone() {
    OrderId id = shop.place(TestShop.paidWith("tok_declined_hard").add("mug", 1));
    Task open = shop.commerce().tasks().open(SYSTEM, 10).orThrow().get(0);

    Task done = shop.commerce().tasks().complete(SYSTEM, open.id(), "called").orThrow();
    Task again = shop.commerce().tasks().complete(SYSTEM, open.id(), "twice").orThrow();

    assertThat(done.state()).isEqualTo(Task.State.DONE);
    assertThat(again.note()).isEqualTo("called");
    assertThat(shop.tasks(id)).isEmpty();
    assertThat(refusal(shop.commerce().tasks().complete(SYSTEM, "none", "")).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
  }
}
