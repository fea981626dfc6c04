package io.backroom.examples.replay;

import io.backroom.order.ChangePreview;
import io.backroom.order.ChangeResult;
import io.backroom.order.ChangeView;
import io.backroom.order.OrderEdit;
import io.backroom.order.OrderView;
import io.backroom.order.Orders;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Customers who change their orders: more of something, less of it, another address. The data does
 * not tell of any; how many there are is made up.
 */
final class ChangeOfMind {
  private static final double CHANGES = 0.2;
  private static final double ON_THE_PHONE = 0.3;
  private static final double SENT_TWICE = 0.1;
  private static final double AGREES = 0.8;
  private static final int HOURS_MAX = 30;

  private final Shop shop;
  private final Books books;
  private final Chance chance;
  private final Purchasing purchasing;
  private final List<Begun> open = new ArrayList<>();
  private final Tally tally = new Tally();

  private record Begun(OrderId order, String change, Sku sku, int more) {}

  ChangeOfMind(Shop shop, Books books, Chance chance, Purchasing purchasing) {
    this.shop = shop;
    this.books = books;
    this.chance = chance;
    this.purchasing = purchasing;
  }

  Tally tally() {
    return tally;
  }

  /** How long after an order its customer thinks again, if ever. */
  Optional<Duration> thinksAgain(Sale sale) {
    return chance.happens(CHANGES, "thinks again", sale.id())
        ? Optional.of(Duration.ofHours(chance.between(1, HOURS_MAX, "thinks after", sale.id())))
        : Optional.empty();
  }

  void change(OrderId id) {
    Sale sale = books.sale(id);
    Caller caller =
        chance.happens(ON_THE_PHONE, "calls to change", id)
            ? Shop.AGENT
            : Caller.customer(
                shop.commerce().orders().find(Shop.AGENT, id).orThrow().customer(), Channel.WEB);
    Orders orders = shop.commerce().orders();
    Sku sku = sale.units().keySet().iterator().next();
    int standing = standing(orders.find(Shop.AGENT, id).orThrow(), sku);
    int kind = chance.between(0, 2, "wants", id);
    int more = kind == 0 ? chance.between(1, 3, "how many more", id) : 0;
    OrderEdit edit =
        switch (kind) {
          case 0 -> OrderEdit.none().set(sku.value(), standing + more).orBackorder();
          case 1 -> OrderEdit.none().set(sku.value(), Math.max(0, standing - 1));
          default -> OrderEdit.none().to(elsewhere(id));
        };
    tally.add("wished");
    Result<ChangePreview> shown = orders.previewChange(caller, id, edit);
    if (shown instanceof Result.Refused<ChangePreview> no) {
      tally.add("not possible: " + name(no.refusal().code()));
      return;
    }
    confirm(caller, id, shown.orThrow(), sku, more);
  }

  private void confirm(Caller caller, OrderId id, ChangePreview shown, Sku sku, int more) {
    Orders orders = shop.commerce().orders();
    String key = "change-" + id;
    ChangeResult result = orders.confirmChange(caller, id, shown, key, "thought again");
    if (result instanceof ChangeResult.Begun begun) {
      open.add(new Begun(id, begun.change().id(), sku, more));
      if (chance.happens(SENT_TWICE, "confirms twice", id)) {
        ChangeResult again = orders.confirmChange(caller, id, shown, key, "thought again");
        boolean same =
            again instanceof ChangeResult.Begun second
                && second.change().id().equals(begun.change().id());
        if (!same) {
          books.fault("the change of " + id + " sent twice was answered " + again);
        }
      }
      look();
    } else if (result instanceof ChangeResult.OutOfStock) {
      tally.add("not possible: out of stock");
    } else {
      books.fault("the change of " + id + " was shown, then answered " + result);
    }
  }

  private static int standing(OrderView order, Sku sku) {
    return order.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .mapToInt(line -> line.quantity() - line.cancelled())
        .sum();
  }

  /** To where a center stands: a place that is known. */
  private Address elsewhere(OrderId id) {
    List<Center> centers = ShopTerms.CENTERS;
    return centers.get(chance.between(0, centers.size() - 1, "moves to", id)).address();
  }

  /** Notes what became of the changes that were open. */
  void look() {
    for (Begun begun : List.copyOf(open)) {
      ChangeView view =
          shop.commerce().orders().changes(Shop.AGENT, begun.order()).orThrow().stream()
              .filter(change -> change.id().equals(begun.change()))
              .findFirst()
              .orElseThrow();
      if (!view.state().isOpen()) {
        open.remove(begun);
        tally.add("ended: " + name(view.state()));
        if (view.state() == ChangeView.State.APPLIED && begun.more() > 0) {
          books.more(begun.order(), begun.sku(), begun.more());
          purchasing.sold(begun.sku(), begun.more());
        }
      }
    }
    answerDelays();
  }

  private void answerDelays() {
    for (Mailbox.Delay delay : shop.mailbox().delays()) {
      boolean agrees = chance.happens(AGREES, "waits longer", delay.shipment());
      Caller customer = Caller.customer(delay.customer(), Channel.WEB);
      Result<OrderView> answer =
          shop.commerce()
              .orders()
              .answerDelay(customer, delay.order(), delay.shipment(), agrees, "");
      tally.add(
          answer instanceof Result.Done
              ? (agrees ? "agreed to a delay" : "refused a delay")
              : "answered a delay too late");
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
