package io.backroom.recommendation.model;

/** Lists of numbers by row: the customers of each item, or the items of each customer. */
interface Rows {
  /** Returns how many rows there are. */
  int count();

  /** Returns the array that holds a row; not to be changed. */
  int[] values(int row);

  /** Returns where the row begins in its array. */
  int from(int row);

  /** Returns where the row ends in its array, exclusive. */
  int to(int row);

  /** Returns how long a row is. */
  default int length(int row) {
    return to(row) - from(row);
  }
}
