package io.backroom.recommendation.model;

import java.util.Arrays;

/**
 * The customers most like one, and what they share with them. Places count the items of that one
 * customer, in the order of their row. Immutable: what is bought later does not show.
 */
public final class AlikeCustomers {
  private final Tastes.Row own;
  private final int items;
  private final Neighbor[] neighbors;

  /**
   * One of them.
   *
   * @param row what they like
   * @param product the product of their row and that of the customer whom they are like
   * @param places the places of what both like, ascending
   * @param weights how much the neighbor likes each
   */
  record Neighbor(Tastes.Row row, double product, int[] places, double[] weights) {}

  AlikeCustomers(Tastes.Row own, int items, Neighbor[] neighbors) {
    this.own = own;
    this.items = items;
    this.neighbors = neighbors;
  }

  /**
   * Returns how many there are.
   *
   * @return the neighbors
   */
  public int size() {
    return neighbors.length;
  }

  /**
   * Returns how much they like what the customer likes.
   *
   * @return the mean of their weights, by place
   */
  public double[] ofOwn() {
    double[] mean = new double[own.size()];
    for (Neighbor each : neighbors) {
      for (int at = 0; at < each.places().length; at++) {
        mean[each.places()[at]] += each.weights()[at];
      }
    }
    return shared(mean);
  }

  /**
   * Returns how much they like each item.
   *
   * @return the mean of their weights, by item
   */
  public double[] ofAll() {
    double[] mean = new double[items];
    for (Neighbor each : neighbors) {
      Tastes.Row row = each.row();
      for (int at = row.from(); at < row.to(); at++) {
        mean[row.numbers()[at]] += row.weights()[at];
      }
    }
    return shared(mean);
  }

  private double[] shared(double[] sums) {
    double share = share();
    for (int at = 0; at < sums.length; at++) {
      sums[at] *= share;
    }
    return sums;
  }

  private double share() {
    return 1.0 / Math.max(1, neighbors.length);
  }

  /**
   * Divides means among what the customer likes. A neighbor is one because of what both like: the
   * product of their rows is a sum over these items, and what the neighbor adds to a mean is
   * divided among them in proportion to their terms of it.
   *
   * @param some items, each once
   * @return for each item, by place, what sharing that place's item has added to its mean; the sum
   *     is the mean, but for rounding
   */
  public double[][] parts(int[] some) {
    double[][] parts = new double[some.length][own.size()];
    int[] asked = new int[own.size()];
    int strangers = some.length - findOwn(some, asked);
    int[] askedOfAll = strangers == 0 ? new int[0] : new int[items];
    for (int at = 0; at < some.length && strangers > 0; at++) {
      askedOfAll[some[at]] = at + 1;
    }
    for (Neighbor each : neighbors) {
      if (strangers > 0) {
        Tastes.Row row = each.row();
        for (int at = row.from(); at < row.to(); at++) {
          add(each, askedOfAll[row.numbers()[at]], row.weights()[at], parts);
        }
      } else {
        for (int at = 0; at < each.places().length; at++) {
          add(each, asked[each.places()[at]], each.weights()[at], parts);
        }
      }
    }
    return parts;
  }

  /** Notes one more than where the item of each place stands among some; returns how many do. */
  private int findOwn(int[] some, int[] asked) {
    int[] sorted = some.clone();
    Arrays.sort(sorted);
    int found = 0;
    for (int place = 0; place < asked.length; place++) {
      int item = own.number(place);
      if (Arrays.binarySearch(sorted, item) >= 0) {
        found++;
        for (int at = 0; at < some.length; at++) {
          asked[place] = some[at] == item ? at + 1 : asked[place];
        }
      }
    }
    return found;
  }

  /** Divides what a neighbor adds to the mean of an item; 0 for one that nobody asks for. */
  private void add(Neighbor neighbor, int asked, double weight, double[][] parts) {
    if (asked == 0 || weight == 0) {
      return;
    }
    double part = share() * weight / neighbor.product();
    double[] of = parts[asked - 1];
    for (int at = 0; at < neighbor.places().length; at++) {
      int place = neighbor.places()[at];
      of[place] += part * neighbor.weights()[at] * own.weight(place);
    }
  }
}
