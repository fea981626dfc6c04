package io.backroom.fulfillment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.fulfillment.FulfillmentState.BACKORDERED;
import static io.backroom.fulfillment.FulfillmentState.CANCELLED;
import static io.backroom.fulfillment.FulfillmentState.DELIVERED;
import static io.backroom.fulfillment.FulfillmentState.EXCEPTION;
import static io.backroom.fulfillment.FulfillmentState.IN_TRANSIT;
import static io.backroom.fulfillment.FulfillmentState.LOADED;
import static io.backroom.fulfillment.FulfillmentState.MANIFESTED;
import static io.backroom.fulfillment.FulfillmentState.OUT_FOR_DELIVERY;
import static io.backroom.fulfillment.FulfillmentState.PACKED;
import static io.backroom.fulfillment.FulfillmentState.PICKING;
import static io.backroom.fulfillment.FulfillmentState.PLANNED;
import static io.backroom.fulfillment.FulfillmentState.RELEASED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.kernel.Kernel;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state with every command and every other state. */
class FulfillmentTableTest {
  /** The whole truth once more, by hand: what a command makes of a state it is possible in. */
  private static final Map<Command, Set<FulfillmentState>> POSSIBLE =
      new EnumMap<>(
          Map.of(
              Command.PICK, EnumSet.of(RELEASED),
              Command.PACK, EnumSet.of(PICKING),
              Command.MANIFEST, EnumSet.of(PACKED),
              Command.LOAD, EnumSet.of(MANIFESTED),
              Command.SCAN_IN_TRANSIT, EnumSet.of(OUT_FOR_DELIVERY, EXCEPTION),
              Command.SCAN_OUT_FOR_DELIVERY, EnumSet.of(IN_TRANSIT, EXCEPTION),
              Command.SCAN_DELIVERED, EnumSet.of(IN_TRANSIT, OUT_FOR_DELIVERY, EXCEPTION),
              Command.SCAN_EXCEPTION, EnumSet.of(IN_TRANSIT, OUT_FOR_DELIVERY),
              Command.CANCEL,
                  EnumSet.of(BACKORDERED, PLANNED, RELEASED, PICKING, PACKED, MANIFESTED)));

  /** What people and scanners do with a shipment. */
  private enum Command {
    PICK(PICKING),
    PACK(PACKED),
    MANIFEST(MANIFESTED),
    LOAD(IN_TRANSIT),
    SCAN_IN_TRANSIT(IN_TRANSIT),
    SCAN_OUT_FOR_DELIVERY(OUT_FOR_DELIVERY),
    SCAN_DELIVERED(DELIVERED),
    SCAN_EXCEPTION(EXCEPTION),
    CANCEL(CANCELLED);

    private final FulfillmentState result;

    Command(FulfillmentState result) {
      this.result = result;
    }
  }

  private static Result<?> say(TestShop shop, OrderId order, Command command) {
    Fulfillment warehouse = shop.commerce().fulfillment();
    String id = shop.shipment(order).id();
    return switch (command) {
      case PICK -> warehouse.pick(WAREHOUSE, id);
      case PACK -> warehouse.pack(WAREHOUSE, id, 1);
      case MANIFEST -> warehouse.manifest(WAREHOUSE, id, "T");
      case LOAD -> warehouse.load(WAREHOUSE, id);
      case SCAN_IN_TRANSIT -> warehouse.track(WAREHOUSE, id, Fulfillment.Scan.IN_TRANSIT);
      case SCAN_OUT_FOR_DELIVERY ->
          warehouse.track(WAREHOUSE, id, Fulfillment.Scan.OUT_FOR_DELIVERY);
      case SCAN_DELIVERED -> warehouse.track(WAREHOUSE, id, Fulfillment.Scan.DELIVERED);
      case SCAN_EXCEPTION -> warehouse.track(WAREHOUSE, id, Fulfillment.Scan.EXCEPTION);
      case CANCEL -> shop.commerce().orders().cancel(as(ALICE), order, "");
    };
  }

