package io.backroom.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** What somebody does in one step of a play. The weight says how often. */
enum Act {
  /** A customer places an order. */
  PLACE(12),
  /** A customer clicks again: the same order under the same key. */
  PLACE_AGAIN(3),
  /** A customer's software uses a key again for another order. */
  PLACE_OTHER_UNDER_KEY(1),
  /** A customer asks what an order would cost. */
  QUOTE(1),
  /** A customer or agent cancels an order. */
  CANCEL(4),
  /** A customer takes some units out of an order. */
  CANCEL_SOME(3),
  /** A customer or agent has a change of an order shown, made or taken back. */
  CHANGE(14),
  /** The warehouse answers whether it has stopped with a parcel. */
  ANSWER_RECALL(3),
  /** A customer agrees to wait for longer, or does not. */
  ANSWER_DELAY(7),
  /** A second person decides what an agent may not do alone, or the agent then does it. */
  DECIDE(4),
  /** A customer or agent pays with another instrument. */
  PAY(5),
  /** An agent takes goods back. */
  TAKE_BACK(5),
  /** The warehouse does the next thing with a shipment. */
  WORK(44),
  /** The warehouse or a scanner says a thing out of order. */
  WORK_OUT_OF_ORDER(22),
  /** Goods come in. */
  RECEIVE(5),
  /** A receipt is announced, moved or called off. */
  EXPECT(5),
  /** Stock is counted, and is more or less. */
  ADJUST(2),
  /** A customer puts goods into the cart: they are held. */
  HOLD(5),
  /** A customer keeps a hold for longer, looks at it or gives it back. */
  CHANGE_HOLD(3),
  /** Somebody counts what is on a shelf. */
  COUNT(2),
  /** Goods are sent from one center to the other, or written off on the way. */
  TRANSFER(2),
  /** Goods come into a lot, get a label, are counted by lot or recalled. */
  LOTS(4),
  /** The payment provider tells of an operation: late, twice, out of order, or what is not so. */
  WEBHOOK(5),
  /** The payment provider or the customer's bank makes up its mind. */
  SETTLE(5),
  /** A node does what is due. */
  RUN_DUE(8),
  /** Time passes. */
  PASS(5),
  /** Somebody reads an order, as its owner, as a stranger. */
  LOOK(2),
  /** A node is started anew. */
  RESTART(1);

  private static final List<Act> BY_WEIGHT = byWeight();

  private final int weight;

  Act(int weight) {
    this.weight = weight;
  }

  static Act draw(Dice dice) {
    return dice.of(BY_WEIGHT);
  }

  private static List<Act> byWeight() {
    List<Act> all = new ArrayList<>();
    for (Act act : values()) {
      for (int i = 0; i < act.weight; i++) {
        all.add(act);
      }
    }
    return List.copyOf(all);
  }
}
