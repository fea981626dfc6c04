package io.backroom.benchmarks.reservation;

import java.util.Collection;
import java.util.List;

/**
 * Something that can be measured by itself.
 *
 * @param name its name on the command line
 * @param ratios the ratios that it makes
 * @param inQuick whether it belongs to a rough answer
 * @param run measures and reports
 */
record Part(String name, List<String> ratios, boolean inQuick, Runnable run) {
  boolean isOneOf(Collection<String> names) {
    return names.contains(name) || ratios.stream().anyMatch(names::contains);
  }
}
