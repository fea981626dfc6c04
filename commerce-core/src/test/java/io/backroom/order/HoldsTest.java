package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.Hold;
import io.backroom.inventory.HoldMetrics;
import io.backroom.inventory.HoldPolicy;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Stock kept for somebody who has not ordered it yet. */
class HoldsTest {
  private static final Sku MUG = Sku.of("mug");
  private static final HoldRequest.From TO_BOSTON = new HoldRequest.Routed(BOSTON);

  private final TestShop shop =
      TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 30.00").stock("mug", EAST, 3);
  private final Holds holds = shop.commerce().holds();

  private static OrderRequest.Item item(String sku, int units) {
    return new OrderRequest.Item(Sku.of(sku), units);
  }

  private static HoldRequest wish(CustomerId owner, String sku, int units) {
    return HoldRequest.of(owner, TO_BOSTON, item(sku, units));
  }

  private HoldResult answer(HoldRequest request) {
    return shop.commerce().holds().hold(as(request.owner()), request);
  }

  private Hold held(HoldRequest request) {
    HoldResult answer = answer(request);
    assertThat(answer).isInstanceOf(HoldResult.Held.class);
    return ((HoldResult.Held) answer).hold();
  }

  private static Refusal refused(HoldResult answer) {
    assertThat(answer).isInstanceOf(HoldResult.Refused.class);
    return ((HoldResult.Refused) answer).refusal();
  }

  private Hold.State state(Hold hold) {
    return shop.commerce().holds().find(as(hold.owner()), hold.id()).orThrow().state();
  }

  private static OrderRequest.Draft bobs() {
    return OrderRequest.of("bob", BOSTON, "tok_ok");
  }

  @Nested
  class AHold {
    @Test
    void keepsItsUnitsFromOthersUntilItsEnd() {
      Hold hold = held(wish(ALICE, "mug", 2));

      assertThat(hold.state()).isEqualTo(Hold.State.HELD);
      assertThat(hold.until()).isEqualTo(OPENING.plus(Duration.ofMinutes(15)));
      assertThat(hold.lines()).containsExactly(new Hold.Line(MUG, 2, 2, 0, Optional.empty()));
      assertThat(shop.answer(bobs().add("mug", 2))).isInstanceOf(PlaceResult.OutOfStock.class);
      shop.clock().forward(Duration.ofMinutes(15).minusMillis(1));
      assertThat(shop.answer(bobs().add("mug", 2))).isInstanceOf(PlaceResult.OutOfStock.class);
      assertThat(state(hold)).isEqualTo(Hold.State.HELD);

      shop.clock().forward(Duration.ofMillis(1));

      assertThat(state(hold)).isEqualTo(Hold.State.EXPIRED);
      shop.place(bobs().add("mug", 3));
    }

    @Test
    void isAllOrNothingAndTheAnswerSaysWhoLacksWhatAndWhatIsThereInstead() {
      shop.sell(Product.of("mug-blue", "A mug, blue", Money.parse("USD 11.00"), 400))
          .stock("mug-blue", WEST, 9)
          .stock("pot", EAST, 1)
          .expect("po", "mug", EAST, 5, Duration.ofDays(4));

      HoldResult answer = answer(HoldRequest.of(ALICE, TO_BOSTON, item("pot", 1), item("mug", 4)));

      assertThat(answer)
          .isInstanceOfSatisfying(
              HoldResult.OutOfStock.class,
              gone ->
                  assertThat(gone.lines())
                      .singleElement()
                      .satisfies(
                          line -> {
                            assertThat(line.sku()).isEqualTo(MUG);
                            assertThat(line.inStock()).isEqualTo(3);
                            assertThat(line.returns()).contains(OPENING.plus(Duration.ofDays(4)));
                            assertThat(line.alternatives())
                                .extracting(instead -> instead.title())
                                .startsWith("A mug, blue");
                          }));
      assertThat(shop.level("pot", EAST).reserved()).isZero();
      assertThat(shop.level("mug", EAST).reserved()).isZero();
      assertThat(holds.of(as(ALICE), ALICE).orThrow()).isEmpty();
    }

