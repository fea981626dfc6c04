package io.backroom.recommendation.model;

/** Which items may be in a list. Asked only about items that would otherwise be in it. */
@FunctionalInterface
public interface ItemFilter {
  /** Everything may. */
  ItemFilter ALL = item -> true;

  /**
   * Returns whether an item may be in the list.
   *
   * @param item its number
   * @return whether it may
   */
  boolean allows(int item);
}
