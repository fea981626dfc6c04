package io.backroom.spi.policy;

/**
 * Hears the tone of a message. A hint for people: no money ever moves because of it. Thread-safe
 * and free of effects.
 */
@FunctionalInterface
public interface ToneDetector {
  /**
   * Returns the tone of a text.
   *
   * @param text what the customer wrote, at most 10,000 characters
   * @return the tone
   */
  Tone detect(String text);
}
