package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderStatus.Next;
import io.backroom.order.OrderStatus.What;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.policy.Delay;
import io.backroom.spi.policy.DelayPolicy;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Whether a customer has to agree to a delay, and what becomes of those who do not. */
class DelaysTest {
  private final TestShop shop =
      TestShop.open()
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 15.00")
          .stock("mug", EAST, 5)
          .expect("po", "pot", WEST, 5, Duration.ofDays(10));
  private final OrderId id = shop.place(order().add("mug", 1).add("pot", 2).orBackorder());

  private void put(Duration in) {
    shop.expect("po", "pot", WEST, 5, in);
  }

  private void callOff() {
    shop.commerce()
        .inventory()
        .expect(
            SYSTEM,
            new StockCommand.Expect(
                shop.command(), ReceiptId.of("po"), Sku.of("pot"), WEST, 0, OPENING))
        .orThrow();
  }

  private String waiting() {
    return shop.shipmentFrom(id, WEST).id();
  }

  private FulfillmentState state() {
    return shop.shipmentFrom(id, WEST).state();
  }

  private Result<OrderView> answer(boolean agreed) {
    return shop.commerce().orders().answerDelay(as(ALICE), id, waiting(), agreed, "");
  }

  /** What the customer was told of answers with each move of the date. */
  private static List<String> answers(TestShop of, OrderId order) {
    return of.notifications().stream()
        .filter(mail -> mail.order().equals(order) && mail.kind().equals("promise-moved"))
        .flatMap(mail -> Optional.ofNullable(mail.facts().get("answer")).stream())
        .toList();
  }

  private List<String> answers() {
    return answers(shop, id);
  }

  private OrderStatus.Shipment status() {
    return shop.commerce().orders().status(as(ALICE), id).orThrow().shipments().stream()
        .filter(own -> own.id().equals(waiting()))
        .findFirst()
        .orElseThrow();
  }

  private List<What> offers() {
    return shop.commerce().orders().status(as(ALICE), id).orThrow().offers().stream()
        .map(OrderStatus.Offer::what)
        .toList();
  }

