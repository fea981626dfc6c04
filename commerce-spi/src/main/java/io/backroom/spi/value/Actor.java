package io.backroom.spi.value;

/**
 * Who acts. The host has checked the identity; the library checks what the actor may do.
 *
 * @param kind what the actor is to the shop
 * @param id the actor's id; for a customer the value of the {@link CustomerId}
 */
public record Actor(Kind kind, String id) {
  /** What an actor is to the shop. */
  public enum Kind {
    /** A customer or guest, for their own things. */
    CUSTOMER,
    /** A person who serves customers. */
    AGENT,
    /** A person or machine that moves goods. */
    WAREHOUSE,
    /** The shop's own software; the id says which part. */
    SYSTEM
  }

  /** Refuses an id that breaks the rule of ids. */
  public Actor {
    Require.id("actor", id);
  }
}
