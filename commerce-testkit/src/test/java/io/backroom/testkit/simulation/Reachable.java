package io.backroom.testkit.simulation;

import io.backroom.fulfillment.FulfillmentState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pairs of a state and an outcome that the plays must come to, and those that they cannot come
 * to, with the reason. Other pairs may turn up; nothing is asked of them.
 */
final class Reachable {
  /** So often each pair is to be reached in 10,000 seeds. */
  static final long OFTEN = 100;

  /** What cannot happen, and why. */
  static final Map<String, String> UNREACHABLE =
      Map.of(
          "REVERSE -> LOST_RESPONSE",
          "the simulated provider chooses faults by instrument, and a reversal names none",
          "CAPTURE -> PARTIAL",
          "only authorizations are approved in part",
          "CAPTURE -> ACTION_REQUIRED",
          "only authorizations ask the customer for something",
          "cancel@COMPLETED -> done",
          "everything has left or is cancelled already",
          "cancel@CANCELLED -> done",
          "it is cancelled already",
          "pay@CANCELLED -> done",
          "nothing waits to be paid",
          "pay@COMPLETED -> done",
          "nothing waits to be paid",
          "preview@CANCELLED -> done",
          "nothing is left that could be changed",
          "approve herself -> done",
          "who has asked cannot approve",
          "recall-accepted@NONE -> done",
          "nobody has asked");

  private static final Map<String, FulfillmentState> STEPS = steps();

  private static final List<String> OF_CALLS =
      List.of(
          "NONE",
          "LOST_REQUEST",
          "LOST_RESPONSE",
          "BROKEN_RESPONSE",
          "NOT_SENT",
          "RATE_LIMITED",
          "DUPLICATE",
          "PENDING");

  private static final List<String> OF_AUTHORIZATIONS =
      List.of(
          "ACTION_REQUIRED",
          "PARTIAL",
          "WRONG_AMOUNT",
          "EXPIRES_SOON",
          "DECLINED_INSUFFICIENT",
          "DECLINED_GENERIC",
          "DECLINED_ISSUER_DOWN",
          "DECLINED_EXPIRED",
          "DECLINED_HARD",
          "DECLINED_REVOKED",
          "DECLINED_RISK");

  private static final Map<String, List<String>> OF_PEOPLE = ofPeople();

  private Reachable() {}

  private static Map<String, FulfillmentState> steps() {
    Map<String, FulfillmentState> steps = new LinkedHashMap<>();
    steps.put("pick", FulfillmentState.PICKING);
    steps.put("pack", FulfillmentState.PACKED);
    steps.put("manifest", FulfillmentState.MANIFESTED);
    steps.put("load", FulfillmentState.LOADED);
    steps.put("IN_TRANSIT", FulfillmentState.IN_TRANSIT);
    steps.put("OUT_FOR_DELIVERY", FulfillmentState.OUT_FOR_DELIVERY);
    steps.put("DELIVERED", FulfillmentState.DELIVERED);
    steps.put("EXCEPTION", FulfillmentState.EXCEPTION);
    return steps;
  }

