/** Stock reserved by many buyers at once: Backroom beside what teams use instead. */
@NullMarked
package io.backroom.benchmarks.reservation;

import org.jspecify.annotations.NullMarked;
