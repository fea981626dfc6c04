/** Both stores of a shop as one thing. */
@NullMarked
package io.backroom.spi.store;

import org.jspecify.annotations.NullMarked;