  private static OrderId in(TestShop shop, FulfillmentState state) {
    shop.sell("mug", "USD 10.00");
    if (state == BACKORDERED) {
      shop.expect("po", "mug", EAST, 1, Duration.ofDays(1));
      return shop.place(order().add("mug", 1).orBackorder());
    }
    shop.stock("mug", EAST, 1);
    if (state == PLANNED) {
      return shop.place(TestShop.paidWith("tok_declined_hard").add("mug", 1));
    } else if (state == LOADED) {
      shop.provider().onNext(Operation.CAPTURE, Fault.PENDING);
    }
    OrderId order = shop.place(order().add("mug", 1));
    List<Command> way =
        switch (state) {
          case PICKING -> List.of(Command.PICK);
          case PACKED -> List.of(Command.PICK, Command.PACK);
          case MANIFESTED -> List.of(Command.PICK, Command.PACK, Command.MANIFEST);
          case LOADED, IN_TRANSIT ->
              List.of(Command.PICK, Command.PACK, Command.MANIFEST, Command.LOAD);
          case OUT_FOR_DELIVERY, DELIVERED, EXCEPTION ->
              List.of(
                  Command.PICK,
                  Command.PACK,
                  Command.MANIFEST,
                  Command.LOAD,
                  Command.valueOf("SCAN_" + state));
          case CANCELLED -> List.of(Command.CANCEL);
          default -> List.of();
        };
    way.forEach(command -> say(shop, order, command).orThrow());
    assertThat(shop.shipment(order).state()).isEqualTo(state);
    return order;
  }

  @TestFactory
  Stream<DynamicTest> everyCommandInEveryState() {
    return Stream.of(FulfillmentState.values())
        .flatMap(
            state ->
                Stream.of(Command.values())
                    .map(
                        command ->
                            DynamicTest.dynamicTest(
                                command + " when " + state, () -> check(state, command))));
  }

  private static void check(FulfillmentState state, Command command) {
    TestShop shop = TestShop.open();
    OrderId order = in(shop, state);
    TestShop.Snapshot before = shop.snapshot();

    Result<?> answer = say(shop, order, command);

    boolean again = state == command.result && command != Command.CANCEL && command != Command.LOAD;
    boolean stillLoaded = state == LOADED && command == Command.LOAD;
    if (POSSIBLE.get(command).contains(state)) {
      assertThat(answer).isInstanceOf(Result.Done.class);
      assertThat(shop.shipment(order).state()).isEqualTo(command.result);
    } else if (again || stillLoaded) {
      assertThat(answer).isInstanceOf(Result.Done.class);
      assertThat(shop.snapshot()).isEqualTo(before);
    } else {
      assertThat(TestShop.refusal(answer).code()).isEqualTo(Refusal.Code.WRONG_STATE);
      assertThat(shop.snapshot()).isEqualTo(before);
      assertThat(shop.shipment(order).state()).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @EnumSource(FulfillmentState.class)
  void aMoveThatIsNotInTheTableDoesNotHappen(FulfillmentState state) {
    TestShop shop = TestShop.open();
    FulfillmentOrder shipment = shop.shipment(in(shop, state));
    Kernel kernel = new Kernel(shop.documents(), shop.clock(), () -> "unused", List.of());
    TestShop.Snapshot before = shop.snapshot();
    for (FulfillmentState next : EnumSet.complementOf(enumSet(state.next()))) {
      assertThatThrownBy(
              () ->
                  kernel.transact(
                      tx -> {
                        Shipments.move(tx, TestShop.SYSTEM, shipment, next);
                        return next;
                      }))
          .as("%s to %s", state, next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(state + " to " + next);
    }
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  private static EnumSet<FulfillmentState> enumSet(Set<FulfillmentState> states) {
    EnumSet<FulfillmentState> set = EnumSet.noneOf(FulfillmentState.class);
    set.addAll(states);
    return set;
  }

  @Test
  void nothingLeadsBackIntoTheShopsHandsButFromTheRamp() {
    assertThat(LOADED.next()).containsExactlyInAnyOrder(PACKED, IN_TRANSIT);
    for (FulfillmentState state : FulfillmentState.values()) {
      if (state.hasLeft() && state != LOADED) {
        assertThat(state.next()).noneMatch(next -> next.isChangeable() || next == CANCELLED);
      }
    }
  }

  @Test
  void everyStateButTheFirstIsReached() {
    Set<FulfillmentState> reached = EnumSet.of(BACKORDERED);
    for (FulfillmentState state : FulfillmentState.values()) {
      reached.addAll(state.next());
    }
    assertThat(reached).containsExactlyInAnyOrder(FulfillmentState.values());
  }

  @Test
  void aStepOfAShipmentThatDoesNotExistIsRefused() {
    TestShop shop = TestShop.open();

    Refusal refusal = TestShop.refusal(shop.commerce().fulfillment().pick(WAREHOUSE, "none"));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(refusal.message()).contains("none");
  }
}
