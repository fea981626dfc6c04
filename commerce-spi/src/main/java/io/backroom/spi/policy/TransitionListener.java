package io.backroom.spi.policy;

/**
 * Hears of every step of orders and shipments after it was committed, from the work queue: in the
 * order of one order's steps, at least once each. A listener that throws hears of it again.
 */
@FunctionalInterface
public interface TransitionListener {
  /**
   * Hears of a step.
   *
   * @param transition the step
   */
  void on(Transition transition);
}
