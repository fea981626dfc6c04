package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderStatus.What;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.policy.ApprovalPolicy;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What an agent may not do alone. */
class ApprovalsTest {
  private static final Caller SECOND = Caller.agent("ben", Channel.STORE);

  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder
                      .approval(ApprovalPolicy.above(Money.parse("USD 20.00")))
                      .warehouse(request -> RecallAnswer.ACCEPTED))
          .sell("mug", "USD 10.00")
          .stock("mug", EAST, 20);
  private final Orders orders = shop.commerce().orders();

  private OrderId mugs(int units) {
    return shop.place(order().add("mug", units));
  }

  private Result<OrderView> cancel(Caller caller, OrderId id) {
    return orders.cancel(caller, id, "");
  }

  private Approval only() {
    List<Approval> open = shop.commerce().approvals().open(SECOND, 10).orThrow();
    assertThat(open).hasSize(1);
    return open.get(0);
  }

  private static void assertWaits(Result<?> answer) {
    assertThat(TestShop.refusal(answer).code()).isEqualTo(Refusal.Code.NEEDS_APPROVAL);
  }

  private Result<Approval> decide(Caller caller, boolean approved) {
    return shop.commerce().approvals().decide(caller, only().id(), approved, "known customer");
  }

  @Test
  void aCancellationAboveTheLimitWaitsForAnotherPerson() {
    OrderId id = mugs(3);

    assertWaits(cancel(AGENT, id));
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(only().amount()).isEqualTo(Money.parse("USD 30.00"));
    assertThat(only().askedBy()).isEqualTo(AGENT);
    assertThat(shop.tasks(id)).containsExactly("approve");
    assertThat(TestShop.refusal(decide(AGENT, true)).code()).isEqualTo(Refusal.Code.FORBIDDEN);
    Caller elsewhere = Caller.agent("anna", Channel.STORE);
    assertThat(TestShop.refusal(decide(elsewhere, true)).code()).isEqualTo(Refusal.Code.FORBIDDEN);
    decide(SECOND, true).orThrow();
    assertThat(cancel(AGENT, id)).isInstanceOf(Result.Done.class);

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    CommerceEvent used =
        shop.history(id).stream()
            .filter(event -> event.kind().equals("approval-used"))
            .findFirst()
            .orElseThrow();
    assertThat(used.caller()).isEqualTo(AGENT);
    assertThat(used.facts()).containsEntry("approvedBy", "ben");
    assertThat(shop.events(id))
        .containsSubsequence("approval-asked", "approval-given", "approval-used");
  }

  @Test
  void whatIsBelowTheLimitAndWhatACustomerDoesNeedsNobody() {
    assertThat(cancel(AGENT, mugs(2))).isInstanceOf(Result.Done.class);
    assertThat(cancel(as(ALICE), mugs(9))).isInstanceOf(Result.Done.class);
  }

  @Test
  void aParcelInWorkIsNoWayAroundTheSecondPerson() {
    OrderId id = mugs(3);
    shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED);

    assertWaits(cancel(AGENT, id));

    assertThat(shop.view(id).change()).isEmpty();
    decide(SECOND, true).orThrow();
    assertThat(cancel(AGENT, id)).isInstanceOf(Result.Done.class);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
  }

  @Test
  void aCancellationThatCarriesAnotherOneOnIsMeasuredByItself() {
    TestShop slow =
        TestShop.open(
                builder ->
                    builder
                        .approval(ApprovalPolicy.above(Money.parse("USD 20.00")))
                        .warehouse(request -> RecallAnswer.PENDING))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 20);
    OrderId id = slow.place(order().add("mug", 5));
    slow.bring(slow.shipment(id).id(), FulfillmentState.PACKED);
    List<OrderRequest.Item> two = List.of(new OrderRequest.Item(Sku.of("mug"), 2));
    List<OrderRequest.Item> three = List.of(new OrderRequest.Item(Sku.of("mug"), 3));
    slow.commerce().orders().cancelItems(AGENT, id, two, "").orThrow();

    assertWaits(slow.commerce().orders().cancelItems(AGENT, id, three, ""));
    slow.commerce().orders().cancelItems(AGENT, id, two, "").orThrow();

    String parcel = slow.shipment(id).id();
    slow.commerce().fulfillment().recalled(TestShop.WAREHOUSE, parcel, true).orThrow();
    assertThat(slow.shipment(id).lines().get(0).quantity()).isEqualTo(1);
  }

  @Test
  void aCancellationThatWaitsMakesNothingElseCheaper() {
    TestShop slow =
        TestShop.open(
                builder ->
                    builder
                        .approval(
                            (caller, action, amount) ->
                                amount.isGreaterThan(Money.parse("USD 20.00"))
                                    && caller.equals(AGENT))
                        .warehouse(request -> RecallAnswer.PENDING))
            .sell("mug", "USD 10.00")
            .sell("pot", "USD 30.00")
            .stock("mug", EAST, 20)
            .expect("po", "pot", EAST, 5, Duration.ofDays(2));
    OrderId id = slow.place(order().add("mug", 2).add("pot", 1).orBackorder());
    slow.expect("po", "pot", EAST, 5, Duration.ofDays(90));
    for (FulfillmentOrder shipment : slow.view(id).shipments()) {
      if (shipment.state() == FulfillmentState.RELEASED) {
        slow.bring(shipment.id(), FulfillmentState.PACKED);
      }
    }
    String waiting =
        slow.view(id).shipments().stream()
            .filter(shipment -> shipment.state() == FulfillmentState.BACKORDERED)
            .findFirst()
            .orElseThrow()
            .id();
    List<OrderRequest.Item> mugs = List.of(new OrderRequest.Item(Sku.of("mug"), 2));
    slow.commerce().orders().cancelItems(AGENT, id, mugs, "").orThrow();

    assertWaits(slow.commerce().orders().answerDelay(AGENT, id, waiting, false, ""));
  }

  @Test
  void anApprovalIsForOnePersonOneCommandAndOneTime() {
    OrderId id = mugs(6);
    List<OrderRequest.Item> three = List.of(new OrderRequest.Item(Sku.of("mug"), 3));
    assertWaits(orders.cancelItems(AGENT, id, three, ""));
    decide(SECOND, true).orThrow();

    assertWaits(orders.cancelItems(Caller.agent("carl", Channel.CHAT), id, three, ""));
    assertWaits(cancel(AGENT, id));
    assertThat(orders.cancelItems(AGENT, id, three, "")).isInstanceOf(Result.Done.class);
    assertWaits(orders.cancelItems(AGENT, id, three, ""));
    assertThat(shop.view(id).lines().get(0).cancelled()).isEqualTo(3);
  }

  @Test
  void aRefusedCommandStaysRefusedForADay() {
    OrderId id = mugs(3);
    assertWaits(cancel(AGENT, id));
    decide(SECOND, false).orThrow();

    assertThat(TestShop.refusal(cancel(AGENT, id)).message()).contains("was refused");

    shop.after(Duration.ofHours(24));
    assertThat(TestShop.refusal(cancel(AGENT, id)).message()).contains("must approve");
  }

  @Test
  void anApprovalIsOfNoUseAfterADay() {
    OrderId id = mugs(3);
    assertWaits(cancel(AGENT, id));
    decide(SECOND, true).orThrow();

    shop.after(Duration.ofHours(24));

    assertWaits(cancel(AGENT, id));
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
  }

  @Test
  void aRefundAboveTheLimitWaitsForAnotherPerson() {
    OrderId id = mugs(3);
    shop.deliver(id);
    ReturnRequest request =
        new ReturnRequest(
            id,
            List.of(new OrderRequest.Item(Sku.of("mug"), 3)),
            ReturnRequest.Disposition.SCRAP,
            "r",
            "broken");

    assertWaits(shop.commerce().returns().accept(AGENT, request));
    assertThat(shop.refunded(id).isZero()).isTrue();
    decide(SECOND, true).orThrow();
    shop.commerce().returns().accept(AGENT, request).orThrow();
    shop.commerce().returns().accept(AGENT, request).orThrow();

    assertThat(shop.refunded(id)).isEqualTo(Money.parse("USD 30.00"));
  }

  @Test
  void aChangeAboveTheLimitWaitsForAnotherPerson() {
    OrderId id = mugs(3);
    ChangePreview shown = orders.previewChange(AGENT, id, OrderEdit.none().set("mug", 6)).orThrow();

    ChangeResult no = orders.confirmChange(AGENT, id, shown, "k", "");
    assertThat(((ChangeResult.Refused) no).refusal().code()).isEqualTo(Refusal.Code.NEEDS_APPROVAL);
    assertThat(shop.view(id).change()).isEmpty();
    decide(SECOND, true).orThrow();

    assertThat(orders.confirmChange(AGENT, id, shown, "k", ""))
        .isInstanceOf(ChangeResult.Begun.class);
    assertThat(shop.view(id).payment().payable()).isEqualTo(Money.parse("USD 60.00"));
  }

  @Test
  void anOfferSaysThatItNeedsAnotherPerson() {
    OrderId id = mugs(3);

    assertThat(offer(AGENT, id).second()).isTrue();
    assertThat(offer(as(ALICE), id).second()).isFalse();
  }

  private OrderStatus.Offer offer(Caller caller, OrderId id) {
    return orders.status(caller, id).orThrow().offers().stream()
        .filter(offer -> offer.what() == What.CANCEL)
        .findFirst()
        .orElseThrow();
  }
}
