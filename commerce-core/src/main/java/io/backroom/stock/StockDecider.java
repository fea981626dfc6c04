package io.backroom.stock;

import static io.backroom.stock.ReservationSteps.emptied;
import static io.backroom.stock.ReservationSteps.extended;
import static io.backroom.stock.ReservationSteps.settled;

import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Decides what stock commands amount to: the rules I-05 to I-21 and I-25 to I-29, I-32 and I-33 of
 * {@code docs/contracts/inventory.md}, in one place for every store.
 *
 * <p>A decision changes nothing. What it allows is in {@link #changes} and {@link #reservations}
 * until the next one; {@link #carryOut} puts it on the shelves, and the store writes the rest. A
 * store whose write fails before that forgets the decision.
 *
 * <p>A decider is made once for a view and used again and again. Not thread-safe. A decision costs
 * O(log n) for each of its n lines and one look-up for each of its places, and O(holds that have
 * run out there) more when units lack.
 */
public final class StockDecider {
  private static final StockResult DONE = new StockResult.Applied(Optional.empty());

  private final StockView stock;
  private final Draft draft;
  private final List<Line> lines = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  /**
   * Creates a decider.
   *
   * @param stock what it decides on
   */
  public StockDecider(StockView stock) {
    this.stock = stock;
    this.draft = new Draft(stock);
  }

  /**
   * Decides a command on the stock as it is.
   *
   * @param command the command, of an id that was not used before
   * @param at the time of the command
   * @return the answer; only after {@link StockResult.Applied} is there anything to carry out
   * @throws ArithmeticException if a counter would leave its range; then there is nothing either
   */
  public StockResult decide(StockCommand command, Instant at) {
    draft.clear();
    now = at;
    boolean decided = false;
    try {
      StockResult result = attempt(command);
      if (result instanceof StockResult.Short lack && !(command instanceof StockCommand.Release)) {
        // Time ends a hold, not the sweep that comes later: decide again without those run out.
        draft.clear();
        draft.endHolds(lack.shortages(), now, hold -> isReplaced(hold, command));
        result = attempt(command);
      }
      if (result instanceof StockResult.Applied) {
        draft.requireRanges();
        decided = true;
      }
      return result;
    } finally {
      if (!decided) {
        draft.clear();
      }
    }
  }

  /**
   * Returns what the last decision changes on shelves.
   *
   * @return a view, in the order of (SKU, center), each shelf once; empty unless it was Applied
   */
  public List<StockChange> changes() {
    return draft.changes();
  }

  /**
   * Returns the reservations as the last decision leaves them.
   *
   * @return a view, each reservation once, the new one of a Reserve at the end; empty unless it was
   *     Applied
   */
  public List<Reservation> reservations() {
    return draft.reservations();
  }

  /** Puts what the last decision changes on the shelves. To be called at most once for each. */
  public void carryOut() {
    draft.carryOut();
  }

  private StockResult attempt(StockCommand command) {
    if (command instanceof StockCommand.Reserve c) {
      return reserve(c);
    } else if (command instanceof StockCommand.Extend c) {
      return change(c.reservation(), this::isHeld, r -> extended(r, c.expiresAt()));
    } else if (command instanceof StockCommand.Commit c) {
      return change(c.reservation(), this::isHeld, ReservationSteps::committed);
    } else if (command instanceof StockCommand.Release c) {
      return change(c.reservation(), StockDecider::isOpen, r -> released(r, c));
    } else if (command instanceof StockCommand.Expire c) {
      return change(c.reservation(), r -> r.hasExpired(now), r -> emptied(State.EXPIRED, r));
    } else if (command instanceof StockCommand.Ship c) {
      return change(
          c.reservation(),
          StockDecider::isCommitted,
          r -> moved(r, c.lines(), Line::kept, ReservationSteps::shipped));
    } else if (command instanceof StockCommand.Fill c) {
      return change(
          c.reservation(),
          StockDecider::isCommitted,
          r -> moved(r, c.lines(), this::fillable, ReservationSteps::filled));
    } else if (command instanceof StockCommand.Move c) {
      return change(c.reservation(), r -> isHeld(r) || isCommitted(r), r -> rehoused(r, c));
    } else if (command instanceof StockCommand.Receive c) {
      return receive(c);
    } else if (command instanceof StockCommand.Expect c) {
      return expect(c);
    } else if (command instanceof StockCommand.Count c) {
      return count(c);
    } else if (command instanceof StockCommand.Transfer c) {
      return transfer(c);
    } else {
      return adjust((StockCommand.Adjust) command);
    }
  }

  private StockResult reserve(StockCommand.Reserve c) {
    Optional<Reservation> existing = draft.find(c.reservation());
    if (existing.isPresent()) {
      return ended(existing.get());
    }
    // Loops by index here and below: what happens for each reservation leaves nothing to collect.
    for (int i = 0; i < c.replaces().size(); i++) {
      draft
          .find(c.replaces().get(i))
          .filter(r -> isReplaced(r, c))
          .ifPresent(r -> draft.replace(r, emptied(State.RELEASED, r)));
    }
    want(c.lines());
    wantLater(c.backorders());
    for (int i = 0; i < draft.size(); i++) {
      StockChange row = draft.row(i);
      draft.lacks(row, row.wanted(), Math.min(row.holdable(c.heldMax()), row.availableToPromise()));
      draft.lacks(row, row.later(), row.holdableLater());
    }
    if (draft.isShort()) {
      return draft.lack();
    }
    Reservation after =
        new Reservation(c.reservation(), c.owner(), State.HELD, wantedLines(), c.expiresAt());
    draft.add(after);
    return new StockResult.Applied(Optional.of(after));
  }

  private static boolean isReplaced(Reservation r, StockCommand by) {
    return by instanceof StockCommand.Reserve c
        && r.state() == State.HELD
        && r.owner().equals(c.owner())
        && c.replaces().contains(r.id());
  }

  private void want(List<StockLine> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      StockLine line = wanted.get(i);
      draft.at(line).want(line.quantity());
    }
  }

  private void wantLater(List<BackorderLine> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      BackorderLine backorder = wanted.get(i);
      draft.at(backorder.line()).wantLater(backorder.line().quantity(), backorder.limit());
    }
  }

  /** Returns a line for each place that the command names, once nothing lacks. */
  private List<Line> wantedLines() {
    lines.clear();
    for (int i = 0; i < draft.size(); i++) {
      StockChange row = draft.row(i);
      if (row.wanted() > 0 || row.later() > 0) {
        lines.add(new Line(row.sku(), row.center(), (int) row.wanted(), (int) row.later(), 0));
      }
    }
    return lines.size() == 1 ? List.of(lines.get(0)) : List.copyOf(lines);
  }

  private StockResult change(
      ReservationId id, Predicate<Reservation> possible, UnaryOperator<Reservation> next) {
    Optional<Reservation> found = draft.find(id);
    if (found.isEmpty()) {
      return new StockResult.NotFound();
    }
    Reservation before = found.get();
    if (!possible.test(before)) {
      return ended(before);
    }
    Reservation after = next.apply(before);
    if (draft.isShort()) {
      return draft.lack();
    }
    // A step of several has put what stands before its last in the draft.
    draft.replace(draft.changed(id).orElse(before), after);
    return new StockResult.Applied(Optional.of(after));
  }

  private StockResult ended(Reservation reservation) {
    return new StockResult.Ended(reservation.hasExpired(now) ? State.EXPIRED : reservation.state());
  }

  private boolean isHeld(Reservation r) {
    return r.state() == State.HELD && !r.hasExpired(now);
  }

  private static boolean isCommitted(Reservation r) {
    return r.state() == State.COMMITTED;
  }

  private static boolean isOpen(Reservation r) {
    // Who gives back a hold that has run out only does early what the sweep would do.
    return r.state() == State.HELD || r.state() == State.COMMITTED;
  }

  private Reservation released(Reservation r, StockCommand.Release c) {
    if (c.lines().isEmpty() && c.backorders().isEmpty()) {
      return settled(r, emptied(r.state(), r).lines());
    }
    Reservation less = moved(r, c.lines(), Line::kept, ReservationSteps::letGo);
    return moved(less, c.backorders(), ReservationSteps::left, ReservationSteps::givenBack);
  }

  /** Takes units out of lines, or notes where they lack. */
  private Reservation moved(
      Reservation r,
      List<StockLine> wanted,
      ToLongFunction<Line> available,
      ReservationSteps.Step step) {
    if (wanted.isEmpty()) {
      return r;
    }
    want(wanted);
    List<Line> after = new ArrayList<>(r.lines());
    for (StockChange row : draft.changes()) {
      if (row.wanted() > 0) {
        int index = ReservationSteps.indexOf(after, row);
        long some = index < 0 ? 0 : available.applyAsLong(after.get(index));
        if (!draft.lacks(row, row.wanted(), some)) {
          after.set(index, step.apply(after.get(index), (int) row.wanted()));
        }
        row.wantNothing();
      }
    }
    return settled(r, after);
  }

  /** Gives units up where they are kept, and keeps as many where the command says. */
  private Reservation rehoused(Reservation r, StockCommand.Move c) {
    Reservation less = moved(r, c.lines(), Line::kept, ReservationSteps::letGo);
    less = moved(less, c.backorders(), ReservationSteps::left, ReservationSteps::givenBack);
    Reservation givenUp =
        new Reservation(r.id(), r.owner(), r.state(), less.lines(), r.expiresAt());
    if (draft.isShort()) {
      return r;
    }
    draft.replace(r, givenUp);
    c.lost().forEach(line -> draft.at(line).add(-line.quantity(), 0));
    want(c.to());
    wantLater(c.later());
    List<Line> after = new ArrayList<>(givenUp.lines());
    for (StockChange row : draft.changes()) {
      boolean lacksNow = draft.lacks(row, row.wanted(), row.availableToPromise());
      boolean lacksLater = draft.lacks(row, row.later(), row.holdableLater());
      if (!lacksNow && !lacksLater && row.wanted() + row.later() > 0) {
        int index = ReservationSteps.indexOf(after, row);
        if (index < 0) {
          index = -index - 1;
          after.add(index, new Line(row.sku(), row.center(), 0, 0, 0));
        }
        after.set(
            index, ReservationSteps.taken(after.get(index), (int) row.wanted(), (int) row.later()));
      }
    }
    return new Reservation(r.id(), r.owner(), r.state(), after, r.expiresAt());
  }

  private long fillable(Line line) {
    long unpromised = draft.at(line.sku(), line.center()).unpromised();
    return Math.min(line.backordered(), unpromised);
  }

  private StockResult receive(StockCommand.Receive c) {
    StockLine line = c.line();
    StockChange row = draft.at(line);
    if (c.expected().isPresent()) {
      Optional<ExpectedReceipt> receipt = stock.receipt(c.expected().get());
      if (receipt.isEmpty() || !isAt(receipt.get(), line.sku(), line.center())) {
        return new StockResult.NotFound();
      }
      int left = receipt.get().line().quantity() - line.quantity();
      row.announce(receipt.get().id(), left, receipt.get().expectedAt());
    }
    row.add(line.quantity(), 0);
    return DONE;
  }

  private StockResult expect(StockCommand.Expect c) {
    Optional<ExpectedReceipt> before = stock.receipt(c.receipt());
    if (before.isPresent() && !isAt(before.get(), c.sku(), c.center())) {
      return new StockResult.NotFound();
    }
    draft.at(c.sku(), c.center()).announce(c.receipt(), c.quantity(), c.expectedAt());
    return DONE;
  }

  private static boolean isAt(ExpectedReceipt receipt, Sku sku, CenterId center) {
    return receipt.line().sku().equals(sku) && receipt.line().center().equals(center);
  }

  private StockResult count(StockCommand.Count c) {
    StockChange row = draft.at(c.sku(), c.center());
    long bound = row.onHandAfter() - row.unpromised();
    if (draft.lacks(row, bound, c.counted())) {
      return draft.lack();
    }
    row.add(c.counted() - row.onHandAfter(), 0);
    return DONE;
  }

  private StockResult transfer(StockCommand.Transfer c) {
    StockLine line = c.line();
    if (stock.receipt(c.receipt()).isPresent()) {
      return new StockResult.NotFound();
    }
    StockChange from = draft.at(line);
    if (draft.lacks(from, line.quantity(), from.availableToPromise())) {
      return draft.lack();
    }
    from.add(-line.quantity(), 0);
    draft.at(line.sku(), c.to()).announce(c.receipt(), line.quantity(), c.expectedAt());
    return DONE;
  }

  private StockResult adjust(StockCommand.Adjust c) {
    StockChange row = draft.at(c.sku(), c.center());
    boolean lacks =
        draft.lacks(row, -(long) c.unavailable(), row.unavailableAfter())
            || draft.lacks(row, (long) c.unavailable() - c.onHand(), row.unpromised());
    if (lacks) {
      return draft.lack();
    }
    row.add(c.onHand(), c.unavailable());
    return DONE;
  }
}
