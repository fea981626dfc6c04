package io.backroom.stripe;

import com.stripe.model.StripeError;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Decline.Kind;
import io.backroom.spi.value.Require;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Stripe's decline codes mean for a next attempt. Source: its list of decline codes. */
final class Declines {
  private static final int CODE_MAX = 100;

  private static final Map<String, Kind> KINDS = kinds();

  private Declines() {}

  private static Map<String, Kind> kinds() {
    Map<Kind, String[]> codes =
        Map.of(
            Kind.INSUFFICIENT,
            new String[] {
              "insufficient_funds", "card_velocity_exceeded", "withdrawal_count_limit_exceeded"
            },
            Kind.ISSUER_DOWN,
            new String[] {
              "issuer_not_available",
              "processing_error",
              "reenter_transaction",
              "try_again_later",
              "approve_with_id"
            },
            Kind.CUSTOMER_ACTION,
            new String[] {
              "authentication_required",
              "authentication_not_handled",
              "payment_intent_authentication_failure",
              "online_or_offline_pin_required",
              "offline_pin_required",
              "mobile_device_authentication_required"
            },
            Kind.FIX_DETAILS,
            new String[] {
              "expired_card",
              "incorrect_cvc",
              "invalid_cvc",
              "incorrect_number",
              "invalid_number",
              "incorrect_zip",
              "incorrect_address",
              "incorrect_pin",
              "invalid_pin",
              "invalid_expiry_month",
              "invalid_expiry_year",
              "card_not_supported",
              "currency_not_supported",
              "invalid_amount",
              "testmode_decline"
            },
            Kind.HARD,
            new String[] {
              "lost_card",
              "stolen_card",
              "pickup_card",
              "restricted_card",
              "invalid_account",
              "new_account_information_available",
              "pin_try_exceeded",
              "transaction_not_allowed",
              "service_not_allowed",
              "not_permitted"
            },
            Kind.REVOKED,
            new String[] {
              "revocation_of_all_authorizations",
              "revocation_of_authorization",
              "stop_payment_order"
            },
            Kind.DUPLICATE,
            new String[] {"duplicate_transaction"},
            Kind.RISK,
            new String[] {"fraudulent", "merchant_blacklist", "security_violation"});
    Map<String, Kind> kinds = new HashMap<>();
    codes.forEach((kind, some) -> Arrays.stream(some).forEach(code -> kinds.put(code, kind)));
    return Map.copyOf(kinds);
  }

  static Decline of(StripeError error) {
    return of(error.getCode(), error.getDeclineCode(), error.getAdviceCode(), networkCode(error));
  }

  /**
   * Returns the decline.
   *
   * @param code Stripe's error code
   * @param declineCode the bank's reason beside it, if any
   * @param advice what Stripe advises, if anything
   */
  static Decline of(
      @Nullable String code,
      @Nullable String declineCode,
      @Nullable String advice,
      String networkCode) {
    Kind kind =
        Stream.of(declineCode, code)
            .flatMap(c -> Optional.ofNullable(c).stream())
            .flatMap(c -> Optional.ofNullable(KINDS.get(c)).stream())
            .findFirst()
            .orElse(Kind.GENERIC);
    boolean neverAgain = "do_not_try_again".equals(advice) && kind == Kind.GENERIC;
    String raw =
        Stream.of(code, declineCode)
            .flatMap(c -> Optional.ofNullable(c).stream())
            .distinct()
            .collect(Collectors.joining("/"));
    return new Decline(
        neverAgain ? Kind.HARD : kind,
        Require.beginning(raw.isEmpty() ? "declined" : raw, CODE_MAX),
        Require.beginning(networkCode, CODE_MAX));
  }

  private static String networkCode(StripeError error) {
    return Stream.of(error.getNetworkDeclineCode(), error.getNetworkAdviceCode())
        .flatMap(c -> Optional.ofNullable(c).stream())
        .collect(Collectors.joining("/"));
  }
}
