package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.Shares;
import io.backroom.order.CenterMoves.Moved;
import io.backroom.order.ChangeRecord.Content;
import io.backroom.order.ChangeRecord.Reprice;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.ShippingOption;
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
 * least advanced, what is added travels in shipments of its own, and what has not left goes another
 * way, to another address or by another option, from where it lies unless that cannot be. Reads
 * stock and catalog, changes nothing.
 */
final class ChangePlanner {
  private final Planner planner;
  private final CenterMoves moves;

  ChangePlanner(Planner planner) {
    this.planner = planner;
    this.moves = new CenterMoves(planner);
  }

  /**
   * A change as it was planned.
   *
   * @param plan of what is added
   * @param options how the order could be sent then
   * @param routing why these centers
   */
  record Planned(
      Content content,
      Optional<Plan> plan,
      OrderRequest.WhenShort whenShort,
      List<ShippingOption> options,
      List<RoutingPlan.Candidate> routing) {
    Planned {
      options = List.copyOf(options);
      routing = List.copyOf(routing);
    }

    boolean isShort() {
      return plan.filter(some -> some.isShortFor(whenShort)).isPresent();
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
    Optional<Address> elsewhere =
        edit.destination()
            .filter(to -> changeable.stream().anyMatch(own -> !own.destination().equals(to)));
    List<ShippingOptions.Line> all = goods(order, standing, List.of());
    Optional<String> otherwise =
        edit.option()
            .filter(option -> changeable.stream().anyMatch(own -> !isSentBy(option, own, all)));
    Content way = Content.going(elsewhere, otherwise);
    List<OrderRequest.Item> less = new ArrayList<>();
    List<OrderRequest.Item> more = new ArrayList<>();
    for (OrderEdit.Item item : edit.items()) {
      int difference = item.quantity() - standing.getOrDefault(item.sku(), 0);
      if (difference != 0) {
        (difference < 0 ? less : more).add(new OrderRequest.Item(item.sku(), Math.abs(difference)));
        standing.put(item.sku(), item.quantity());
      }
    }
    if (less.isEmpty() && more.isEmpty() && !way.goesOtherwise()) {
      return Result.refused(
          new Refusal(Refusal.Code.INVALID, "edit", "the order is like that already"));
    }
    return Cancelling.cuts(order, less, changeable)
        .fold(
            cuts -> plan(seen, edit, more, way.with(cuts), changeable, standing, now),
            Result::refused);
  }

  /** What was ordered before there were options is sent by the first one. */
  private boolean isSentBy(
      String option, FulfillmentOrder shipment, List<ShippingOptions.Line> goods) {
    return shipment
        .option()
        .or(() -> planner.shipping().usual(shipment.destination(), goods))
        .filter(option::equals)
        .isPresent();
  }

  private Result<Planned> plan(
      Seen seen,
      OrderEdit edit,
      List<OrderRequest.Item> more,
      Content cutting,
      List<FulfillmentOrder> changeable,
      Map<Sku, Integer> standing,
      Instant now) {
    List<ShippingOptions.Line> kept = goods(seen.order(), standing, more);
    List<FulfillmentOrder> left =
        changeable.stream().filter(own -> !cutting.amounts(own).isEmpty()).toList();
    Way way = cutting.way(Way.of(changeable.get(0)));
    if (!cutting.goesOtherwise() || kept.isEmpty() || left.isEmpty()) {
      return plan(seen, edit, more, cutting, way, kept, now);
    }
    return planner
        .shipping()
        .moved(Way.of(left.get(0)), way, kept)
        .fold(
            difference -> {
              List<String> redirected = left.stream().map(FulfillmentOrder::id).toList();
              Content moved = cutting.with(redirected, repriced(seen, left, cutting, difference));
              return plan(seen, edit, more, moved, way, kept, now);
            },
            Result::refused);
  }

  private Result<Planned> plan(
      Seen seen,
      OrderEdit edit,
      List<OrderRequest.Item> more,
      Content content,
      Way way,
      List<ShippingOptions.Line> kept,
      Instant now) {
    if (more.isEmpty()) {
      List<ShippingOption> options =
          kept.isEmpty() ? List.of() : planner.shipping().all(way.to(), kept);
      Moved all = moves.moved(seen, content, way, List.of(), now);
      return Result.done(
          new Planned(all.content(), Optional.empty(), edit.whenShort(), options, all.routing()));
    }
    OrderRequest request =
        new OrderRequest(
            seen.order().customer(),
            way.to(),
            more,
            seen.instrument(),
            edit.whenShort(),
            Optional.empty(),
            Optional.empty(),
            Cancelling.changeable(seen.shipments()).get(0).priority(),
            Optional.empty(),
            seen.order().wantedBy(),
            way.option());
    return planner
        .more(request, kept, now)
        .fold(
            plan ->
                otherContents(seen.order(), plan)
                    .<Result<Planned>>map(Result::refused)
                    .orElseGet(
                        () ->
                            Result.done(
                                planned(
                                    seen,
                                    edit,
                                    adding(seen.order(), content, request, plan, now),
                                    way,
                                    plan,
                                    now))),
            Result::refused);
  }

  private Planned planned(
      Seen seen, OrderEdit edit, Content content, Way way, Plan plan, Instant now) {
    Moved all = moves.moved(seen, content, way, plan.fromStock(), now);
    List<RoutingPlan.Candidate> routing = new ArrayList<>(plan.sourced().candidates());
    routing.addAll(all.routing());
    return new Planned(
        all.content(), Optional.of(plan), edit.whenShort(), plan.offered().all(), routing);
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
    return content.adding(added, Placing.orderLines(plan));
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
