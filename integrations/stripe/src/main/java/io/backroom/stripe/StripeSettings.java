package io.backroom.stripe;

import io.backroom.spi.value.Require;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * What an account at Stripe needs to be used.
 *
 * @param apiKey the secret key, better a restricted one
 * @param webhookSecrets the signing secrets that are valid at present: one, or two while one takes
 *     the other's place. Without any no notification is believed.
 * @param apiBase where Stripe's API is
 * @param returnUrl where a customer comes back to from the bank's page
 * @param actionWindow how long a customer has to confirm
 * @param currencies what the account moves; empty for all that the adapter knows
 */
public record StripeSettings(
    String apiKey,
    List<String> webhookSecrets,
    URI apiBase,
    URI returnUrl,
    Duration actionWindow,
    Set<CurrencyUnit> currencies) {
  private static final URI STRIPE = URI.create("https://api.stripe.com");

  /** Refuses a blank key or secret and a window of nothing; copies the collections. */
  public StripeSettings {
    Require.when(!apiKey.isBlank(), "apiKey", "(hidden)", "must not be blank");
    Require.when(
        webhookSecrets.stream().noneMatch(String::isBlank),
        "webhookSecrets",
        "(hidden)",
        "must not be blank");
    Require.when(
        !actionWindow.isNegative() && !actionWindow.isZero(),
        "actionWindow",
        actionWindow,
        "must be longer than nothing");
    webhookSecrets = List.copyOf(webhookSecrets);
    currencies = Set.copyOf(currencies);
  }

  /**
   * Returns settings with one day for customers to confirm, all currencies and no notifications.
   *
   * @param apiKey the secret key
   * @param returnUrl where a customer comes back to from the bank's page
   * @return the settings
   */
  public static StripeSettings of(String apiKey, URI returnUrl) {
    return new StripeSettings(apiKey, List.of(), STRIPE, returnUrl, Duration.ofDays(1), Set.of());
  }

  /**
   * Returns these settings with other signing secrets.
   *
   * @param secrets all that are valid at present
   * @return the changed settings
   */
  public StripeSettings withWebhookSecrets(List<String> secrets) {
    return new StripeSettings(apiKey, secrets, apiBase, returnUrl, actionWindow, currencies);
  }

  /**
   * Returns these settings with the API elsewhere: a test server.
   *
   * @param base where it is
   * @return the changed settings
   */
  public StripeSettings withApiBase(URI base) {
    return new StripeSettings(apiKey, webhookSecrets, base, returnUrl, actionWindow, currencies);
  }

  /**
   * Returns these settings for some currencies only.
   *
   * @param some what the account moves
   * @return the changed settings
   */
  public StripeSettings withCurrencies(Set<CurrencyUnit> some) {
    return new StripeSettings(apiKey, webhookSecrets, apiBase, returnUrl, actionWindow, some);
  }

  /** Keys and secrets are not printed. */
  @Override
  public String toString() {
    return "StripeSettings[" + apiBase + ", " + webhookSecrets.size() + " secrets]";
  }
}
