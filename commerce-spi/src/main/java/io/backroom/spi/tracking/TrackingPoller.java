package io.backroom.spi.tracking;

import java.time.Instant;
import java.util.List;

/** A source that can be asked, for the times at which its notifications do not come. */
public interface TrackingPoller extends TrackingSource {
  /**
   * Asks what has become of a parcel. May take up to a minute, after which another node may ask as
   * well; an exception counts as no answer.
   *
   * @param number the carrier's number of the parcel
   * @param now the time, as which what is said counts as heard
   * @return all that is known, in any order; empty if it is no parcel of this source
   */
  List<TrackingEvent> ask(String number, Instant now);
}
