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
   * The provider does not have the call, at least not yet. By itself this proves nothing: the
   * library takes it for the proof that nothing happened once {@link ProviderProfile#lookupLag()}
   * is over since the last moment at which an attempt could have arrived.
   */
  record NotFound() implements Lookup {}

  /** The provider could not be asked. */
  record Unavailable() implements Lookup {}
}
