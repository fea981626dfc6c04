package io.backroom.recommendation;

import io.backroom.spi.value.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which products are described alike: an index of the words of titles and of whole attributes.
 *
 * <p>A word that d of n products have weighs idf = ln(1 + n / d) (Spärck Jones 1972, "A statistical
 * interpretation of term specificity", Journal of Documentation 28(1)); two products are alike by
 * the cosine of their weights, 0 to 1. Guarded by the caller.
 */
final class ProductWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final Numbering<String> words = new Numbering<>("");
  private final List<IntList> skusByWord = new ArrayList<>();
  private final List<int[]> wordsBySku = new ArrayList<>();
  private int described;

  /** Keeps the description of a SKU in place of an earlier one. */
  void describe(int sku, Product product) {
    while (wordsBySku.size() <= sku) {
      wordsBySku.add(new int[0]);
    }
    int[] before = wordsBySku.get(sku);
    for (int word : before) {
      skusByWord.get(word).remove(sku);
    }
    int[] now = wordsOf(product).stream().mapToInt(words::numberOf).toArray();
    while (skusByWord.size() < words.bound()) {
      skusByWord.add(new IntList());
    }
    for (int word : now) {
      skusByWord.get(word).add(sku);
    }
    wordsBySku.set(sku, now);
    described += (now.length > 0 ? 1 : 0) - (before.length > 0 ? 1 : 0);
  }

  /** Returns how alike each SKU is to a product, by SKU number. */
  double[] alike(Product product, int bound) {
    return alike(wordsOf(product).stream().mapToInt(word -> words.find(word).orElse(-1)), bound);
  }

  /** Returns how alike each SKU is to a described one, by SKU number. */
  double[] alike(int sku, int bound) {
    return sku < wordsBySku.size()
        ? alike(Arrays.stream(wordsBySku.get(sku)), bound)
        : new double[bound];
  }

  private double[] alike(IntStream own, int bound) {
    double[] idf = new double[words.bound()];
    double[] alike = new double[bound];
    double ownSquares = 0;
    for (int word : own.toArray()) {
      int holders = word >= 0 ? skusByWord.get(word).size() : 0;
      // A word that only the asked product has is as rare as one that one product has.
      double weight = StrictMath.log1p((double) described / Math.max(1, holders));
      ownSquares += weight * weight;
      for (int i = 0; i < holders; i++) {
        alike[skusByWord.get(word).get(i)] += weight * weight;
      }
    }
    for (int sku = 0; sku < Math.min(bound, wordsBySku.size()); sku++) {
      if (alike[sku] > 0) {
        alike[sku] /= Math.sqrt(ownSquares * squares(sku, idf));
      }
    }
    return alike;
  }

  /** Returns how alike two described SKUs are; 0 if one of them is not described. */
  double pair(int one, int other) {
    if (Math.max(one, other) >= wordsBySku.size()) {
      return 0;
    }
    double shared = 0;
    for (int word : wordsBySku.get(one)) {
      for (int same : wordsBySku.get(other)) {
        shared += word == same ? idf(word) * idf(word) : 0;
      }
    }
    return shared == 0 ? 0 : shared / Math.sqrt(squares(one) * squares(other));
  }

  private double squares(int sku) {
    double squares = 0;
    for (int word : wordsBySku.get(sku)) {
      squares += idf(word) * idf(word);
    }
    return squares;
  }

  private double idf(int word) {
    return StrictMath.log1p((double) described / skusByWord.get(word).size());
  }

  private double squares(int sku, double[] idf) {
    double squares = 0;
    for (int word : wordsBySku.get(sku)) {
      if (idf[word] == 0) {
        idf[word] = StrictMath.log1p((double) described / skusByWord.get(word).size());
      }
      squares += idf[word] * idf[word];
    }
    return squares;
  }

  /** Sorted, so that sums over words never depend on the order of a map. */
  private static NavigableSet<String> wordsOf(Product product) {
    NavigableSet<String> found = new TreeSet<>();
    WORD.matcher(product.title().toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .forEach(found::add);
    product
        .attributes()
        .forEach((name, value) -> found.add((name + "=" + value).toLowerCase(Locale.ROOT)));
    return found;
  }
}