  @Test
  void silenceIsConsentToTheFirstDelayWithADate() {
    put(Duration.ofDays(30));

    assertThat(answers()).containsExactly("silence-agrees");
    assertThat(TestShop.refusal(answer(true)).code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(offers()).contains(What.REFUSE_DELAY).doesNotContain(What.AGREE_TO_DELAY);
    shop.pass(Duration.ofDays(29));
    assertThat(state()).isEqualTo(FulfillmentState.BACKORDERED);
  }

  @Test
  void whoeverDoesNotWantToWaitRefusesAlsoTheFirstDelay() {
    put(Duration.ofDays(30));

    answer(false).orThrow();

    assertThat(state()).isEqualTo(FulfillmentState.CANCELLED);
    assertThat(shop.messages(id)).contains("delay-cancelled");
    assertThat(shop.view(id).payment().payable()).isEqualTo(Money.parse("USD 10.00"));
    assertThat(shop.level("pot", WEST).backordered()).isZero();
    shop.assertStockIsWhole();
  }

  @Test
  void aDelayOfMoreThanAMonthIsCancelledUnlessTheCustomerAgrees() {
    put(Duration.ofDays(60));

    assertThat(answers()).contains("needed");
    assertThat(status().next()).isEqualTo(Next.CUSTOMER_AGREES);
    Instant until = status().by().orElseThrow();
    assertThat(until).isAfter(OPENING.plus(Duration.ofDays(9)));
    assertThat(offers()).contains(What.REFUSE_DELAY, What.AGREE_TO_DELAY);
    shop.pass(Duration.between(shop.clock().instant(), until).plusHours(1));

    assertThat(state()).isEqualTo(FulfillmentState.CANCELLED);
    assertThat(shop.events(id)).contains("delay-not-agreed");
    assertThat(shop.messages(id)).contains("delay-cancelled");
    assertThat(shop.view(id).payment().payable()).isEqualTo(Money.parse("USD 10.00"));
    assertThat(shop.level("pot", WEST).backordered()).isZero();
  }

  @Test
  void whoeverAgreesWaitsUntilTheNextDelay() {
    put(Duration.ofDays(60));
    answer(true).orThrow();
    assertThat(TestShop.refusal(answer(true)).code()).isEqualTo(Refusal.Code.WRONG_STATE);

    shop.pass(Duration.ofDays(30));
    assertThat(state()).isEqualTo(FulfillmentState.BACKORDERED);

    put(Duration.ofDays(35));
    assertThat(status().next()).isEqualTo(Next.CUSTOMER_AGREES);
    assertThat(answers()).filteredOn("needed"::equals).hasSize(2);
  }

  @Test
  void everyFurtherDelayNeedsAnAnswer() {
    put(Duration.ofDays(15));
    assertThat(answers()).doesNotContain("needed");

    put(Duration.ofDays(17));

    assertThat(answers()).contains("needed");
    shop.pass(Duration.ofDays(40));
    assertThat(state()).isEqualTo(FulfillmentState.CANCELLED);
  }

  @Test
  void aDelayWithoutADateNeedsAnAnswer() {
    callOff();

    assertThat(answers()).contains("needed");
    answer(true).orThrow();
    shop.pass(Duration.ofDays(60));

    assertThat(state()).isEqualTo(FulfillmentState.BACKORDERED);
    put(Duration.ofDays(20));
    assertThat(answers()).filteredOn("needed"::equals).hasSize(1);
  }

  @Test
  void goodsThatComeInBeforeTheAnswerAreSent() {
    put(Duration.ofDays(60));

    shop.receive("pot", WEST, 5, "po");
    shop.pass(Duration.ofDays(20));

    assertThat(state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(TestShop.refusal(answer(false)).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aDateThatMovesBackClosesTheQuestion() {
    put(Duration.ofDays(60));

    put(Duration.ofDays(9));
    shop.pass(Duration.ofDays(8));

    assertThat(state()).isEqualTo(FulfillmentState.BACKORDERED);
    assertThat(status().next()).isEqualTo(Next.GOODS_COME_IN);
  }

  @Test
  void aQuestionWhoseDateMovesIsTheSameDelay() {
    put(Duration.ofDays(60));
    Instant until = status().by().orElseThrow();

    put(Duration.ofDays(30));

    assertThat(status().next()).isEqualTo(Next.GOODS_COME_IN);
    put(Duration.ofDays(70));
    assertThat(status().by().orElseThrow()).isAfterOrEqualTo(until);
  }

  @Test
  void anAddressThatTheCustomerChangesIsNoDelay() {
    Orders orders = shop.commerce().orders();
    ChangePreview shown =
        orders.previewChange(as(ALICE), id, OrderEdit.none().to(SEATTLE)).orThrow();
    orders.confirmChange(as(ALICE), id, shown, "k", "");

    assertThat(answers()).isEmpty();
  }

  @Test
  void whoeverOrderedWithoutADateIsNeverAsked() {
    shop.sell("vase", "USD 5.00");
    shop.commerce()
        .inventory()
        .limitBackorders(SYSTEM, shop.command(), Sku.of("vase"), WEST, 9, "")
        .orThrow();
    OrderId patient = shop.place(order().add("vase", 1).orWaitWithoutDate());

    shop.expect("po2", "vase", WEST, 5, Duration.ofDays(10));
    shop.expect("po2", "vase", WEST, 5, Duration.ofDays(90));
    shop.pass(Duration.ofDays(60));

    assertThat(answers(shop, patient)).isEmpty();
    assertThat(shop.shipment(patient).state()).isEqualTo(FulfillmentState.BACKORDERED);
  }

  @Test
  void anAgentAnswersForTheCustomerAndNobodyAnswersForAnotherShipment() {
    put(Duration.ofDays(60));
    Orders orders = shop.commerce().orders();
    String inStock = shop.shipmentFrom(id, EAST).id();

    assertThat(TestShop.refusal(orders.answerDelay(AGENT, id, inStock, false, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    OrderId other = shop.place(order().add("mug", 1));
    assertThat(TestShop.refusal(orders.answerDelay(AGENT, other, waiting(), true, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(orders.answerDelay(AGENT, id, waiting(), true, "on the phone"))
        .isInstanceOf(Result.Done.class);
  }

  @Test
  void aShopMayAskMoreOrLess() {
    TestShop kind =
        TestShop.open(builder -> builder.delays(delay -> Optional.empty()))
            .sell("pot", "USD 15.00")
            .expect("po", "pot", WEST, 5, Duration.ofDays(10));
    OrderId patient = kind.place(order().add("pot", 2).orBackorder());

    kind.expect("po", "pot", WEST, 5, Duration.ofDays(300));
    kind.expect("po", "pot", WEST, 5, Duration.ofDays(400));

    assertThat(answers(kind, patient)).doesNotContain("needed");
  }

  @Test
  void theMailOrderRuleIsWhatItSays() {
    DelayPolicy rule = DelayPolicy.mailOrderRule();
    Instant agreed = OPENING.plus(Duration.ofDays(10));

    assertThat(rule.agreeUntil(delay(agreed, Optional.of(agreed.plus(Duration.ofDays(30))), 0)))
        .isEmpty();
    assertThat(
            rule.agreeUntil(
                delay(agreed, Optional.of(agreed.plus(Duration.ofDays(30)).plusSeconds(1)), 0)))
        .contains(agreed);
    assertThat(rule.agreeUntil(delay(agreed, Optional.empty(), 0))).contains(agreed);
    assertThat(rule.agreeUntil(delay(agreed, Optional.of(agreed.plusSeconds(1)), 1)))
        .contains(agreed);
    assertThat(rule.agreeUntil(delay(OPENING, Optional.empty(), 0)))
        .contains(OPENING.plus(Duration.ofDays(7)));
  }

  private Delay delay(Instant agreed, Optional<Instant> revised, int before) {
    return new Delay(id, waiting(), agreed, revised, before, OPENING);
  }
}
