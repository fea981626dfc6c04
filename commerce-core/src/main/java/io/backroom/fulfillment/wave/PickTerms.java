package io.backroom.fulfillment.wave;

import io.backroom.spi.value.Require;
import java.time.Duration;

/**
 * Who picks, with which cart, how fast.
 *
 * @param pickers how many pick at once, 1 to 1,000
 * @param orders the most orders on a cart, 1 to 10,000
 * @param items the most units on a cart, 1 to 1,000,000
 * @param volume the most room on a cart, in the unit of the orders
 * @param pace how long picking takes
 * @param handOver from the end of a tour until the carrier can take its parcels, at most a day
 */
public record PickTerms(
    int pickers, int orders, int items, long volume, Pace pace, Duration handOver) {
  private static final int PICKERS_MAX = 1_000;
  private static final int ORDERS_MAX = 10_000;
  private static final int ITEMS_MAX = 1_000_000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final String RULE = "must be 0 to 24 hours";

  /** Refuses what is out of its range. */
  public PickTerms {
    Require.range("pickers", pickers, 1, PICKERS_MAX);
    Require.range("orders", orders, 1, ORDERS_MAX);
    Require.range("items", items, 1, ITEMS_MAX);
    Require.range("volume", volume, 0, Long.MAX_VALUE);
    day("handOver", handOver);
  }

  /**
   * How long the parts of picking take, each 0 to 24 hours.
   *
   * @param perTour to begin and end a tour
   * @param perLength to walk one unit of the grid's length
   * @param perStop to stop once
   * @param perItem to take one unit
   */
  public record Pace(Duration perTour, Duration perLength, Duration perStop, Duration perItem) {
    /** Two minutes for a tour, a second for each meter, 8 for each stop and 3 for each unit. */
    public static final Pace WALKING =
        new Pace(
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(8),
            Duration.ofSeconds(3));

    /** Refuses what is out of its range. */
    public Pace {
      day("perTour", perTour);
      day("perLength", perLength);
      day("perStop", perStop);
      day("perItem", perItem);
    }

    Duration of(long length, int stops, int items) {
      return perTour
          .plus(times(perLength, length))
          .plus(times(perStop, stops))
          .plus(times(perItem, items));
    }

    /** At most 73 years, which is as good as never. */
    private static Duration times(Duration each, long count) {
      long most = Long.MAX_VALUE / 4;
      long nanos = each.toNanos();
      return Duration.ofNanos(count > 0 && nanos > most / count ? most : nanos * count);
    }
  }

  /**
   * Returns terms for one picker who walks a meter a second and hands over at once.
   *
   * @param orders the most orders on a cart, 1 to 10,000
   * @param items the most units on a cart, 1 to 1,000,000
   * @return the terms
   */
  public static PickTerms cart(int orders, int items) {
    return new PickTerms(1, orders, items, Long.MAX_VALUE, Pace.WALKING, Duration.ZERO);
  }

  /**
   * Returns these terms with another number of pickers.
   *
   * @param count how many pick at once, 1 to 1,000
   * @return other terms
   */
  public PickTerms withPickers(int count) {
    return new PickTerms(count, orders, items, volume, pace, handOver);
  }

  /**
   * Returns these terms with a cart of so much room.
   *
   * @param most the most room on a cart, in the unit of the orders
   * @return other terms
   */
  public PickTerms withVolume(long most) {
    return new PickTerms(pickers, orders, items, most, pace, handOver);
  }

  /**
   * Returns these terms with another pace.
   *
   * @param chosen how long picking takes
   * @return other terms
   */
  public PickTerms withPace(Pace chosen) {
    return new PickTerms(pickers, orders, items, volume, chosen, handOver);
  }

  /**
   * Returns these terms with some time between a tour and the carrier.
   *
   * @param time to pack and load, at most a day
   * @return other terms
   */
  public PickTerms withHandOver(Duration time) {
    return new PickTerms(pickers, orders, items, volume, pace, time);
  }

  private static void day(String field, Duration time) {
    Require.when(!time.isNegative() && time.compareTo(DAY) <= 0, field, time, RULE);
  }
}
