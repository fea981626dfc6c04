/** Cartons chosen by the library 3d-bin-container-packing. */
@NullMarked
package io.backroom.packing;

import org.jspecify.annotations.NullMarked;
