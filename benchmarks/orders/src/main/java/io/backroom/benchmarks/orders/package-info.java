/** An order from placed to delivered: ours, and Spring Statemachine over hand-written tables. */
@NullMarked
package io.backroom.benchmarks.orders;

import org.jspecify.annotations.NullMarked;
