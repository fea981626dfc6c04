/**
 * What it is worth to keep a unit on its shelf for orders to come, learned by replaying the shop's
 * own orders.
 *
 * <p>{@link io.backroom.routing.price.StockReplay} replays them and finds both prices: {@link
 * io.backroom.routing.price.StockBalance}, one number for all shelves, and {@link
 * io.backroom.routing.price.BidPrices}, one for each.
 */
@NullMarked
package io.backroom.routing.price;

import org.jspecify.annotations.NullMarked;
