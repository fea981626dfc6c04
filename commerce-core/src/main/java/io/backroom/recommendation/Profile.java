package io.backroom.recommendation;

import io.backroom.recommendation.model.Tastes;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;

/**
 * What a customer bought. Immutable, so that answers can keep it.
 *
 * <p>Rows stand in the order of the SKUs' names and every sum runs in that order: the same
 * purchases give the same bits, in whatever order they arrived.
 */
final class Profile {
  static final Profile EMPTY = new Profile(new int[0], new Row[0], 0);

  private final int[] skus;
  private final Row[] rows;
  private final double[] weights;
  private final double norm;

  /**
   * One SKU of a customer.
   *
   * @param weight the sum over orders of fading × share kept, relative to day 0 of {@link Decay}; 0
   *     when all of it came back; negative if it was never bought
   * @param times in how many orders some of it was bought and kept
   * @param first the first day of these orders; if all came back, that of the last one
   * @param last the last day of these orders; if all came back, that of the last one
   */
  record Row(double weight, int times, int first, int last) {
    static final Row NEVER = new Row(-1, 0, 0, 0);

    /** Returns the row with one more order. */
    Row plus(int day, double term, boolean kept) {
      double sum = Math.max(0, weight) + term;
      if (!kept) {
        return times > 0 ? this : new Row(sum, 0, Math.max(last, day), Math.max(last, day));
      }
      return times == 0
          ? new Row(sum, 1, day, day)
          : new Row(sum, times + 1, Math.min(first, day), Math.max(last, day));
    }

    /** Whether all of it came back. */
    boolean cameBack() {
      return times == 0;
    }
  }

  private Profile(int[] skus, Row[] rows, double norm) {
    this.skus = skus;
    this.rows = rows;
    this.norm = norm;
    weights = new double[rows.length];
    for (int at = 0; at < rows.length; at++) {
      weights[at] = rows[at].weight();
    }
  }

  int[] skus() {
    return skus;
  }

  Row row(int at) {
    return rows[at];
  }

  double weight(int at) {
    return weights[at];
  }

  Tastes.Row taste() {
    return new Tastes.Row(skus, weights, 0, skus.length);
  }

  /** The Euclidean norm of the weights. */
  double norm() {
    return norm;
  }

  int size() {
    return skus.length;
  }

  /** Returns the row of a SKU. */
  Row row(int sku, Names<Sku> names) {
    Sku name = names.name(sku);
    int low = 0;
    int high = skus.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = names.name(skus[middle]).compareTo(name);
      if (order == 0) {
        return rows[middle];
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Row.NEVER;
  }

  /**
   * Returns this profile with other rows for some SKUs.
   *
   * @param changed the numbers of the SKUs, each once, in the order of their names
   * @param changedRows their rows; one with a negative weight is removed
   * @param names the names of the SKUs
   * @return the changed profile
   */
  Profile with(int[] changed, List<Row> changedRows, Names<Sku> names) {
    IntList mergedSkus = new IntList();
    List<Row> mergedRows = new ArrayList<>(skus.length + changed.length);
    int old = 0;
    int fresh = 0;
    while (old < skus.length || fresh < changed.length) {
      int order = order(old, fresh, changed, names);
      int sku = order < 0 ? skus[old] : changed[fresh];
      Row row = order < 0 ? rows[old] : changedRows.get(fresh);
      old += order <= 0 ? 1 : 0;
      fresh += order >= 0 ? 1 : 0;
      if (row.weight() >= 0) {
        mergedSkus.add(sku);
        mergedRows.add(row);
      }
    }
    double squares = 0;
    for (Row row : mergedRows) {
      squares += row.weight() * row.weight();
    }
    return new Profile(mergedSkus.toArray(), mergedRows.toArray(new Row[0]), Math.sqrt(squares));
  }

  /** Negative for an old row first, positive for a changed one, 0 for the same SKU. */
  private int order(int old, int fresh, int[] changed, Names<Sku> names) {
    if (old == skus.length) {
      return 1;
    }
    if (fresh == changed.length) {
      return -1;
    }
    return names.name(skus[old]).compareTo(names.name(changed[fresh]));
  }
}
