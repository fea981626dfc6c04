package io.backroom.order;

import io.backroom.order.ChangeResult.Aspect;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/**
 * What a change would make of an order. Nothing is kept for anybody by asking. Given back with the
 * confirmation it is what the change must amount to.
 *
 * @param edit what is wanted
 * @param lines the items that change
 * @param shipments every shipment with what becomes of it
 * @param money what it does to the customer's money
 * @param recalls the shipments for which the warehouse must be asked
 * @param routing why what is added, and what moves, comes from these centers
 * @param lacking the added items that can neither be shipped nor promised as wanted; if there are
 *     any the change cannot be confirmed
 * @param options the shipping options that there are for what the order would be then, each with
 *     what shipping all of it costs
 */
public record ChangePreview(
    OrderEdit edit,
    List<Line> lines,
    List<Shipment> shipments,
    MoneyEffect money,
    List<String> recalls,
    List<RoutingPlan.Candidate> routing,
    List<Quote.Line> lacking,
    List<ShippingOption> options) {
  /** A parcel that is leaving at once arrives later whenever one looks later. */
  private static final Duration NOTICED = Duration.ofDays(1);

  /**
   * An item that changes.
   *
   * @param sku which SKU
   * @param title its name
   * @param before how many units there are
   * @param after how many there would be
   * @param unitPrice what each unit that is added costs; empty if none is
   */
  public record Line(Sku sku, String title, int before, int after, Optional<Money> unitPrice) {}

  /**
   * A shipment with what becomes of it.
   *
   * @param id its id; of one that is added, the id that it would have
   * @param center which center sends it
   * @param fate what becomes of it
   * @param units how many units it would have
   * @param amount what the customer would pay for it
   * @param arrives when it would be with the customer; empty if nobody knows
   * @param backordered whether it waits for goods
   * @param option the id of the shipping option that it is sent by; empty for what was ordered
   *     before orders had any
   */
  public record Shipment(
      String id,
      CenterId center,
      Fate fate,
      int units,
      Money amount,
      Optional<Instant> arrives,
      boolean backordered,
      Optional<String> option) {}

  /** What becomes of a shipment. */
  public enum Fate {
    /** It stays as it is. */
    KEPT,
    /** It has less in it, goes elsewhere or otherwise, or costs another amount. */
    CHANGED,
    /** It is new. */
    ADDED,
    /** It is not sent: its goods leave from another center, in one that is added. */
    MOVED,
    /** It is not sent. */
    CANCELLED
  }

  /** Copies the lists. */
  public ChangePreview {
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
    recalls = List.copyOf(recalls);
    routing = List.copyOf(routing);
    lacking = List.copyOf(lacking);
    options = List.copyOf(options);
  }

  /** Returns what is not as it was shown. */
  Set<Aspect> movedSince(ChangePreview shown) {
    Set<Aspect> moved = EnumSet.noneOf(Aspect.class);
    Map<String, Shipment> before = new HashMap<>();
    shown.shipments.forEach(shipment -> before.put(shipment.id(), shipment));
    for (Shipment shipment : shipments) {
      Optional<Shipment> earlier = Optional.ofNullable(before.remove(shipment.id()));
      if (earlier.isEmpty()) {
        moved.add(shipment.fate() == Fate.ADDED ? Aspect.STOCK : Aspect.STATE);
      } else {
        compare(earlier.get(), shipment, moved);
      }
    }
    before.values().forEach(s -> moved.add(s.fate() == Fate.ADDED ? Aspect.STOCK : Aspect.STATE));
    if (!recalls.equals(shown.recalls)) {
      moved.add(Aspect.STATE);
    }
    if (!shortages().equals(shown.shortages())) {
      moved.add(Aspect.STOCK);
    }
    // What is left to differ once all else is as it was shown is money.
    boolean other = moved.isEmpty() && !money.equals(shown.money);
    if (other || !lines.equals(shown.lines) || !difference().equals(shown.difference())) {
      moved.add(Aspect.PRICE);
    }
    return moved;
  }

  private Money difference() {
    return money.payableAfter().minus(money.payableBefore());
  }

  private static void compare(Shipment earlier, Shipment now, Set<Aspect> moved) {
    boolean elsewhere =
        !earlier.center().equals(now.center())
            || earlier.units() != now.units()
            || earlier.backordered() != now.backordered();
    if (earlier.fate() != now.fate()) {
      moved.add(Aspect.STATE);
    } else if (elsewhere) {
      moved.add(now.fate() == Fate.ADDED ? Aspect.STOCK : Aspect.STATE);
    }
    boolean later =
        earlier.arrives().isPresent()
            && now.arrives()
                .filter(date -> date.isBefore(earlier.arrives().get().plus(NOTICED)))
                .isEmpty();
    if (later) {
      moved.add(Aspect.DATE);
    }
  }

  private Map<Sku, Integer> shortages() {
    Map<Sku, Integer> units = new HashMap<>();
    lacking.forEach(line -> units.put(line.sku(), line.inStock() + line.backordered()));
    return units;
  }
}
