package io.backroom.spi.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;

/**
 * Stock kept for one owner.
 *
 * @param id the reservation's id
 * @param owner whose it is, for example a customer; 1 to 64 characters of {@code [A-Za-z0-9_-]}
 * @param state what became of it
 * @param lines one for each SKU and center, in the order of (SKU, center)
 * @param expiresAt when a held reservation ends; without meaning in the other states
 */
public record Reservation(
    ReservationId id, String owner, State state, List<Line> lines, Instant expiresAt) {
  /** HELD → COMMITTED → CONSUMED, HELD → RELEASED | EXPIRED, COMMITTED → RELEASED. */
  public enum State {
    /** Kept until {@code expiresAt}; the units count as reserved. */
    HELD,
    /** Kept for an order; the units count as allocated. */
    COMMITTED,
    /** Every unit has been shipped or released, and at least one was shipped. */
    CONSUMED,
    /** Every unit was given back. */
    RELEASED,
    /** It was held too long and every unit went back. */
    EXPIRED
  }

  /**
   * What is left of one SKU at one center.
   *
   * @param sku which SKU
   * @param center at which center
   * @param kept units kept from stock: reserved while HELD, allocated once COMMITTED
   * @param backordered units kept from expected receipts
   * @param shipped units that have left
   */
  public record Line(Sku sku, CenterId center, int kept, int backordered, int shipped) {}

  /** Copies the lines. */
  public Reservation {
    Require.id("owner", owner);
    lines = List.copyOf(lines);
  }

  /**
   * Tells whether a hold has run out. Time decides, not whether a sweep has passed.
   *
   * @param now the time of the question
   * @return whether it is HELD and {@code expiresAt} is not after {@code now}
   */
  public boolean hasExpired(Instant now) {
    return state == State.HELD && !expiresAt.isAfter(now);
  }
}
