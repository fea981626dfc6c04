package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import java.time.Duration;

/**
 * What a provider promises; the testkit holds it to that.
 *
 * @param id the provider's name
 * @param keyRetention how long the same operation id is answered from memory or refused as a
 *     repetition; zero if the provider does not know operation ids
 * @param lookupLag how long after a call a lookup may still miss it
 * @param authorizationValidity how long an authorization lasts where its approval does not say so
 */
public record ProviderProfile(
    String id, Duration keyRetention, Duration lookupLag, Duration authorizationValidity) {
  /** Refuses an illegal id and negative durations. */
  public ProviderProfile {
    Require.id("provider", id);
    Require.when(!keyRetention.isNegative(), "keyRetention", keyRetention, "must not be negative");
    Require.when(!lookupLag.isNegative(), "lookupLag", lookupLag, "must not be negative");
    Require.when(
        !authorizationValidity.isNegative(),
        "authorizationValidity",
        authorizationValidity,
        "must not be negative");
  }
}
