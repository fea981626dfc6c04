package io.backroom.spi.policy;

/** What a warehouse says to a recall. */
public enum RecallAnswer {
  /** Nobody goes on with the parcel until it is told what is left of it. */
  ACCEPTED,
  /** It goes on: the parcel is on the truck, or as good as. */
  TOO_LATE,
  /** Somebody has to look; the host tells the outcome later. */
  PENDING
}
