package io.backroom.order;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.fulfillment.WeightTerms;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every command in every state by every actor: the outcome is the one that the page tells. */
class WhoMayDoWhatTest {
  private static final Path PAGE = Path.of("..", "docs", "order-lifecycle.md");
  private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");
  private static final List<OrderRequest.Item> ONE =
      List.of(new OrderRequest.Item(Sku.of("mug"), 1));

  /** A weight of two mugs that an agent has to look into; 500 g, which others weigh, is right. */
  private static final long DOUBTFUL = 600;

  private static final WeightTerms WEIGHING =
      WeightTerms.of(1, 1, new WeightTerms.Spread(0, 0), new WeightTerms.Spread(0, 0))
          .units(product -> new WeightTerms.Spread(250, 5))
          .limits(0, 3, 100, 3);

  private static final Map<String, Caller> ACTORS =
      Map.of(
          "customer", as(ALICE),
          "another customer", as(BOB),
          "agent", AGENT,
          "warehouse", WAREHOUSE,
          "system", SYSTEM);

  /** A row of the page. */
  private record Row(
      Set<String> who, Set<FulfillmentState> when, Optional<FulfillmentState> then) {}

  /** What a command answers: refused with a code, or done. */
  private record Answer(Optional<Refusal.Code> refused) {
    static Answer of(Result<?> result) {
      return new Answer(result.fold(done -> Optional.empty(), no -> Optional.of(no.code())));
    }
  }

