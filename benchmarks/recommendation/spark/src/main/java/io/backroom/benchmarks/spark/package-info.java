/** A peer of the comparison of recommendations, on a class path of its own. */
@NullMarked
package io.backroom.benchmarks.spark;

import org.jspecify.annotations.NullMarked;
