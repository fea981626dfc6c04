package io.backroom.spi.policy;

/**
 * Stops what a warehouse is doing, for a customer who has changed their mind. Thread-safe. May be
 * called twice for the same recall, after a crash, or by another node while a call is under way
 * that takes longer than a minute; it has the same answer then.
 */
@FunctionalInterface
public interface Warehouse {
  /**
   * Asks for a shipment back that somebody picks, packs or has ready for the truck.
   *
   * @param request what is to be stopped, and why
   * @return whether it is stopped; a fault means that it is asked again later
   */
  RecallAnswer recall(RecallRequest request);
}
