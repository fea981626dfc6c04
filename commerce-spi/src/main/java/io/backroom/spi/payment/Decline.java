package io.backroom.spi.payment;

import io.backroom.spi.value.Require;

/**
 * A definite no of the provider or of the bank that issued the card.
 *
 * @param kind what it means for a next attempt
 * @param code the provider's own code, at most 100 characters; never shown to a customer
 */
public record Decline(Kind kind, String code) {
  /** What a decline means for a next attempt. */
  public enum Kind {
    /** Not enough money or over the limit: may work in some days. */
    INSUFFICIENT,
    /** The bank gives no reason: may work another day. */
    GENERIC,
    /** The bank could not be reached: may work in some minutes. */
    ISSUER_DOWN,
    /** The customer must prove their identity. */
    CUSTOMER_ACTION,
    /** Expired or mistyped: needs other details. */
    FIX_DETAILS,
    /** Lost, stolen, closed: this instrument is never tried again. */
    HARD,
    /** The customer withdrew the permission: this instrument is never tried again. */
    REVOKED,
    /** The provider takes it for a repetition: look it up, it may be our own approval. */
    DUPLICATE,
    /** Suspected fraud: a person decides. */
    RISK
  }

  /** Refuses an overlong code. */
  public Decline {
    Require.text("code", code, 100);
  }
}
