package io.backroom.inventory;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.OPENING;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.SerialUnit.State;
import io.backroom.order.OrderRequest;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SerialsTest {
  private static final Sku CAMERA = Sku.of("camera");
  private static final CommandId KEY = CommandId.of("k1");

  private final TestShop shop = TestShop.open().sell("camera", "USD 200.00");
  private final Serials serials = shop.commerce().serials();

  SerialsTest() {
    serials.keep(SYSTEM, shop.command(), CAMERA, "dear").orThrow();
    receive("A", "B", "C");
  }

  private void receive(String... numbers) {
    serials
        .receive(
            WAREHOUSE,
            shop.command(),
            new StockLine(CAMERA, EAST, numbers.length),
            Optional.empty(),
            List.of(numbers))
        .orThrow();
  }

  private SerialUnit unit(String serial) {
    return serials.find(WAREHOUSE, CAMERA, serial).orThrow();
  }

  private OrderId picked(int units) {
    OrderId id = shop.place(order().add("camera", units));
    shop.commerce().fulfillment().pick(WAREHOUSE, shop.shipment(id).id()).orThrow();
    return id;
  }

  private Result<FulfillmentOrder> pack(OrderId id, String... numbers) {
    return shop.commerce()
        .fulfillment()
        .pack(WAREHOUSE, shop.shipment(id).id(), 900, Map.of(CAMERA, List.of(numbers)));
  }

  private void assertTracked() {
    assertThat(shop.commerce().inventory().verifyTracking()).isEmpty();
    shop.assertStockIsWhole();
  }

  @Test
  void aUnitIsTakenInWithItsNumber() {
    assertThat(unit("A"))
        .isEqualTo(
            new SerialUnit(
                CAMERA, "A", EAST, State.IN_STOCK, OPENING, Optional.empty(), Optional.empty()));
    assertThat(shop.level("camera", EAST).onHand()).isEqualTo(3);
    assertTracked();
  }

  @Test
  void aNumberIsTakenInOnce() {
    TestShop.Snapshot before = shop.snapshot();

    Refusal refusal =
        refusal(
            serials.receive(
                WAREHOUSE,
                KEY,
                new StockLine(CAMERA, WEST, 2),
                Optional.empty(),
                List.of("D", "A")));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal.message()).contains("A of camera is IN_STOCK at east");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void asManyNumbersAsUnitsAreTakenIn() {
    StockLine two = new StockLine(CAMERA, EAST, 2);
    for (List<String> wrong : List.of(List.of("D"), List.of("D", "D"), List.of("D", "E", "F"))) {
      assertThat(refusal(serials.receive(WAREHOUSE, KEY, two, Optional.empty(), wrong)).field())
          .isEqualTo("serials");
    }
    assertThat(
            refusal(shop.commerce().inventory().receive(WAREHOUSE, KEY, two, Optional.empty()))
                .field())
        .isEqualTo("serials");
    assertTracked();
  }

  @Test
  void aReceiptThatTheStoreRefusesTakesInNoNumber() {
    refusal(
        serials.receive(
            WAREHOUSE,
            KEY,
            new StockLine(CAMERA, EAST, 1),
            Optional.of(ReceiptId.of("nobody-announced")),
            List.of("D")));

    assertTracked();
    receive("D");
    assertThat(unit("D").state()).isEqualTo(State.IN_STOCK);
  }

  @Test
  void aNumberIsPackedAndLeavesWithItsParcel() {
    OrderId id = picked(2);

    pack(id, "B", "C").orThrow();
    assertThat(unit("B").state()).isEqualTo(State.PACKED);
    assertTracked();
    shop.deliverPicked(id);

    SerialUnit left = unit("B");
    assertThat(left.state()).isEqualTo(State.LEFT);
    assertThat(left.order()).contains(id);
    assertThat(left.shipment()).contains(shop.shipment(id).id());
    assertThat(unit("A").state()).isEqualTo(State.IN_STOCK);
    assertTracked();
  }

  @Test
  void aNumberIsNotPackedTwice() {
    OrderId first = picked(1);
    OrderId second = picked(1);
    pack(first, "A").orThrow();

    Refusal refusal = refusal(pack(second, "A"));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal.message()).contains("A of camera is PACKED");
    assertThat(shop.shipment(second).state()).isEqualTo(FulfillmentState.PICKING);
    pack(first, "A").orThrow();
  }

  @Test
  void aParcelIsNotPackedWithoutItsNumbersOrWithOthers() {
    OrderId id = picked(2);
    String shipment = shop.shipment(id).id();
    TestShop.Snapshot before = shop.snapshot();

    assertThat(refusal(shop.commerce().fulfillment().pack(WAREHOUSE, shipment, 1)).code())
        .isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal(pack(id, "A")).code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal(pack(id, "A", "A")).code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal(pack(id, "A", "Z")).code()).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aSkuWithoutNumbersIsPackedWithoutAny() {
    shop.sell("mug", "USD 10.00").stock("mug", EAST, 2);
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    shop.commerce().fulfillment().pick(WAREHOUSE, shipment).orThrow();

    Refusal refusal =
        refusal(
            shop.commerce()
                .fulfillment()
                .pack(WAREHOUSE, shipment, 1, Map.of(Sku.of("mug"), List.of("A"))));

    assertThat(refusal.message()).contains("mug").contains("no serial numbers");
    shop.commerce().fulfillment().pack(WAREHOUSE, shipment, 1).orThrow();
  }

  @Test
  void aNumberThatIsTakenOutOfItsParcelIsInStockAgain() {
    OrderId id = picked(2);
    pack(id, "B", "C").orThrow();

    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(CAMERA, 1)), "")
        .orThrow();

    assertThat(unit("C").state()).isEqualTo(State.IN_STOCK);
    assertThat(unit("C").shipment()).isEmpty();
    assertThat(unit("B").state()).isEqualTo(State.PACKED);
    assertTracked();
  }

  @Test
  void aNumberComesBackOnce() {
    OrderId id = picked(1);
    pack(id, "A").orThrow();
    shop.deliverPicked(id);

    SerialUnit back = serials.takeBack(WAREHOUSE, KEY, CAMERA, "A", WEST, "returned").orThrow();

    assertThat(back.state()).isEqualTo(State.IN_STOCK);
    assertThat(back.center()).isEqualTo(WEST);
    assertThat(serials.takeBack(WAREHOUSE, KEY, CAMERA, "A", WEST, "returned").orThrow())
        .isEqualTo(back);
    assertThat(
            refusal(serials.takeBack(WAREHOUSE, shop.command(), CAMERA, "A", WEST, "again")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aNumberIsWrittenOff() {
    serials.writeOff(WAREHOUSE, KEY, CAMERA, EAST, List.of("A"), "dropped").orThrow();
    serials.writeOff(WAREHOUSE, KEY, CAMERA, EAST, List.of("A"), "dropped").orThrow();

    assertThat(unit("A").state()).isEqualTo(State.GONE);
    assertThat(shop.level("camera", EAST).onHand()).isEqualTo(2);
    assertThat(
            refusal(
                    serials.writeOff(
                        WAREHOUSE, shop.command(), CAMERA, EAST, List.of("A"), "again"))
                .code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertTracked();
  }

  @Test
  void aNumberThatIsPromisedIsNotWrittenOff() {
    shop.place(order().add("camera", 3));

    Refusal refusal =
        refusal(serials.writeOff(WAREHOUSE, KEY, CAMERA, EAST, List.of("A"), "dropped"));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(unit("A").state()).isEqualTo(State.IN_STOCK);
    assertTracked();
  }

  @Test
  void aNumberIsSentToAnotherCenter() {
    ReceiptId receipt = ReceiptId.of("truck");
    serials
        .send(
            WAREHOUSE,
            new StockCommand.Transfer(
                KEY,
                new StockLine(CAMERA, EAST, 1),
                WEST,
                receipt,
                OPENING.plus(Duration.ofDays(1))),
            List.of("A"),
            "")
        .orThrow();
    assertThat(unit("A").state()).isEqualTo(State.ON_THE_WAY);
    assertTracked();

    serials
        .receive(
            WAREHOUSE,
            shop.command(),
            new StockLine(CAMERA, WEST, 1),
            Optional.of(receipt),
            List.of("A"))
        .orThrow();

    assertThat(unit("A").center()).isEqualTo(WEST);
    assertThat(shop.commerce().stockTaking().inTransit(WAREHOUSE, 10).orThrow()).isEmpty();
    assertTracked();
  }

  @Test
  void unitsWithoutNumbersMustBeGoneBeforeASkuHasThem() {
    shop.stock("pot", EAST, 2);

    Refusal refusal = refusal(serials.keep(SYSTEM, KEY, Sku.of("pot"), ""));

    assertThat(refusal.message()).contains("2 units of pot");
  }

  @Test
  void anUnknownNumberIsNotFound() {
    assertThat(refusal(serials.find(WAREHOUSE, CAMERA, "Z")).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(refusal(serials.takeBack(WAREHOUSE, KEY, CAMERA, "Z", EAST, "")).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
  }
}
