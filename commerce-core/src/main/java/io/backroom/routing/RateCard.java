package io.backroom.routing;

import io.backroom.spi.policy.Distance;
import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.policy.TransitTime;
import io.backroom.spi.value.Require;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What carriers publish: a price for each zone and weight step, surcharges for heavy parcels, and
 * what a late promise costs the shop on top. No sum, so orders are routed by {@link
 * LeastCostRouting}'s dynamic programming. Immutable and thread-safe.
 */
public final class RateCard implements ShippingCost {
  private static final int STEPS_MAX = 1_000;

  private final Distance distance;
  private final List<Zone> zones;
  private final CurrencyUnit currency;
  private final List<ShippingCost> extras;

  /**
   * A zone of the card.
   *
   * @param upToKilometers where it ends, inclusive; the last one also holds beyond
   * @param steps 1 to 1,000 weight steps by growing weight, whose prices do not fall
   * @param perStepBeyond what each further step of the last one's width costs on top
   */
  public record Zone(double upToKilometers, List<Step> steps, Money perStepBeyond) {
    /** Refuses steps that do not grow. */
    public Zone {
      steps = Require.some("steps", steps, STEPS_MAX);
      Require.amount("perStepBeyond", perStepBeyond);
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        Require.in("steps", step.price(), perStepBeyond.getCurrencyUnit());
        boolean grows =
            i == 0
                || (step.upToGrams() > steps.get(i - 1).upToGrams()
                    && !step.price().isLessThan(steps.get(i - 1).price()));
        Require.when(grows, "steps", step, "must grow in weight, and not fall in price");
      }
    }

    private Money price(long grams) {
      for (Step step : steps) {
        if (grams <= step.upToGrams()) {
          return step.price();
        }
      }
      Step last = steps.get(steps.size() - 1);
      long before = steps.size() == 1 ? 0 : steps.get(steps.size() - 2).upToGrams();
      long width = last.upToGrams() - before;
      long beyond = (grams - last.upToGrams() + width - 1) / width;
      return last.price().plus(perStepBeyond.multipliedBy(beyond));
    }
  }

  /**
   * A weight step.
   *
   * @param upToGrams where it ends, inclusive, at least 1
   * @param price what a parcel of it costs
   */
  public record Step(long upToGrams, Money price) {
    /** Refuses numbers out of range. */
    public Step {
      Require.range("upToGrams", upToGrams, 1, Long.MAX_VALUE / 2);
      Require.amount("price", price);
    }
  }

  private RateCard(Distance distance, List<Zone> zones, List<ShippingCost> extras) {
    this.distance = distance;
    this.zones = zones;
    this.currency = zones.get(0).perStepBeyond().getCurrencyUnit();
    this.extras = extras;
  }

  /**
   * Returns a card.
   *
   * @param distance how far a center is from the destination; where that is unknown, zones are as
   *     in {@link Freight}
   * @param zones 1 to 100 zones by growing distance, all in one currency
   * @return the card
   */
  public static RateCard of(Distance distance, List<Zone> zones) {
    List<Zone> table = Freight.ascending(zones, Zone::upToKilometers);
    CurrencyUnit currency = table.get(0).perStepBeyond().getCurrencyUnit();
    table.forEach(zone -> Require.in("zones", zone.perStepBeyond(), currency));
    return new RateCard(distance, table, List.of());
  }

  /**
   * Returns the card with a surcharge on heavy parcels.
   *
   * @param aboveGrams parcels heavier than this pay it
   * @param amount the surcharge
   * @return another card
   */
  public RateCard withSurcharge(long aboveGrams, Money amount) {
    Require.amount("amount", Require.in("amount", amount, currency));
    Money none = Money.zero(currency);
    return with(parcel -> parcel.weightGrams() > aboveGrams ? amount : none);
  }

  /**
   * Returns the card with a penalty for parcels that are longer on their way than was promised.
   *
   * @param transit how long they are
   * @param promised how long they may be
   * @param perDay what each begun day beyond costs
   * @return another card
   */
  public RateCard withPenalty(TransitTime transit, Duration promised, Money perDay) {
    Require.amount("perDay", Require.in("perDay", perDay, currency));
    return with(
        parcel -> {
          Duration over = transit.transit(parcel.from(), parcel.to()).minus(promised);
          long days = over.isNegative() ? 0 : over.plusDays(1).minusNanos(1).toDays();
          return perDay.multipliedBy(days);
        });
  }

  private RateCard with(ShippingCost extra) {
    return new RateCard(distance, zones, Stream.concat(extras.stream(), Stream.of(extra)).toList());
  }

  @Override
  public Money cost(Parcel parcel) {
    int zone = Freight.band(zones, Zone::upToKilometers, distance, parcel.from(), parcel.to());
    Money sum = zones.get(zone).price(parcel.weightGrams());
    for (ShippingCost extra : extras) {
      sum = sum.plus(extra.cost(parcel));
    }
    return sum;
  }
}
