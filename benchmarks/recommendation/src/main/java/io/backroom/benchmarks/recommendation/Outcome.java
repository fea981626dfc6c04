package io.backroom.benchmarks.recommendation;

import io.backroom.recommendation.evaluation.Evaluation;
import io.backroom.recommendation.evaluation.Quality;
import io.backroom.recommendation.evaluation.Recommender;
import io.backroom.recommendation.model.Ranked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How one contender did.
 *
 * @param contender which one
 * @param at10 its lists cut at 10
 * @param at20 its lists cut at 20
 * @param numbers what it measured: cpu and wall in seconds, bytes, p50 and p99 in microseconds
 */
record Outcome(Contender contender, Quality at10, Quality at20, Map<String, Double> numbers) {
  double number(String name) {
    return numbers.getOrDefault(name, Double.NaN);
  }

  /** Reads what a process wrote. Customers without a list in time are not judged. */
  static Outcome read(Contender contender, Path file, Judge judge) throws IOException {
    Map<Integer, int[]> lists = new HashMap<>();
    Map<String, Double> numbers = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("list")) {
        int[] items =
            IntStream.range(2, words.length).map(i -> Integer.parseInt(words[i])).toArray();
        lists.put(Integer.parseInt(words[1]), items);
      } else {
        numbers.put(words[0], Double.parseDouble(words[1]));
      }
    }
    Recommender recommender =
        (customer, limit, allowed) -> {
          int[] items = lists.get(customer);
          int[] first = IntStream.of(items).limit(limit).toArray();
          return new Ranked(first, new double[first.length]);
        };
    return new Outcome(
        contender,
        judge.at(10, lists.keySet()::contains).of(recommender),
        judge.at(20, lists.keySet()::contains).of(recommender),
        numbers);
  }

  /** Makes an evaluation. */
  @FunctionalInterface
  interface Judge {
    /** Returns one that judges some customers. */
    Evaluation at(int cut, IntPredicate customers);
  }
}
