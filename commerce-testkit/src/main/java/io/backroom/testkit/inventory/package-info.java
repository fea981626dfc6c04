/**
 * Proves that an {@code InventoryStore} keeps its contract: {@link
 * io.backroom.testkit.inventory.InventoryStoreContract}.
 */
@NullMarked
package io.backroom.testkit.inventory;

import org.jspecify.annotations.NullMarked;
