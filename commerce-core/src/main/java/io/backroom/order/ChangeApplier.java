package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Recalls;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Transaction;
import io.backroom.order.ChangeRecord.Content;
import io.backroom.order.ChangeRecord.Reprice;
import io.backroom.payment.ChangedAmounts;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** Makes the documents of an order what a change wants; money and stock follow them. */
final class ChangeApplier {
  private final Reservations reservations;
  private final ChangedAmounts amounts;
  private final Shipments shipments;
  private final Recalls recalls;
  private final OrderDesk desk;

  ChangeApplier(OrderRooms rooms, OrderDesk desk) {
    this.reservations = rooms.reservations();
    this.amounts = rooms.payments().amounts();
    this.shipments = rooms.shipments();
    this.recalls = rooms.recalls();
    this.desk = desk;
  }

  /** What costs more by now must be set aside, or still be to be set aside whole. */
  boolean isPaid(Transaction tx, ChangeRecord change) {
    return change.content().repriced().stream()
        .filter(reprice -> reprice.difference().isPositive())
        .map(Reprice::shipment)
        .allMatch(
            id ->
                amounts.covers(
                    tx,
                    change.order(),
                    id,
                    Money.total(change.content().amounts(shipments.get(tx, id)))));
  }

  /** Returns the order as it is then; it is the caller's to store. */
  OrderRecord apply(Transaction tx, OrderRecord before, ChangeRecord change) {
    Content content = change.content();
    Money extra = Money.zero(before.total().getCurrencyUnit());
    for (FulfillmentOrder added : content.added()) {
      shipments.add(tx, added);
      amounts.accept(tx, change.order(), added.id());
      extra = extra.plus(extra(content, added));
    }
    for (Reprice reprice : content.repriced()) {
      extra = extra.plus(reprice.difference());
    }
    List<String> ids = content.added().stream().map(FulfillmentOrder::id).toList();
    OrderRecord order = before.adding(ids, content.lines(), extra);
    if (content.option().isPresent()) {
      order = order.by(content.option());
    }
    for (String id : content.touched()) {
      order = touch(tx, order, change, id);
    }
    for (FulfillmentOrder added : content.added()) {
      if (added.state() == FulfillmentState.PLANNED) {
        shipments.release(tx, added.id());
      }
    }
    change.reservation().ifPresent(id -> reservations.commit(tx, id, change.order().value()));
    return order;
  }

  /** What has only moved was ordered before. */
  private static Money extra(Content content, FulfillmentOrder added) {
    return content.moved().stream()
        .filter(move -> move.to().equals(added.id()))
        .map(ChangeRecord.Move::difference)
        .findFirst()
        .orElseGet(() -> OrderDesk.amount(added));
  }

  private OrderRecord touch(
      Transaction tx, OrderRecord before, ChangeRecord change, String shipment) {
    Content content = change.content();
    boolean repriced = content.repriced().stream().anyMatch(own -> own.shipment().equals(shipment));
    Optional<List<Money>> costs =
        repriced ? Optional.of(content.amounts(shipments.get(tx, shipment))) : Optional.empty();
    recalls.over(tx, shipments.get(tx, shipment));
    OrderRecord order = before;
    if (!content.cuts(shipment).isEmpty()) {
      order = desk.cut(tx, change.caller(), order, shipment, content.cuts(shipment), costs);
    } else if (costs.isPresent()) {
      shipments.reprice(tx, shipment, costs.get());
    }
    if (content.redirected().contains(shipment)) {
      shipments.redirect(tx, change.caller(), shipment, content.destination(), content.option());
    }
    return order;
  }
}
