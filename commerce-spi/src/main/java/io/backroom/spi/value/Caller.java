package io.backroom.spi.value;

/**
 * Who gives a command and through which channel. Every command takes one and every event keeps it.
 *
 * @param actor who acts
 * @param channel the way in
 */
public record Caller(Actor actor, Channel channel) {
  /**
   * Returns a customer on a channel.
   *
   * @param customer the customer's id
   * @param channel the way in
   * @return the caller
   */
  public static Caller customer(CustomerId customer, Channel channel) {
    return new Caller(new Actor(Actor.Kind.CUSTOMER, customer.value()), channel);
  }

  /**
   * Returns an agent on a channel.
   *
   * @param id the agent's id
   * @param channel the way in
   * @return the caller
   */
  public static Caller agent(String id, Channel channel) {
    return new Caller(new Actor(Actor.Kind.AGENT, id), channel);
  }

  /**
   * Returns a person or machine of a warehouse.
   *
   * @param id the id of the person or machine
   * @return the caller
   */
  public static Caller warehouse(String id) {
    return new Caller(new Actor(Actor.Kind.WAREHOUSE, id), Channel.WAREHOUSE);
  }

  /**
   * Returns a part of the shop's own software.
   *
   * @param id which part
   * @return the caller
   */
  public static Caller system(String id) {
    return new Caller(new Actor(Actor.Kind.SYSTEM, id), Channel.SYSTEM);
  }

  /**
   * Tells whether the actor is this customer.
   *
   * @param customer the customer in question
   * @return whether they are the same
   */
  public boolean is(CustomerId customer) {
    return actor.kind() == Actor.Kind.CUSTOMER && actor.id().equals(customer.value());
  }
}
