package io.backroom.order;

import io.backroom.payment.Payments;
import io.backroom.spi.payment.Decline;
import java.time.Instant;
import java.util.Map;
import org.joda.money.Money;

/**
 * What the customer and the agent are told of a refused payment. The customer never hears why a
 * bank refuses: that a card was reported stolen is nothing to tell whoever holds it.
 */
record DeclineCare(String shipment, Decline.Kind kind, Money amount, Instant until) {
  static DeclineCare of(Payments.News news, Money amount, Instant until) {
    return new DeclineCare(news.shipment(), Decline.Kind.valueOf(news.detail()), amount, until);
  }

  /** What the customer can do, in the few words that a text is chosen by. */
  private String wayOut() {
    return switch (kind.remedy()) {
      case CUSTOMER -> kind == Decline.Kind.FIX_DETAILS ? "check-card-data" : "confirm-at-bank";
      case LATER, OTHER_INSTRUMENT, LOOKUP, PERSON -> "pay-otherwise";
    };
  }

  Map<String, String> messageFacts() {
    return Map.of(
        "shipment", shipment,
        "amount", amount.toString(),
        "until", until.toString(),
        "wayOut", wayOut());
  }

  String agentScript() {
    return "The payment of "
        + amount
        + " for "
        + shipment
        + " was refused ("
        + kind
        + "). Call the customer. Say: the goods are kept until "
        + until
        + "; "
        + offer()
        + " Do not name the reason, and do not guess at one.";
  }

  private String offer() {
    return switch (kind.remedy()) {
      case CUSTOMER ->
          kind == Decline.Kind.FIX_DETAILS
              ? "please check number, date and code of the card, or pay in another way."
              : "please confirm the payment in your bank's app, or pay in another way.";
      case OTHER_INSTRUMENT -> "please pay in another way; this one cannot be used again.";
      case PERSON ->
          "please pay in another way. Check before you take another card on the phone whether this"
              + " is the customer.";
      case LATER, LOOKUP -> "we try again by ourselves, or you can pay in another way now.";
    };
  }
}
