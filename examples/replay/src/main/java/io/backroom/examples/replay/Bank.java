package io.backroom.examples.replay;

import io.backroom.examples.replay.Cards.Waiting;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import java.time.Duration;

/** Gives the answers that come later: from banks, and from customers in their bank's app. */
final class Bank {
  private static final double CONFIRMS = 0.75;
  private static final double APPROVES = 0.85;

  private final Shop shop;
  private final Chance chance;
  private final Agenda agenda;
  private final Tally tally = new Tally();

  Bank(Shop shop, Chance chance, Agenda agenda) {
    this.shop = shop;
    this.chance = chance;
    this.agenda = agenda;
  }

  Tally tally() {
    return tally;
  }

  /** Plans the answers to the calls that have been left open since the last time. */
  void look() {
    for (Waiting call : shop.cards().takeWaiting()) {
      if (call.fault() == Fault.PENDING) {
        int hours = chance.between(2, 30, "bank takes", call.operation());
        agenda.at(in(Duration.ofHours(hours)), () -> settle(call));
      } else if (chance.happens(CONFIRMS, "confirms", call.operation())) {
        int minutes = chance.between(2, 50, "customer takes", call.operation());
        agenda.at(in(Duration.ofMinutes(minutes)), () -> confirm(call));
      } else {
        tally.add("not confirmed by the customer");
      }
    }
  }

  private java.time.Instant in(Duration time) {
    return shop.clock().instant().plus(time);
  }

  private void settle(Waiting call) {
    boolean no =
        call.kind() == Operation.AUTHORIZE
            && !chance.happens(APPROVES, "approves", call.operation());
    try {
      shop.provider().settle(call.operation(), no ? Fault.DECLINED_GENERIC : Fault.NONE);
      tally.add(no ? "declined after a while" : "approved after a while");
    } catch (IllegalStateException notWaiting) {
      // The call got lost on its first way and was answered at once when it was repeated.
      tally.add("not waiting any more");
    }
  }

  private void confirm(Waiting call) {
    try {
      shop.provider().completeAction(call.operation());
      tally.add("confirmed by the customer");
    } catch (IllegalStateException notWaiting) {
      tally.add("not waiting any more");
    }
  }
}
