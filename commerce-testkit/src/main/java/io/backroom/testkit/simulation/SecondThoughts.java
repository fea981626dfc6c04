package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.ChangePreview;
import io.backroom.order.ChangeResult;
import io.backroom.order.OrderEdit;
import io.backroom.order.OrderView;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Customers who change their minds, a warehouse that is asked to stop, delays that are told. */
final class SecondThoughts {
  private static final List<Address> PLACES =
      List.of(
          Address.of("Boston", "US", 42.36, -71.06), Address.of("Chicago", "US", 41.88, -87.63));

  private static final int LATEST = 3;

  private final Stage stage;
  private final Coverage coverage;
  private final List<Wish> wishes = new ArrayList<>();
  private final Map<String, OrderId> begun = new TreeMap<>();

  /** What a customer was shown and may still want. */
  private record Wish(OrderId order, Caller caller, ChangePreview shown, String key) {}

  SecondThoughts(Stage stage, Coverage coverage) {
    this.stage = stage;
    this.coverage = coverage;
  }

  /** Asks what a change would cost and has it made, or one that was shown before, or taken back. */
  String change(Dice dice, Commerce node, OrderView order, Caller caller) {
    int what = dice.below(100);
    if (what < 10) {
      return coverage.answer(
          "withdraw-change@" + order.state(),
          node.orders().withdrawChange(caller, order.id(), "as it was"));
    } else if (what < 30 && !wishes.isEmpty()) {
      boolean late = wishes.size() > LATEST && dice.permille(600);
      return confirm(
          node, dice.of(late ? wishes.subList(wishes.size() - LATEST, wishes.size()) : wishes));
    }
    return node.orders()
        .previewChange(caller, order.id(), edit(dice, order))
        .fold(
            shown -> {
              coverage.count("preview@" + order.state(), "done");
              Wish wish = new Wish(order.id(), caller, shown, stage.newId());
              wishes.add(wish);
              // Some think about it.
              return dice.permille(850) ? confirm(node, wish) : "previewed";
            },
            refusal -> {
              coverage.count("preview@" + order.state(), refusal.code().name());
              return "preview " + refusal.code();
            });
  }

  private static OrderEdit edit(Dice dice, OrderView order) {
    OrderEdit edit = dice.permille(500) ? OrderEdit.none().orBackorder() : OrderEdit.none();
    int what = dice.below(100);
    if (what < 45) {
      edit = edit.set(dice.of(Stage.SKUS).value(), dice.between(1, 4));
    } else if (what < 70) {
      Sku had = dice.of(order.lines()).sku();
      edit = dice.permille(400) ? edit.remove(had.value()) : edit.set(had.value(), 1);
    } else if (what < 80) {
      edit = edit.set("mug", dice.between(0, 3)).set("pot", dice.between(0, 3));
    }
    edit = what >= 65 ? edit.to(dice.of(PLACES)) : edit;
    return what % 3 == 0 ? edit.withOption(dice.of(Stage.OPTIONS)) : edit;
  }

  private String confirm(Commerce node, Wish wish) {
    ChangeResult result =
        node.orders().confirmChange(wish.caller(), wish.order(), wish.shown(), wish.key(), "");
    if (result instanceof ChangeResult.Begun told) {
      String before = begun.put(wish.key(), wish.order()) == null ? "" : " again";
      Invariant.O3.require(
          told.change().order().equals(wish.order()),
          () -> "one key, changes of two orders: " + wish + " and " + told);
      coverage.count("change" + before, told.change().state().name());
      return "change" + before + " " + told.change().state();
    }
    String outcome =
        result instanceof ChangeResult.Refused refused
            ? refused.refusal().code().name()
            : result.getClass().getSimpleName();
    coverage.count("change", outcome);
    return "change " + outcome;
  }

  /** The warehouse has looked, and says whether it has stopped. */
  String answerRecall(Dice dice, Commerce node, List<FulfillmentOrder> shipments) {
    List<FulfillmentOrder> asked =
        shipments.stream().filter(shipment -> shipment.recall() == Recall.ASKED).toList();
    if ((asked.isEmpty() && !dice.permille(100)) || shipments.isEmpty()) {
      return "nothing is asked";
    }
    FulfillmentOrder shipment = dice.of(asked.isEmpty() ? shipments : asked);
    boolean accepted = dice.permille(600);
    return coverage.answer(
        "recall-" + (accepted ? "accepted" : "too-late") + "@" + shipment.recall(),
        node.fulfillment().recalled(Stage.WAREHOUSE, shipment.id(), accepted));
  }

  /** A customer agrees to wait for longer, or does not; some say nothing at all. */
  String answerDelay(Dice dice, Commerce node, OrderView order, Caller caller) {
    Optional<FulfillmentOrder> waiting =
        order.shipments().stream()
            .filter(shipment -> shipment.state() == FulfillmentState.BACKORDERED)
            .findFirst();
    if (waiting.isEmpty() && !dice.permille(100)) {
      return "nothing waits";
    }
    FulfillmentOrder shipment = waiting.orElse(order.shipments().get(0));
    boolean agreed = dice.permille(600);
    return coverage.answer(
        "delay-" + (agreed ? "agreed" : "refused"),
        node.orders().answerDelay(caller, order.id(), shipment.id(), agreed, ""));
  }
}
