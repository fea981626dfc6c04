package io.backroom.recommendation.model;

/** Counts of items that the same customers bought: the matrix G, part by part. One thread. */
interface Counts {
  /** Returns the weights of the customers of an item, summed: its popularity g(i, i). */
  long of(int item);

  /** Tells a visitor each other item that customers of one bought, with g(i, target). */
  void together(int target, Visitor visitor);

  /** Fills the upper triangle of rows with g(a, b) of some items, in their order. */
  void block(int[] items, int size, float[][] rows);

  /** Takes one count. */
  interface Visitor {
    /**
     * Takes the count of one item.
     *
     * @param item the other item
     * @param weight the weights of the customers who bought both, summed; positive
     */
    void visit(int item, long weight);
  }
}
