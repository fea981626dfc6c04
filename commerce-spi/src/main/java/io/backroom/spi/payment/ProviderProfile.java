package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import java.time.Duration;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * What a provider promises; the testkit holds it to that. What it can do beside {@link
 * PaymentProvider} shows in the interfaces it implements: {@link NotificationReceiver}, {@link
 * AuthorizationAdjuster}, {@link AuthorizationReverser}.
 *
 * @param id the provider's name
 * @param keyRetention how long the same operation id is answered from memory or refused as a
 *     repetition; zero if the provider does not know operation ids
 * @param lookupLag how long after a call a lookup may still miss it, unless the query knows the
 *     provider's name for it
 * @param authorizationValidity how long an authorization lasts where its approval does not say so
 * @param duplicateWindow how long after an authorization another one of the same amount on the same
 *     instrument is taken for its repetition, whatever its operation id; zero if never
 * @param currencies the currencies it moves; empty for all
 */
public record ProviderProfile(
    String id,
    Duration keyRetention,
    Duration lookupLag,
    Duration authorizationValidity,
    Duration duplicateWindow,
    Set<CurrencyUnit> currencies) {
  /** Refuses an illegal id and negative durations. */
  public ProviderProfile {
    Require.id("provider", id);
    notNegative("keyRetention", keyRetention);
    notNegative("lookupLag", lookupLag);
    notNegative("authorizationValidity", authorizationValidity);
    notNegative("duplicateWindow", duplicateWindow);
    currencies = Set.copyOf(currencies);
  }

  /**
   * Creates the profile of a provider that moves all currencies and takes nothing for a repetition
   * that has another operation id.
   *
   * @param id the provider's name
   * @param keyRetention how long operation ids are remembered
   * @param lookupLag how long after a call a lookup may still miss it
   * @param authorizationValidity how long an authorization lasts
   */
  public ProviderProfile(
      String id, Duration keyRetention, Duration lookupLag, Duration authorizationValidity) {
    this(id, keyRetention, lookupLag, authorizationValidity, Duration.ZERO, Set.of());
  }

  /**
   * Tells whether the provider moves a currency.
   *
   * @param currency the currency
   * @return whether it does
   */
  public boolean moves(CurrencyUnit currency) {
    return currencies.isEmpty() || currencies.contains(currency);
  }

  private static void notNegative(String field, Duration value) {
    Require.when(!value.isNegative(), field, value, "must not be negative");
  }
}
