package io.backroom.spi.payment;

import io.backroom.spi.value.Require;

/**
 * The provider's own name for an authorization, a capture or a refund.
 *
 * @param value 1 to 255 characters
 */
public record ProviderRef(String value) {
  /** Refuses a blank or overlong value. */
  public ProviderRef {
    Require.someText("providerRef", value, 255);
  }

  @Override
  public String toString() {
    return value;
  }
}
