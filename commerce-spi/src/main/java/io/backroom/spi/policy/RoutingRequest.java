package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks which centers ship what.
 *
 * @param destination where the goods go
 * @param items what is wanted, each SKU once
 * @param options the centers that may ship, with what each can promise, in the order of their ids
 * @param wantedBy until when the goods are wanted; empty if no date is
 * @param service the id of the {@link ShippingOption} that they are sent by
 */
public record RoutingRequest(
    Address destination,
    List<Item> items,
    List<Option> options,
    Optional<Instant> wantedBy,
    String service) {
  private static final int HOURS_MAX = 1_000_000;

  /**
   * Some units of a SKU.
   *
   * @param sku which SKU
   * @param quantity how many units, at least 1
   * @param unitWeightGrams the weight of one unit, in grams
   */
  public record Item(Sku sku, int quantity, int unitWeightGrams) {
    /** Refuses numbers out of range. */
    public Item {
      Require.range("quantity", quantity, 1, Integer.MAX_VALUE);
      Require.range("unitWeightGrams", unitWeightGrams, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * A center that may ship.
   *
   * @param center the center
   * @param available units it can promise of each SKU; a SKU left out is not there
   * @param arrives when its shipment would be with the customer; empty if nobody has asked, as for
   *     a center that has none of the items
   * @param full why the center ships later than its calendars say; empty if it does not
   */
  public record Option(
      Center center, Map<Sku, Integer> available, Optional<Instant> arrives, Optional<Full> full) {
    /** Copies the map. */
    public Option {
      available = Map.copyOf(available);
    }

    /**
     * Creates an option of which nobody has asked when its shipment would arrive.
     *
     * @param center the center
     * @param available units it can promise of each SKU; a SKU left out is not there
     */
    public Option(Center center, Map<Sku, Integer> available) {
      this(center, available, Optional.empty());
    }

    /**
     * Creates an option of a center that is not full.
     *
     * @param center the center
     * @param available units it can promise of each SKU; a SKU left out is not there
     * @param arrives when its shipment would be with the customer; empty if nobody has asked
     */
    public Option(Center center, Map<Sku, Integer> available, Optional<Instant> arrives) {
      this(center, available, arrives, Optional.empty());
    }

    /**
     * Returns how many units the center can promise.
     *
     * @param sku which SKU
     * @return the units, never negative
     */
    public int available(Sku sku) {
      return Math.max(0, available.getOrDefault(sku, 0));
    }
  }

  /**
   * A center has no room left for this order on the day on which it would have shipped it.
   *
   * @param later by how much its shipment comes later than it would otherwise; empty if the center
   *     has no room for it on any day that can be told, and so must not ship it
   * @param reason why, for people
   */
  public record Full(Optional<Duration> later, String reason) {
    /**
     * Returns by how many begun hours the shipment comes later.
     *
     * @return the hours, not negative
     */
    public int hours() {
      return later.map(time -> begunHours(time.toSeconds())).orElse(HOURS_MAX);
    }
  }

  /** Copies the lists. */
  public RoutingRequest {
    items = List.copyOf(items);
    options = List.copyOf(options);
  }

  /**
   * Asks for an order for which no date is wanted.
   *
   * @param destination where the goods go
   * @param items what is wanted, each SKU once
   * @param options the centers that may ship, in the order of their ids
   */
  public RoutingRequest(Address destination, List<Item> items, List<Option> options) {
    this(destination, items, options, Optional.empty());
  }

  /**
   * Asks for an order that is sent by the standard option.
   *
   * @param destination where the goods go
   * @param items what is wanted, each SKU once
   * @param options the centers that may ship, in the order of their ids
   * @param wantedBy until when the goods are wanted; empty if no date is
   */
  public RoutingRequest(
      Address destination, List<Item> items, List<Option> options, Optional<Instant> wantedBy) {
    this(destination, items, options, wantedBy, ShippingOption.STANDARD);
  }

  /**
   * Tells by how many begun hours a center would miss the date that is wanted.
   *
   * @param option the center
   * @return the hours, not negative; 0 if no date is wanted
   */
  public int hoursLate(Option option) {
    if (wantedBy.isEmpty() || option.arrives().isEmpty()) {
      return 0;
    }
    return begunHours(Duration.between(wantedBy.get(), option.arrives().get()).toSeconds());
  }

  private static int begunHours(long seconds) {
    return (int) Math.min(HOURS_MAX, Math.max(0, (seconds + 3599) / 3600));
  }
}
