package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is stored of a hold. The units themselves are a reservation of the same id: whether it still
 * stands is for the store of the stock to say.
 *
 * @param id the hold's id and its reservation's
 * @param owner whose it is
 * @param anonymous whether the owner is a session of somebody unknown
 * @param state what was decided about it; time decides without being written here
 * @param madeAt when it was asked for
 * @param until when it ends
 * @param extensions how often its end was moved
 * @param paying whether its end was moved for a payment
 * @param lines what was asked for and what is held of it
 * @param successor the reservation that is to take its place, or has taken it
 * @param order the order that has got its units
 */
public record HoldRecord(
    ReservationId id,
    CustomerId owner,
    boolean anonymous,
    State state,
    Instant madeAt,
    Instant until,
    int extensions,
    boolean paying,
    List<Hold.Line> lines,
    Optional<ReservationId> successor,
    Optional<OrderId> order) {

  static final DocumentType<HoldRecord> TYPE =
      new DocumentType<>("hold", HoldRecord.class, hold -> hold.id().value(), hold -> List.of());

  /** What was decided about a hold. */
  public enum State {
    /** It stands, unless time has ended it. */
    OPEN,
    /** Its units were not there after all; nobody was told of it. */
    VOID,
    /** An order has got its units. */
    ORDERED,
    /** Another hold has taken its place. */
    REPLACED,
    /** It was given back. */
    GIVEN_BACK,
    /** Time has ended it, and that was seen. */
    EXPIRED
  }

  /** Copies the lines. */
  public HoldRecord {
    lines = List.copyOf(lines);
  }

  HoldRecord in(State next) {
    return new HoldRecord(
        id, owner, anonymous, next, madeAt, until, extensions, paying, lines, successor, order);
  }

  HoldRecord succeeded(ReservationId by) {
    return new HoldRecord(
        id,
        owner,
        anonymous,
        state,
        madeAt,
        until,
        extensions,
        paying,
        lines,
        Optional.of(by),
        order);
  }

  HoldRecord ordered(OrderId by) {
    return new HoldRecord(
        id,
        owner,
        anonymous,
        State.ORDERED,
        madeAt,
        until,
        extensions,
        paying,
        lines,
        successor,
        Optional.of(by));
  }

  HoldRecord holding(List<Hold.Line> other) {
    return new HoldRecord(
        id, owner, anonymous, state, madeAt, until, extensions, paying, other, successor, order);
  }

  HoldRecord lasting(Instant end, boolean forPayment) {
    return new HoldRecord(
        id,
        owner,
        anonymous,
        state,
        madeAt,
        end,
        forPayment ? extensions : extensions + 1,
        paying || forPayment,
        lines,
        successor,
        order);
  }
}