    @Test
    void thatIsPartialTellsWhatIsThereWhatComesWhenAndWhatLacks() {
      shop.expect("po1", "mug", EAST, 2, Duration.ofDays(4))
          .expect("po2", "mug", WEST, 1, Duration.ofDays(9));

      Hold hold =
          held(HoldRequest.of(ALICE, TO_BOSTON, item("pot", 1), item("mug", 8)).orPartial());

      assertThat(hold.lines())
          .containsExactly(
              new Hold.Line(Sku.of("pot"), 1, 0, 0, Optional.empty()),
              new Hold.Line(MUG, 8, 3, 3, Optional.of(OPENING.plus(Duration.ofDays(9)))));
      assertThat(hold.lines()).extracting(Hold.Line::lacking).containsExactly(1, 2);
      assertThat(shop.level("mug", EAST).reserved()).isEqualTo(3);
      assertThat(shop.level("mug", EAST).backordered()).isEqualTo(2);
      assertThat(shop.level("mug", WEST).backordered()).isEqualTo(1);
    }

    @Test
    void thatIsPartialHoldsWholeBundles() {
      shop.sell(
          Product.of("set", "A set", Money.parse("USD 35.00"), 0)
              .bundling("mug", 2)
              .bundling("pot", 1));
      shop.stock("mug", EAST, 5).stock("pot", EAST, 3);

      Hold hold = held(wish(ALICE, "set", 4).orPartial());

      assertThat(hold.lines())
          .containsExactly(new Hold.Line(Sku.of("set"), 4, 3, 0, Optional.empty()));
      assertThat(shop.level("mug", EAST).reserved()).isEqualTo(6);
      assertThat(shop.level("pot", EAST).reserved()).isEqualTo(3);
    }

    @Test
    void sumsOneSkuOnSeveralLines() {
      assertThat(answer(HoldRequest.of(ALICE, TO_BOSTON, item("mug", 2), item("mug", 2))))
          .isInstanceOf(HoldResult.OutOfStock.class);

      Hold hold = held(HoldRequest.of(ALICE, TO_BOSTON, item("mug", 2), item("mug", 1)));

      assertThat(hold.lines()).containsExactly(new Hold.Line(MUG, 3, 3, 0, Optional.empty()));
      assertThat(shop.level("mug", EAST).reserved()).isEqualTo(3);
    }

    @Test
    void mayTakeUnitsFromSeveralCentersAndNoMoreThanWanted() {
      shop.stock("mug", WEST, 4);

      held(wish(ALICE, "mug", 5));

      assertThat(shop.level("mug", EAST).reserved() + shop.level("mug", WEST).reserved())
          .isEqualTo(5);
    }

    @Test
    void maybeTakenFromACenterThatTheCallerHasChosen() {
      shop.stock("mug", WEST, 2);
      HoldRequest.From shelf = new HoldRequest.Shelf(WEST);

      assertThat(answer(HoldRequest.of(ALICE, shelf, item("mug", 3))))
          .isInstanceOf(HoldResult.OutOfStock.class);
      held(HoldRequest.of(ALICE, shelf, item("mug", 2)));

      assertThat(shop.level("mug", WEST).reserved()).isEqualTo(2);
      assertThat(shop.level("mug", EAST).reserved()).isZero();
      HoldRequest.From moon = new HoldRequest.Shelf(CenterId.of("moon"));
      Refusal refusal = refused(answer(HoldRequest.of(ALICE, moon, item("mug", 1))));
      assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(refusal.message()).contains("moon");
    }

    @Test
    void ofAnUnknownSkuInTheMiddleIsRefusedByNameAndNothingIsHeld() {
      TestShop.Snapshot before = shop.snapshot();

      Refusal refusal =
          refused(
              answer(
                  HoldRequest.of(ALICE, TO_BOSTON, item("mug", 1), item("x", 1), item("mug", 1))));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(refusal.message()).contains("'x'");
      assertThat(shop.snapshot()).isEqualTo(before);
    }

