/**
 * JMH benchmarks of single calls. They run by {@code build/run-example benchmarks
 * org.openjdk.jmh.Main}, followed by the arguments of JMH.
 */
@NullMarked
package io.backroom.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
