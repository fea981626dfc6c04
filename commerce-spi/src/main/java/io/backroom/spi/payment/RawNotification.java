package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A provider's notification as it came in, not yet believed. Immutable. */
public final class RawNotification {
  /** The most bytes of a body. */
  public static final int BODY_MAX = 256 * 1024;

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;

  /**
   * Creates a notification.
   *
   * @param headers the headers; upper and lower case are the same
   * @param body the bytes as they came in, at most {@link #BODY_MAX}
   */
  public RawNotification(Map<String, String> headers, byte[] body) {
    Require.when(body.length <= BODY_MAX, "body", body.length, "must be at most 256 KiB");
    this.headers.putAll(headers);
    this.body = body.clone();
  }

  /**
   * Returns a header.
   *
   * @param name its name in any case
   * @return its value, or empty if there is none
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * Returns all headers.
   *
   * @return an immutable copy, by the names as they came in
   */
  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /**
   * Returns the body.
   *
   * @return a copy of the bytes
   */
  public byte[] body() {
    return body.clone();
  }
}
