package io.backroom.testkit.simulation;

import static io.backroom.fulfillment.FulfillmentState.DELIVERED;
import static io.backroom.fulfillment.FulfillmentState.MANIFESTED;
import static io.backroom.fulfillment.FulfillmentState.PACKED;
import static io.backroom.fulfillment.FulfillmentState.PICKING;

import io.backroom.fulfillment.Rejection;
import io.backroom.payment.Renewal;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.Address;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A piece of an order's life, in which a process dies at every call.
 *
 * @param name what happens
 * @param shows what is to be found in how everything stands in the end
 * @param choices makes the shop of the scenario of the usual one
 * @param steps what people do, one after the other
 */
record Scenario(
    String name, String shows, UnaryOperator<Setting> choices, List<Consumer<Actors>> steps) {
  /** What a process leaves undone when it dies another one takes up a little later. */
  private static final Duration UNTIL_TAKEN_OVER = Duration.ofMinutes(5);

  private static final Address CHICAGO = Address.of("Chicago", "US", 41.88, -87.63);

  @SafeVarargs
  @SuppressWarnings("varargs") // they are only read
  private static Scenario of(String name, String shows, Consumer<Actors>... steps) {
    return new Scenario(name, shows, usual -> usual, List.of(steps));
  }

  private Scenario in(UnaryOperator<Setting> other) {
    return new Scenario(name, shows, other, steps);
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
    return Stream.of(lives(), changes(), docks()).flatMap(List::stream).toList();
  }

  /** What becomes of orders about which somebody changes their mind. */
  private static List<Scenario> changes() {
    return List.of(
        of(
            "changed before it is picked",
            "captured USD 54.98",
            a -> a.place("tok_1", "mug", 2),
            a -> a.change("more", edit -> edit.set("cap", 1)),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.change("elsewhere", edit -> edit.set("mug", 3).to(CHICAGO)),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.bring(DELIVERED)),
        of(
            "sent by a dearer option",
            "captured USD 38.97",
            a -> a.place("tok_1", "mug", 2),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.change("faster", edit -> edit.withOption("express")),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.bring(DELIVERED)),
        of(
            "backorder sent elsewhere by another option",
            "COMPLETED",
            a -> a.expect("pot", 5),
            a -> a.place("tok_1", "pot", 20),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.change("faster", edit -> edit.to(CHICAGO).withOption("express")),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.receive("pot", 5),
            a -> a.bring(DELIVERED)),
        of(
            "sent elsewhere from another center",
            "sku=cap, center=west, onHand=6",
            a -> a.place("tok_1", "cap", 2),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.change("elsewhere", edit -> edit.to(CHICAGO)),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.bring(DELIVERED)),
        of(
            "changed when the bank agrees",
            "captured USD 40.98",
            a -> a.place("tok_action_required", "mug", 2),
            Actors::confirmAtBank,
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.change("more", edit -> edit.set("cap", 1)),
            a -> a.pass(UNTIL_TAKEN_OVER),
            Actors::confirmAtBank,
            a -> a.bring(DELIVERED)),
        of(
            "changed and recalled",
            "COMPLETED",
            a -> a.place("tok_1", "mug", 3),
            a -> a.bring(PICKING),
            a -> a.change("less", edit -> edit.set("mug", 1)),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.bring(DELIVERED)),
        of(
                "recalled, and in time",
                "COMPLETED",
                a -> a.place("tok_1", "mug", 3),
                a -> a.bring(PACKED),
                a -> a.change("less", edit -> edit.set("mug", 1).set("cap", 2)),
                a -> a.pass(UNTIL_TAKEN_OVER),
                a -> a.answerRecall(true),
                a -> a.bring(DELIVERED))
            .in(shop -> shop.recalling(RecallAnswer.PENDING)),
        of(
                "recalled, and too late",
                "COMPLETED",
                a -> a.place("tok_1", "mug", 3),
                a -> a.bring(MANIFESTED),
                a -> a.change("less", edit -> edit.set("mug", 1).set("cap", 2)),
                a -> a.pass(UNTIL_TAKEN_OVER),
                a -> a.answerRecall(false),
                a -> a.bring(DELIVERED))
            .in(shop -> shop.recalling(RecallAnswer.PENDING)),
        of(
                "changed, and taken back",
                "COMPLETED",
                a -> a.place("tok_1", "mug", 3),
                a -> a.bring(PICKING),
                a -> a.change("less", edit -> edit.set("mug", 1).set("cap", 2)),
                a -> a.pass(UNTIL_TAKEN_OVER),
                Actors::withdraw,
                a -> a.answerRecall(true),
                a -> a.bring(DELIVERED))
            .in(shop -> shop.recalling(RecallAnswer.PENDING)),
        of(
                "cancelled by two",
                "CANCELLED",
                a -> a.place("tok_1", "mug", 3),
                Actors::cancelByAgent,
                a -> a.decide(true),
                Actors::cancelByAgent)
            .in(shop -> shop.approving(Setting.AGENTS_ASK)),
        of(
                "changed by two",
                "COMPLETED",
                a -> a.place("tok_1", "mug", 3),
                a -> a.changeByAgent("more", edit -> edit.set("cap", 3)),
                a -> a.decide(true),
                a -> a.changeByAgent("more", edit -> edit.set("cap", 3)),
                a -> a.bring(DELIVERED))
            .in(shop -> shop.approving(Setting.AGENTS_ASK)),
        of(
                "not allowed by the other",
                "COMPLETED",
                a -> a.place("tok_1", "mug", 3),
                Actors::cancelByAgent,
                a -> a.decide(false),
                Actors::cancelByAgent,
                a -> a.bring(DELIVERED))
            .in(shop -> shop.approving(Setting.AGENTS_ASK)),
        of(
            "late, and waited for",
            "COMPLETED",
            a -> a.expect("pot", 5),
            a -> a.place("tok_1", "pot", 20),
            a -> a.expectLater("pot", 5),
            a -> a.answerDelay(true),
            a -> a.receive("pot", 5),
            a -> a.bring(DELIVERED)),
        of(
            "late, and given up",
            "CANCELLED",
            a -> a.expect("pot", 5),
            a -> a.place("tok_1", "pot", 20),
            a -> a.expectLater("pot", 5),
            a -> a.answerDelay(false)));
  }

  /** What a center does not ship, and what it ships by lists of its own. */
  private static List<Scenario> docks() {
    return List.of(
        of(
            "broken at the dock",
            "COMPLETED",
            a -> a.place("tok_1", "mug", 2),
            a -> a.bring(PACKED),
            Actors::list,
            a -> a.reject(Rejection.DAMAGED),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.bring(DELIVERED)),
        of(
            "picked short",
            "COMPLETED",
            a -> a.place("tok_1", "mug", 3),
            a -> a.bring(PICKING),
            a -> a.pickShort("mug"),
            a -> a.pass(UNTIL_TAKEN_OVER),
            a -> a.bring(DELIVERED)),
        of(
            "scanned in two parcels",
            "COMPLETED",
            a -> a.place("tok_1", "mug", 2, "cap", 1),
            a -> a.bring(PICKING),
            Actors::packEach,
            Actors::list,
            Actors::closeLists,
            Actors::scan,
            a -> a.bring(DELIVERED)),
        of(
                "full, and moved",
                "booked 0 east, 3 west",
                a -> a.place("tok_1", "mug", 3),
                a -> a.reject(Rejection.CLOSED),
                a -> a.pass(UNTIL_TAKEN_OVER))
            .in(shop -> shop.doing(2)));
  }

  private static List<Scenario> lives() {
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
            // The warehouse is asked by then, whoever died: a truck that is faster keeps the mug.
            a -> a.pass(UNTIL_TAKEN_OVER),
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
        of(
                "renewed ahead",
                "COMPLETED",
                a -> a.place("tok_1", "mug", 2),
                a -> a.pass(Duration.ofHours(24 * 7 - 6)),
                a -> a.bring(DELIVERED))
            .in(shop -> shop.renewing(Renewal.AHEAD)),
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
