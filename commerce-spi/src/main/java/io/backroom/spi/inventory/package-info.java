/**
 * Storage of stock counters that many buyers hit at once: {@link
 * io.backroom.spi.inventory.InventoryStore}.
 */
@NullMarked
package io.backroom.spi.inventory;

import org.jspecify.annotations.NullMarked;
