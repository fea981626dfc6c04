package io.backroom.spi.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of stock, atomic over all its lines. The rules of each are in {@code
 * docs/contracts/inventory.md}; what may be answered is in {@link StockResult}.
 */
public sealed interface StockCommand {
  /** The most lines of one command. */
  int LINES_MAX = 5_000;

  /**
   * Returns the key of idempotency: the same command again has the first answer again.
   *
   * @return the command's id
   */
  CommandId id();

  /**
   * Keeps stock for an owner for a while: every line or none.
   *
   * @param id the command's id
   * @param reservation the id of the new reservation
   * @param owner whose it will be
   * @param lines units from stock; several lines of one SKU and center count together
   * @param backorders units from expected receipts; likewise
   * @param expiresAt when the hold ends
   */
  record Reserve(
      CommandId id,
      ReservationId reservation,
      String owner,
      List<StockLine> lines,
      List<BackorderLine> backorders,
      Instant expiresAt)
      implements StockCommand {
    /** Refuses a command without any line or with too many; copies the lines. */
    public Reserve {
      Require.id("owner", owner);
      Require.range("lines", lines.size() + backorders.size(), 1, LINES_MAX);
      lines = List.copyOf(lines);
      backorders = List.copyOf(backorders);
    }
  }

  /**
   * Moves the end of a hold that has not run out.
   *
   * @param id the command's id
   * @param reservation which one
   * @param expiresAt the new end; an earlier one than today's is allowed
   */
  record Extend(CommandId id, ReservationId reservation, Instant expiresAt)
      implements StockCommand {}

  /**
   * Commits a hold to an order: from reserved to allocated, without an end.
   *
   * @param id the command's id
   * @param reservation which one
   */
  record Commit(CommandId id, ReservationId reservation) implements StockCommand {}

  /**
   * Gives units of a held or committed reservation back: the named ones, or all if none is named.
   *
   * @param id the command's id
   * @param reservation which one
   * @param lines units that were kept from stock
   * @param backorders units that were kept from receipts: those still backordered first, then those
   *     that have been filled
   */
  record Release(
      CommandId id, ReservationId reservation, List<StockLine> lines, List<StockLine> backorders)
      implements StockCommand {
    /** Copies the lines. */
    public Release {
      lines = List.copyOf(lines);
      backorders = List.copyOf(backorders);
    }
  }

  /**
   * Ends a hold whose time has run out.
   *
   * @param id the command's id
   * @param reservation which one
   */
  record Expire(CommandId id, ReservationId reservation) implements StockCommand {}

  /**
   * Takes committed units out of the center: they are on the truck.
   *
   * @param id the command's id
   * @param reservation which one
   * @param lines what left
   */
  record Ship(CommandId id, ReservationId reservation, List<StockLine> lines)
      implements StockCommand {
    /** Refuses a command without lines; copies them. */
    public Ship {
      lines = Require.some("lines", lines, LINES_MAX);
    }
  }

  /**
   * Turns backordered units of a committed reservation into allocated ones, from stock that is
   * there.
   *
   * @param id the command's id
   * @param reservation which one
   * @param lines what to fill
   */
  record Fill(CommandId id, ReservationId reservation, List<StockLine> lines)
      implements StockCommand {
    /** Refuses a command without lines; copies them. */
    public Fill {
      lines = Require.some("lines", lines, LINES_MAX);
    }
  }

  /**
   * Takes goods in. Named after an expected receipt, it lowers what is still expected of it, at
   * most to nothing.
   *
   * @param id the command's id
   * @param line what came in
   * @param expected the expected receipt it belongs to; empty for a return or an unannounced one
   */
  record Receive(CommandId id, StockLine line, Optional<ReceiptId> expected)
      implements StockCommand {}

  /**
   * Announces a receipt or replaces what was announced under the same id.
   *
   * @param id the command's id
   * @param receipt the receipt's id, unique over all SKUs and centers
   * @param sku which SKU; a receipt announced before keeps its SKU
   * @param center at which center; likewise
   * @param quantity units still to come; 0 calls it off
   * @param expectedAt when they are expected
   */
  record Expect(
      CommandId id, ReceiptId receipt, Sku sku, CenterId center, int quantity, Instant expectedAt)
      implements StockCommand {
    /** Refuses a quantity out of range. */
    public Expect {
      Require.range("quantity", quantity, 0, StockLine.QUANTITY_MAX);
    }
  }

  /**
   * Corrects counters after a count, a loss or a change of safety stock. Units that are held or
   * committed cannot be adjusted away: release them first.
   *
   * @param id the command's id
   * @param sku which SKU
   * @param center at which center
   * @param onHand units to add to what is there; negative to take away
   * @param unavailable units to add to what is not for sale; negative to take away
   * @param reason why, for people, 1 to 200 characters
   */
  record Adjust(CommandId id, Sku sku, CenterId center, int onHand, int unavailable, String reason)
      implements StockCommand {
    /** Refuses numbers out of range or a blank reason. */
    public Adjust {
      Require.range("onHand", onHand, -StockLine.QUANTITY_MAX, StockLine.QUANTITY_MAX);
      Require.range("unavailable", unavailable, -StockLine.QUANTITY_MAX, StockLine.QUANTITY_MAX);
      Require.someText("reason", reason, 200);
    }
  }
}
