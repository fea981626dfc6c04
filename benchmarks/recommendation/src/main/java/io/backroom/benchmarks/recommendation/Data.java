package io.backroom.benchmarks.recommendation;

import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.spi.value.Require;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Given splits, and what of a shop's purchases is dense enough to be split at random. */
final class Data {
  private static final int CORE = 5;

  private Data() {}

  /** Returns a split that is given as two files of customer and item, with anything after them. */
  static Split given(Path train, Path test) {
    PurchaseLog later = numbers(test, PurchaseLog.builder(0, 0));
    PurchaseLog before = numbers(train, PurchaseLog.builder(later.customers(), later.items()));
    return Split.of(before, later);
  }

  private static PurchaseLog numbers(Path file, PurchaseLog.Builder log) {
    try (BufferedReader in = new BufferedReader(open(file))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine(), number++) {
        String[] words = line.strip().split("[\t,; ]+", -1);
        boolean heading = number == 1 && !words[0].matches("\\d+");
        if (!heading && !line.isBlank()) {
          log.add(number(words, 0, "customer", number), number(words, 1, "item", number), 0);
        }
      }
      return log.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(String[] words, int at, String field, int line) {
    String text = at < words.length ? words[at] : "";
    Require.when(
        text.matches("\\d{1,8}"),
        "line " + line + ": " + field,
        text,
        "must be a whole number of 0 to 99,999,999");
    return Integer.parseInt(text);
  }

  /**
   * Returns the distinct pairs of customers and items that have at least five partners each, once
   * all others are taken out, without their days.
   */
  static PurchaseLog core(PurchaseLog log) {
    Map<Integer, Integer> customers = new HashMap<>();
    Map<Integer, Integer> items = new HashMap<>();
    PurchaseLog.Builder core = PurchaseLog.builder(0, 0);
    for (long pair : corePairs(log)) {
      core.add(
          customers.computeIfAbsent((int) (pair >> 32), name -> customers.size()),
          items.computeIfAbsent((int) pair, name -> items.size()),
          0);
    }
    return core.build();
  }

  /** Returns those pairs, the first first: the customer above 32 bits of the item. */
  static Set<Long> corePairs(PurchaseLog log) {
    Set<Long> pairs = new LinkedHashSet<>();
    for (int row = 0; row < log.size(); row++) {
      pairs.add(pair(log.customer(row), log.item(row)));
    }
    for (int before = -1; before != pairs.size(); ) {
      before = pairs.size();
      int[] ofCustomer = new int[log.customers()];
      int[] ofItem = new int[log.items()];
      for (long pair : pairs) {
        ofCustomer[(int) (pair >> 32)]++;
        ofItem[(int) pair]++;
      }
      pairs.removeIf(
          pair -> ofCustomer[(int) (pair >> 32)] < CORE || ofItem[pair.intValue()] < CORE);
    }
    return pairs;
  }

  static long pair(int customer, int item) {
    return (long) customer << 32 | item;
  }

  private static Reader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    boolean packed = file.toString().endsWith(".gz");
    return new InputStreamReader(packed ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
  }
}
