package io.backroom.spi.policy;

import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * A way to have an order sent, as its customer chooses it. Its id also names the carriers' service
 * to {@link PromisePolicy#forService} and {@link ShippingCost#forService}: it is kept with orders,
 * so it must go on meaning the same.
 *
 * @param id 1 to 64 characters of {@code [A-Za-z0-9_-]}
 * @param title its name for people, 1 to 200 characters
 * @param price what the customer pays for shipping the whole order so, however many shipments it
 *     takes, not negative
 */
public record ShippingOption(String id, String title, Money price) {
  /**
   * The id of the option of a shop that has only one, and of what was ordered before it had any.
   */
  public static final String STANDARD = "standard";

  /** Refuses an illegal id or title, and an amount out of range. */
  public ShippingOption {
    Require.id("option", id);
    title = Require.someText("title", title, 200);
    Require.amount("price", price);
  }
}