  private static Map<String, Row> page() throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(PAGE);
    int begin = lines.indexOf("## Who may do what");
    for (String line : lines.subList(begin + 1, lines.size())) {
      if (line.startsWith("## ")) {
        return rows;
      } else if (line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        Set<FulfillmentState> when = EnumSet.noneOf(FulfillmentState.class);
        when.addAll(states(cells[3]));
        rows.put(
            cells[1].trim().replace("`", ""),
            new Row(
                Set.of(cells[2].trim().split(", ")), when, states(cells[4]).stream().findFirst()));
      }
    }
    return rows;
  }

  private static List<FulfillmentState> states(String cell) {
    Matcher name = NAME.matcher(cell);
    return name.results().map(found -> FulfillmentState.valueOf(found.group(1))).toList();
  }

  private static TestShop shop(FulfillmentState state, String command) {
    TestShop shop =
        TestShop.open(
                builder -> {
                  builder.warehouse(request -> answer(command));
                  return command.equals("confirmWeight") ? builder.weights(WEIGHING) : builder;
                })
            .sell("mug", "USD 10.00");
    if (state == FulfillmentState.BACKORDERED) {
      shop.expect("po", "mug", EAST, 9, Duration.ofDays(1));
      shop.place(order().add("mug", 2).orBackorder());
      return shop;
    }
    shop.stock("mug", EAST, 9);
    if (state == FulfillmentState.PLANNED) {
      shop.place(TestShop.paidWith("tok_declined_hard").add("mug", 2));
      return shop;
    } else if (state == FulfillmentState.LOADED) {
      Fault fault = command.equals("unloaded") ? Fault.DECLINED_GENERIC : Fault.PENDING;
      shop.provider().onNext(Operation.CAPTURE, fault);
    }
    OrderId id = shop.place(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    Fulfillment warehouse = shop.commerce().fulfillment();
    switch (state) {
      case RELEASED -> {}
      case CANCELLED -> shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
      case IN_TRANSIT -> shop.bring(shipment, FulfillmentState.LOADED);
      case OUT_FOR_DELIVERY, EXCEPTION -> {
        shop.bring(shipment, FulfillmentState.LOADED);
        warehouse.track(WAREHOUSE, shipment, Fulfillment.Scan.valueOf(state.name())).orThrow();
      }
      default -> shop.bring(shipment, state);
    }
    if (command.equals("confirmWeight") && state == FulfillmentState.PICKING) {
      warehouse.pack(WAREHOUSE, shipment, DOUBTFUL);
    }
    boolean inWork = state.isChangeable() && state.compareTo(FulfillmentState.PICKING) >= 0;
    if (command.equals("recalled") && inWork) {
      shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    }
    return shop;
  }

  private static RecallAnswer answer(String command) {
    return command.equals("recalled") ? RecallAnswer.PENDING : RecallAnswer.ACCEPTED;
  }

  private static Answer give(TestShop shop, String command, Caller caller) {
    OrderView view = shop.commerce().orders().of(SYSTEM, ALICE, 1).orThrow().get(0);
    OrderId id = view.id();
    String shipment = view.shipments().get(0).id();
    Orders orders = shop.commerce().orders();
    Fulfillment warehouse = shop.commerce().fulfillment();
    return switch (command) {
      case "pick" -> Answer.of(warehouse.pick(caller, shipment));
      case "pack" -> Answer.of(warehouse.pack(caller, shipment, 1));
      case "confirmWeight" -> Answer.of(warehouse.confirmWeight(caller, shipment, DOUBTFUL, ""));
      case "manifest" -> Answer.of(warehouse.manifest(caller, shipment, "T"));
      case "load" -> Answer.of(warehouse.load(caller, shipment));
      case "unloaded" -> Answer.of(warehouse.unloaded(caller, shipment, ""));
      case "track-in-transit" ->
          Answer.of(warehouse.track(caller, shipment, Fulfillment.Scan.IN_TRANSIT));
      case "track-out-for-delivery" ->
          Answer.of(warehouse.track(caller, shipment, Fulfillment.Scan.OUT_FOR_DELIVERY));
      case "track-delivered" ->
          Answer.of(warehouse.track(caller, shipment, Fulfillment.Scan.DELIVERED));
      case "track-exception" ->
          Answer.of(warehouse.track(caller, shipment, Fulfillment.Scan.EXCEPTION));
      case "cancel" -> Answer.of(orders.cancel(caller, id, ""));
      case "cancelItems" -> Answer.of(orders.cancelItems(caller, id, ONE, ""));
      case "confirmChange" -> change(orders, caller, id, view);
      case "prioritize" -> Answer.of(orders.prioritize(caller, id, 1, ""));
      case "pay" -> Answer.of(orders.pay(caller, id, InstrumentRef.of("tok_ok")));
      case "accept" ->
          Answer.of(
              shop.commerce()
                  .returns()
                  .accept(
                      caller,
                      new ReturnRequest(id, ONE, ReturnRequest.Disposition.SCRAP, "k", "")));
      case "recalled" -> Answer.of(warehouse.recalled(caller, shipment, true));
      case "reject" -> Answer.of(warehouse.reject(caller, shipment, Rejection.CLOSED, ""));
      case "pickShort" ->
          Answer.of(warehouse.pickShort(caller, shipment, Map.of(Sku.of("mug"), 1), ""));
      default ->
          throw new AssertionError("the page names a command that is not tested: " + command);
    };
  }

  /** Whoever may not ask for a preview confirms one that somebody else was shown. */
  private static Answer change(Orders orders, Caller caller, OrderId id, OrderView view) {
    int mugs = view.lines().get(0).standing();
    OrderEdit edit = OrderEdit.none().set("mug", mugs + 1).orBackorder();
    Result<ChangePreview> shown = orders.previewChange(SYSTEM, id, edit);
    if (shown instanceof Result.Refused<ChangePreview> late) {
      Result<ChangePreview> own = orders.previewChange(caller, id, edit);
      assertThat(TestShop.refusal(own).code()).isIn(late.refusal().code(), Refusal.Code.NOT_FOUND);
      return Answer.of(own);
    }
    ChangeResult result = orders.confirmChange(caller, id, shown.orThrow(), "k", "");
    return result instanceof ChangeResult.Refused no
        ? new Answer(Optional.of(no.refusal().code()))
        : new Answer(Optional.empty());
  }

  private static boolean isOfTheWarehouse(String command) {
    return Set.of(
                "pick",
                "pack",
                "confirmWeight",
                "manifest",
                "load",
                "unloaded",
                "recalled",
                "reject",
                "pickShort")
            .contains(command)
        || command.startsWith("track");
  }

  @Test
  void everyTripleHasTheOutcomeThatThePageTells() throws IOException {
    Set<OrderState> orderStates = EnumSet.noneOf(OrderState.class);
    Map<String, Row> rows = page();
    int triples = 0;
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      for (FulfillmentState state : FulfillmentState.values()) {
        for (String actor : new TreeSet<>(ACTORS.keySet())) {
          orderStates.add(check(row.getKey(), row.getValue(), state, actor));
          triples++;
        }
      }
    }
    System.out.println(triples + " of " + triples + " triples of state, command and actor");
    assertThat(rows).hasSize(19);
    assertThat(orderStates).containsExactlyInAnyOrder(OrderState.values());
  }

  private static OrderState check(String command, Row row, FulfillmentState state, String actor) {
    TestShop shop = shop(state, command);
    OrderView before = shop.commerce().orders().of(SYSTEM, ALICE, 1).orThrow().get(0);
    TestShop.Snapshot stored = shop.snapshot();
    String triple = command + " while " + state + " by " + actor;

    Answer answer = give(shop, command, ACTORS.getOrDefault(actor, SYSTEM));

    FulfillmentOrder after = shop.view(before.id()).shipments().get(0);
    boolean allowed = row.who().contains(actor);
    boolean possible = row.when().contains(state);
    if (!allowed) {
      assertThat(answer.refused())
          .as(triple)
          .contains(isOfTheWarehouse(command) ? Refusal.Code.FORBIDDEN : Refusal.Code.NOT_FOUND);
      assertThat(shop.snapshot()).as(triple).isEqualTo(stored);
    } else if (possible) {
      assertThat(answer.refused()).as(triple).isEmpty();
      assertThat(after.state()).as(triple).isEqualTo(row.then().orElse(state));
      assertThat(shop.snapshot()).as(triple).isNotEqualTo(stored);
    } else if (isRepeated(command, row, state)) {
      assertThat(answer.refused()).as(triple).isEmpty();
      assertThat(shop.snapshot()).as(triple).isEqualTo(stored);
    } else {
      assertThat(answer.refused()).as(triple).contains(Refusal.Code.WRONG_STATE);
      assertThat(shop.snapshot()).as(triple).isEqualTo(stored);
    }
    return before.state();
  }

  /** A scan that repeats the present state answers as the first time. */
  private static boolean isRepeated(String command, Row row, FulfillmentState state) {
    return command.equals("load")
        ? state == FulfillmentState.LOADED
        : isOfTheWarehouse(command)
            && !Set.of("recalled", "reject", "confirmWeight", "unloaded").contains(command)
            && row.then().filter(state::equals).isPresent();
  }
}
