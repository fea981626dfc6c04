package io.backroom.spi.payment;

import io.backroom.spi.value.Require;

/**
 * A definite no of the provider or of the bank that issued the card.
 *
 * @param kind what it means for a next attempt
 * @param code the provider's own code, at most 100 characters; never shown to a customer
 * @param networkCode the card network's code or advice beside it, at most 100 characters; empty if
 *     there is none; never shown to a customer
 */
public record Decline(Kind kind, String code, String networkCode) {
  /** What a decline means for a next attempt. */
  public enum Kind {
    /** Not enough money or over the limit: may work in some days. */
    INSUFFICIENT(Remedy.LATER),
    /** The bank gives no reason: may work another day. */
    GENERIC(Remedy.LATER),
    /** The bank could not be reached: may work in some minutes. */
    ISSUER_DOWN(Remedy.LATER),
    /** The customer must prove their identity. */
    CUSTOMER_ACTION(Remedy.CUSTOMER),
    /** Expired or mistyped: needs other details. */
    FIX_DETAILS(Remedy.CUSTOMER),
    /** Lost, stolen, closed: this instrument is never tried again. */
    HARD(Remedy.OTHER_INSTRUMENT),
    /** The customer withdrew the permission: this instrument is never tried again. */
    REVOKED(Remedy.OTHER_INSTRUMENT),
    /** The provider takes it for a repetition: look it up, it may be our own approval. */
    DUPLICATE(Remedy.LOOKUP),
    /** Suspected fraud: a person decides. */
    RISK(Remedy.PERSON);

    private final Remedy remedy;

    Kind(Remedy remedy) {
      this.remedy = remedy;
    }

    /**
     * Returns what may help.
     *
     * @return the remedy
     */
    public Remedy remedy() {
      return remedy;
    }
  }

  /** What a shop may do about a decline. */
  public enum Remedy {
    /** The same authorization again after a while, a few times at most. */
    LATER,
    /** Only the customer can help: confirm, correct or use another instrument. */
    CUSTOMER,
    /** Another instrument; this one must not be tried again. */
    OTHER_INSTRUMENT,
    /** Ask the provider what it took the attempt for. */
    LOOKUP,
    /** A person of the shop decides. */
    PERSON
  }

  /** Refuses overlong codes. */
  public Decline {
    Require.text("code", code, 100);
    Require.text("networkCode", networkCode, 100);
  }

  /**
   * Creates a decline without a word of the card network.
   *
   * @param kind what it means for a next attempt
   * @param code the provider's own code
   */
  public Decline(Kind kind, String code) {
    this(kind, code, "");
  }
}
