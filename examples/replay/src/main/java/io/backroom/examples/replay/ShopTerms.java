package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Place;
import io.backroom.routing.Freight;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.policy.TaxPolicy;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import java.math.RoundingMode;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What the shop of the replay has chosen; <b>made up</b>, because the data says nothing of it. */
final class ShopTerms {
  static final CurrencyUnit POUNDS = CurrencyUnit.GBP;

  static final List<Center> CENTERS =
      List.of(
          Center.of("dartford", Address.of("Dartford", "GB", 51.45, 0.22)),
          Center.of("daventry", Address.of("Daventry", "GB", 52.26, -1.16)),
          Center.of("venlo", Address.of("Venlo", "NL", 51.37, 6.17)),
          Center.of("warrington", Address.of("Warrington", "GB", 53.39, -2.59)));

  static final ShippingCost FREIGHT =
      Freight.cost(Freight.greatCircle(), Freight.sampleCosts(POUNDS));

  private static final String HOME = "GB";
  private static final Money HOME_PRICE = Money.ofMinor(POUNDS, 395);
  private static final Money HOME_FREE_FROM = Money.ofMinor(POUNDS, 50_00);
  private static final Money ABROAD_PRICE = Money.ofMinor(POUNDS, 12_95);
  private static final Money ABROAD_FREE_FROM = Money.ofMinor(POUNDS, 250_00);
  private static final long VAT_PERCENT = 20;
  private static final long WHOLE_PERCENT = 100;

  private ShopTerms() {}

  /** What the customer pays for shipping. */
  static Money shippingPrice(Address to, Money goods) {
    boolean home = to.country().equals(HOME);
    boolean free = !goods.isLessThan(home ? HOME_FREE_FROM : ABROAD_FREE_FROM);
    Money price = home ? HOME_PRICE : ABROAD_PRICE;
    return free ? Money.zero(POUNDS) : price;
  }

  /** The prices of the data include tax; what the replay adds for shipping does not. */
  static Money tax(Address to, List<TaxPolicy.Line> lines, Money shipping) {
    return shipping.multipliedBy(VAT_PERCENT).dividedBy(WHOLE_PERCENT, RoundingMode.HALF_UP);
  }

  static Address address(Place place) {
    return Address.of(place.city(), place.countryCode(), place.latitude(), place.longitude());
  }
}
