package io.backroom.testkit.mutants;

import java.util.List;
import java.util.stream.Stream;

/** Every mistake that the simulation must see. */
@SuppressWarnings("StringConcatToTextBlock") // code is compared as it is written, blanks included
final class Mutants {
  private static final String BOOKING = "payment/Booking.java";
  private static final String RUNNER = "payment/OperationRunner.java";
  private static final String PAYMENTS = "payment/Payments.java";
  private static final String KERNEL = "kernel/Kernel.java";
  private static final String QUEUE = "kernel/WorkQueue.java";
  private static final String DECIDER = "stock/StockDecider.java";

  private static final String TOMBSTONE = "copy.closed = true;";
  private static final String NO_TOMBSTONE = "copy.closed = false;";

  private Mutants() {}

  static List<Mutant> all() {
    return Stream.of(money(), moneyInTime(), stock(), work(), orders())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mutant> money() {
    return List.of(
        Mutant.of("time-out-is-a-decline", "a lost answer is taken for a decline")
            .in(
                BOOKING,
                "this::unknown,",
                "unknown -> declined(new Decline(Decline.Kind.GENERIC, \"time-out\")),"),
        Mutant.of("new-key-per-retry", "each attempt is sent under an id of its own")
            .in(
                RUNNER,
                "new CallContext(call.operation().id(), deadline",
                "new CallContext(OperationId.of(kernel.newId()), deadline"),
        Mutant.of("key-of-order-and-amount", "an operation's id is its order and amount")
            .in(
                RUNNER,
                "new CallContext(call.operation().id(), deadline",
                "new CallContext(OperationId.of(call.order() + \"-\""
                    + " + call.operation().amount().getAmountMinorLong()), deadline"),
        Mutant.of("sent-before-it-is-stored", "an operation leaves before it is stored as sent")
            .in(
                RUNNER,
                "tx.put(PaymentRecord.TYPE, record.with(next));\n    return new Call(",
                "return new Call("),
        Mutant.of("release-without-tombstone", "a closed tranche takes late approvals")
            .in("payment/Tranche.java", TOMBSTONE, NO_TOMBSTONE),
        Mutant.of("unwanted-approval-kept", "an approval that nobody wants is not given back")
            .in(
                BOOKING,
                "record = record.with(tranche.notReplacing());\n      }\n"
                    + "      return voidLater(approval.ref());",
                "record = record.with(tranche.notReplacing());\n      }\n      return record;"),
        Mutant.of("capture-as-authorized", "what was authorized is captured, not what is due")
            .in(
                PAYMENTS,
                "Operation.Kind.CAPTURE,\n            tranche,\n            tranche.payable(),",
                "Operation.Kind.CAPTURE,\n            tranche,\n            tranche.authorized(),"),
        Mutant.of("rounding-per-line", "each share is rounded by itself")
            .in("kernel/Shares.java", ".limit(left)", ".limit(0)"),
        Mutant.of("mismatch-kept", "a wrong amount is refused and not given back")
            .in(
                BOOKING,
                "news(What.MISMATCH, \"\");\n      }\n    }\n    return voidLater(approval.ref());",
                "news(What.MISMATCH, \"\");\n      }\n    }\n    return record;"),
        Mutant.of("partial-approval-accepted", "less than was asked for will do")
            .in(
                BOOKING,
                "} else if (!approval.amount().equals(operation.amount())) {",
                "} else if (approval.amount().isGreaterThan(operation.amount())) {"),
        Mutant.of("refund-without-limit", "goods come back, and are refunded, again and again")
            .in(PAYMENTS, "if (amount.isGreaterThan(left)) {", "if (left.isNegative()) {")
            .in(
                "returns/Returns.java",
                ".mapToInt(line -> line.quantity() - line.returned())",
                ".mapToInt(line -> line.quantity())")
            .in("returns/Returns.java", "orders.takeBack(tx, request.order(), back);", "")
            .in(
                "fulfillment/Shipments.java",
                "lines.add(it ? line.returning(units) : line);",
                "lines.add(line);"));
  }

  private static List<Mutant> moneyInTime() {
    return List.of(
        Mutant.of("not-found-trusted-at-once", "what a lookup does not find has not happened")
            .in(
                RUNNER,
                "answer instanceof Lookup.NotFound\n"
                    + "            && !now.isBefore("
                    + "operation.trail().lastSentAt().orElse(now).plus(DEADLINE).plus(lag));",
                "answer instanceof Lookup.NotFound;"),
        Mutant.of("attempts-not-stored", "declines are counted and forgotten")
            .in(
                "payment/Attempts.java",
                "tx.put(TYPE, get(tx, id).adding(tx.now()));",
                "get(tx, id).adding(tx.now());"),
        Mutant.of("renewal-voids-first", "an authorization is given back before the next stands")
            .in(
                PAYMENTS,
                "private static PaymentRecord replace("
                    + "Transaction tx, PaymentRecord record, Tranche tranche) {",
                "private static PaymentRecord replace("
                    + "Transaction tx, PaymentRecord before, Tranche tranche) {\n"
                    + "    PaymentRecord record = voidAuthorization("
                    + "tx, before, tranche, tranche.hold().orElseThrow().ref());"),
        Mutant.of("unknown-without-owner", "an unknown outcome is left to itself")
            .in(
                BOOKING,
                "evidence());\n    }\n    again.accept(tx.now().plus(pause()));",
                "evidence());\n    }"),
        Mutant.of("recovery-skips-prepared", "an operation whose process died stays where it is")
            .in(
                RUNNER,
                "Next next = kernel.transact(tx -> next(tx, ref));",
                "if (item.attempts() > 1) {\n      return tx -> {};\n    }\n"
                    + "    Next next = kernel.transact(tx -> next(tx, ref));"),
        Mutant.of("tasks-closed-at-once", "a person's task is closed by nobody")
            .in("care/Tasks.java", "Task.State.OPEN,\n", "Task.State.DONE,\n"),
        Mutant.of("webhook-lost", "a notification is acknowledged whatever becomes of it")
            .in(
                "payment/PaymentNotifications.java",
                "return Result.done(kernel.transact(tx -> take(tx, genuine)));",
                "try {\n        return Result.done(kernel.transact(tx -> take(tx, genuine)));\n"
                    + "      } catch (RuntimeException lost) {\n"
                    + "        return Result.done(genuine.facts().size());\n      }"),
        Mutant.of("webhook-believed", "what a notification says is booked as it is")
            .in(
                "payment/PaymentNotifications.java",
                "tx.doNow(OperationRunner.LOOK,"
                    + " new OperationRunner.Ref(order.get(), fact.operation()));",
                "new Booking(tx, new OperationRunner.Ref(order.get(), fact.operation()),"
                    + " new Payments.Rules(Renewal.AT_CAPTURE, provider.profile(), false, false),"
                    + " due -> {}).book(fact.outcome());")
            .in(
                "payment/PaymentNotifications.java",
                "private static int take(",
                "private int take("));
  }

  private static List<Mutant> stock() {
    return List.of(
        Mutant.of("unconditional-decrement", "stock is taken whether it is there or not")
            .in(
                DECIDER,
                "draft.lacks(row, row.wanted(),"
                    + " Math.min(row.holdable(c.heldMax()), row.availableToPromise()));",
                ""),
        Mutant.of("sweep-without-condition", "the sweep ends what has run out, whatever it is now")
            .in(
                DECIDER,
                "r -> r.hasExpired(now), r -> emptied(State.EXPIRED, r)",
                "r -> true, r -> emptied(State.EXPIRED, r)")
            .in(
                "memory/HoldCalendar.java",
                "r -> r.state() == State.HELD && r.expiresAt()",
                "r -> r.state() != State.EXPIRED && r.expiresAt()")
            .in(
                "memory/HoldCalendar.java",
                ".filter(hold -> hold.hasExpired(now))",
                ".filter(hold -> !hold.expiresAt().isAfter(now))"),
        Mutant.of("cancelled-stock-kept", "a cancellation releases nothing")
            .in(
                "fulfillment/Shipments.java",
                "reservations.release(tx, shipment.reservation(), kept, backordered);",
                ""),
        Mutant.of("shipped-stock-kept", "what has left is still counted")
            .in(
                "fulfillment/Shipments.java",
                "reservations.ship(tx, shipment.reservation(), shipment.stock());",
                ""),
        Mutant.of("caps-of-one-hold-only", "each hold is compared with the cap by itself")
            .in(
                "inventory/HoldDesk.java",
                "if (others.units() + wish.units() > policy.most(units)) {",
                "if (wish.units() > policy.most(units)) {"));
  }

  private static List<Mutant> work() {
    return List.of(
        Mutant.of("message-outside-the-transaction", "a message is stored before its cause is")
            .in(
                "customer/Messages.java",
                "tx.doNowInOrder(\n        KIND, new Message(tx.newId(),",
                "kernel.transact(alone -> {\n      tell(alone, customer, order, kind, facts);\n"
                    + "      return order;\n    });\n  }\n\n  private void tell("
                    + "\n      Transaction tx, CustomerId customer, OrderId order, String kind,"
                    + " Map<String, String> facts) {\n    tx.doNowInOrder(\n"
                    + "        KIND, new Message(tx.newId(),"),
        Mutant.of("lanes-ignored", "messages of one order overtake each other")
            .in(
                QUEUE,
                "return item.lane().stream()\n        .flatMap(lane -> lane(lane).stream())",
                "return item.lane().stream()\n        .flatMap(lane -> lane(lane).stream())\n"
                    + "        .limit(0)"),
        Mutant.of("lost-answer-is-a-failure", "a commit whose answer is lost is decided again")
            .in(KERNEL, "return wasCommitted(write, writes, answerLost);", "return false;"),
        Mutant.of("lost-answer-is-a-success", "a commit whose answer is lost is taken for done")
            .in(KERNEL, "return wasCommitted(write, writes, answerLost);", "return true;"),
        Mutant.of("failed-work-dropped", "work that fails is done all the same")
            .in(
                QUEUE,
                "fail(item, failure);\n      return false;",
                "finish(item, tx -> {});\n      return false;"));
  }

  private static List<Mutant> orders() {
    return List.of(
        Mutant.of("key-without-content", "another order under the same key is taken for the first")
            .in("kernel/Once.java", "entry.content().equals(content)", "true"),
        Mutant.of("key-forgotten", "a client's key is not stored")
            .in("order/Placing.java", "once.ifPresent(o -> o.remember(tx, id.value()));", ""),
        Mutant.of("return-key-forgotten", "a return that is sent again is another return")
            .in("returns/Returns.java", "once.remember(tx, \"\");", ""),
        Mutant.of("backorders-authorized-at-once", "credit is tied up by goods that are not there")
            .in(
                "order/Placing.java",
                "if (!plan.parts().get(part++).isBackordered()) {",
                "if (part++ >= 0) {"),
        Mutant.of("leaves-before-it-is-paid", "a loaded parcel leaves while its capture is asked")
            .in(
                PAYMENTS,
                "Tranche tranche = record.tranche(shipment).wantingCapture();",
                "Tranche tranche = record.tranche(shipment).wantingCapture();\n"
                    + "    news(tx, record, shipment, What.CAPTURED, \"\");"),
        Mutant.of("closed-is-opened", "a late approval takes a closed order up again")
            .in("payment/Tranche.java", TOMBSTONE, NO_TOMBSTONE)
            .in(
                "fulfillment/Shipments.java",
                "if (shipment.state() == FulfillmentState.PLANNED) {",
                "if (shipment.state() == FulfillmentState.PLANNED"
                    + " || shipment.state() == FulfillmentState.CANCELLED) {")
            .in(
                "fulfillment/FulfillmentState.java",
                "Map.entry(CANCELLED, EnumSet.noneOf(FulfillmentState.class))",
                "Map.entry(CANCELLED, EnumSet.of(RELEASED))")
            .in(
                "order/OrderState.java",
                "CANCELLED, EnumSet.noneOf(OrderState.class)",
                "CANCELLED, EnumSet.of(PLACED)")
            .in(
                "order/OrderDesk.java",
                "if (order.state().next().isEmpty()) {\n      return order.state();\n    } else if ("
                    + "mayEnd && states.stream().allMatch(s -> s ==",
                "if (mayEnd && states.stream().allMatch(s -> s =="),
        Mutant.of("strangers-see-orders", "a customer's order is shown to any customer")
            .in(
                "DefaultAccess.java",
                "&& (kind != Actor.Kind.CUSTOMER || own);",
                "&& (kind != Actor.Kind.CUSTOMER || request.owner().isPresent());"));
  }
}
