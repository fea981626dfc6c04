/**
 * The deterministic simulation: the library as it is, on the stores and the provider of a host, in
 * one thread, on a clock of its own, with everything going wrong that can. {@link
 * io.backroom.testkit.simulation.Simulation} is the door.
 */
@NullMarked
package io.backroom.testkit.simulation;

import org.jspecify.annotations.NullMarked;
