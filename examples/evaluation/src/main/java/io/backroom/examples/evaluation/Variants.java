package io.backroom.examples.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often another variant of a product is among what may take its place.
 *
 * <p>Two products are variants of each other if their codes are the same five digits with other
 * letters after them, such as 85123A and 85123B, or if their names are the same but for one word
 * and that is a color in both. What is judged knows neither codes nor colors: to it "red" is a word
 * like any other. The truth is a guess all the same, and it errs both ways: some families of codes
 * share no word, and a red mug beside a red cup is no worse than beside a blue mug.
 *
 * @param products products that have another variant
 * @param hitRate the share of them with a variant in the list
 * @param mrr the mean of 1 ÷ the rank of the first variant, 0 if there is none
 * @param missed some of those without one
 */
record Variants(int products, double hitRate, double mrr, List<String> missed) {
  private static final Pattern CODE = Pattern.compile("(\\d{5})[A-Z]+");
  private static final Set<String> COLORS =
      Set.of(
          ("red blue green pink white black ivory cream yellow orange purple lilac lavender"
                  + " turquoise silver gold brown grey gray beige mauve aqua clear amber amethyst"
                  + " olive bronze copper natural navy rose burgundy crystal")
              .split(" "));
  private static final int SHOWN = 12;

  /** Judges lists of ten. */
  static Variants of(Map<String, String> titles, Function<String, List<String>> alternatives) {
    int products = 0;
    int hits = 0;
    double ranks = 0;
    List<String> missed = new ArrayList<>();
    for (Map.Entry<String, Set<String>> each : families(titles).entrySet()) {
      int rank = 1 + first(alternatives.apply(each.getKey()), each.getValue());
      products++;
      if (rank > 0) {
        hits++;
        ranks += 1.0 / rank;
      } else {
        missed.add(each.getKey());
      }
    }
    double n = Math.max(1, products);
    return new Variants(
        products, hits / n, ranks / n, missed.subList(0, Math.min(SHOWN, missed.size())));
  }

  private static int first(List<String> list, Set<String> wanted) {
    for (int at = 0; at < list.size(); at++) {
      if (wanted.contains(list.get(at))) {
        return at;
      }
    }
    return -1;
  }

  /** The variants of each product that has one, by SKU. */
  private static Map<String, Set<String>> families(Map<String, String> titles) {
    Map<String, List<Named>> alike = new HashMap<>();
    titles.forEach(
        (sku, title) -> {
          Matcher code = CODE.matcher(sku);
          if (code.matches()) {
            alike.computeIfAbsent(code.group(1), key -> new ArrayList<>()).add(new Named(sku, sku));
          }
          List<String> words =
              List.of(title.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1));
          for (int at = 0; at < words.size(); at++) {
            if (COLORS.contains(words.get(at))) {
              List<String> others = new ArrayList<>(words);
              others.set(at, "?");
              alike
                  .computeIfAbsent(String.join(" ", others), key -> new ArrayList<>())
                  .add(new Named(sku, words.get(at)));
            }
          }
        });
    Map<String, Set<String>> families = new TreeMap<>();
    alike.values().forEach(family -> join(family, families));
    return families;
  }

  private static void join(Collection<Named> family, Map<String, Set<String>> families) {
    for (Named one : family) {
      for (Named other : family) {
        if (!one.sku().equals(other.sku()) && !one.by().equals(other.by())) {
          families.computeIfAbsent(one.sku(), sku -> new TreeSet<>()).add(other.sku());
        }
      }
    }
  }

  /** A product, and what tells it from the others of its family: its code or its color. */
  private record Named(String sku, String by) {}
}
