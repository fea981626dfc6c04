package io.backroom.examples.replay.data;

/**
 * One product of an invoice.
 *
 * @param sku the stock code in upper case
 * @param quantity units sold, or units given back when the invoice is a cancellation; never below 1
 * @param unitPricePence the price of one unit in pence, at least 1
 */
public record Line(String sku, int quantity, long unitPricePence) {
  /** What all units of this line cost. */
  public long totalPence() {
    return quantity * unitPricePence;
  }
}
