package io.backroom.fulfillment;

import io.backroom.fulfillment.FulfillmentOrder.Line;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentOrder.Wait;
import io.backroom.inventory.TrackedGoods;
import io.backroom.kernel.Shares;
import io.backroom.kernel.Transaction;
import io.backroom.payment.Payments;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * Shipments that leave from elsewhere than was planned. Their stock has been moved before; here
 * documents and money follow, in one transaction.
 *
 * <p>A shipment that goes whole to one other center stays itself, with its authorization. What is
 * parted from it is a shipment of its own with a tranche of its own, and what it costs less is not
 * captured. So no tranche has two authorizations, and all together cost what they did before.
 */
public final class Detours {
  private static final Caller SYSTEM = Caller.system("fulfillment");

  private final Shipments shipments;
  private final TrackedGoods tracked;
  private final Payments payments;
  private final Arrivals arrivals;
  private final Workload workload;

  /**
   * Tells the rooms above that a center does not ship what it was to ship.
   *
   * @param order which order
   * @param shipment which fulfillment order
   * @param why why not
   * @param units units of each SKU that go elsewhere
   * @param whole whether that is all of the shipment
   */
  public record Rejected(
      OrderId order, String shipment, Rejection why, Map<Sku, Integer> units, boolean whole) {
    /** Copies the units. */
    public Rejected {
      units = Map.copyOf(units);
    }
  }

  /**
   * Where some units of a shipment are kept from now on.
   *
   * @param center which center
   * @param units the units, each SKU once
   * @param waits what brings them, one for each SKU; empty if they are there
   */
  public record Leg(CenterId center, List<StockLine> units, List<Wait> waits) {
    /** Copies the lists. */
    public Leg {
      units = List.copyOf(units);
      waits = List.copyOf(waits);
    }

    boolean isInStock() {
      return waits.isEmpty();
    }
  }

  private record Parted(List<Line> taken, List<Line> left) {}

  Detours(
      Shipments shipments,
      TrackedGoods tracked,
      Payments payments,
      Arrivals arrivals,
      Workload workload) {
    this.shipments = shipments;
    this.tracked = tracked;
    this.payments = payments;
    this.arrivals = arrivals;
    this.workload = workload;
  }

  /**
   * Stops everybody who would go on with a shipment: its goods are being moved.
   *
   * @param tx the transaction
   * @param id which fulfillment order, not yet loaded
   */
  public void begin(Transaction tx, String id) {
    tx.put(FulfillmentOrder.TYPE, shipments.get(tx, id).recalled(Recall.MOVING));
  }

  /**
   * Lets everybody go on with a shipment of which nothing was moved.
   *
   * @param tx the transaction
   * @param id which fulfillment order
   */
  public void end(Transaction tx, String id) {
    tx.put(FulfillmentOrder.TYPE, shipments.get(tx, id).recalled(Recall.NONE));
  }

  /**
   * Makes the documents of a shipment what its stock is. What is left in it stays where it is; a
   * shipment of which nothing is left goes with its dearest leg that is in stock, and is cancelled
   * if there is none. Every other leg is a new shipment, paid for by itself.
   *
   * @param tx the transaction
   * @param id which fulfillment order, whose goods are being moved
   * @param lost whether its units are gone, and others come in their place
   * @param legs where its units are kept now
   * @param ids ids for new shipments, as many as there are legs; the first are taken first
   * @return the shipment in which each leg is now, in the order of the legs
   */
  public List<String> take(
      Transaction tx, String id, boolean lost, List<Leg> legs, List<String> ids) {
    FulfillmentOrder from = shipments.get(tx, id);
    if (from.recall() != Recall.MOVING) {
      throw new IllegalStateException(id + " is not being moved");
    }
    List<Line> left = from.lines();
    List<List<Line>> taken = new ArrayList<>();
    for (Leg leg : legs) {
      Parted parted = part(left, leg.units());
      taken.add(parted.taken());
      left = parted.left();
    }
    unpack(tx, from, lost, legs);
    int home = left.isEmpty() ? home(legs, taken) : -1;
    List<Line> kept = home < 0 ? left : taken.get(home);
    Money less = amount(from.lines()).minus(kept.isEmpty() ? zero(from) : amount(kept));
    if (kept.isEmpty()) {
      Shipments.move(tx, SYSTEM, from.with(kept).recalled(Recall.NONE), FulfillmentState.CANCELLED);
      workload.follow(tx, from.with(kept));
      payments.close(tx, from.order(), id);
    } else {
      if (less.isPositive()) {
        payments.reduce(tx, from.order(), id, less);
      }
      if (home < 0) {
        tx.put(FulfillmentOrder.TYPE, from.with(kept).recalled(Recall.NONE));
        workload.follow(tx, from.with(kept));
      } else {
        restart(tx, from, legs.get(home).center(), kept);
      }
    }
    List<String> carriers = new ArrayList<>();
    int added = 0;
    for (int i = 0; i < legs.size(); i++) {
      carriers.add(i == home ? id : ids.get(added++));
      if (i != home) {
        add(tx, from, legs.get(i), taken.get(i), carriers.get(i));
      }
    }
    return carriers;
  }

