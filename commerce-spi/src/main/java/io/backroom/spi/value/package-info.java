/** Immutable values shared by every interface: ids, places, products, who is calling, results. */
@NullMarked
package io.backroom.spi.value;

import org.jspecify.annotations.NullMarked;
