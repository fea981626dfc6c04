package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.Trouble.When;
import io.backroom.inventory.Hold;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every single call of a port from the hold to the order is made to fail, before or after its
 * effect, once or together with all that would follow it. The customer says the same again.
 */
class HoldCrashTest {
  /** Alice holds three of four mugs, keeps them a little longer, and orders them. */
  private static final class Story {
    final TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 4);
    Optional<ReservationId> hold = Optional.empty();

    void live() {
      if (hold.isEmpty()) {
        HoldRequest request =
            HoldRequest.of(
                    ALICE, new HoldRequest.Routed(BOSTON), new OrderRequest.Item(Sku.of("mug"), 3))
                .once("cart");
        HoldResult answer = shop.commerce().holds().hold(as(ALICE), request);
        assertThat(answer).isInstanceOf(HoldResult.Held.class);
        hold = Optional.of(((HoldResult.Held) answer).hold().id());
      }
      shop.commerce().holds().extend(as(ALICE), hold.get());
      shop.place(order().add("mug", 3).holding(hold.get()));
    }

    void check() {
      assertThat(shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow())
          .singleElement()
          .satisfies(
              view -> {
                assertThat(shop.states(view.id()).toString()).isEqualTo("[RELEASED]");
                assertThat(shop.tasks(view.id())).isEmpty();
                assertThat(shop.commerce().holds().find(as(ALICE), hold.get()).orThrow())
                    .satisfies(
                        ordered -> {
                          assertThat(ordered.state()).isEqualTo(Hold.State.ORDERED);
                          assertThat(ordered.order()).contains(view.id());
                        });
              });
      assertThat(shop.level("mug", EAST).allocated()).isEqualTo(3);
      assertThat(shop.level("mug", EAST).reserved()).isZero();
      assertThat(shop.commerce().holds().metrics().unitsNow()).isZero();
      shop.assertStockIsWhole();
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, false", "AFTER, false", "BEFORE, true", "AFTER, true"})
  void afterAFailureOfAnyCallTheOrderHasTheUnitsOfTheHold(When when, boolean fatal) {
    boolean struck = true;
    int call = 0;
    while (struck) {
      call++;
      Story story = new Story();
      if (fatal) {
        story.shop.trouble().strikeDead(call, when);
      } else {
        story.shop.trouble().strikeOnce(call, when);
      }
      try {
        story.live();
      } catch (RuntimeException | AssertionError unknown) {
        // The customer does not know what has happened, and says it again.
      }
      struck = story.shop.trouble().hasStruck();
      story.shop.trouble().end();
      if (fatal) {
        story.shop.restart();
      }
      story.shop.after(Duration.ofMinutes(2));
      try {
        story.live();
        story.shop.pass(Duration.ofHours(2));
        story.check();
      } catch (RuntimeException | AssertionError wrong) {
        throw new AssertionError("after a failure " + when + " call " + call, wrong);
      }
    }
    assertThat(call).isGreaterThan(30);
  }
}
