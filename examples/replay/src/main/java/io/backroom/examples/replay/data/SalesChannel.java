package io.backroom.examples.replay.data;

/** How a buyer reached the shop. */
public enum SalesChannel {
  /** The shop's web pages. */
  WEB,
  /** An agent who takes the order by phone. */
  PHONE,
  /** The counter of the shop. */
  STORE
}
