package io.backroom.spi.value;

/**
 * A customer as the shop knows them.
 *
 * @param id the customer's id
 * @param name the name, at most 200 characters
 * @param email where mail goes, at most 320 characters; empty when unknown
 * @param phone where calls go, at most 40 characters; empty when unknown
 * @param profiling whether purchases may be used to recommend
 */
public record Customer(CustomerId id, String name, String email, String phone, Consent profiling) {
  /** Whether the customer agreed. */
  public enum Consent {
    /** Agreed. */
    GIVEN,
    /** Not agreed, or taken back. */
    WITHHELD
  }

  /** Refuses texts that are too long; masks card numbers in them. */
  public Customer {
    name = Require.freeText("name", name, 200);
    email = Require.freeText("email", email, 320);
    phone = Require.freeText("phone", phone, 40);
  }
}
