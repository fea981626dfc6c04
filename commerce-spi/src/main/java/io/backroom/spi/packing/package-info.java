/** Which cartons a shipment goes into, and how. */
@NullMarked
package io.backroom.spi.packing;

import org.jspecify.annotations.NullMarked;
