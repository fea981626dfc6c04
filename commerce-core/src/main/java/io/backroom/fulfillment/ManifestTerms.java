package io.backroom.fulfillment;

import io.backroom.spi.manifest.ManifestTransmitter;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sscc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a shop numbers its parcels, what carriers charge for, and who tells them.
 *
 * @param companyPrefix the company's GS1 prefix, 4 to 12 digits; empty if it has none, and keeps no
 *     manifests here
 * @param firstSerial the first serial number that no other program has given out, at least 0
 * @param divisor cm³ that count as a kg for carriers that are not named, at least 1
 * @param divisors the same for some carriers
 * @param transmitters who transmits manifests, one for each carrier; of others the host does
 */
public record ManifestTerms(
    Optional<String> companyPrefix,
    long firstSerial,
    int divisor,
    Map<String, Integer> divisors,
    List<ManifestTransmitter> transmitters) {
  /** No manifests. */
  public static final ManifestTerms NONE =
      new ManifestTerms(Optional.empty(), 0, 5_000, Map.of(), List.of());

  /** Refuses fields that break their rule; copies map and list. */
  public ManifestTerms {
    companyPrefix.ifPresent(
        prefix -> Require.range("firstSerial", firstSerial, 0, Sscc.serials(prefix) - 1));
    Require.range("divisor", divisor, 1, Integer.MAX_VALUE);
    divisors = Map.copyOf(divisors);
    divisors.forEach(
        (carrier, own) -> {
          Require.id("carrier", carrier);
          Require.range("divisor", own, 1, Integer.MAX_VALUE);
        });
    transmitters = List.copyOf(transmitters);
    transmitters.forEach(own -> Require.id("carrier", own.carrier()));
    long carriers = transmitters.stream().map(ManifestTransmitter::carrier).distinct().count();
    Require.when(
        carriers == transmitters.size(), "transmitters", carriers, "must be one for each carrier");
  }

  /**
   * Returns the terms of a company whose parcels are numbered from 1 on, with 5,000 cm³ for a kg
   * and manifests that the host transmits.
   *
   * @param companyPrefix the company's GS1 prefix, 4 to 12 digits
   * @return the terms
   */
  public static ManifestTerms of(String companyPrefix) {
    return new ManifestTerms(Optional.of(companyPrefix), 1, 5_000, Map.of(), List.of());
  }

  /**
   * Returns the terms with another first serial number.
   *
   * @param serial the first that no other program has given out
   * @return the terms
   */
  public ManifestTerms from(long serial) {
    return new ManifestTerms(companyPrefix, serial, divisor, divisors, transmitters);
  }

  /**
   * Returns the terms with what a carrier counts as a kg.
   *
   * @param carrier which carrier
   * @param cubicCentimeters cm³ for a kg, at least 1
   * @return the terms
   */
  public ManifestTerms divisor(String carrier, int cubicCentimeters) {
    Map<String, Integer> more = new HashMap<>(divisors);
    more.put(carrier, cubicCentimeters);
    return new ManifestTerms(companyPrefix, firstSerial, divisor, more, transmitters);
  }

  /**
   * Returns the terms with somebody who transmits a carrier's manifests.
   *
   * @param transmitter who does
   * @return the terms
   */
  public ManifestTerms transmittedBy(ManifestTransmitter transmitter) {
    List<ManifestTransmitter> more = new ArrayList<>(transmitters);
    more.add(transmitter);
    return new ManifestTerms(companyPrefix, firstSerial, divisor, divisors, more);
  }

  int divisorOf(String carrier) {
    return divisors.getOrDefault(carrier, divisor);
  }

  Optional<ManifestTransmitter> transmitter(String carrier) {
    return transmitters.stream().filter(own -> own.carrier().equals(carrier)).findFirst();
  }
}
