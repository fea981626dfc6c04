package io.backroom.spi.tracking;

import io.backroom.spi.payment.RawNotification;
import java.time.Instant;

/** Who speaks for carriers: an aggregator, or a carrier itself. Thread-safe and free of effects. */
public interface TrackingSource {
  /**
   * Returns the name under which its events are kept.
   *
   * @return 1 to 64 characters of {@code [A-Za-z0-9_-]}
   */
  String name();

  /**
   * Reads a notification. What cannot be read is Invalid and never an exception: its sender would
   * send it again for days. Texts that are longer than a {@link TrackingEvent} takes are to be cut,
   * between whole characters: an emoji is two of them.
   *
   * @param notification the notification as it came in, not yet believed
   * @param now the time, which decides what is too old
   * @return what it says, or why it is not believed
   */
  TrackingNotice receive(RawNotification notification, Instant now);
}
