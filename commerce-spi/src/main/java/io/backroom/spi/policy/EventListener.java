package io.backroom.spi.policy;

/**
 * Hears of everything that happens, after it is stored, at least once for each event and in order
 * for each subject. A call that takes longer than a minute may be made once more by another node
 * while it is under way. Thread-safe.
 */
@FunctionalInterface
public interface EventListener {
  /**
   * Hears of an event. An exception means that it is told again later.
   *
   * @param event what happened
   */
  void on(CommerceEvent event);
}
