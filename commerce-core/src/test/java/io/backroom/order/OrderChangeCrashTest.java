package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.Trouble.When;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.ChangeView.State;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call of a port in a change's life is made to fail; the change is whole or not at all. */
class OrderChangeCrashTest {
  private static final Money NOTHING = Money.parse("USD 0.00");

  /** Takes out, adds and sends elsewhere, where it costs more, a parcel that is packed. */
  private static final class Story {
    final TestShop shop =
        TestShop.open(
                builder ->
                    builder
                        .warehouse(request -> RecallAnswer.ACCEPTED)
                        .shippingPrice(
                            (to, goods) ->
                                Money.parse(to.equals(SEATTLE) ? "USD 30.00" : "USD 5.00")))
            .sell("mug", "USD 10.00")
            .sell("pot", "USD 15.00")
            .stock("mug", EAST, 5)
            .stock("pot", WEST, 5);
    final OrderId id = shop.place(order().add("mug", 3));

    Story() {
      shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED);
    }

    ChangePreview shown() {
      return shop.commerce()
          .orders()
          .previewChange(as(ALICE), id, OrderEdit.none().set("mug", 2).set("pot", 1).to(SEATTLE))
          .orThrow();
    }

    ChangeResult confirm(ChangePreview shown) {
      return shop.commerce().orders().confirmChange(as(ALICE), id, shown, "key", "");
    }

    void check(int call) {
      List<ChangeView> changes = shop.commerce().orders().changes(as(ALICE), id).orThrow();
      assertThat(changes).as("call %s", call).hasSize(1);
      assertThat(changes.get(0).state()).as("call %s", call).isIn(State.APPLIED, State.EXPIRED);
      boolean applied = changes.get(0).state() == State.APPLIED;
      assertThat(shop.view(id).change()).as("call %s", call).isEmpty();
      assertThat(shop.view(id).shipments()).as("call %s", call).hasSize(applied ? 2 : 1);
      assertThat(shop.open(id)).isEqualTo(shop.view(id).payment().payable());
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(applied ? 3 : 2);
      assertThat(shop.level("pot", WEST).availableToPromise()).isEqualTo(applied ? 4 : 5);
      assertThat(shop.level("pot", WEST).reserved()).as("call %s", call).isZero();
      shop.view(id)
          .shipments()
          .forEach(
              shipment -> {
                if (shipment.state() == FulfillmentState.RELEASED) {
                  shop.bring(shipment.id(), FulfillmentState.PACKED);
                }
                shop.commerce().fulfillment().manifest(TestShop.WAREHOUSE, shipment.id(), "T");
                shop.commerce().fulfillment().load(TestShop.WAREHOUSE, shipment.id());
              });
      assertThat(shop.captured(id)).isEqualTo(shop.view(id).payment().payable());
      assertThat(shop.open(id)).isEqualTo(NOTHING);
      assertThat(shop.tasks(id)).isEmpty();
      shop.assertStockIsWhole();
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
  void afterAFailureOfAnyCallAChangeIsWholeOrNotAtAll(When when, boolean fatal) {
    int applied = 0;
    boolean struck = true;
    int call = 0;
    while (struck) {
      call++;
      Story story = new Story();
      ChangePreview shown = story.shown();
      if (fatal) {
        story.shop.trouble().strikeDead(call, when);
      } else {
        story.shop.trouble().strikeOnce(call, when);
      }
      try {
        story.confirm(shown);
      } catch (RuntimeException unknown) {
        // Asked again below.
      }
      struck = story.shop.trouble().hasStruck();
      if (fatal) {
        story.shop.restart();
      } else {
        story.shop.trouble().end();
      }
      story.shop.after(Duration.ofMinutes(2));
      assertThat(story.confirm(shown)).as("call %s", call).isInstanceOf(ChangeResult.Begun.class);
      story.shop.pass(Duration.ofDays(2));
      applied += story.shop.view(story.id).shipments().size() == 2 ? 1 : 0;
      story.check(call);
    }
    System.out.println(applied + " of " + call + " changes were applied, " + when + " " + fatal);
    assertThat(call).isGreaterThan(50);
    assertThat(applied * 10).isGreaterThan(call * 9);
  }
}
