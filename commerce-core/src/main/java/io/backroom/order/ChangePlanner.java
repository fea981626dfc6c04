package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.Shares;
import io.backroom.order.ChangeRecord.Content;
import io.backroom.order.ChangeRecord.Cut;
import io.backroom.order.ChangeRecord.Reprice;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Decides what a change of an order consists of: units are taken out of the shipments that are
 * least advanced, what is added travels in shipments of its own, and what has not left is sent
 * elsewhere from where it lies. Reads stock and catalog, changes nothing.
 */
final class ChangePlanner {
  private final Planner planner;

  ChangePlanner(Planner planner) {
    this.planner = planner;
  }

  /**
   * A change as it was planned.
   *
   * @param plan of what is added
   */
  record Planned(Content content, Optional<Plan> plan, OrderRequest.WhenShort whenShort) {
    boolean isShort() {
      return plan.filter(some -> some.isShortFor(whenShort)).isPresent();
    }
  }

  /** An order as somebody has read it. */
  record Seen(OrderRecord order, List<FulfillmentOrder> shipments, InstrumentRef instrument) {
    Seen {
      shipments = List.copyOf(shipments);
    }
  }

  Result<Planned> plan(Seen seen, OrderEdit edit, Instant now) {
    OrderRecord order = seen.order();
    List<FulfillmentOrder> changeable = Cancelling.changeable(seen.shipments());
    Optional<Refusal> left = hasLeft(order, seen.shipments());
    if (left.isPresent()) {
      return Result.refused(left.get());
    }
    Map<Sku, Integer> standing = new LinkedHashMap<>();
    order.lines().forEach(line -> standing.put(line.sku(), line.standing()));
    List<OrderRequest.Item> less = new ArrayList<>();
    List<OrderRequest.Item> more = new ArrayList<>();
    for (OrderEdit.Item item : edit.items()) {
      int difference = item.quantity() - standing.getOrDefault(item.sku(), 0);
      if (difference != 0) {
        (difference < 0 ? less : more).add(new OrderRequest.Item(item.sku(), Math.abs(difference)));
        standing.put(item.sku(), item.quantity());
      }
    }
    Optional<Address> elsewhere =
        edit.destination()
            .filter(to -> changeable.stream().anyMatch(own -> !own.destination().equals(to)));
    if (less.isEmpty() && more.isEmpty() && elsewhere.isEmpty()) {
      return Result.refused(
          new Refusal(Refusal.Code.INVALID, "edit", "the order is like that already"));
    }
    return Cancelling.cuts(order, less, changeable)
        .fold(
            cuts -> plan(seen, edit, more, elsewhere, changeable, cuts, standing, now),
            Result::refused);
  }

  private Result<Planned> plan(
      Seen seen,
      OrderEdit edit,
      List<OrderRequest.Item> more,
      Optional<Address> elsewhere,
      List<FulfillmentOrder> changeable,
      List<Cut> cuts,
      Map<Sku, Integer> standing,
      Instant now) {
    List<ShippingOptions.Line> kept = goods(seen.order(), standing, more);
    Content cutting = Content.cutting(cuts);
    List<FulfillmentOrder> left =
        changeable.stream().filter(own -> !cutting.amounts(own).isEmpty()).toList();
    if (elsewhere.isPresent() && !kept.isEmpty() && !left.isEmpty()) {
      Way from = Way.of(left.get(0));
      return planner
          .shipping()
          .moved(from, new Way(elsewhere.get(), from.option()), kept)
          .fold(
              difference -> {
                List<Reprice> repriced = repriced(seen, left, cutting, difference);
                List<String> redirected = left.stream().map(FulfillmentOrder::id).toList();
                return plan(
                    seen,
                    edit,
                    more,
                    new Content(elsewhere, redirected, cuts, repriced, List.of(), List.of()),
                    changeable.get(0),
                    kept,
                    now);
              },
              Result::refused);
    }
    Content content = new Content(elsewhere, List.of(), cuts, List.of(), List.of(), List.of());
    return plan(seen, edit, more, content, changeable.get(0), kept, now);
  }

