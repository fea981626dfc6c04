/** A recommender in a process of its own: what it is given, and what it gives back. */
@NullMarked
package io.backroom.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
