package io.backroom.recommendation.model;

/**
 * How much each customer likes each item, and who likes each: a table of weights that are not
 * negative, by row and by column.
 */
public interface Tastes {
  /**
   * Returns the bound of the customers' numbers.
   *
   * @return customers are 0 to one less
   */
  int customers();

  /**
   * Returns the bound of the items' numbers.
   *
   * @return items are 0 to one less
   */
  int items();

  /**
   * Returns what a customer likes.
   *
   * @param customer who
   * @return the items; what it refers to never changes
   */
  Row ofCustomer(int customer);

  /**
   * Returns who likes an item.
   *
   * @param item what
   * @return the customers; what it refers to may change with the next purchase
   */
  Row ofItem(int item);

  /**
   * Returns the Euclidean norm of a customer's weights.
   *
   * @param customer whose
   * @return 0 for who likes nothing
   */
  double norm(int customer);

  /**
   * Tells which of two customers comes first who are equally like another.
   *
   * @param one a customer
   * @param other another one
   * @return negative for the first, positive for the other one
   */
  int compare(int one, int other);

  /**
   * A part of two arrays of equal length, not to be changed.
   *
   * @param numbers items or customers, each once, in an order that depends on nothing but them
   * @param weights how much
   * @param from where the row begins
   * @param to where it ends, exclusive
   */
  record Row(int[] numbers, double[] weights, int from, int to) {
    int size() {
      return to - from;
    }

    int number(int place) {
      return numbers[from + place];
    }

    double weight(int place) {
      return weights[from + place];
    }
  }
}
