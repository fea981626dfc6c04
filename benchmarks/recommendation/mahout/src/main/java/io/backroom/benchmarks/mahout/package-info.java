/** A peer of the comparison of recommendations, on a class path of its own. */
@NullMarked
package io.backroom.benchmarks.mahout;

import org.jspecify.annotations.NullMarked;
