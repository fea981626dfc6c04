package io.backroom.order;

import io.backroom.payment.PaymentPlan;
import io.backroom.recommendation.Recommendation;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What an order would cost, when it would come and what would be charged when. Nothing is kept for
 * anybody by asking.
 *
 * @param lines the items, each SKU once
 * @param goods the price of the goods
 * @param shipping the price of shipping
 * @param tax the tax on both
 * @param total what the customer would pay
 * @param shipments what would leave where and when; what is not listed cannot be promised
 * @param option the shipping option that all of this is for
 * @param options every shipping option that there is, in the order in which the shop shows them
 * @param routing why these centers
 * @param payment how it would be paid; empty if nothing of it can be promised
 */
public record Quote(
    List<Line> lines,
    Money goods,
    Money shipping,
    Money tax,
    Money total,
    List<Shipment> shipments,
    ShippingOption option,
    List<Option> options,
    List<RoutingPlan.Candidate> routing,
    Optional<PaymentPlan> payment) {
  /** Copies the lists. */
  public Quote {
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
    options = List.copyOf(options);
    routing = List.copyOf(routing);
  }

  /**
   * One item.
   *
   * @param sku which SKU
   * @param title its name for people
   * @param quantity units wanted
   * @param unitPrice the price of one unit
   * @param inStock units that would leave at once
   * @param backordered units that would come from expected receipts
   * @param returns when more is expected in stock; only where the stock does not suffice
   * @param alternatives what is in stock instead; only where the stock does not suffice
   */
  public record Line(
      Sku sku,
      String title,
      int quantity,
      Money unitPrice,
      int inStock,
      int backordered,
      Optional<Instant> returns,
      List<Recommendation> alternatives) {
    /** Copies the alternatives. */
    public Line {
      alternatives = List.copyOf(alternatives);
    }

    /**
     * Tells whether some of it can neither be shipped nor promised.
     *
     * @return whether the order would be refused for it
     */
    public boolean isShort() {
      return inStock + backordered < quantity;
    }
  }

  /**
   * What would leave a center as one shipment.
   *
   * @param center which center
   * @param units how many units
   * @param dates when it would leave and be with the customer, with countdown and reasons; empty if
   *     nobody knows
   * @param amount what the customer would pay for it
   * @param charge when that would be charged
   */
  public record Shipment(
      CenterId center, int units, Optional<PromiseDates> dates, Money amount, Charge charge) {
    /**
     * Returns when it would be with the customer.
     *
     * @return the latest of its dates; empty if nobody knows
     */
    public Optional<Instant> arrives() {
      return dates.map(PromiseDates::latest);
    }
  }

  /**
   * The same goods, sent by one of the shipping options. Centers are chosen for each option anew.
   *
   * @param option which option, with what shipping costs by it
   * @param total what the customer would pay in all
   * @param shipments what would leave where and when
   */
  public record Option(ShippingOption option, Money total, List<Shipment> shipments) {
    /** Copies the shipments. */
    public Option {
      shipments = List.copyOf(shipments);
    }

    /**
     * Returns when all of it would be with the customer at the earliest.
     *
     * @return the time; empty if nobody knows of a shipment, or there is none
     */
    public Optional<Instant> earliest() {
      return dates().stream().map(PromiseDates::earliest).max(Comparator.naturalOrder());
    }

    /**
     * Returns when all of it would be with the customer at the latest: the promise.
     *
     * @return the time; empty if nobody knows of a shipment, or there is none
     */
    public Optional<Instant> latest() {
      return dates().stream().map(PromiseDates::latest).max(Comparator.naturalOrder());
    }

    /**
     * Returns the last moment at which these dates still hold.
     *
     * @return the first of those of its shipments; empty if nobody knows
     */
    public Optional<Instant> orderBy() {
      return dates().stream()
          .flatMap(each -> each.orderBy().stream())
          .min(Comparator.naturalOrder());
    }

    /**
     * Returns how long these dates still hold for who orders.
     *
     * @param now the time
     * @return the time left, not negative; empty if nobody knows
     */
    public Optional<Duration> countdown(Instant now) {
      return orderBy()
          .map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    }

    /** The dates of all shipments, or none if one of them has none. */
    private List<PromiseDates> dates() {
      List<PromiseDates> all = shipments.stream().flatMap(s -> s.dates().stream()).toList();
      return all.size() == shipments.size() ? all : List.of();
    }
  }

  /** When a shipment is charged. */
  public enum Charge {
    /** Authorized with the order, captured when it leaves. */
    AUTHORIZED_NOW,
    /** Authorized when its goods have come in, captured when it leaves; until then nothing. */
    AUTHORIZED_ON_RECEIPT
  }
}
