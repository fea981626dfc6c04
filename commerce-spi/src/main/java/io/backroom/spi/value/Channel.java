package io.backroom.spi.value;

/** The way a command came in. Every channel uses the same calls. */
public enum Channel {
  /** The web shop or the app. */
  WEB,
  /** A call. */
  PHONE,
  /** A store's counter. */
  STORE,
  /** A chat. */
  CHAT,
  /** The warehouse's own terminals and machines. */
  WAREHOUSE,
  /** A timer, an import, another system. */
  SYSTEM
}
