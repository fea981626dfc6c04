/** Fulfillment orders: what one center picks, packs, loads and sends as one shipment. */
@NullMarked
package io.backroom.fulfillment;

import org.jspecify.annotations.NullMarked;
