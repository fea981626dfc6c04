package io.backroom.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Which customer bought which item, each pair once, by customer and then by item.
 *
 * @param customers the bound of the customers' numbers
 * @param items the bound of the items' numbers
 * @param customer the customer of each pair
 * @param item the item of each pair
 * @param day the last day of each pair
 */
public record Pairs(int customers, int items, int[] customer, int[] item, int[] day) {
  /**
   * Reads a file whose first line has the two bounds, and each other line a customer, an item and a
   * day, with tabs between.
   *
   * @param file which file
   * @return the pairs
   * @throws IOException if it cannot be read
   */
  public static Pairs read(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String[] bounds = in.readLine().split("\t", 2);
      int[][] columns = new int[3][1024];
      int size = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (size == columns[0].length) {
          for (int i = 0; i < columns.length; i++) {
            columns[i] = Arrays.copyOf(columns[i], 2 * size);
          }
        }
        int first = line.indexOf('\t');
        int second = line.indexOf('\t', first + 1);
        columns[0][size] = Integer.parseInt(line, 0, first, 10);
        columns[1][size] = Integer.parseInt(line, first + 1, second, 10);
        columns[2][size++] = Integer.parseInt(line, second + 1, line.length(), 10);
      }
      return new Pairs(
          Integer.parseInt(bounds[0]),
          Integer.parseInt(bounds[1]),
          Arrays.copyOf(columns[0], size),
          Arrays.copyOf(columns[1], size),
          Arrays.copyOf(columns[2], size));
    }
  }

  /**
   * Returns how many pairs there are.
   *
   * @return the pairs
   */
  public int size() {
    return item.length;
  }

  /**
   * Returns what each customer bought.
   *
   * @return the items by customer, ascending
   */
  public int[][] itemsByCustomer() {
    int[][] rows = new int[customers][];
    int from = 0;
    for (int of = 0; of < customers; of++) {
      int to = from;
      while (to < size() && customer[to] == of) {
        to++;
      }
      rows[of] = Arrays.copyOfRange(item, from, to);
      from = to;
    }
    return rows;
  }

  /**
   * Returns the items with the greatest scores that a customer has not bought.
   *
   * @param scores a score for each item
   * @param bought what the customer bought, ascending
   * @param limit how many at most
   * @return the items, best first
   */
  public static int[] best(double[] scores, int[] bought, int limit) {
    int[] best = new int[limit];
    int size = 0;
    for (int item = 0; item < scores.length; item++) {
      boolean fits = size < limit || scores[item] > scores[best[size - 1]];
      if (!fits || scores[item] == 0 || Arrays.binarySearch(bought, item) >= 0) {
        continue;
      }
      int at = size < limit ? size++ : size - 1;
      while (at > 0 && scores[best[at - 1]] < scores[item]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = item;
    }
    return Arrays.copyOf(best, size);
  }
}
