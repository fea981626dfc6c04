package io.backroom.spi.manifest;

/**
 * Tells a carrier which parcels it fetches. Thread-safe. May be called again for the same manifest,
 * after a crash or a lost answer, or by another node while a call is under way that takes longer
 * than a minute: it says the same then, and the carrier must not take it for a second one, for
 * which {@link CarrierManifest#id} is there.
 */
public interface ManifestTransmitter {
  /**
   * Returns whose manifests it transmits.
   *
   * @return the carrier, 1 to 64 characters of {@code [A-Za-z0-9_-]}
   */
  String carrier();

  /**
   * Transmits a closed manifest. May take its time; no lock is held meanwhile.
   *
   * @param manifest the manifest, the same for every call with its id
   * @return what the carrier has answered; a fault means that nobody knows, and that it is
   *     transmitted again later
   */
  TransmitAnswer transmit(CarrierManifest manifest);
}
