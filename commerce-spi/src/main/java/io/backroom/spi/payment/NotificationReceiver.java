package io.backroom.spi.payment;

import java.time.Instant;

/**
 * A provider that tells of operations by itself. Optional: whatever it tells is found by {@link
 * PaymentProvider#lookup} too, only later.
 *
 * <p>Notifications come late, twice and out of order. The library takes each for a reason to look
 * one operation up at once, never for its outcome.
 */
public interface NotificationReceiver extends PaymentProvider {
  /**
   * Verifies a notification, and reads it only then. Has no effect and does no I/O. Verifies the
   * raw bytes in constant time, with each of the keys that are valid at present, and refuses what
   * was signed too long ago. Whatever cannot be verified or read is {@link Notice.Invalid}, never
   * an exception.
   *
   * @param notification the headers and the raw body
   * @param now the time
   * @return what it tells, or why it is not believed
   */
  Notice receive(RawNotification notification, Instant now);
}
