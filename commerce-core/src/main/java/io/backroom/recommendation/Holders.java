package io.backroom.recommendation;

import io.backroom.recommendation.model.Tastes;
import java.util.Arrays;

/** The customers who kept a SKU, with its weight in their profiles, by the customers' numbers. */
final class Holders {
  private int[] customers = new int[4];
  private double[] weights = new double[4];
  private int size;

  int size() {
    return size;
  }

  int customer(int at) {
    return customers[at];
  }

  double weight(int at) {
    return weights[at];
  }

  Tastes.Row taste() {
    return new Tastes.Row(customers, weights, 0, size);
  }

  /** Sets a customer's weight; one that is not positive removes the customer. */
  void set(int customer, double weight) {
    int at = Arrays.binarySearch(customers, 0, size, customer);
    if (weight <= 0) {
      if (at >= 0) {
        shift(at + 1, at, size - at - 1);
        size--;
      }
    } else if (at >= 0) {
      weights[at] = weight;
    } else {
      insert(-at - 1, customer, weight);
    }
  }

  private void insert(int at, int customer, double weight) {
    if (size == customers.length) {
      int length = size + (size >> 1) + 1;
      customers = Arrays.copyOf(customers, length);
      weights = Arrays.copyOf(weights, length);
    }
    shift(at, at + 1, size - at);
    customers[at] = customer;
    weights[at] = weight;
    size++;
  }

  private void shift(int from, int to, int length) {
    System.arraycopy(customers, from, customers, to, length);
    System.arraycopy(weights, from, weights, to, length);
  }
}
