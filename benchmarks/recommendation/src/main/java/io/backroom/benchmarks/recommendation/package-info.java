/** Lists of what is new to customers, beside what a team would use instead on the JVM. */
@NullMarked
package io.backroom.benchmarks.recommendation;

import org.jspecify.annotations.NullMarked;
