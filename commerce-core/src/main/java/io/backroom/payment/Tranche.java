package io.backroom.payment;

import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.ProviderRef;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What leaves in one shipment, as money: one authorization and one capture.
 *
 * @param captureWanted the goods are on the truck: capture as soon as it is authorized
 * @param closed nothing will leave: whatever is approved from now on is voided at once
 * @param told the customer was told that the payment was refused, and somebody is to call
 * @param authorizing the operation whose approval counts; any other one's is voided. While there is
 *     a hold it is the one replacement of it that may be under way.
 * @param hold what is set aside
 * @param proposed it belongs to a change of the order that does not stand yet: it counts once it
 *     does
 * @param raise what the amount set aside is to become before the price does; empty if it is not to
 *     grow
 */
record Tranche(
    String id,
    Money payable,
    State state,
    boolean captureWanted,
    boolean closed,
    boolean told,
    Optional<OperationId> authorizing,
    Optional<Hold> hold,
    Optional<ProviderRef> capture,
    Money captured,
    Money refunded,
    boolean proposed,
    Optional<Money> raise) {

  /** Where a tranche stands. */
  enum State {
    PLANNED,
    AUTHORIZING,
    ACTION_REQUIRED,
    RETRYING,
    DECLINED,
    AUTHORIZED,
    CAPTURED,
    CLOSED
  }

  /** What is set aside for a tranche. */
  record Hold(ProviderRef ref, Money amount, Optional<Instant> expiresAt) {
    boolean isLive(Instant now) {
      return expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
    }
  }

  static Tranche planned(String id, Money payable) {
    Money nothing = Money.zero(payable.getCurrencyUnit());
    return new Tranche(
        id,
        payable,
        State.PLANNED,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        nothing,
        nothing,
        false,
        Optional.empty());
  }

  Tranche proposed(boolean whether) {
    return with(payable, state, told, authorizing, hold, whether, raise);
  }

  Tranche raisingTo(Money amount, OperationId operation) {
    return with(payable, state, told, Optional.of(operation), hold, proposed, Optional.of(amount));
  }

  /** The amount is what it costs from now on. */
  Tranche costing(Money amount) {
    return with(amount, state, told, authorizing, hold, proposed, Optional.empty());
  }

  Tranche notRaising() {
    return raise.isPresent()
        ? with(payable, state, told, Optional.empty(), hold, proposed, Optional.empty())
        : this;
  }

  boolean mayAuthorize() {
    return !closed
        && switch (state) {
          case PLANNED, ACTION_REQUIRED, RETRYING, DECLINED -> true;
          case AUTHORIZING, AUTHORIZED, CAPTURED, CLOSED -> false;
        };
  }

  boolean wants(OperationId authorization) {
    return !closed && authorizing.filter(authorization::equals).isPresent();
  }

  Money authorized() {
    return hold.map(Hold::amount).orElseGet(this::zero);
  }

  Tranche authorizing(OperationId operation) {
    return with(
        payable,
        State.AUTHORIZING,
        told,
        Optional.of(operation),
        Optional.empty(),
        proposed,
        Optional.empty());
  }

  /** The hold stays until its replacement is approved. */
  Tranche replacing(OperationId operation) {
    return with(payable, state, told, Optional.of(operation), hold);
  }

  Tranche notReplacing() {
    return with(payable, state, told, Optional.empty(), hold, proposed, Optional.empty());
  }

  Tranche authorized(Optional<Hold> now) {
    return with(
        payable, State.AUTHORIZED, false, Optional.empty(), now, proposed, Optional.empty());
  }

  Tranche adjusted(Hold now) {
    return with(payable, state, told, authorizing, Optional.of(now));
  }

  Tranche captured(Optional<ProviderRef> ref, Money amount) {
    return new Tranche(
        id,
        payable,
        State.CAPTURED,
        captureWanted,
        closed,
        told,
        Optional.empty(),
        Optional.empty(),
        ref,
        captured.plus(amount),
        refunded,
        proposed,
        Optional.empty());
  }

  /** An amount was taken that is not what the shipment is paid with: it is to be paid back. */
  Tranche takenBesides(Money amount) {
    return new Tranche(
        id,
        payable,
        state,
        captureWanted,
        closed,
        told,
        authorizing,
        hold,
        capture,
        captured.plus(amount),
        refunded,
        proposed,
        raise);
  }

  Tranche withoutHold(State next) {
    return with(payable, next, told, authorizing, Optional.empty());
  }

  Tranche in(State next) {
    return with(payable, next, told, authorizing, hold);
  }

  Tranche telling(boolean whether) {
    return with(payable, state, whether, authorizing, hold);
  }

  Tranche reducedBy(Money amount) {
    return with(payable.minus(amount), state, told, authorizing, hold);
  }

  Tranche wantingCapture() {
    return new Tranche(
        id,
        payable,
        state,
        true,
        closed,
        told,
        authorizing,
        hold,
        capture,
        captured,
        refunded,
        proposed,
        raise);
  }

  /** Its goods stay: what is set aside for it from now on is not captured at once. */
  Tranche notWantingCapture() {
    return new Tranche(
        id,
        payable,
        state,
        false,
        closed,
        told,
        authorizing,
        hold,
        capture,
        captured,
        refunded,
        proposed,
        raise);
  }

  Tranche closing() {
    return new Tranche(
        id,
        zero(),
        State.CLOSED,
        false,
        true,
        told,
        authorizing,
        hold,
        capture,
        captured,
        refunded,
        proposed,
        Optional.empty());
  }

  Tranche refundedBy(Money amount) {
    return new Tranche(
        id,
        payable,
        state,
        captureWanted,
        closed,
        told,
        authorizing,
        hold,
        capture,
        captured,
        refunded.plus(amount),
        proposed,
        raise);
  }

  private Tranche with(
      Money cost,
      State next,
      boolean toldNow,
      Optional<OperationId> operation,
      Optional<Hold> setAside) {
    return with(cost, next, toldNow, operation, setAside, proposed, raise);
  }

  private Tranche with(
      Money cost,
      State next,
      boolean toldNow,
      Optional<OperationId> operation,
      Optional<Hold> setAside,
      boolean only,
      Optional<Money> more) {
    return new Tranche(
        id,
        cost,
        next,
        captureWanted,
        closed,
        toldNow,
        operation,
        setAside,
        capture,
        captured,
        refunded,
        only,
        more);
  }

  private Money zero() {
    return Money.zero(payable.getCurrencyUnit());
  }
}
