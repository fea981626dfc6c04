package io.backroom.inventory;

import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;

/**
 * What is wrong with the counters of one SKU at one center. It is also the proposal of its repair,
 * which {@link Inventory#repair} carries out once a person has decided on it.
 *
 * @param counted the counters, without receipts
 * @param summed what the movements add up to, for the same SKU and center
 */
public record StockDifference(StockLevel counted, StockLevel summed) {
  /** Leaves the receipts out: no movement tells of them. */
  public StockDifference {
    counted = bare(counted);
    summed = bare(summed);
  }

  /**
   * Returns which SKU it is about.
   *
   * @return the SKU
   */
  public Sku sku() {
    return counted.sku();
  }

  /**
   * Returns which center it is about.
   *
   * @return the center
   */
  public CenterId center() {
    return counted.center();
  }

  /**
   * Tells whether the counters are not the sums of their movements. {@link Inventory#repair} makes
   * them so.
   *
   * @return whether they differ
   */
  public boolean differs() {
    return !counted.equals(summed);
  }

  /**
   * Tells whether more is held and committed than is there. Where movements say so too, only a
   * count of the shelf helps.
   *
   * @return whether it is oversold
   */
  public boolean oversold() {
    return counted.unpromised() < 0;
  }

  boolean isWrong() {
    return differs() || oversold();
  }

  /** Returns the difference in words. */
  @Override
  public String toString() {
    String oversold = oversold() ? "oversold: " : "";
    return oversold
        + (differs()
            ? "counters " + counted + " but movements add up to " + summed
            : counted.toString());
  }

  static StockLevel plus(StockLevel sum, StockMovement moved) {
    return new StockLevel(
        sum.sku(),
        sum.center(),
        Math.addExact(sum.onHand(), moved.onHand()),
        Math.addExact(sum.unavailable(), moved.unavailable()),
        Math.addExact(sum.reserved(), moved.reserved()),
        Math.addExact(sum.allocated(), moved.allocated()),
        Math.addExact(sum.backordered(), moved.backordered()),
        List.of());
  }

  private static StockLevel bare(StockLevel level) {
    return level.expected().isEmpty()
        ? level
        : new StockLevel(
            level.sku(),
            level.center(),
            level.onHand(),
            level.unavailable(),
            level.reserved(),
            level.allocated(),
            level.backordered(),
            List.of());
  }
}
