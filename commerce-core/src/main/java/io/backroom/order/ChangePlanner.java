package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.Shares;
import io.backroom.order.ChangeRecord.Content;
import io.backroom.order.ChangeRecord.Cut;
import io.backroom.order.ChangeRecord.Reprice;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.TaxPolicy;
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
    List<TaxPolicy.Line> kept = goods(seen.order(), standing, more);
    Content cutting = Content.cutting(cuts);
    List<FulfillmentOrder> left =
        changeable.stream().filter(own -> !cutting.amounts(own).isEmpty()).toList();
    List<Reprice> repriced =
        elsewhere.isPresent() ? repriced(seen, left, cutting, kept, elsewhere.get()) : List.of();
    List<String> redirected =
        elsewhere.isPresent() ? left.stream().map(FulfillmentOrder::id).toList() : List.of();
    Content content = new Content(elsewhere, redirected, cuts, repriced, List.of(), List.of());
    if (more.isEmpty()) {
      return Result.done(new Planned(content, Optional.empty(), edit.whenShort()));
    }
    Address to = elsewhere.orElse(changeable.get(0).destination());
    OrderRequest request =
        new OrderRequest(
            seen.order().customer(),
            to,
            more,
            seen.instrument(),
            edit.whenShort(),
            Optional.empty(),
            Optional.empty(),
            changeable.get(0).priority(),
            Optional.empty(),
            Optional.empty());
    Money nothing = Money.zero(seen.order().total().getCurrencyUnit());
    Money before = kept.stream().map(TaxPolicy.Line::amount).reduce(nothing, Money::plus);
    return planner
        .more(request, before, now)
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
          Placing.fulfillmentOrder(now, request, order.id(), part, id, ReservationId.of(change)));
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
  private static List<TaxPolicy.Line> goods(
      OrderRecord order, Map<Sku, Integer> standing, List<OrderRequest.Item> more) {
    Map<Sku, Integer> added = new LinkedHashMap<>();
    more.forEach(item -> added.put(item.sku(), item.quantity()));
    return order.lines().stream()
        .map(
            line -> {
              int after = standing.getOrDefault(line.sku(), 0);
              int kept = after - added.getOrDefault(line.sku(), 0);
              return new TaxPolicy.Line(line.sku(), line.unitPrice().multipliedBy(kept));
            })
        .filter(line -> !line.amount().isZero())
        .toList();
  }

  /** What has left was sent where it was to go; what is left bears its share of the difference. */
  private List<Reprice> repriced(
      Seen seen,
      List<FulfillmentOrder> left,
      Content cutting,
      List<TaxPolicy.Line> goods,
      Address to) {
    if (goods.isEmpty() || left.isEmpty()) {
      return List.of();
    }
    Money difference = planner.moved(left.get(0).destination(), to, goods);
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