  private static Map<String, List<String>> ofPeople() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("place", List.of("Placed", "OutOfStock", "KEY_REUSED", "WRONG_STATE"));
    all.put("cancel@PLACED", List.of("done", "NEEDS_APPROVAL"));
    all.put("cancel@ON_HOLD", List.of("done", "NEEDS_APPROVAL", "WRONG_STATE"));
    all.put("cancel@IN_FULFILLMENT", List.of("done", "NEEDS_APPROVAL", "WRONG_STATE"));
    all.put("cancel@COMPLETED", List.of("WRONG_STATE"));
    all.put("cancel@CANCELLED", List.of("WRONG_STATE"));
    all.put("cancel-some@PLACED", List.of("done", "NEEDS_APPROVAL", "WRONG_STATE"));
    all.put("cancel-some@ON_HOLD", List.of("done", "NEEDS_APPROVAL", "WRONG_STATE"));
    all.put("cancel-some@IN_FULFILLMENT", List.of("done", "NEEDS_APPROVAL", "WRONG_STATE"));
    all.put("cancel-some@COMPLETED", List.of("WRONG_STATE"));
    all.put("cancel-some@CANCELLED", List.of("WRONG_STATE"));
    all.put("pay@PLACED", List.of("WRONG_STATE"));
    all.put("pay@ON_HOLD", List.of("done", "INVALID", "WRONG_STATE"));
    all.put("pay@IN_FULFILLMENT", List.of("WRONG_STATE"));
    all.put("pay@COMPLETED", List.of("WRONG_STATE"));
    all.put("pay@CANCELLED", List.of("WRONG_STATE"));
    all.put("preview@PLACED", List.of("done", "INVALID"));
    all.put("preview@ON_HOLD", List.of("done", "INVALID", "WRONG_STATE"));
    all.put("preview@IN_FULFILLMENT", List.of("done", "INVALID", "WRONG_STATE"));
    all.put("preview@COMPLETED", List.of("WRONG_STATE"));
    all.put("preview@CANCELLED", List.of("WRONG_STATE"));
    all.put(
        "change",
        List.of(
            "APPLIED",
            "PAYING",
            "RECALLING",
            "DECLINED",
            "TOO_LATE",
            "Moved",
            "OutOfStock",
            "NEEDS_APPROVAL",
            "WRONG_STATE"));
    all.put("change again", List.of("APPLIED", "DECLINED", "EXPIRED", "TOO_LATE", "WITHDRAWN"));
    all.put("withdraw-change@IN_FULFILLMENT", List.of("done", "WRONG_STATE"));
    all.put("recall-accepted@ASKED", List.of("done"));
    all.put("recall-accepted@NONE", List.of("WRONG_STATE"));
    all.put("recall-too-late@ASKED", List.of("done"));
    all.put("recall-too-late@NONE", List.of("WRONG_STATE"));
    all.put("approve", List.of("done", "WRONG_STATE"));
    all.put("approve herself", List.of("FORBIDDEN"));
    all.put("disapprove", List.of("done"));
    all.put("approved-command", List.of("done", "NEEDS_APPROVAL", "WRONG_STATE"));
    all.put("delay-agreed", List.of("done"));
    all.put("delay-refused", List.of("done"));
    all.put("return@COMPLETED", List.of("done", "KEY_REUSED", "NEEDS_APPROVAL", "WRONG_STATE"));
    all.put("return@PLACED", List.of("WRONG_STATE"));
    all.put("return@CANCELLED", List.of("WRONG_STATE"));
    all.put("hold", List.of("Held", "Capped", "OutOfStock"));
    all.put("hold-look", List.of("HELD", "EXPIRED", "GIVEN_BACK", "ORDERED", "REPLACED"));
    all.put("hold-extend", List.of("done", "WRONG_STATE"));
    all.put("hold-give-back", List.of("done", "WRONG_STATE"));
    all.put("receive", List.of("done", "INVALID", "NOT_FOUND"));
    all.put("expect", List.of("done"));
    all.put("count", List.of("done", "INVALID"));
    all.put("adjust", List.of("done", "INVALID"));
    all.put("transfer", List.of("done", "INVALID"));
    all.put("write-off", List.of("done", "NOT_FOUND"));
    all.put("lot-receive", List.of("done"));
    all.put("lot-count", List.of("done", "NOT_FOUND"));
    all.put("lot-recall", List.of("done", "NOT_FOUND"));
    for (String told : List.of("Approved", "Declined", "Pending", "ActionRequired", "Unknown")) {
      all.put("webhook " + told, List.of("done", "INVALID"));
    }
    return all;
  }

  /** Returns the pairs that must be reached, as {@code state -> outcome}. */
  static List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    STEPS.forEach(
        (step, to) -> {
          for (FulfillmentState from : FulfillmentState.values()) {
            // Back to an earlier step in the warehouse leads a command of its own, no scan.
            boolean back = from.isChangeable() && to.compareTo(from) < 0;
            boolean may =
                from == to
                    || (from != FulfillmentState.LOADED && from.next().contains(to) && !back);
            pairs.add(step + "@" + from + " -> " + (may ? "done" : "WRONG_STATE"));
          }
        });
    for (String call : List.of("AUTHORIZE", "CAPTURE", "VOID", "REFUND", "ADJUST")) {
      OF_CALLS.forEach(fault -> pairs.add(call + " -> " + fault));
    }
    OF_AUTHORIZATIONS.forEach(fault -> pairs.add("AUTHORIZE -> " + fault));
    for (String call : List.of("CAPTURE", "VOID", "REFUND", "ADJUST")) {
      pairs.add(call + " -> DECLINED");
    }
    OF_PEOPLE.forEach(
        (command, outcomes) -> outcomes.forEach(outcome -> pairs.add(command + " -> " + outcome)));
    return pairs;
  }

  /** Returns how often each pair was reached. */
  static Map<String, Long> reached(Map<String, Map<String, Long>> coverage) {
    Map<String, Long> pairs = new TreeMap<>();
    coverage.forEach(
        (state, outcomes) ->
            outcomes.forEach((outcome, count) -> pairs.put(state + " -> " + outcome, count)));
    return pairs;
  }
}
