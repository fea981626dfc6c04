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

  /** Refuses texts that are too long. */
  public Customer {
    Require.text("name", name, 200);
    Require.text("email", email, 320);
    Require.text("phone", phone, 40);
  }
}
