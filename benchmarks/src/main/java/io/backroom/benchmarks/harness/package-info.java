/** What every comparison is made of: a race between contenders, a table, ratio lines. */
@NullMarked
package io.backroom.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
