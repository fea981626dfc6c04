package io.backroom.fulfillment;

import io.backroom.spi.tracking.TrackingStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The words of carriers and of those who speak for them, in the shop's own. Thread-safe. */
public final class StatusMap {
  private static final Map<String, TrackingStatus> STATUSES = read();

  private StatusMap() {}

  /**
   * Returns what a word of a vocabulary means.
   *
   * @param vocabulary whose word it is, as {@code easypost}, {@code shippo} or {@code upu-emsevt}
   * @param code the word as it came; upper and lower case differ
   * @return the status; empty if it is not in the map
   */
  public static Optional<TrackingStatus> status(String vocabulary, String code) {
    return Optional.ofNullable(STATUSES.get(vocabulary + "|" + code));
  }

  private static Map<String, TrackingStatus> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(StatusMap.class.getResourceAsStream("status-map.csv")),
                StandardCharsets.UTF_8))) {
      Map<String, String> statuses =
          lines
              .lines()
              .skip(1)
              .map(line -> line.split(",", 4))
              .filter(cells -> isParcel(cells[2]))
              .collect(
                  Collectors.toMap(
                      cells -> cells[0] + "|" + cells[1],
                      cells -> cells[2],
                      (one, other) -> one,
                      TreeMap::new));
      return statuses.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey, own -> TrackingStatus.valueOf(own.getValue())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What a warehouse does before the carrier comes is told by the warehouse. */
  private static boolean isParcel(String status) {
    return Arrays.stream(TrackingStatus.values()).anyMatch(own -> own.name().equals(status));
  }
}
