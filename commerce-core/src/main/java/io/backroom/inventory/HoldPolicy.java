package io.backroom.inventory;

import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Require;
import java.time.Duration;

/**
 * How long, and how much, may be held by those who have not ordered yet. What is held is kept from
 * everybody else: short times and low caps are what protects a shop from holds that are made to
 * empty it.
 *
 * @param life how long a hold lasts, and what an extension gives it anew; more than nothing, at
 *     most a day
 * @param lifeMax how long it lasts at most with all of its extensions; at least {@code life}, at
 *     most 30 days
 * @param paymentGrace by how much the end of a hold moves, once, while a payment is under way: at
 *     most so much beyond {@code lifeMax}; not negative, at most a day
 * @param holdsMax how many holds one owner may have at a time, 1 to 100
 * @param unitsPerCustomer how many units a customer may hold at a time, over all holds
 * @param unitsPerSession the same for a session of somebody unknown, whose holds can be extended
 *     once; 0 for none at all
 * @param unitsPerPlace how many units of one SKU may be held at one center by all together; orders
 *     are not bound by it
 */
public record HoldPolicy(
    Duration life,
    Duration lifeMax,
    Duration paymentGrace,
    int holdsMax,
    int unitsPerCustomer,
    int unitsPerSession,
    int unitsPerPlace) {
  /** What can be capped. */
  public enum Cap {
    /** How many holds one owner has. */
    HOLDS,
    /** How many units a customer holds. */
    CUSTOMER,
    /** How many units a session of somebody unknown holds. */
    SESSION,
    /** How many units of one SKU all together hold at one center. */
    PLACE
  }

  private static final Duration LIFE_MAX = Duration.ofDays(1);
  private static final Duration LIFE_MAX_MAX = Duration.ofDays(30);

  /**
   * The default: 15 minutes, at most an hour, 10 minutes more for a payment; 10 holds and 1,000
   * units for a customer, none for somebody unknown, 10,000 units of a SKU at a center.
   */
  public static final HoldPolicy DEFAULT =
      new HoldPolicy(
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofMinutes(10),
          10,
          1_000,
          0,
          10_000);

  /** Refuses times and numbers out of range. */
  public HoldPolicy {
    Require.when(
        life.compareTo(Duration.ZERO) > 0 && life.compareTo(LIFE_MAX) <= 0,
        "life",
        life,
        "must be more than nothing and at most a day");
    Require.when(
        lifeMax.compareTo(life) >= 0 && lifeMax.compareTo(LIFE_MAX_MAX) <= 0,
        "lifeMax",
        lifeMax,
        "must be at least the life and at most 30 days");
    Require.when(
        !paymentGrace.isNegative() && paymentGrace.compareTo(LIFE_MAX) <= 0,
        "paymentGrace",
        paymentGrace,
        "must not be negative and at most a day");
    Require.range("holdsMax", holdsMax, 1, StockCommand.Reserve.REPLACES_MAX);
    Require.range("unitsPerCustomer", unitsPerCustomer, 0, StockLine.QUANTITY_MAX);
    Require.range("unitsPerSession", unitsPerSession, 0, StockLine.QUANTITY_MAX);
    Require.range("unitsPerPlace", unitsPerPlace, 0, Integer.MAX_VALUE);
  }

  /**
   * Returns what is allowed.
   *
   * @param cap of what
   * @return how many holds or units
   */
  public int most(Cap cap) {
    return switch (cap) {
      case HOLDS -> holdsMax;
      case CUSTOMER -> unitsPerCustomer;
      case SESSION -> unitsPerSession;
      case PLACE -> unitsPerPlace;
    };
  }

  /**
   * Returns this policy with other times.
   *
   * @param one how long a hold lasts
   * @param most how long it lasts at most with all of its extensions
   * @param grace by how much a payment under way moves its end
   * @return the changed policy
   */
  public HoldPolicy lasting(Duration one, Duration most, Duration grace) {
    return new HoldPolicy(
        one, most, grace, holdsMax, unitsPerCustomer, unitsPerSession, unitsPerPlace);
  }

  /**
   * Returns this policy with other caps for owners.
   *
   * @param holds how many holds one owner may have at a time
   * @param customer how many units a customer may hold
   * @param session how many units somebody unknown may hold
   * @return the changed policy
   */
  public HoldPolicy allowing(int holds, int customer, int session) {
    return new HoldPolicy(life, lifeMax, paymentGrace, holds, customer, session, unitsPerPlace);
  }

  /**
   * Returns this policy with another cap for all owners together.
   *
   * @param units how many units of one SKU may be held at one center
   * @return the changed policy
   */
  public HoldPolicy allowingPerPlace(int units) {
    return new HoldPolicy(
        life, lifeMax, paymentGrace, holdsMax, unitsPerCustomer, unitsPerSession, units);
  }
}
