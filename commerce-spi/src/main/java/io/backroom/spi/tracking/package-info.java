/** What carriers say of parcels: one vocabulary for all, and who receives it. */
@NullMarked
package io.backroom.spi.tracking;

import org.jspecify.annotations.NullMarked;
