package io.backroom.spi.policy;

/** Where new ids come from. Thread-safe. */
@FunctionalInterface
public interface IdSource {
  /**
   * Returns an id that was never returned before, by any node of the shop.
   *
   * @return 8 to 32 characters of {@code [A-Za-z0-9_-]}
   */
  String next();
}
