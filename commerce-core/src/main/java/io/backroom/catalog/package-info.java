/** Products and their prices as they are sold now. */
@NullMarked
package io.backroom.catalog;

import org.jspecify.annotations.NullMarked;
