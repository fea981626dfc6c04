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
 * @param authorizing the operation whose approval counts; any other one's is voided
 */
record Tranche(
    String id,
    Money payable,
    State state,
    boolean captureWanted,
    boolean closed,
    Optional<OperationId> authorizing,
    Optional<ProviderRef> authorization,
    Money authorized,
    Optional<Instant> expiresAt,
    Optional<ProviderRef> capture,
    Money captured,
    Money refunded) {

  /** Where a tranche stands. */
  enum State {
    PLANNED,
    AUTHORIZING,
    ACTION_REQUIRED,
    DECLINED,
    AUTHORIZED,
    CAPTURED,
    CLOSED
  }

  static Tranche planned(String id, Money payable) {
    Money nothing = Money.zero(payable.getCurrencyUnit());
    return new Tranche(
        id,
        payable,
        State.PLANNED,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        nothing,
        Optional.empty(),
        Optional.empty(),
        nothing,
        nothing);
  }

  boolean mayAuthorize() {
    return !closed
        && (state == State.PLANNED || state == State.DECLINED || state == State.ACTION_REQUIRED);
  }

  boolean isLive(Instant now) {
    return state == State.AUTHORIZED && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
  }

  Tranche authorizing(OperationId operation) {
    return new Tranche(
        id,
        payable,
        State.AUTHORIZING,
        captureWanted,
        closed,
        Optional.of(operation),
        Optional.empty(),
        zero(),
        Optional.empty(),
        capture,
        captured,
        refunded);
  }

  Tranche authorized(Optional<ProviderRef> ref, Money amount, Optional<Instant> end) {
    return new Tranche(
        id,
        payable,
        State.AUTHORIZED,
        captureWanted,
        closed,
        Optional.empty(),
        ref,
        amount,
        end,
        capture,
        captured,
        refunded);
  }

  Tranche captured(Optional<ProviderRef> ref, Money amount) {
    return new Tranche(
        id,
        payable,
        State.CAPTURED,
        captureWanted,
        closed,
        Optional.empty(),
        Optional.empty(),
        zero(),
        Optional.empty(),
        ref,
        amount,
        refunded);
  }

  Tranche withoutAuthorization(State next) {
    return new Tranche(
        id,
        payable,
        next,
        captureWanted,
        closed,
        authorizing,
        Optional.empty(),
        zero(),
        Optional.empty(),
        capture,
        captured,
        refunded);
  }

  Tranche in(State next) {
    return new Tranche(
        id,
        payable,
        next,
        captureWanted,
        closed,
        authorizing,
        authorization,
        authorized,
        expiresAt,
        capture,
        captured,
        refunded);
  }

  Tranche wantingCapture() {
    return new Tranche(
        id,
        payable,
        state,
        true,
        closed,
        authorizing,
        authorization,
        authorized,
        expiresAt,
        capture,
        captured,
        refunded);
  }

  Tranche reducedBy(Money amount) {
    return new Tranche(
        id,
        payable.minus(amount),
        state,
        captureWanted,
        closed,
        authorizing,
        authorization,
        authorized,
        expiresAt,
        capture,
        captured,
        refunded);
  }

  Tranche closing() {
    return new Tranche(
        id,
        zero(),
        state,
        false,
        true,
        authorizing,
        authorization,
        authorized,
        expiresAt,
        capture,
        captured,
        refunded);
  }

  Tranche refundedBy(Money amount) {
    return new Tranche(
        id,
        payable,
        state,
        captureWanted,
        closed,
        authorizing,
        authorization,
        authorized,
        expiresAt,
        capture,
        captured,
        refunded.plus(amount));
  }

  private Money zero() {
    return Money.zero(payable.getCurrencyUnit());
  }
}
