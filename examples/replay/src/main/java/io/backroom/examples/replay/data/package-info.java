/** Reads the shop's invoices and derives from them the world in which they are replayed. */
@NullMarked
package io.backroom.examples.replay.data;

import org.jspecify.annotations.NullMarked;
