/** Pickers' tours and batches, beside the routing model of OR-Tools and S-shapes. */
@NullMarked
package io.backroom.benchmarks.picking;

import org.jspecify.annotations.NullMarked;
