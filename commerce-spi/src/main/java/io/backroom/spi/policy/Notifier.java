package io.backroom.spi.policy;

/**
 * Brings messages to customers. Called after the change it tells of is stored, at least once for
 * each message, in order for each order. A call that takes longer than a minute may be made once
 * more by another node while it is under way, so bound what it waits for. Thread-safe.
 */
@FunctionalInterface
public interface Notifier {
  /**
   * Sends a message. Returning means that it is on its way; an exception means that it is sent
   * again later, and in the end becomes a task for a person.
   *
   * @param notification the message
   */
  void send(Notification notification);
}
