package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.order.OrderStatus.Offer;
import io.backroom.order.OrderStatus.What;
import io.backroom.payment.ChangedAmounts;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What may be done with an order now. Each offer is the command's own decision in a transaction
 * that is never committed, so an offer and the command cannot disagree.
 */
final class Offers {
  /** Whoever pays otherwise names an instrument that is not known yet. */
  private static final InstrumentRef ANY_OTHER = InstrumentRef.of("any-other");

  private final Kernel kernel;
  private final ChangedAmounts amounts;
  private final Shipments shipments;
  private final ChangeDesk changes;
  private final Approvals approvals;
  private final OrderGate gate;
  private final List<Command> commands = new ArrayList<>();

  /**
   * A command that may be offered.
   *
   * @param allowed decides as the command does
   * @param effect does what comes of it in the end; empty if that depends on what is asked for
   * @param recalls whether the warehouse is asked for what somebody is at work on
   */
  private record Command(
      What what,
      Action action,
      Orders.Offering allowed,
      Optional<Orders.Offering> effect,
      boolean recalls) {}

  Offers(OrderRooms rooms, ChangeDesk changes, OrderGate gate) {
    this.kernel = rooms.kernel();
    this.amounts = rooms.payments().amounts();
    this.shipments = rooms.shipments();
    this.changes = changes;
    this.approvals = rooms.approvals();
    this.gate = gate;
  }

  void register(Cancelling cancelling, Changing changing, OrderSteps steps, Delays delays) {
    commands.add(
        new Command(
            What.CANCEL,
            Action.CANCEL_ORDER,
            (tx, caller, id) -> cancelling.all(tx, caller, order(tx, id), ""),
            Optional.of((tx, caller, id) -> cancelling.allAtOnce(tx, caller, order(tx, id))),
            true));
    open(What.CHANGE, Action.CHANGE_ORDER, (tx, caller, id) -> changing.refusal(tx, order(tx, id)));
    add(
        What.WITHDRAW_CHANGE,
        Action.CHANGE_ORDER,
        (tx, caller, id) -> changing.withdraw(tx, caller, order(tx, id), ""));
    add(What.PAY, Action.PAY_ORDER, (tx, caller, id) -> steps.pay(tx, caller, id, ANY_OTHER));
    add(
        What.AGREE_TO_DELAY,
        Action.ANSWER_DELAY,
        (tx, caller, id) -> delays.answerAll(tx, caller, order(tx, id), true));
    add(
        What.REFUSE_DELAY,
        Action.ANSWER_DELAY,
        (tx, caller, id) -> delays.answerAll(tx, caller, order(tx, id), false));
    open(
        What.PRIORITIZE,
        Action.PRIORITIZE_ORDER,
        (tx, caller, id) -> steps.prioritize(tx, caller, order(tx, id), OrderRequest.PRIORITY, ""));
  }

  private static OrderRecord order(Transaction tx, OrderId id) {
    return tx.get(OrderRecord.TYPE, id.value());
  }

  /** Offers a command whose effect is its decision. */
  void add(What what, Action action, Orders.Offering decision) {
    commands.add(new Command(what, action, decision, Optional.of(decision), false));
  }

  /** Offers a command whose effect depends on what is asked for. */
  private void open(What what, Action action, Orders.Offering decision) {
    commands.add(new Command(what, action, decision, Optional.empty(), false));
  }

  List<Offer> of(Caller caller, OrderId id) {
    List<Offer> offers = new ArrayList<>();
    for (Command command : commands) {
      if (gate.refusal(caller, command.action(), id).isEmpty()
          && refusal(command.allowed(), caller, id).isEmpty()) {
        Optional<MoneyEffect> money = command.effect().map(effect -> money(effect, caller, id));
        boolean second =
            money
                .filter(effect -> approvals.isNeeded(caller, command.action(), effect))
                .isPresent();
        offers.add(
            new Offer(command.what(), money, command.recalls() ? recalls(id) : List.of(), second));
      }
    }
    return offers;
  }

  private Optional<Refusal> refusal(Orders.Offering decision, Caller caller, OrderId id) {
    List<Refusal> refusals = new ArrayList<>();
    return kernel.dryRun(
        tx -> {
          refusals.clear();
          decision.decide(tx, caller, id).ifPresent(refusals::add);
        },
        tx -> refusals.stream().findFirst());
  }

  private MoneyEffect money(Orders.Offering effect, Caller caller, OrderId id) {
    ChangedAmounts.Mark mark = kernel.dryRun(tx -> {}, tx -> amounts.mark(tx, id));
    Money before = kernel.dryRun(tx -> {}, tx -> amounts.status(tx, id).payable());
    return kernel.dryRun(
        tx -> effect.decide(tx, caller, id),
        tx -> {
          ChangedAmounts.Moves moves = amounts.moves(tx, id, mark);
          return new MoneyEffect(
              before,
              amounts.status(tx, id).payable(),
              moves.authorized(),
              Money.zero(before.getCurrencyUnit()),
              moves.voided(),
              moves.capturedLess(),
              moves.refunded());
        });
  }

  private List<String> recalls(OrderId id) {
    OrderRecord order = kernel.find(OrderRecord.TYPE, id.value()).orElseThrow();
    return shipments.find(order.shipments()).stream()
        .filter(changes::needsRecall)
        .map(FulfillmentOrder::id)
        .toList();
  }
}
