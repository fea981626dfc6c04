package io.backroom.order;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Transaction;
import io.backroom.payment.ChangedAmounts;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * A better way to ship an order that is being taken.
 *
 * @param order which order
 * @param groups what leaves together
 * @param open the shipments whose larger amount is still to be set aside
 * @param saved what the shipments cost the shop less
 * @param verdict why these centers
 */
record Better(OrderId order, List<Group> groups, List<String> open, Money saved, String verdict) {
  static final DocumentType<Better> TYPE =
      new DocumentType<>("better-way", Better.class, own -> own.order().value(), own -> List.of());

  /**
   * Shipments that leave one center as one.
   *
   * @param keeper the shipment that they become
   * @param absorbed the others
   */
  record Group(CenterId center, String keeper, List<String> absorbed) {
    Group {
      absorbed = List.copyOf(absorbed);
    }

    List<String> all() {
      return Stream.concat(Stream.of(keeper), absorbed.stream()).toList();
    }
  }

  Better {
    groups = List.copyOf(groups);
    open = List.copyOf(open);
  }

  Better paid(String shipment) {
    List<String> rest = open.stream().filter(own -> !own.equals(shipment)).toList();
    return new Better(order, groups, rest, saved, verdict);
  }

  /** Gives up what an order was to be shipped by: something else happens to it. */
  static void giveUp(Transaction tx, OrderId order, ChangedAmounts amounts) {
    // What moves already is followed to its end; nobody changes it meanwhile.
    tx.find(TYPE, order.value())
        .filter(better -> !better.open().isEmpty())
        .ifPresent(better -> better.drop(tx, amounts));
  }

  void drop(Transaction tx, ChangedAmounts amounts) {
    groups.stream()
        .filter(group -> !group.absorbed().isEmpty())
        .forEach(group -> amounts.dropRaise(tx, order, group.keeper()));
    tx.delete(TYPE, order.value());
  }
}
