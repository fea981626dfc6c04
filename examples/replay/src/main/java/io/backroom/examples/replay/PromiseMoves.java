package io.backroom.examples.replay;

import io.backroom.examples.replay.report.Format;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often dates moved after they had been promised, and why. */
record PromiseMoves(Map<String, Long> byReason) {
  static PromiseMoves of(List<Final> orders) {
    return new PromiseMoves(
        orders.stream()
            .flatMap(order -> order.history().stream())
            .filter(event -> event.kind().equals("promise-moved"))
            .collect(
                Collectors.groupingBy(
                    event -> event.reason(), TreeMap::new, Collectors.counting())));
  }

  long count() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  String reasons() {
    return byReason.entrySet().stream()
        .map(reason -> Format.count(reason.getValue()) + " " + reason.getKey())
        .collect(Collectors.joining(", "));
  }
}
