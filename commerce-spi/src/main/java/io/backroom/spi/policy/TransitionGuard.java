package io.backroom.spi.policy;

import java.util.Optional;

/**
 * May keep people from taking a shipment a step further, or from cancelling it. It is asked before
 * {@code PICKING}, {@code PACKED}, {@code MANIFESTED} and {@code LOADED}, and before a person
 * cancels a whole shipment. What follows by itself is not asked for, nor are facts: no guard keeps
 * a payment from counting, a captured parcel from leaving, a carrier from telling, an unpaid
 * shipment from being given up, or a customer from refusing a delay.
 *
 * <p>Thread-safe and free of effects: it may be asked several times for one step, and for a step
 * that is only considered. A guard that throws says no.
 */
@FunctionalInterface
public interface TransitionGuard {
  /**
   * Tells why a step must not be taken.
   *
   * @param transition the step
   * @return the reason, for people; empty if it may be taken
   */
  Optional<String> objection(Transition transition);
}
