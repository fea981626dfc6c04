package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Promise;
import io.backroom.inventory.PromiseReason;
import io.backroom.order.ChangeRecord.Content;
import io.backroom.order.ChangeRecord.Cut;
import io.backroom.order.ChangeRecord.Move;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.Money;

/**
 * Decides which parcels must leave from another center because they go another way: their own must
 * not send them so, or would miss the date that the order is wanted by. A cheaper way is no reason:
 * their goods are kept where they lie. None moves to a center that has rejected a shipment of the
 * order. Only what is paid for and nobody is at work on moves, whole and to one center.
 */
final class CenterMoves {
  private final Planner planner;

  CenterMoves(Planner planner) {
    this.planner = planner;
  }

  /**
   * A change with the parcels that move in it.
   *
   * @param routing why they do
   */
  record Moved(Content content, List<RoutingPlan.Candidate> routing) {
    Moved {
      routing = List.copyOf(routing);
    }
  }

  /**
   * Moves what must move.
   *
   * @param content a change in which some shipments go another way
   * @param taken stock that the change takes for what it adds
   */
  Moved moved(Seen seen, Content content, Way way, List<StockLine> taken, Instant now) {
    List<StockLine> gone = new ArrayList<>(taken);
    List<RoutingPlan.Candidate> routing = new ArrayList<>();
    Content all = content;
    for (FulfillmentOrder own : seen.shipments()) {
      boolean movable =
          content.redirected().contains(own.id()) && own.state() == FulfillmentState.RELEASED;
      Optional<Elsewhere> other =
          movable ? elsewhere(seen, own, content, way, gone, now) : Optional.empty();
      if (other.isPresent()) {
        FulfillmentOrder anew = anew(seen.order(), own, all, way, other.get().center(), now);
        gone.addAll(stock(anew.center(), anew.lines()));
        routing.addAll(other.get().plan().candidates());
        all = moving(all, own, anew);
      }
    }
    return new Moved(all, routing);
  }

  /** Where a parcel must leave from instead. */
  private record Elsewhere(RoutingPlan plan, CenterId center) {}

  private Optional<Elsewhere> elsewhere(
      Seen seen,
      FulfillmentOrder own,
      Content content,
      Way way,
      List<StockLine> taken,
      Instant now) {
    List<StockLine> there = stock(own.center(), left(own, content));
    List<Center> others =
        planner.centers().stream()
            .filter(
                center ->
                    center.id().equals(own.center()) || !seen.rejecting().contains(center.id()))
            .toList();
    RoutingRequest question =
        planner.question(own.id(), others, there, taken, way, seen.order().wantedBy(), now);
    RoutingPlan plan = planner.route(question);
    boolean whole = plan.unfilled().isEmpty() && plan.shipments().size() == 1;
    if (!whole || plan.shipments().get(0).center().equals(own.center())) {
      return Optional.empty();
    }
    CenterId center = plan.shipments().get(0).center();
    boolean mustNot =
        plan.candidates().stream()
            .anyMatch(each -> each.center().equals(own.center()) && !each.refused().isEmpty());
    return mustNot || late(question, own.center()) > late(question, center)
        ? Optional.of(new Elsewhere(plan, center))
        : Optional.empty();
  }

  private static int late(RoutingRequest question, CenterId center) {
    return question.options().stream()
        .filter(option -> option.center().id().equals(center))
        .mapToInt(question::hoursLate)
        .sum();
  }

  /** The lines of a shipment as the change leaves them, with what they cost then. */
  private static List<FulfillmentOrder.Line> left(FulfillmentOrder own, Content content) {
    Map<FulfillmentOrder.Piece, Integer> cuts = content.cuts(own.id());
    List<Money> amounts = content.amounts(own);
    List<FulfillmentOrder.Line> lines = new ArrayList<>();
    for (FulfillmentOrder.Line line : own.lines()) {
      int units = line.quantity() - cuts.getOrDefault(line.piece(), 0);
      if (units > 0) {
        Money amount = amounts.get(lines.size());
        lines.add(new FulfillmentOrder.Line(line.item(), line.sku(), units, 0, amount, 0));
      }
    }
    return lines;
  }

  private FulfillmentOrder anew(
      OrderRecord order,
      FulfillmentOrder own,
      Content content,
      Way way,
      CenterId center,
      Instant now) {
    String change = order.nextChange();
    List<FulfillmentOrder.Line> lines = left(own, content);
    int units = lines.stream().mapToInt(FulfillmentOrder.Line::quantity).sum();
    Instant arrives = planner.arrives(center, way, units, now);
    PromiseReason reason =
        content.destination().isPresent()
            ? PromiseReason.ADDRESS_CHANGED
            : PromiseReason.OPTION_CHANGED;
    return new FulfillmentOrder(
        change + "-" + (content.added().size() + 1),
        own.order(),
        center,
        ReservationId.of(change),
        way.to(),
        way.option(),
        lines,
        FulfillmentState.PLANNED,
        now,
        own.priority(),
        List.of(),
        new Promise(own.promise().first(), Optional.of(arrives), reason),
        Optional.empty(),
        0,
        Optional.empty(),
        FulfillmentOrder.Recall.NONE);
  }

  private static Content moving(Content content, FulfillmentOrder own, FulfillmentOrder anew) {
    List<Cut> whole =
        own.lines().stream().map(line -> new Cut(own.id(), line.piece(), line.quantity())).toList();
    Money difference =
        content.repriced().stream()
            .filter(reprice -> reprice.shipment().equals(own.id()))
            .map(ChangeRecord.Reprice::difference)
            .findFirst()
            .orElseGet(() -> Money.zero(OrderDesk.amount(own).getCurrencyUnit()));
    return content.without(own.id()).moving(whole, anew, new Move(own.id(), anew.id(), difference));
  }

  /** What some lines take out of the stock of a center, each SKU once. */
  static List<StockLine> stock(CenterId center, List<FulfillmentOrder.Line> lines) {
    Map<Sku, Integer> units = new TreeMap<>();
    lines.forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    return units.entrySet().stream()
        .map(some -> new StockLine(some.getKey(), center, some.getValue()))
        .toList();
  }
}