  private Result<Planned> plan(
      Seen seen,
      OrderEdit edit,
      List<OrderRequest.Item> more,
      Content content,
      FulfillmentOrder one,
      List<ShippingOptions.Line> kept,
      Instant now) {
    if (more.isEmpty()) {
      return Result.done(new Planned(content, Optional.empty(), edit.whenShort()));
    }
    OrderRequest request =
        new OrderRequest(
            seen.order().customer(),
            content.destination().orElse(one.destination()),
            more,
            seen.instrument(),
            edit.whenShort(),
            Optional.empty(),
            Optional.empty(),
            one.priority(),
            Optional.empty(),
            seen.order().wantedBy(),
            seen.order().option());
    return planner
        .more(request, kept, now)
        .fold(
            plan ->
                otherContents(seen.order(), plan)
                    .<Result<Planned>>map(Result::refused)
                    .orElseGet(
                        () ->
                            Result.done(
                                new Planned(
                                    adding(seen.order(), content, request, plan, now),
                                    Optional.of(plan),
                                    edit.whenShort()))),
            Result::refused);
  }

  private static Content adding(
      OrderRecord order, Content content, OrderRequest request, Plan plan, Instant now) {
    String change = order.nextChange();
    List<FulfillmentOrder> added = new ArrayList<>();
    for (Plan.Part part : plan.parts()) {
      String id = change + "-" + (added.size() + 1);
      added.add(
          Placing.fulfillmentOrder(
              now, request, order.id(), plan.option().id(), part, id, ReservationId.of(change)));
    }
    return new Content(
        content.destination(),
        content.redirected(),
        content.cuts(),
        content.repriced(),
        added,
        Placing.orderLines(plan));
  }

  /** A bundle that is made up otherwise by now cannot be one line with those ordered before. */
  private static Optional<Refusal> otherContents(OrderRecord order, Plan plan) {
    return Placing.orderLines(plan).stream()
        .filter(line -> order.lines().stream().anyMatch(own -> own.sku().equals(line.sku())))
        .filter(line -> !order.contents(line.sku()).equals(line.contents()))
        .findFirst()
        .map(
            line ->
                new Refusal(
                    Refusal.Code.WRONG_STATE,
                    "sku",
                    line.sku() + " consists of other parts by now: order it anew"));
  }

  /** The goods that stay, at the prices that they were ordered at. */
  private static List<ShippingOptions.Line> goods(
      OrderRecord order, Map<Sku, Integer> standing, List<OrderRequest.Item> more) {
    Map<Sku, Integer> added = new LinkedHashMap<>();
    more.forEach(item -> added.put(item.sku(), item.quantity()));
    return order.lines().stream()
        .map(
            line -> {
              int after = standing.getOrDefault(line.sku(), 0);
              int kept = after - added.getOrDefault(line.sku(), 0);
              return new ShippingOptions.Line(
                  line.sku(), kept, line.unitPrice().multipliedBy(kept));
            })
        .filter(line -> line.quantity() > 0)
        .toList();
  }

  /** What has left was sent where it was to go; what is left bears its share of the difference. */
  private static List<Reprice> repriced(
      Seen seen, List<FulfillmentOrder> left, Content cutting, Money difference) {
    List<FulfillmentOrder> all =
        seen.shipments().stream().filter(own -> !cutting.amounts(own).isEmpty()).toList();
    List<Money> amounts = all.stream().map(own -> Money.total(cutting.amounts(own))).toList();
    List<Money> parts =
        Shares.byLargestRemainder(
            difference.abs(), amounts.stream().map(Money::getAmountMinorLong).toList());
    List<Reprice> repriced = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (left.contains(all.get(i)) && !parts.get(i).isZero()) {
        Money part = parts.get(i);
        boolean tooMuch = part.isGreaterThan(amounts.get(i));
        Money less = (tooMuch ? amounts.get(i) : part).negated();
        repriced.add(new Reprice(all.get(i).id(), difference.isNegative() ? less : part));
      }
    }
    return repriced;
  }

  static Optional<Refusal> hasLeft(OrderRecord order, List<FulfillmentOrder> shipments) {
    return Cancelling.changeable(shipments).isEmpty()
        ? OrderGate.wrongState(order.id(), "has no shipment left that could be changed")
        : Optional.empty();
  }
}