    @Test
    void countsAgainstWhatIsAllocatedHeldByOthersAndBackorderedAllAtOnce() {
      shop.stock("mug", EAST, 7).expect("po", "mug", EAST, 5, Duration.ofDays(2));
      shop.place(bobs().add("mug", 4));
      held(wish(BOB, "mug", 3));

      assertThat(answer(wish(ALICE, "mug", 4))).isInstanceOf(HoldResult.OutOfStock.class);
      held(wish(ALICE, "mug", 3));

      assertThat(shop.level("mug", EAST).availableToPromise()).isZero();
      assertThat(answer(wish(CustomerId.of("carol"), "mug", 1)))
          .isInstanceOf(HoldResult.OutOfStock.class);
    }

    @Test
    void isSeenByItsOwnerOnly() {
      Hold hold = held(wish(ALICE, "mug", 2));

      assertThat(holds.of(as(ALICE), ALICE).orThrow()).containsExactly(hold);
      assertThat(refusal(holds.find(as(BOB), hold.id())).code()).isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(refusal(holds.extend(as(BOB), hold.id())).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(refusal(holds.giveBack(as(BOB), hold.id())).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(refused(holds.hold(as(BOB), wish(ALICE, "mug", 1))).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(holds.find(TestShop.AGENT, hold.id()).orThrow()).isEqualTo(hold);
    }
  }

  @Nested
  class TheSameKey {
    @Test
    void makesOneHoldAndAnswersWithItAsLongAsItStands() {
      Hold first = held(wish(ALICE, "mug", 3).once("k"));
      Hold extended =
          shop.after(Duration.ofMinutes(5))
              .commerce()
              .holds()
              .extend(as(ALICE), first.id())
              .orThrow();

      assertThat(held(wish(ALICE, "mug", 3).once("k"))).isEqualTo(extended);
      assertThat(shop.level("mug", EAST).reserved()).isEqualTo(3);
    }

    @Test
    void withAnotherContentIsRefusedByName() {
      held(wish(ALICE, "mug", 1).once("k"));
      TestShop.Snapshot before = shop.snapshot();

      Refusal refusal = refused(answer(wish(ALICE, "mug", 2).once("k")));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.KEY_REUSED);
      assertThat(refusal.message()).contains("'k'");
      assertThat(shop.snapshot()).isEqualTo(before);
    }

    @Test
    void afterItsHoldHasEndedSaysSo() {
      Hold hold = held(wish(ALICE, "mug", 1).once("k"));
      shop.after(Duration.ofMinutes(15));

      Refusal refusal = refused(answer(wish(ALICE, "mug", 1).once("k")));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
      assertThat(refusal.message()).contains(hold.id().value()).contains("EXPIRED");
      held(wish(ALICE, "mug", 1).once("k2"));
    }

    @Test
    void ofAnAnswerThatNothingIsThereAsksAnew() {
      assertThat(answer(wish(ALICE, "pot", 1).once("k"))).isInstanceOf(HoldResult.OutOfStock.class);
      shop.stock("pot", WEST, 1);

      held(wish(ALICE, "pot", 1).once("k"));
    }
  }

  @Nested
  class AnExtension {
    @Test
    void givesAHoldItsLifeAnewUpToItsLongestLife() {
      Hold hold = held(wish(ALICE, "mug", 1));
      Hold last = hold;
      for (int minute = 10; minute <= 70; minute += 10) {
        shop.after(Duration.ofMinutes(10));
        if (minute < 60) {
          last = holds.extend(as(ALICE), hold.id()).orThrow();
          Duration life = Duration.ofMinutes(Math.min(60, minute + 15));
          assertThat(last.until()).isEqualTo(OPENING.plus(life));
        }
      }
      assertThat(state(hold)).isEqualTo(Hold.State.EXPIRED);
      assertThat(shop.level("mug", EAST).reserved()).isZero();
      Refusal refusal = refusal(holds.extend(as(ALICE), hold.id()));
      assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
      assertThat(refusal.message()).contains("EXPIRED");
    }

    @Test
    void movesTheEndOfTheReservationToo() {
      Hold hold = held(wish(ALICE, "mug", 3));
      shop.after(Duration.ofMinutes(10));
      holds.extend(as(ALICE), hold.id()).orThrow();

      shop.after(Duration.ofMinutes(15).minusMillis(1));

      assertThat(shop.inventory().find(hold.id()).orElseThrow().state())
          .isEqualTo(Reservation.State.HELD);
      assertThat(shop.answer(bobs().add("mug", 1))).isInstanceOf(PlaceResult.OutOfStock.class);
    }

    @Test
    void isGivenOnceToASessionOfSomebodyUnknown() {
      TestShop guests =
          TestShop.open(b -> b.holds(HoldPolicy.DEFAULT.allowing(1, 10, 10)))
              .sell("mug", "USD 10.00")
              .stock("mug", EAST, 1);
      CustomerId guest = CustomerId.of("session-1");
      HoldRequest request = wish(guest, "mug", 1).ofSession();
      Hold hold = ((HoldResult.Held) guests.commerce().holds().hold(as(guest), request)).hold();
      guests.after(Duration.ofMinutes(10));
      Hold once = guests.commerce().holds().extend(as(guest), hold.id()).orThrow();
      guests.after(Duration.ofMinutes(10));

      Hold twice = guests.commerce().holds().extend(as(guest), hold.id()).orThrow();

      assertThat(once.until()).isEqualTo(OPENING.plus(Duration.ofMinutes(25)));
      assertThat(twice).isEqualTo(once);
    }

    @Test
    void forAPaymentMovesTheEndOnceBeyondTheLongestLife() {
      Hold hold = held(wish(ALICE, "mug", 1));
      for (int i = 0; i < 5; i++) {
        shop.after(Duration.ofMinutes(11));
        holds.extend(as(ALICE), hold.id()).orThrow();
      }
      assertThat(holds.find(as(ALICE), hold.id()).orThrow().until())
          .isEqualTo(OPENING.plus(Duration.ofMinutes(60)));
      shop.after(Duration.ofMinutes(4));

      Hold paying = holds.extendForPayment(as(ALICE), hold.id()).orThrow();
      shop.after(Duration.ofMinutes(5));
      Hold again = holds.extendForPayment(as(ALICE), hold.id()).orThrow();

      assertThat(paying.until()).isEqualTo(OPENING.plus(Duration.ofMinutes(69)));
      assertThat(again).isEqualTo(paying);
    }

    @Test
    void forAPaymentThatIsNotNeededYetIsKeptForLater() {
      Hold hold = held(wish(ALICE, "mug", 1));

      assertThat(holds.extendForPayment(as(ALICE), hold.id()).orThrow()).isEqualTo(hold);
      shop.after(Duration.ofMinutes(14));
      assertThat(holds.extendForPayment(as(ALICE), hold.id()).orThrow().until())
          .isEqualTo(OPENING.plus(Duration.ofMinutes(24)));
    }
  }

  @Nested
  class GivingBack {
    @Test
    void freesTheUnitsAtOnceAndOnce() {
      Hold hold = held(wish(ALICE, "mug", 3));

      Hold given = holds.giveBack(as(ALICE), hold.id()).orThrow();

      assertThat(given.state()).isEqualTo(Hold.State.GIVEN_BACK);
      shop.place(bobs().add("mug", 3));
      assertThat(holds.giveBack(as(ALICE), hold.id()).orThrow()).isEqualTo(given);
      assertThat(holds.of(as(ALICE), ALICE).orThrow()).isEmpty();
      assertThat(refusal(holds.extend(as(ALICE), hold.id())).code())
          .isEqualTo(Refusal.Code.WRONG_STATE);
      shop.assertStockIsWhole();
    }

    @Test
    void servesWhoWaits() {
      Hold hold = held(wish(ALICE, "mug", 3));
      shop.expect("po", "mug", EAST, 5, Duration.ofDays(9));
      OrderId waiting = shop.place(bobs().add("mug", 1).orBackorder());

      holds.giveBack(as(ALICE), hold.id()).orThrow();

      assertThat(shop.states(waiting)).containsExactly(FulfillmentState.RELEASED);
    }

    @Test
    void isTooLateForAnOrder() {
      Hold hold = held(wish(ALICE, "mug", 3));
      shop.place(order().add("mug", 3).holding(hold.id()));

      assertThat(refusal(holds.giveBack(as(ALICE), hold.id())).code())
          .isEqualTo(Refusal.Code.WRONG_STATE);
      assertThat(shop.level("mug", EAST).allocated()).isEqualTo(3);
    }
  }

  @Nested
  class AnOrderWithAHold {
    @Test
    void hasTheUnitsOfTheHoldWhereTheyAreHeld() {
      shop.stock("mug", WEST, 3);
      Hold hold = held(HoldRequest.of(ALICE, new HoldRequest.Routed(SEATTLE), item("mug", 2)));
      assertThat(shop.level("mug", WEST).reserved()).isEqualTo(2);

      OrderId id = shop.place(order().add("mug", 2).holding(hold.id()));

      assertThat(shop.shipment(id).center()).isEqualTo(WEST);
      assertThat(shop.shipment(id).reservation()).isEqualTo(hold.id());
      assertThat(shop.level("mug", WEST).reserved()).isZero();
      assertThat(shop.level("mug", WEST).allocated()).isEqualTo(2);
      Hold ordered = holds.find(as(ALICE), hold.id()).orThrow();
      assertThat(ordered.state()).isEqualTo(Hold.State.ORDERED);
      assertThat(ordered.order()).contains(id);
      shop.deliver(id);
      shop.assertStockIsWhole();
    }

    @Test
    void hasItsBackordersToo() {
      shop.expect("po", "mug", EAST, 4, Duration.ofDays(4));
      Hold hold = held(wish(ALICE, "mug", 5).orPartial());

      OrderId id = shop.place(order().add("mug", 5).orBackorder().holding(hold.id()));

      assertThat(shop.states(id))
          .containsExactly(FulfillmentState.RELEASED, FulfillmentState.BACKORDERED);
      assertThat(shop.shipmentFrom(id, EAST).reservation()).isEqualTo(hold.id());
      shop.receive("mug", EAST, 4, "po");
      shop.deliver(id);
      assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 50.00"));
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(2);
      shop.assertStockIsWhole();
    }

    @Test
    void isQuotedWithTheUnitsOfTheHold() {
      Hold hold = held(wish(ALICE, "mug", 3));

      Quote quote =
          shop.commerce()
              .orders()
              .quote(as(ALICE), order().add("mug", 3).holding(hold.id()).build())
              .orThrow();

      assertThat(quote.lines().get(0).inStock()).isEqualTo(3);
      assertThat(quote.routing()).extracting(c -> c.verdict()).allMatch(v -> v.contains("held"));
    }

    @Test
    void ofLessGivesTheRestBack() {
      Hold hold = held(wish(ALICE, "mug", 3));

      shop.place(order().add("mug", 1).holding(hold.id()));

      assertThat(shop.level("mug", EAST).reserved()).isZero();
      assertThat(shop.level("mug", EAST).allocated()).isEqualTo(1);
      assertThat(state(hold)).isEqualTo(Hold.State.ORDERED);
    }

    @Test
    void ofMoreTakesTheRestFromTheShelf() {
      Hold hold = held(wish(ALICE, "mug", 2));
      shop.stock("pot", EAST, 1);

      shop.place(order().add("mug", 3).add("pot", 1).holding(hold.id()));

      assertThat(shop.level("mug", EAST).reserved()).isZero();
      assertThat(shop.level("mug", EAST).allocated()).isEqualTo(3);
    }

    @Test
    void ofMoreThanThereIsLeavesTheHoldAsItWas() {
      Hold hold = held(wish(ALICE, "mug", 2));

      assertThat(shop.answer(order().add("mug", 4).holding(hold.id())))
          .isInstanceOfSatisfying(
              PlaceResult.OutOfStock.class,
              gone -> assertThat(gone.lines().get(0).inStock()).isEqualTo(3));

      assertThat(state(hold)).isEqualTo(Hold.State.HELD);
      assertThat(shop.level("mug", EAST).reserved()).isEqualTo(2);
      shop.place(order().add("mug", 2).holding(hold.id()));
    }

    @Test
    void thatHasEndedReservesAgain() {
      Hold hold = held(wish(ALICE, "mug", 3));
      shop.after(Duration.ofMinutes(15));

      OrderId id = shop.place(order().add("mug", 3).holding(hold.id()));

      assertThat(shop.shipment(id).reservation()).isNotEqualTo(hold.id());
      assertThat(state(hold)).isEqualTo(Hold.State.EXPIRED);
    }

    @Test
    void thatHasEndedAndWhoseUnitsAreGoneSaysSo() {
      Hold hold = held(wish(ALICE, "mug", 3));
      shop.after(Duration.ofMinutes(15));
      shop.place(bobs().add("mug", 1));

      assertThat(shop.answer(order().add("mug", 3).holding(hold.id())))
          .isInstanceOf(PlaceResult.OutOfStock.class);
    }

    @Test
    void sentTwiceWithoutAKeyIsOneOrder() {
      Hold hold = held(wish(ALICE, "mug", 2));
      OrderId first = shop.place(order().add("mug", 2).holding(hold.id()));

      assertThat(shop.place(order().add("mug", 2).holding(hold.id()))).isEqualTo(first);
      Refusal other = refusal(shop.answer(order().add("mug", 1).holding(hold.id())));
      assertThat(other.code()).isEqualTo(Refusal.Code.KEY_REUSED);
    }

    @Test
    void ofAnotherOrderIsRefusedByName() {
      Hold hold = held(wish(ALICE, "mug", 1));
      OrderId first = shop.place(order().add("mug", 1).holding(hold.id()).once("k1"));

      Refusal refusal = refusal(shop.answer(order().add("mug", 1).holding(hold.id()).once("k2")));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
      assertThat(refusal.message()).contains(first.value());
    }

    @Test
    void ofSomebodyElseIsRefusedLikeOneThatDoesNotExist() {
      Hold hold = held(wish(BOB, "mug", 1));

      Refusal theirs = refusal(shop.answer(order().add("mug", 1).holding(hold.id())));
      Refusal none = refusal(shop.answer(order().add("mug", 1).holding(ReservationId.of("none"))));

      assertThat(theirs.code()).isEqualTo(Refusal.Code.NOT_FOUND).isEqualTo(none.code());
      assertThat(theirs.message().replace(hold.id().value(), "none")).isEqualTo(none.message());
      assertThat(state(hold)).isEqualTo(Hold.State.HELD);
    }

    @Test
    void whoseReceiptWasCalledOffMeanwhileIsPlannedAnew() {
      shop.expect("po", "mug", EAST, 4, Duration.ofDays(4));
      Hold hold = held(wish(ALICE, "mug", 5).orPartial());
      shop.expect("po", "mug", EAST, 0, Duration.ofDays(4)).stock("mug", WEST, 2);

      OrderId id = shop.place(order().add("mug", 5).orBackorder().holding(hold.id()));

      assertThat(shop.states(id))
          .containsExactly(FulfillmentState.RELEASED, FulfillmentState.RELEASED);
      assertThat(shop.level("mug", EAST).backordered()).isZero();
      shop.assertStockIsWhole();
    }
  }

  @Nested
  class OnesOwnHold {
    @Test
    void doesNotBlockOnesOwnOrderThatDoesNotNameIt() {
      Hold hold = held(wish(ALICE, "mug", 3));

      OrderId id = shop.place(order().add("mug", 2));

      assertThat(shop.level("mug", EAST).allocated()).isEqualTo(2);
      assertThat(shop.level("mug", EAST).reserved()).isZero();
      assertThat(holds.find(as(ALICE), hold.id()).orThrow().order()).contains(id);
    }

    @Test
    void isLeftAloneByAnOrderThatLacksNothing() {
      Hold hold = held(wish(ALICE, "mug", 1));

      shop.place(order().add("mug", 2));

      assertThat(state(hold)).isEqualTo(Hold.State.HELD);
      assertThat(shop.answer(order().add("mug", 2))).isInstanceOf(PlaceResult.OutOfStock.class);
      assertThat(state(hold)).isEqualTo(Hold.State.HELD);
    }

    @Test
    void doesNotBlockOnesOwnNextHold() {
      Hold first = held(wish(ALICE, "mug", 3));

      Hold second = held(wish(ALICE, "mug", 2));

      assertThat(state(first)).isEqualTo(Hold.State.REPLACED);
      assertThat(state(second)).isEqualTo(Hold.State.HELD);
      assertThat(shop.level("mug", EAST).reserved()).isEqualTo(2);
    }

    @Test
    void givesItsPlaceToAnotherInOneStep() {
      Hold first = held(wish(ALICE, "mug", 3));
      shop.stock("pot", EAST, 1);

      Hold second =
          held(
              HoldRequest.of(ALICE, TO_BOSTON, item("mug", 1), item("pot", 1))
                  .insteadOf(first.id()));

      assertThat(state(first)).isEqualTo(Hold.State.REPLACED);
      assertThat(shop.level("mug", EAST).reserved()).isEqualTo(1);
      assertThat(holds.of(as(ALICE), ALICE).orThrow()).containsExactly(second);
    }

    @Test
    void standsWhenTheOneInItsPlaceCannotBeMade() {
      Hold first = held(wish(ALICE, "mug", 3));

      assertThat(answer(wish(ALICE, "mug", 4).insteadOf(first.id())))
          .isInstanceOf(HoldResult.OutOfStock.class);

      assertThat(state(first)).isEqualTo(Hold.State.HELD);
    }

    @Test
    void ofSomebodyElseCannotBeReplaced() {
      Hold bobs = held(wish(BOB, "mug", 3));

      Refusal refusal = refused(answer(wish(ALICE, "mug", 1).insteadOf(bobs.id())));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(refusal.field()).isEqualTo("hold");
    }

    @Test
    void doesNotBlockOnesOwnQuote() {
      held(wish(ALICE, "mug", 3));

      Quote quote =
          shop.commerce().orders().quote(as(ALICE), order().add("mug", 3).build()).orThrow();

      assertThat(quote.lines().get(0).inStock()).isEqualTo(3);
      assertThat(
              shop.commerce()
                  .orders()
                  .quote(as(BOB), bobs().add("mug", 3).build())
                  .orThrow()
                  .lines()
                  .get(0)
                  .inStock())
          .isZero();
    }
  }

  @Test
  void metricsTellWhatBecameOfHolds() {
    shop.stock("mug", EAST, 3_000);
    Hold ordered = held(wish(ALICE, "mug", 1));
    Hold given = held(wish(ALICE, "mug", 2));
    Hold replaced = held(wish(ALICE, "mug", 4));
    held(wish(ALICE, "mug", 8).insteadOf(replaced.id()));
    held(wish(BOB, "mug", 16));
    assertThat(answer(wish(BOB, "mug", 1_000))).isInstanceOf(HoldResult.Capped.class);
    shop.after(Duration.ofMinutes(5));
    holds.extend(as(ALICE), ordered.id()).orThrow();
    shop.place(order().add("mug", 1).holding(ordered.id()));
    holds.giveBack(as(ALICE), given.id()).orThrow();

    assertThat(holds.metrics()).isEqualTo(new HoldMetrics(5, 1, 1, 1, 1, 0, 1, 24));
    shop.after(Duration.ofMinutes(10));
    assertThat(holds.metrics()).isEqualTo(new HoldMetrics(5, 1, 1, 1, 1, 2, 1, 0));
  }

  @Test
  void nothingIsLeftOfAHoldThatHasEnded() {
    held(HoldRequest.of(ALICE, TO_BOSTON, item("mug", 3)));
    shop.after(Duration.ofMinutes(15));

    assertThat(shop.level("mug", EAST).reserved()).isZero();
    assertThat(holds.of(as(ALICE), ALICE).orThrow()).isEmpty();
    held(wish(BOB, "mug", 3));
    shop.assertStockIsWhole();
  }

  @Test
  void holdsSurviveARestart() {
    Hold hold = held(wish(ALICE, "mug", 3));

    shop.restart();

    assertThat(shop.commerce().holds().of(as(ALICE), ALICE).orThrow()).containsExactly(hold);
    shop.place(order().add("mug", 3).holding(hold.id()));
  }

  @Test
  void severalHoldsOfOneOwnerStandSideBySide() {
    shop.stock("pot", EAST, 2);
    Hold mugs = held(wish(ALICE, "mug", 1));
    Hold pots = held(wish(ALICE, "pot", 1));

    assertThat(holds.of(as(ALICE), ALICE).orThrow()).isEqualTo(List.of(mugs, pots));
  }
}
