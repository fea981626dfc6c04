package io.backroom.spi.payment;

/** What a provider knows of an earlier call. */
public sealed interface Lookup {
  /**
   * The provider has the call.
   *
   * @param outcome what became of it by now
   */
  record Found(Outcome outcome) implements Lookup {}

  /**
   * The provider does not have the call.
   *
   * @param certainty whether it can still turn up
   */
  record NotFound(Certainty certainty) implements Lookup {}

  /** The provider could not be asked. */
  record Unavailable() implements Lookup {}

  /** How much a missing call proves. */
  enum Certainty {
    /** It did not happen and will not. */
    FINAL,
    /** It may turn up after {@link ProviderProfile#lookupLag()}. */
    MAY_APPEAR
  }
}
