package io.backroom.examples.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How unlike the products of a list are, by the words of their names: 1 − cosine, a word weighing
 * ln(1 + products ÷ products that have it).
 */
final class Unlikeness {
  private final Map<String, Set<String>> words = new HashMap<>();
  private final Map<String, Double> squares = new HashMap<>();

  Unlikeness(Map<String, String> titles) {
    Map<String, Integer> holders = new HashMap<>();
    titles.forEach(
        (sku, title) -> {
          Set<String> own =
              new TreeSet<>(List.of(title.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
          own.remove("");
          words.put(sku, own);
          own.forEach(word -> holders.merge(word, 1, Integer::sum));
        });
    holders.forEach(
        (word, count) ->
            squares.put(word, Math.pow(StrictMath.log1p((double) titles.size() / count), 2)));
  }

  /** The mean over all pairs of a list; 1 for fewer than two products. */
  double of(List<String> list) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < list.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += 1 - alike(list.get(i), list.get(j));
        pairs++;
      }
    }
    return pairs == 0 ? 1 : sum / pairs;
  }

  private double alike(String one, String other) {
    Set<String> first = words.getOrDefault(one, Set.of());
    Set<String> second = words.getOrDefault(other, Set.of());
    double shared =
        first.stream()
            .filter(second::contains)
            .mapToDouble(word -> squares.getOrDefault(word, 0.0))
            .sum();
    return shared == 0 ? 0 : shared / Math.sqrt(length(first) * length(second));
  }

  private double length(Set<String> some) {
    return some.stream().mapToDouble(word -> squares.getOrDefault(word, 0.0)).sum();
  }
}
