package io.backroom.examples.replay.data;

/**
 * A product's price from the beginning of a day on.
 *
 * @param sku the stock code
 * @param pricePence the new price of one unit
 */
public record PriceChange(String sku, long pricePence) {}
