package io.backroom.spi.policy;

import io.backroom.spi.value.Require;
import org.joda.money.Money;

/**
 * How much margin a list may give away: a product that earns less than a share of its price spends
 * the difference. A product whose margin is not known spends nothing.
 *
 * @param percent the share of the price that a unit should earn, 0 to 100
 * @param perList what the products of one list may spend together, 0 or more
 */
public record MarginBudget(int percent, Money perList) {
  /** Refuses fields out of range. */
  public MarginBudget {
    Require.range("percent", percent, 0, 100);
    Require.amount("perList", perList);
  }
}
