package io.backroom.fulfillment.wave;

import io.backroom.fulfillment.tour.PickTour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Who picks what, when and along which way.
 *
 * @param batches in the order in which they are released
 * @param late orders that do not make their cut-off, by cut-off and id
 */
public record WavePlan(List<Batch> batches, List<Late> late) {
  /** Copies the lists. */
  public WavePlan {
    batches = List.copyOf(batches);
    late = List.copyOf(late);
  }

  /**
   * Orders that are picked in one tour.
   *
   * @param orders their ids
   * @param cutOff until when the carrier takes them
   * @param tour from the depot over all stops and back
   * @param items units of them all
   * @param picker who picks them, counted from 0
   * @param begins when the tour begins
   * @param ends when it ends, as estimated
   */
  public record Batch(
      List<String> orders,
      Instant cutOff,
      PickTour tour,
      int items,
      int picker,
      Instant begins,
      Instant ends) {
    /** Copies the list. */
    public Batch {
      orders = List.copyOf(orders);
    }

    /**
     * Returns the estimated time of picking.
     *
     * @return from the beginning to the end
     */
    public Duration picking() {
      return Duration.between(begins, ends);
    }
  }

  /**
   * An order that does not make its cut-off.
   *
   * @param order its id
   * @param cutOff until when the carrier would have taken it
   * @param ready when it can be handed over
   */
  public record Late(String order, Instant cutOff, Instant ready) {}

  /**
   * Returns how far pickers walk.
   *
   * @return the way of all tours in the unit of the grid
   */
  public long length() {
    return batches.stream().mapToLong(batch -> batch.tour().length()).sum();
  }
}
