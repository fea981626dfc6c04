package io.backroom.stripe;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Amounts as Stripe writes them: whole numbers of the smallest unit, with exceptions. Source:
 * Stripe's documentation, "Supported currencies".
 */
final class StripeAmount {
  /** Currencies without decimals. */
  private static final Set<String> NONE =
      Set.of(
          "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF",
          "XOF", "XPF");

  /** Currencies with three decimals, of which Stripe takes the last as 0 only. */
  private static final Set<String> THREE = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

  private static final long LAST_DIGIT = 10;

  /** Currencies that have no smaller unit and are written with two decimals all the same. */
  private static final Map<String, Integer> WRITTEN_WITH = Map.of("ISK", 2, "UGX", 2);

  private StripeAmount() {}

  /** Returns the number for an amount, or empty if Stripe has none for it. */
  static OptionalLong of(Money amount) {
    String currency = amount.getCurrencyUnit().getCode();
    BigDecimal shifted = amount.getAmount().movePointRight(decimals(currency)).stripTrailingZeros();
    if (shifted.scale() > 0) {
      return OptionalLong.empty();
    }
    long number = shifted.longValueExact();
    return THREE.contains(currency) && number % LAST_DIGIT != 0
        ? OptionalLong.empty()
        : OptionalLong.of(number);
  }

  /** Returns the amount that Stripe states as a number. */
  static Money money(String currency, long number) {
    String code = currency.toUpperCase(Locale.ROOT);
    CurrencyUnit unit = CurrencyUnit.of(code);
    BigDecimal amount = BigDecimal.valueOf(number, decimals(code));
    return Money.of(unit, amount.setScale(unit.getDecimalPlaces()));
  }

  static String code(Money amount) {
    return amount.getCurrencyUnit().getCode().toLowerCase(Locale.ROOT);
  }

  private static int decimals(String currency) {
    if (NONE.contains(currency)) {
      return 0;
    }
    return THREE.contains(currency) ? 3 : WRITTEN_WITH.getOrDefault(currency, 2);
  }
}
