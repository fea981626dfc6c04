package io.backroom.testkit.simulation;

import static io.backroom.fulfillment.FulfillmentState.DELIVERED;
import static io.backroom.fulfillment.FulfillmentState.MANIFESTED;

import io.backroom.payment.Renewal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A piece of an order's life, in which a process dies at every call.
 *
 * @param name what happens
 * @param shows what is to be found in how everything stands in the end
 * @param renewal when authorizations are renewed
 * @param steps what people do, one after the other
 */
record Scenario(String name, String shows, Renewal renewal, List<Consumer<Actors>> steps) {
  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  private static Scenario of(String name, String shows, Consumer<Actors>... steps) {
    return new Scenario(name, shows, Renewal.AT_CAPTURE, List.of(steps));
  }

  /** Scenarios of four payments, of which the provider tells in an order of its own. */
  static List<Scenario> told(List<Integer> letters) {
    return List.of(
        of(
            "paid, captured, partly refunded",
            "returned=1",
            a -> a.place("tok_pending", "mug", 2),
            a -> a.bankTells(letters),
            Actors::bankSettles,
            a -> a.bankTells(letters),
            a -> a.bring(DELIVERED),
            a -> a.bringBack("mug", 1, "r1"),
            a -> a.bankTells(letters),
            a -> a.bringBack("mug", 1, "r2"),
            a -> a.bankTells(letters)),
        of(
            "declined, paid otherwise, captured",
            "COMPLETED",
            a -> a.place("tok_declined_insufficient", "mug", 2),
            a -> a.bankTells(letters),
            a -> a.pay("tok_pending"),
            a -> a.bankTells(letters),
            Actors::bankSettles,
            a -> a.bring(DELIVERED),
            a -> a.bringBack("mug", 1, "r1"),
            a -> a.bankTells(letters)),
        of(
            "given up before the bank knows",
            "CANCELLED",
            a -> a.place("tok_pending", "mug", 2, "cap", 11),
            Actors::cancel,
            a -> a.bankTells(letters),
            Actors::bankSettles,
            a -> a.bankTells(letters)));
  }

  static List<Scenario> all() {
    return List.of(
        of("place", "RELEASED", a -> a.place("tok_1", "mug", 2)),
        of(
            "ship and capture",
            "COMPLETED",
            a -> a.place("tok_1", "mug", 2, "cap", 1),
            a -> a.bring(DELIVERED)),
        of(
            "decline and recover",
            "COMPLETED",
            a -> a.place("tok_declined_insufficient", "mug", 2),
            a -> a.pay("tok_1"),
            a -> a.bring(DELIVERED)),
        of(
            "decline and give up",
            "CANCELLED",
            a -> a.place("tok_declined_hard", "mug", 2),
            a -> a.pass(Duration.ofDays(4))),
        of(
            "action required",
            "COMPLETED",
            a -> a.place("tok_action_required", "mug", 2),
            Actors::confirmAtBank,
            a -> a.bring(DELIVERED)),
        of(
            "backorder arrives",
            "COMPLETED",
            a -> a.expect("pot", 5),
            a -> a.place("tok_1", "pot", 20),
            a -> a.receive("pot", 5),
            a -> a.bring(DELIVERED)),
        of(
            "cancel before authorization",
            "CANCELLED",
            a -> a.expect("pot", 5),
            a -> a.place("tok_1", "pot", 20),
            Actors::cancel),
        of(
            "cancel after authorization",
            "CANCELLED",
            a -> a.place("tok_1", "mug", 2),
            Actors::cancel),
        of(
            "partial capture",
            "captured USD 29.98",
            a -> a.place("tok_1", "mug", 3),
            a -> a.bring(MANIFESTED),
            a -> a.cancelOne("mug"),
            a -> a.bring(DELIVERED)),
        of(
            "two centers",
            "COMPLETED",
            a -> a.place("tok_1", "cap", 11, "mug", 2),
            a -> a.bring(DELIVERED),
            a -> a.bringBack("cap", 9, "r1")),
        of(
            "half of it waits",
            "COMPLETED",
            a -> a.expect("pot", 6),
            a -> a.expect("mug", 2),
            a -> a.place("tok_1", "pot", 20, "mug", 17),
            a -> a.bring(MANIFESTED),
            a -> a.receive("pot", 6),
            a -> a.receive("mug", 2),
            a -> a.bring(DELIVERED),
            a -> a.bringBack("pot", 20, "r1")),
        of(
            "return and refund",
            "returned=3",
            a -> a.place("tok_1", "mug", 3),
            a -> a.bring(DELIVERED),
            a -> a.bringBack("mug", 2, "r1"),
            a -> a.bringBack("mug", 1, "r2")),
        of(
            "hold becomes an order",
            "COMPLETED",
            a -> a.hold("mug", 2),
            Actors::extend,
            a -> a.placeHeld("mug", 2),
            a -> a.bring(DELIVERED)),
        of(
            "authorized anew",
            "COMPLETED",
            a -> a.place("tok_1", "mug", 2),
            a -> a.pass(Duration.ofDays(8)),
            a -> a.bring(DELIVERED)),
        new Scenario(
            "renewed ahead",
            "COMPLETED",
            Renewal.AHEAD,
            List.of(
                a -> a.place("tok_1", "mug", 2),
                a -> a.pass(Duration.ofHours(24 * 7 - 6)),
                a -> a.bring(DELIVERED))),
        of(
            "paid too late",
            "CANCELLED",
            a -> a.place("tok_pending", "mug", 2),
            Actors::cancel,
            Actors::bankSettles,
            a -> a.pass(Duration.ofHours(1))),
        of(
            "notification",
            "COMPLETED",
            a -> a.place("tok_pending", "mug", 2),
            Actors::bankSettles,
            Actors::bankTells,
            a -> a.bring(DELIVERED)),
        of(
            "transfer and count",
            "onHand=9",
            a -> a.send("cap", 3),
            a -> a.receive("cap", 3),
            a -> a.count("cap", 9)),
        of(
            "lots",
            "COMPLETED",
            a -> a.receiveLot("lot-1", 4),
            a -> a.place("tok_1", "tea", 2),
            a -> a.bring(DELIVERED),
            a -> a.recall("lot-1")));
  }
}
