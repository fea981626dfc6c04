package io.backroom.spi.inventory;

import io.backroom.spi.value.CardNumbers;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change of stock, atomic over all its lines. The rules of each are in {@code
 * docs/contracts/inventory.md}; what may be answered is in {@link StockResult}. Every time in a
 * command is of the years 1970 to 9999.
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
   * @param heldMax the most units that may be reserved at each SKU and center of {@code lines},
   *     this hold included, those it replaces and those that have run out not; 0 to 2,147,483,647
   * @param replaces holds of the same owner that this one takes the place of: they are released in
   *     the same step, before units are looked for, so that an owner is never blocked by what the
   *     owner holds. When the command is refused they stand. What is unknown, not HELD or not this
   *     owner's is left alone
   */
  record Reserve(
      CommandId id,
      ReservationId reservation,
      String owner,
      List<StockLine> lines,
      List<BackorderLine> backorders,
      Instant expiresAt,
      int heldMax,
      List<ReservationId> replaces)
      implements StockCommand {
    /** The most holds that one can take the place of. */
    public static final int REPLACES_MAX = 100;

    /**
     * Refuses a command without any line or with too many, and a time out of range; copies the
     * lines.
     */
    public Reserve {
      Require.id("owner", owner);
      Require.time("expiresAt", expiresAt);
      Require.range("lines", lines.size() + backorders.size(), 1, LINES_MAX);
      Require.range("heldMax", heldMax, 0, Integer.MAX_VALUE);
      Require.range("replaces", replaces.size(), 0, REPLACES_MAX);
      lines = List.copyOf(lines);
      backorders = List.copyOf(backorders);
      replaces = List.copyOf(replaces);
    }

    /**
     * Keeps stock without a limit on what is held, and without taking the place of other holds.
     *
     * @param id the command's id
     * @param reservation the id of the new reservation
     * @param owner whose it will be
     * @param lines units from stock
     * @param backorders units from expected receipts
     * @param expiresAt when the hold ends
     */
    public Reserve(
        CommandId id,
        ReservationId reservation,
        String owner,
        List<StockLine> lines,
        List<BackorderLine> backorders,
        Instant expiresAt) {
      this(id, reservation, owner, lines, backorders, expiresAt, Integer.MAX_VALUE, List.of());
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
      implements StockCommand {
    /** Refuses a time out of range. */
    public Extend {
      Require.time("expiresAt", expiresAt);
    }
  }

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
    /** Refuses a quantity or a time out of range. */
    public Expect {
      Require.time("expectedAt", expectedAt);
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
      reason = CardNumbers.mask(Require.someText("reason", reason, 200));
    }
  }

  /**
   * Sets on hand to what was counted. Units that are unavailable, held or committed cannot be
   * counted away: it is Short then, of the sum of these, with what was counted as available.
   *
   * @param id the command's id
   * @param sku which SKU
   * @param center at which center
   * @param counted units that are physically there, 0 to 10,000,000
   * @param reason why, for people, 1 to 200 characters
   */
  record Count(CommandId id, Sku sku, CenterId center, int counted, String reason)
      implements StockCommand {
    /** Refuses a number out of range or a blank reason. */
    public Count {
      Require.range("counted", counted, 0, StockLine.QUANTITY_MAX);
      reason = CardNumbers.mask(Require.someText("reason", reason, 200));
    }
  }

  /**
   * Sends units from one center to another, the first of two steps: they leave on hand here, from
   * what is available to promise, and are expected there, both or neither. Receive under the
   * receipt is the second; until then Expect can put it off or call it off.
   *
   * @param id the command's id
   * @param line which SKU, from where and how many
   * @param to the other center
   * @param receipt the id under which they are expected there; none may be expected under it yet
   * @param expectedAt when they are expected there
   */
  record Transfer(CommandId id, StockLine line, CenterId to, ReceiptId receipt, Instant expectedAt)
      implements StockCommand {
    /** Refuses a transfer of a center to itself, and a time out of range. */
    public Transfer {
      Require.time("expectedAt", expectedAt);
      Require.when(!to.equals(line.center()), "to", to, "must be another center");
    }
  }

  /**
   * Has units of a held or committed reservation kept elsewhere: given up there and kept here, or
   * neither. Its state and its end stay as they are, and a line with nothing left stays a line.
   * Short of what it would give up, if that is not there; else of what is to be kept, counted with
   * what is given up.
   *
   * @param id the command's id
   * @param reservation which one
   * @param lines units kept from stock to give up
   * @param backorders units kept from receipts to give up: those still backordered first, then
   *     those that have been filled
   * @param lost those of {@code lines} that are not there any more, missing or broken: they leave
   *     on hand as they are given up, so that nobody else is promised them
   * @param to where units are to be kept from stock instead
   * @param later where units are to be kept from receipts instead, with the limits that Reserve
   *     has; for each SKU as many units in {@code to} and {@code later} as are given up
   */
  record Move(
      CommandId id,
      ReservationId reservation,
      List<StockLine> lines,
      List<StockLine> backorders,
      List<StockLine> lost,
      List<StockLine> to,
      List<BackorderLine> later)
      implements StockCommand {
    /** Refuses a command that gives up other units than it keeps; copies the lines. */
    public Move {
      Require.range("lines", lines.size() + backorders.size(), 1, LINES_MAX);
      Require.range("to", to.size() + later.size(), 1, LINES_MAX);
      lines = List.copyOf(lines);
      backorders = List.copyOf(backorders);
      lost = List.copyOf(lost);
      to = List.copyOf(to);
      later = List.copyOf(later);
      Map<Sku, Long> left = new TreeMap<>();
      to.forEach(line -> left.merge(line.sku(), (long) line.quantity(), Long::sum));
      later.forEach(own -> left.merge(own.line().sku(), (long) own.line().quantity(), Long::sum));
      lines.forEach(line -> left.merge(line.sku(), -(long) line.quantity(), Long::sum));
      backorders.forEach(line -> left.merge(line.sku(), -(long) line.quantity(), Long::sum));
      Require.when(
          left.values().stream().allMatch(units -> units == 0),
          "to",
          to,
          "must have as many units of each SKU as are given up");
      List<StockLine> given = lines;
      List<StockLine> gone = lost;
      Require.when(
          lost.stream().allMatch(line -> units(at(line, gone)) <= units(at(line, given))),
          "lost",
          lost,
          "must be among the units that are given up");
    }

    /**
     * Has units kept elsewhere from stock, and none lost.
     *
     * @param id the command's id
     * @param reservation which one
     * @param lines units kept from stock to give up
     * @param backorders units kept from receipts to give up
     * @param to where units are to be kept from stock instead
     */
    public Move(
        CommandId id,
        ReservationId reservation,
        List<StockLine> lines,
        List<StockLine> backorders,
        List<StockLine> to) {
      this(id, reservation, lines, backorders, List.of(), to, List.of());
    }

    private static List<StockLine> at(StockLine place, List<StockLine> among) {
      return among.stream()
          .filter(own -> own.sku().equals(place.sku()) && own.center().equals(place.center()))
          .toList();
    }

    private static long units(List<StockLine> some) {
      return some.stream().mapToLong(StockLine::quantity).sum();
    }
  }
}
