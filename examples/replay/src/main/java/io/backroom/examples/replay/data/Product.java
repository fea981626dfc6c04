package io.backroom.examples.replay.data;

/**
 * A product the shop sold.
 *
 * @param sku the stock code
 * @param name the most frequent description, or the stock code where there is none
 * @param grams <b>made up</b>, see {@link World}: the data holds no weights
 * @param openingPricePence the modal price of the first day on which it was sold
 */
public record Product(String sku, String name, int grams, long openingPricePence) {}