  /**
   * Makes one shipment of several that have not been begun, at one center; it has the earliest of
   * their dates. The others are cancelled and what is set aside for them is given back; enough for
   * all is set aside already.
   *
   * @param tx the transaction
   * @param keeper the shipment that they become
   * @param center where it leaves from
   * @param absorbed the others; may be empty
   */
  public void gather(Transaction tx, String keeper, CenterId center, List<String> absorbed) {
    FulfillmentOrder kept = shipments.get(tx, keeper);
    Map<FulfillmentOrder.Piece, Line> lines = new LinkedHashMap<>();
    kept.lines().forEach(line -> lines.put(line.piece(), line));
    Optional<Instant> earliest =
        Stream.concat(Stream.of(keeper), absorbed.stream())
            .flatMap(id -> shipments.get(tx, id).promise().current().stream())
            .min(Comparator.naturalOrder());
    for (String id : absorbed) {
      FulfillmentOrder other = shipments.get(tx, id);
      other.lines().forEach(line -> lines.merge(line.piece(), line, Detours::sum));
      Shipments.move(
          tx, SYSTEM, other.with(List.of()).recalled(Recall.NONE), FulfillmentState.CANCELLED);
      workload.follow(tx, other.with(List.of()));
      payments.close(tx, other.order(), id);
    }
    List<Line> all = List.copyOf(lines.values());
    if (!absorbed.isEmpty()) {
      payments.amounts().reprice(tx, kept.order(), keeper, amount(all));
    }
    FulfillmentOrder there = arrivals.earlier(tx, kept.from(center, all), earliest);
    tx.put(FulfillmentOrder.TYPE, there);
    arrivals.watch(tx, there);
  }

  private static Line sum(Line one, Line other) {
    return new Line(
        one.item(),
        one.sku(),
        one.quantity() + other.quantity(),
        0,
        one.amount().plus(other.amount()),
        0);
  }

  /** The leg that keeps most of what is authorized. */
  private static int home(List<Leg> legs, List<List<Line>> taken) {
    return IntStream.range(0, legs.size())
        .boxed()
        .filter(i -> legs.get(i).isInStock())
        .max(
            Comparator.comparing((Integer i) -> amount(taken.get(i)))
                .thenComparing(Comparator.reverseOrder()))
        .orElse(-1);
  }

  private static Money amount(List<Line> lines) {
    return Money.total(lines.stream().map(Line::amount).toList());
  }

  private static Money zero(FulfillmentOrder shipment) {
    return Money.zero(shipment.lines().get(0).amount().getCurrencyUnit());
  }

  private void unpack(Transaction tx, FulfillmentOrder from, boolean lost, List<Leg> legs) {
    if (from.state().compareTo(FulfillmentState.PICKING) < 0) {
      return;
    }
    for (StockLine line : legs.stream().flatMap(leg -> leg.units().stream()).toList()) {
      if (lost) {
        tracked.lose(tx, from.id(), line.sku(), line.quantity());
      } else {
        tracked.takeOut(tx, from.id(), line.sku(), line.quantity());
      }
    }
  }

  /** Another warehouse begins with it; if it is paid for, at once. */
  private void restart(Transaction tx, FulfillmentOrder from, CenterId center, List<Line> lines) {
    FulfillmentOrder there = arrivals.rerouted(tx, from.from(center, lines));
    if (from.state().compareTo(FulfillmentState.RELEASED) > 0) {
      Shipments.move(tx, SYSTEM, there, FulfillmentState.RELEASED);
    } else {
      tx.put(FulfillmentOrder.TYPE, there);
    }
    arrivals.watch(tx, there);
  }

  private void add(Transaction tx, FulfillmentOrder from, Leg leg, List<Line> lines, String id) {
    boolean there = leg.isInStock();
    FulfillmentOrder parted =
        new FulfillmentOrder(
            id,
            from.order(),
            leg.center(),
            from.reservation(),
            from.destination(),
            from.option(),
            lines.stream().map(line -> line.waiting(there ? 0 : line.quantity())).toList(),
            there ? FulfillmentState.PLANNED : FulfillmentState.BACKORDERED,
            tx.now(),
            from.priority(),
            leg.waits(),
            from.promise(),
            Optional.empty(),
            0,
            Optional.empty(),
            Recall.NONE);
    shipments.add(tx, arrivals.rerouted(tx, parted));
    payments.amounts().propose(tx, from.order(), id, amount(lines));
    payments.amounts().accept(tx, from.order(), id);
    if (there) {
      payments.authorize(tx, from.order(), id, Initiator.MERCHANT);
    }
  }

  /** Takes units out of lines, the first lines first; amounts add up to what they were. */
  private static Parted part(List<Line> lines, List<StockLine> units) {
    List<Line> taken = new ArrayList<>();
    List<Line> left = new ArrayList<>(lines);
    for (StockLine some : units) {
      int missing = some.quantity();
      for (int i = 0; i < left.size() && missing > 0; i++) {
        Line line = left.get(i);
        int here = line.sku().equals(some.sku()) ? Math.min(missing, line.quantity()) : 0;
        if (here > 0) {
          Money part = Shares.ofUnits(line.amount(), line.quantity(), line.quantity() - here, here);
          taken.add(new Line(line.item(), line.sku(), here, 0, part, 0));
          left.set(i, line.without(here, part));
          missing -= here;
        }
      }
      if (missing > 0) {
        throw new IllegalStateException("There are " + missing + " too few of " + some.sku());
      }
      left.removeIf(line -> line.quantity() == 0);
    }
    return new Parted(taken, left);
  }
}
