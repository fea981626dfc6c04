package io.backroom.payment;

import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.ProviderRef;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
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
    return with(copy -> copy.proposed = whether);
  }

  Tranche raisingTo(Money amount, OperationId operation) {
    return with(
        copy -> {
          copy.authorizing = Optional.of(operation);
          copy.raise = Optional.of(amount);
        });
  }

  /** The amount is what it costs from now on. */
  Tranche costing(Money amount) {
    return with(
        copy -> {
          copy.payable = amount;
          copy.raise = Optional.empty();
        });
  }

  Tranche notRaising() {
    return raise.isPresent() ? notReplacing() : this;
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
        copy -> {
          copy.state = State.AUTHORIZING;
          copy.authorizing = Optional.of(operation);
          copy.hold = Optional.empty();
          copy.raise = Optional.empty();
        });
  }

  /** The hold stays until its replacement is approved. */
  Tranche replacing(OperationId operation) {
    return with(copy -> copy.authorizing = Optional.of(operation));
  }

  Tranche notReplacing() {
    return with(
        copy -> {
          copy.authorizing = Optional.empty();
          copy.raise = Optional.empty();
        });
  }

  Tranche authorized(Optional<Hold> now) {
    return with(
        copy -> {
          copy.state = State.AUTHORIZED;
          copy.told = false;
          copy.authorizing = Optional.empty();
          copy.hold = now;
          copy.raise = Optional.empty();
        });
  }

  Tranche adjusted(Hold now) {
    return with(copy -> copy.hold = Optional.of(now));
  }

  Tranche captured(Optional<ProviderRef> ref, Money amount) {
    return with(
        copy -> {
          copy.state = State.CAPTURED;
          copy.authorizing = Optional.empty();
          copy.hold = Optional.empty();
          copy.capture = ref;
          copy.captured = captured.plus(amount);
          copy.raise = Optional.empty();
        });
  }

  /** An amount was taken that is not what the shipment is paid with: it is to be paid back. */
  Tranche takenBesides(Money amount) {
    return with(copy -> copy.captured = captured.plus(amount));
  }

  Tranche withoutHold(State next) {
    return with(
        copy -> {
          copy.state = next;
          copy.hold = Optional.empty();
        });
  }

  Tranche in(State next) {
    return with(copy -> copy.state = next);
  }

  Tranche telling(boolean whether) {
    return with(copy -> copy.told = whether);
  }

  Tranche reducedBy(Money amount) {
    return with(copy -> copy.payable = payable.minus(amount));
  }

  Tranche wantingCapture() {
    return with(copy -> copy.captureWanted = true);
  }

  /** Its goods stay: what is set aside for it from now on is not captured at once. */
  Tranche notWantingCapture() {
    return with(copy -> copy.captureWanted = false);
  }

  Tranche closing() {
    return with(
        copy -> {
          copy.payable = zero();
          copy.state = State.CLOSED;
          copy.captureWanted = false;
          copy.closed = true;
          copy.raise = Optional.empty();
        });
  }

  Tranche refundedBy(Money amount) {
    return with(copy -> copy.refunded = refunded.plus(amount));
  }

  private Tranche with(Consumer<Copy> changes) {
    Copy copy = new Copy(this);
    changes.accept(copy);
    return copy.made();
  }

  private Money zero() {
    return Money.zero(payable.getCurrencyUnit());
  }

  /** A tranche that is being made of another one; lives as long as the method that changes it. */
  private static final class Copy {
    private String id;
    private Money payable;
    private State state;
    private boolean captureWanted;
    private boolean closed;
    private boolean told;
    private Optional<OperationId> authorizing;
    private Optional<Hold> hold;
    private Optional<ProviderRef> capture;
    private Money captured;
    private Money refunded;
    private boolean proposed;
    private Optional<Money> raise;

    Copy(Tranche of) {
      id = of.id;
      payable = of.payable;
      state = of.state;
      captureWanted = of.captureWanted;
      closed = of.closed;
      told = of.told;
      authorizing = of.authorizing;
      hold = of.hold;
      capture = of.capture;
      captured = of.captured;
      refunded = of.refunded;
      proposed = of.proposed;
      raise = of.raise;
    }

    Tranche made() {
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
          refunded,
          proposed,
          raise);
    }
  }
}
