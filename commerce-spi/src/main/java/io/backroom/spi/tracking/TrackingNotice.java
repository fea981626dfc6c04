package io.backroom.spi.tracking;

import io.backroom.spi.value.Require;
import java.util.List;

/** What a carrier's notification amounts to. */
public sealed interface TrackingNotice {
  /**
   * The notification is genuine.
   *
   * @param events what it tells; may be empty
   */
  record Genuine(List<TrackingEvent> events) implements TrackingNotice {
    /** Copies the events. */
    public Genuine {
      events = List.copyOf(events);
    }
  }

  /**
   * The notification is not believed.
   *
   * @param why the reason for people, at most 200 characters, nothing of the notification in it
   */
  record Invalid(String why) implements TrackingNotice {
    /** Refuses an overlong reason. */
    public Invalid {
      Require.text("why", why, 200);
    }
  }
}
