package io.backroom.inventory;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.Trouble;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.CountSheet.Line;
import io.backroom.inventory.CountSheet.Outcome;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StockTakingTest {
  private static final Sku MUG = Sku.of("mug");
  private static final Sku POT = Sku.of("pot");
  private static final CommandId KEY = CommandId.of("k1");

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 30.00");
  private final StockTaking taking = shop.commerce().stockTaking();

  private StockCommand.Count counted(CommandId key, int units) {
    return new StockCommand.Count(key, MUG, EAST, units, "the yearly count");
  }

  private List<CommerceEvent> history() {
    return shop.commerce().inventory().history(SYSTEM, MUG, 100).orThrow();
  }

  private String taskText() {
    return shop.commerce().tasks().open(SYSTEM, 10).orThrow().get(0).text();
  }

  @Nested
  class ACount {
    @Test
    void setsWhatIsOnHandAndIsTold() {
      shop.stock("mug", EAST, 5);

      assertThat(taking.count(WAREHOUSE, counted(KEY, 3)).orThrow().onHand()).isEqualTo(3);

      CommerceEvent event = history().get(0);
      assertThat(event.kind()).isEqualTo("stock-counted");
      assertThat(event.caller()).isEqualTo(WAREHOUSE);
      assertThat(event.reason()).isEqualTo("the yearly count");
      assertThat(event.facts()).containsEntry("counted", "3").containsEntry("center", "east");
      shop.assertStockIsWhole();
    }

    @Test
    void hasItsEffectOnce() {
      shop.stock("mug", EAST, 5);
      taking.count(WAREHOUSE, counted(KEY, 3)).orThrow();
      shop.stock("mug", EAST, 1);

      assertThat(taking.count(WAREHOUSE, counted(KEY, 3)).orThrow().onHand()).isEqualTo(4);
      assertThat(history()).hasSize(3);
      assertThat(refusal(taking.count(WAREHOUSE, counted(KEY, 2))).code())
          .isEqualTo(Refusal.Code.KEY_REUSED);
    }

    @Test
    void thatFindsUnitsServesWhoWaits() {
      shop.expect("po", "mug", EAST, 2, Duration.ofDays(9));
      OrderId id = shop.place(order().add("mug", 2).orBackorder());

      taking.count(WAREHOUSE, counted(KEY, 2)).orThrow();

      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    }

    @Test
    void thatWouldBreakPromisesIsRefusedAndNamesTheOrdersLeastUrgentFirst() {
      shop.stock("mug", EAST, 6);
      OrderId usual = shop.place(order().add("mug", 2));
      OrderId urgent = placed(bob().add("mug", 1).withPriority(1));
      OrderId patient = placed(bob().add("mug", 3).withPriority(9));
      List<?> before = shop.inventory().movements(0, 100);

      Refusal refusal = refusal(taking.count(WAREHOUSE, counted(KEY, 4)));
      Refusal again = refusal(taking.count(WAREHOUSE, counted(KEY, 4)));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(refusal.message()).contains("wanted=6").contains("available=4");
      assertThat(again).isEqualTo(refusal);
      assertThat(shop.inventory().movements(0, 100)).isEqualTo(before);
      assertThat(shop.tasks("sku:mug")).containsExactly("count-breaks-promises");
      assertThat(taskText())
          .contains("4 units of mug are there at east, but 6 are")
          .contains("Find 2 units")
          .containsSubsequence(
              patient + "-1 (3 units", usual + "-1 (2 units", urgent + "-1 (1 units");
    }

    @Test
    void isGivenAgainWhenSomebodyHasDecided() {
      shop.stock("mug", EAST, 2);
      OrderId id = shop.place(order().add("mug", 2));
      refusal(taking.count(WAREHOUSE, counted(KEY, 1)));

      shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

      assertThat(taking.count(WAREHOUSE, counted(CommandId.of("k2"), 1)).orThrow().onHand())
          .isEqualTo(1);
    }

    private OrderRequest.Draft bob() {
      return OrderRequest.of("bob", BOSTON, "tok_ok");
    }

    private OrderId placed(OrderRequest.Draft draft) {
      PlaceResult result = shop.commerce().orders().place(TestShop.AGENT, draft.build());
      return ((PlaceResult.Placed) result).order().id();
    }
  }

  @Nested
  class ABlindCount {
    private CountSheet open() {
      return taking.openSheet(WAREHOUSE, KEY, EAST, List.of(MUG, POT)).orThrow();
    }

    @Test
    void doesNotShowWhatShouldBeThereUntilItIsClosed() {
      shop.stock("mug", EAST, 5);
      CountSheet sheet = open();

      CountSheet entered = taking.enter(WAREHOUSE, sheet.id(), MUG, 3).orThrow();

      assertThat(entered.lines().get(0))
          .isEqualTo(new Line(MUG, Optional.of(3), Optional.empty(), Outcome.NONE));
      assertThat(taking.sheet(WAREHOUSE, sheet.id()).orThrow()).isEqualTo(entered);
    }

    @Test
    void endsWithTheDifferences() {
      shop.stock("mug", EAST, 5).stock("pot", EAST, 2);
      CountSheet sheet = open();
      taking.enter(WAREHOUSE, sheet.id(), MUG, 3).orThrow();

      CountSheet closed = taking.closeSheet(WAREHOUSE, sheet.id(), "thieves").orThrow();

      assertThat(closed.state()).isEqualTo(CountSheet.State.CLOSED);
      assertThat(closed.lines())
          .containsExactly(
              new Line(MUG, Optional.of(3), Optional.of(-2), Outcome.CORRECTED),
              new Line(POT, Optional.empty(), Optional.empty(), Outcome.NONE));
      assertThat(shop.level("mug", EAST).onHand()).isEqualTo(3);
      assertThat(shop.level("pot", EAST).onHand()).isEqualTo(2);
      assertThat(history().get(0).reason()).isEqualTo("thieves");
      assertThat(taking.closeSheet(WAREHOUSE, sheet.id(), "again").orThrow()).isEqualTo(closed);
      shop.assertStockIsWhole();
    }

    @Test
    void takesTheLastNumberOfALine() {
      shop.stock("mug", EAST, 5);
      CountSheet sheet = open();
      taking.enter(WAREHOUSE, sheet.id(), MUG, 3).orThrow();
      taking.enter(WAREHOUSE, sheet.id(), MUG, 5).orThrow();

      Line line = taking.closeSheet(WAREHOUSE, sheet.id(), "why").orThrow().lines().get(0);

      assertThat(line)
          .isEqualTo(new Line(MUG, Optional.of(5), Optional.of(0), Outcome.AS_EXPECTED));
      assertThat(shop.level("mug", EAST).onHand()).isEqualTo(5);
    }

    @Test
    void isNotDisturbedByWhatLeavesWhileItIsUnderWay() {
      shop.stock("mug", EAST, 5);
      OrderId id = shop.place(order().add("mug", 2));
      CountSheet sheet = open();
      taking.enter(WAREHOUSE, sheet.id(), MUG, 6).orThrow();

      shop.deliver(id);
      taking.closeSheet(WAREHOUSE, sheet.id(), "one was found").orThrow();

      assertThat(shop.level("mug", EAST).onHand()).isEqualTo(4);
    }

    @Test
    void refusesALineThatWouldBreakPromisesAndCorrectsTheOthers() {
      shop.stock("mug", EAST, 5).stock("pot", EAST, 2);
      shop.place(order().add("mug", 5));
      CountSheet sheet = open();
      taking.enter(WAREHOUSE, sheet.id(), MUG, 4).orThrow();
      taking.enter(WAREHOUSE, sheet.id(), POT, 1).orThrow();

      CountSheet closed = taking.closeSheet(WAREHOUSE, sheet.id(), "thieves").orThrow();

      assertThat(closed.lines())
          .extracting(Line::outcome)
          .containsExactly(Outcome.REFUSED, Outcome.CORRECTED);
      assertThat(shop.level("mug", EAST).onHand()).isEqualTo(5);
      assertThat(shop.tasks("sku:mug")).containsExactly("count-breaks-promises");
    }

    @Test
    void isOpenedOnceForItsKey() {
      CountSheet sheet = open();

      assertThat(open()).isEqualTo(sheet);
      assertThat(refusal(taking.openSheet(WAREHOUSE, KEY, EAST, List.of(MUG))).code())
          .isEqualTo(Refusal.Code.KEY_REUSED);
    }

    @Test
    void takesNoNumberAfterItsEndAndNoneOfAnotherSku() {
      CountSheet sheet = open();

      assertThat(refusal(taking.enter(WAREHOUSE, sheet.id(), Sku.of("cup"), 1)).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(refusal(taking.enter(WAREHOUSE, "none", MUG, 1)).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
      taking.closeSheet(WAREHOUSE, sheet.id(), "why").orThrow();
      assertThat(refusal(taking.enter(WAREHOUSE, sheet.id(), MUG, 1)).code())
          .isEqualTo(Refusal.Code.WRONG_STATE);
    }

    @Test
    void namesWhatIsWrongWithIt() {
      assertThatThrownBy(() -> taking.openSheet(WAREHOUSE, KEY, EAST, List.of()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("skus");
      assertThatThrownBy(() -> taking.openSheet(WAREHOUSE, KEY, EAST, List.of(MUG, MUG)))
          .hasMessageContaining("must be different");
      assertThatThrownBy(() -> taking.enter(WAREHOUSE, "s", MUG, -1))
          .hasMessageContaining("counted")
          .hasMessageContaining("'-1'");
      assertThat(
              refusal(taking.openSheet(WAREHOUSE, KEY, CenterId.of("moon"), List.of(MUG)))
                  .message())
          .contains("moon");
    }

    @ParameterizedTest
    @EnumSource(Trouble.When.class)
    void isCarriedOutOnceWhateverDiesInBetween(Trouble.When when) {
      boolean struck = true;
      for (int call = 1; struck; call++) {
        TestShop other = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 5);
        StockTaking there = other.commerce().stockTaking();
        String sheet =
            there.openSheet(WAREHOUSE, other.command(), EAST, List.of(MUG)).orThrow().id();
        there.enter(WAREHOUSE, sheet, MUG, 3).orThrow();
        other.trouble().strikeDead(call, when);
        try {
          there.closeSheet(WAREHOUSE, sheet, "thieves");
        } catch (RuntimeException unknown) {
          // Nobody says it again.
        }
        struck = other.trouble().hasStruck();
        other.restart();
        other.pass(Duration.ofHours(2));

        CountSheet.State state =
            other.commerce().stockTaking().sheet(WAREHOUSE, sheet).orThrow().state();
        boolean closed = state == CountSheet.State.CLOSED;
        assertThat(closed || state == CountSheet.State.OPEN).as("call %s", call).isTrue();
        assertThat(other.level("mug", EAST).onHand()).isEqualTo(closed ? 3 : 5);
        assertThat(other.commerce().inventory().history(SYSTEM, MUG, 10).orThrow())
            .filteredOn(event -> event.kind().equals("stock-adjusted"))
            .hasSize(closed ? 1 : 0);
      }
    }
  }

  @Nested
  class ATransfer {
    private final ReceiptId receipt = ReceiptId.of("truck");

    private Result<InTransit> send(int units) {
      return taking.send(
          WAREHOUSE,
          new StockCommand.Transfer(
              KEY,
              new StockLine(MUG, EAST, units),
              WEST,
              receipt,
              OPENING.plus(Duration.ofDays(2))),
          "the west runs dry");
    }

    @Test
    void leavesOneCenterAndIsSeenOnItsWayToTheOther() {
      shop.stock("mug", EAST, 5);

      InTransit sent = send(4).orThrow();

      assertThat(sent)
          .isEqualTo(
              new InTransit(receipt, MUG, EAST, WEST, 4, 4, OPENING.plus(Duration.ofDays(2))));
      assertThat(taking.inTransit(WAREHOUSE, 10).orThrow()).containsExactly(sent);
      assertThat(shop.level("mug", EAST).onHand()).isEqualTo(1);
      assertThat(shop.level("mug", WEST).expected()).hasSize(1);
      assertThat(history().get(0).reason()).isEqualTo("the west runs dry");
      assertThat(history().get(0).facts()).containsEntry("to", "west");
      assertThat(send(4).orThrow()).isEqualTo(sent);
      shop.assertStockIsWhole();
    }

    @Test
    void isPromisedWhereItIsExpected() {
      shop.stock("mug", EAST, 4);
      send(4).orThrow();

      OrderId id = shop.place(order().add("mug", 1).orBackorder());

      assertThat(shop.shipment(id).center()).isEqualTo(WEST);
    }

    @Test
    void endsWhenAllOfItHasArrived() {
      shop.stock("mug", EAST, 5);
      send(4).orThrow();

      shop.receive("mug", WEST, 3, "truck");
      assertThat(taking.inTransit(WAREHOUSE, 10).orThrow())
          .extracting(InTransit::left)
          .containsExactly(1);
      shop.receive("mug", WEST, 1, "truck");

      assertThat(taking.inTransit(WAREHOUSE, 10).orThrow()).isEmpty();
      assertThat(shop.level("mug", WEST).onHand()).isEqualTo(4);
    }

    @Test
    void thatArrivesShortIsWrittenOffWithAReason() {
      shop.stock("mug", EAST, 5);
      send(4).orThrow();
      shop.receive("mug", WEST, 3, "truck");

      CommandId key = CommandId.of("k2");
      InTransit over = taking.writeOff(WAREHOUSE, key, receipt, "one broke").orThrow();

      assertThat(over.left()).isZero();
      assertThat(shop.level("mug", WEST).expected()).isEmpty();
      assertThat(history().get(0).kind()).isEqualTo("transfer-written-off");
      assertThat(history().get(0).reason()).isEqualTo("one broke");
      assertThat(taking.writeOff(WAREHOUSE, key, receipt, "one broke").orThrow()).isEqualTo(over);
      assertThat(refusal(taking.writeOff(WAREHOUSE, CommandId.of("k3"), receipt, "again")).code())
          .isEqualTo(Refusal.Code.NOT_FOUND);
      shop.assertStockIsWhole();
    }

    @Test
    void thatIsWrittenOffMovesThePromisesThatRestOnIt() {
      shop.stock("mug", EAST, 4);
      send(4).orThrow();
      OrderId id = shop.place(order().add("mug", 1).orBackorder());

      taking.writeOff(WAREHOUSE, CommandId.of("k2"), receipt, "the truck burned").orThrow();

      assertThat(shop.shipment(id).promise().current()).isEmpty();
      assertThat(shop.shipment(id).promise().reason()).isEqualTo(PromiseReason.RECEIPT_CALLED_OFF);
    }

    @Test
    void ofMoreThanIsAvailableIsRefusedAndLeavesNothing() {
      shop.stock("mug", EAST, 4);
      shop.place(order().add("mug", 2));
      TestShop.Snapshot before = shop.snapshot();

      assertThat(refusal(send(3)).code()).isEqualTo(Refusal.Code.INVALID);

      assertThat(shop.snapshot()).isEqualTo(before);
      assertThat(taking.inTransit(WAREHOUSE, 10).orThrow()).isEmpty();
    }

    @Test
    void thatNobodySentCannotBeWrittenOff() {
      shop.expect("po", "mug", EAST, 5, Duration.ofDays(3));

      Refusal refusal =
          refusal(taking.writeOff(WAREHOUSE, KEY, ReceiptId.of("po"), "not a transfer"));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
      assertThat(refusal.message()).contains("po");
      assertThat(shop.level("mug", EAST).expected()).hasSize(1);
    }
  }
}
