package io.backroom.examples.replay;

import io.backroom.care.Task;
import io.backroom.care.Tasks;
import io.backroom.order.OrderView;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.util.function.Predicate;

/** An agent who calls customers whose card was refused; most have another one. */
final class CallBacks {
  private static final int TASKS_MAX = 1000;
  private static final double HAS_ANOTHER = 0.8;

  private final Shop shop;
  private final Chance chance;
  private final Predicate<OrderId> cannotGiveUp;
  private final Tally tally = new Tally();

  /** Whoever has a parcel on the truck is called until the money is there. */
  CallBacks(Shop shop, Chance chance, Predicate<OrderId> cannotGiveUp) {
    this.shop = shop;
    this.chance = chance;
    this.cannotGiveUp = cannotGiveUp;
  }

  Tally tally() {
    return tally;
  }

  void look() {
    Tasks tasks = shop.commerce().tasks();
    for (Task task : tasks.open(Shop.AGENT, TASKS_MAX).orThrow()) {
      Duration waits = Duration.between(task.openedAt(), shop.clock().instant());
      int hours = chance.between(1, 8, "calls after", task.id());
      if (waits.compareTo(Duration.ofHours(hours)) >= 0) {
        tally.add("task: " + task.kind());
        tasks.complete(Shop.AGENT, task.id(), note(task)).orThrow();
      }
    }
  }

  private String note(Task task) {
    if (!task.kind().equals("call-customer")) {
      return "looked at it";
    }
    OrderId order = OrderId.of(task.subject());
    boolean pays =
        chance.happens(HAS_ANOTHER, "has another card", task.id()) || cannotGiveUp.test(order);
    if (!pays) {
      tally.add("gave no other card");
      return "wants to think about it";
    }
    Result<OrderView> paid =
        shop.commerce()
            .orders()
            .pay(Shop.AGENT, order, InstrumentRef.of("second-card-for-" + order));
    return paid.fold(
        view -> {
          tally.add("gave another card");
          return "paid with another card";
        },
        refusal -> {
          tally.add("nothing to pay any more");
          return refusal.toString();
        });
  }
}
