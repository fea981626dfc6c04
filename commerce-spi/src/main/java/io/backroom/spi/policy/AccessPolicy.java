package io.backroom.spi.policy;

/** Decides who may do what. Asked before every command and view. Thread-safe. */
@FunctionalInterface
public interface AccessPolicy {
  /**
   * Tells whether a request is allowed. An exception counts as no.
   *
   * @param request who wants to do what with whose thing
   * @return whether it is allowed
   */
  boolean allows(AccessRequest request);
}
