package io.backroom.order;

import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import org.joda.money.Money;

/**
 * A change of an order, as a person wants to see it. An order has at most one that is open.
 *
 * @param id its id
 * @param order which order
 * @param state where it stands
 * @param caller who wanted it
 * @param reason why, in their words; may be empty
 * @param begunAt since when
 * @param until when it ends if nothing comes of it
 * @param difference what the order costs more by it; negative if less
 */
public record ChangeView(
    String id,
    OrderId order,
    State state,
    Caller caller,
    String reason,
    Instant begunAt,
    Instant until,
    Money difference) {
  /** Where a change stands. */
  public enum State {
    /** What is added is being kept. */
    RESERVING,
    /** What it costs more is being authorized. */
    PAYING,
    /** The warehouse is asked to stop. */
    RECALLING,
    /** The order is as it was wanted. */
    APPLIED,
    /** Somebody else got what was to be added. */
    OUT_OF_STOCK,
    /** What it costs more was refused. */
    DECLINED,
    /** A parcel was on the truck, or as good as. */
    TOO_LATE,
    /** Its time was over. */
    EXPIRED,
    /** Somebody took it back, or cancelled. */
    WITHDRAWN;

    /**
     * Tells whether something may still come of it.
     *
     * @return whether it is neither applied nor given up
     */
    public boolean isOpen() {
      return compareTo(APPLIED) < 0;
    }
  }
}
