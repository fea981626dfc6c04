package io.backroom.order;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.Trouble.When;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every call of a port while goods are taken from another center is made to fail, before and after
 * its effect: stock, documents and money agree all the same.
 */
class ReroutingCrashTest {
  private static final Sku MUG = Sku.of("mug");
  private static final Money NOTHING = Money.parse("USD 0.00");

  /** Three mugs are picked in the east; the west has two, and expects more. */
  private static final class Story {
    final boolean whole;
    final TestShop shop =
        TestShop.open()
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5)
            .stock("mug", WEST, 2)
            .expect("po", "mug", WEST, 9, Duration.ofDays(20));
    final OrderId id = shop.place(order().add("mug", 3));
    final String shipment = shop.shipment(id).id();

    Story(boolean whole) {
      this.whole = whole;
      shop.bring(shipment, FulfillmentState.PICKING);
    }

    void reject() {
      Fulfillment warehouse = shop.commerce().fulfillment().once("key");
      if (whole) {
        warehouse.reject(WAREHOUSE, shipment, Rejection.DAMAGED, "").orThrow();
      } else {
        warehouse.pickShort(WAREHOUSE, shipment, Map.of(MUG, 3), "").orThrow();
      }
    }

    void check(int call) {
      assertThat(shop.view(id).shipments())
          .as("call %s", call)
          .noneMatch(own -> own.recall() == Recall.MOVING)
          .hasSize(2);
      assertThat(shop.level("mug", EAST).onHand()).as("call %s", call).isEqualTo(2);
      assertThat(shop.level("mug", EAST).allocated()).as("call %s", call).isZero();
      assertThat(shop.level("mug", WEST).allocated()).as("call %s", call).isEqualTo(2);
      assertThat(shop.level("mug", WEST).backordered()).as("call %s", call).isOne();
      assertThat(shop.level("mug", WEST).reserved()).as("call %s", call).isZero();
      assertThat(shop.open(id)).as("call %s", call).isGreaterThanOrEqualTo(Money.parse("USD 20"));
      shop.receive("mug", WEST, 9, "po");
      shop.after(Duration.ofMinutes(1));
      for (FulfillmentOrder own : shop.view(id).shipments()) {
        assertThat(own.state()).as("call %s", call).isEqualTo(FulfillmentState.RELEASED);
        shop.bring(own.id(), FulfillmentState.DELIVERED);
      }
      assertThat(shop.captured(id)).as("call %s", call).isEqualTo(Money.parse("USD 30.00"));
      assertThat(shop.open(id)).as("call %s", call).isEqualTo(NOTHING);
      assertThat(shop.mostLiveAuthorizations()).as("call %s", call).isOne();
      assertThat(shop.events(id)).containsOnlyOnce("shipment-rejected");
      assertThat(shop.level("mug", WEST).onHand()).isEqualTo(8);
      shop.assertStockIsWhole();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE, false, true",
    "AFTER, false, true",
    "BEFORE, true, true",
    "AFTER, true, true",
    "BEFORE, true, false",
    "AFTER, true, false"
  })
  void afterAFailureOfAnyCallStockAndPlanAgree(When when, boolean fatal, boolean whole) {
    boolean struck = true;
    int call = 0;
    while (struck) {
      call++;
      Story story = new Story(whole);
      if (fatal) {
        story.shop.trouble().strikeDead(call, when);
      } else {
        story.shop.trouble().strikeOnce(call, when);
      }
      try {
        story.reject();
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
      story.reject();
      story.shop.pass(Duration.ofHours(3));
      story.check(call);
    }
    System.out.println(call + " calls, each failed " + when + " " + fatal + " " + whole);
    assertThat(call).isGreaterThan(15);
  }
}
