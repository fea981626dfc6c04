package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.order.OrderView;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what was told, and whether what was heard is written down. */
final class MessageInspector {
  private final Stage stage;
  private final Cast cast;
  private final Commerce sound;

  MessageInspector(Stage stage, Cast cast, Commerce sound) {
    this.stage = stage;
    this.cast = cast;
    this.sound = sound;
  }

  void inTheEnd() {
    cast.orders().keySet().forEach(this::everythingWasTold);
    for (Notification notification : stage.delivered()) {
      Invariant.N1.require(
          sound.orders().find(Stage.SHOP, notification.order()) instanceof Result.Done<OrderView>,
          () -> "told of an order that is not there: " + notification);
    }
    if (Collections.disjoint(
        stage.weather().troubles(), Set.of(Trouble.CLOCK_BACK, Trouble.FREEZE))) {
      // Otherwise nobody can tell by their ids which of two messages was stored first.
      inOrder();
    }
    everythingHeardIsWrittenDown();
  }

  private void everythingWasTold(OrderId id) {
    long told = told(id, "order-placed");
    Invariant.N1.require(told == 1, () -> id + " was told as placed by " + told + " messages");
    OrderView order = sound.orders().find(Stage.SHOP, id).orThrow();
    boolean left = order.shipments().stream().anyMatch(s -> Inspector.isOut(s.state()));
    Invariant.N1.require(
        !left || told(id, "shipped") > 0, () -> id + " has left and nobody was told");
  }

  private long told(OrderId id, String kind) {
    return stage.delivered().stream()
        .filter(n -> n.order().equals(id) && n.kind().equals(kind))
        .map(Notification::id)
        .distinct()
        .count();
  }

  /** Ids are drawn in the order of the changes that are told. */
  private void inOrder() {
    Set<String> known = new HashSet<>();
    Map<OrderId, Integer> last = new TreeMap<>();
    for (Notification notification : stage.delivered()) {
      if (known.add(notification.id())) {
        int number = Integer.parseInt(notification.id().substring(1));
        int before = last.getOrDefault(notification.order(), 0);
        Invariant.N2.require(
            before < number, () -> "i" + before + " was told before " + notification);
        last.put(notification.order(), number);
      }
    }
  }

  private void everythingHeardIsWrittenDown() {
    for (OperationId operation : cast.acknowledged()) {
      OrderId order = orderOf(operation);
      List<CommerceEvent> history = sound.orders().history(Stage.SHOP, order).orThrow();
      Invariant.N3.require(
          history.stream()
                  .filter(event -> event.kind().equals("payment-notified"))
                  .filter(event -> operation.value().equals(event.facts().get("operation")))
                  .count()
              >= Collections.frequency(cast.acknowledged(), operation),
          () -> "a notification of " + operation + " was acknowledged and is not stored");
    }
  }

  /** Operations are named after their orders. */
  static OrderId orderOf(OperationId operation) {
    return OrderId.of(operation.value().substring(0, operation.value().lastIndexOf("-p")));
  }
}
