package io.backroom.payment;

import io.backroom.spi.payment.InstrumentRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * The money of an order as it stands, and what comes next.
 *
 * @param instrument what later authorizations are made on
 * @param payable what is to be paid for everything that has left or will leave
 * @param authorized what is set aside on the customer's instrument at this moment, also for a
 *     change of the order that does not stand yet
 * @param captured what was taken
 * @param refunded what was paid back
 * @param parts one for each shipment
 */
public record PaymentStatus(
    InstrumentRef instrument,
    Money payable,
    Money authorized,
    Money captured,
    Money refunded,
    List<Part> parts) {
  /**
   * The money of one shipment.
   *
   * @param shipment the fulfillment order's id
   * @param payable what is to be paid for it
   * @param state where its payment stands, for people: PLANNED, AUTHORIZING, ACTION_REQUIRED,
   *     RETRYING, DECLINED, AUTHORIZED, CAPTURED or CLOSED
   * @param until when what is set aside for it ends, if it is and the provider says so
   * @param next what comes next
   */
  public record Part(
      String shipment, Money payable, String state, Optional<Instant> until, Next next) {}

  /** What comes next for a shipment's money. */
  public enum Next {
    /** It is authorized when its goods are there. */
    AUTHORIZED_ON_RECEIPT,
    /** The provider answers. */
    PROVIDER_ANSWERS,
    /** The customer confirms at their bank, or somebody pays otherwise. */
    CUSTOMER_CONFIRMS,
    /** The shop tries again by itself. */
    TRIED_AGAIN,
    /** The customer or an agent pays otherwise, or the shipment is given up. */
    PAID_OTHERWISE,
    /** It is captured when the parcel leaves. */
    CAPTURED_ON_DEPARTURE,
    /** Nothing, unless goods come back. */
    NOTHING
  }

  /** Copies the parts. */
  public PaymentStatus {
    parts = List.copyOf(parts);
  }

  static PaymentStatus of(PaymentRecord record) {
    List<Tranche> tranches = record.tranches();
    List<Tranche> standing = tranches.stream().filter(tranche -> !tranche.proposed()).toList();
    return new PaymentStatus(
        record.instrument(),
        Money.total(standing.stream().map(Tranche::payable).toList()),
        Money.total(tranches.stream().map(Tranche::authorized).toList()),
        Money.total(tranches.stream().map(Tranche::captured).toList()),
        Money.total(tranches.stream().map(Tranche::refunded).toList()),
        standing.stream().map(PaymentStatus::part).toList());
  }

  private static Part part(Tranche tranche) {
    return new Part(
        tranche.id(),
        tranche.payable(),
        tranche.state().name(),
        tranche.hold().flatMap(Tranche.Hold::expiresAt),
        next(tranche.state()));
  }

  private static Next next(Tranche.State state) {
    return switch (state) {
      case PLANNED -> Next.AUTHORIZED_ON_RECEIPT;
      case AUTHORIZING -> Next.PROVIDER_ANSWERS;
      case ACTION_REQUIRED -> Next.CUSTOMER_CONFIRMS;
      case RETRYING -> Next.TRIED_AGAIN;
      case DECLINED -> Next.PAID_OTHERWISE;
      case AUTHORIZED -> Next.CAPTURED_ON_DEPARTURE;
      case CAPTURED, CLOSED -> Next.NOTHING;
    };
  }
}
