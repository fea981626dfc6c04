package io.backroom.payment;

import java.util.List;
import org.joda.money.Money;

/**
 * The money of an order as it stands.
 *
 * @param payable what is to be paid for everything that has left or will leave
 * @param authorized what is set aside on the customer's instrument at this moment
 * @param captured what was taken
 * @param refunded what was paid back
 * @param parts one for each shipment
 */
public record PaymentStatus(
    Money payable, Money authorized, Money captured, Money refunded, List<Part> parts) {
  /**
   * The money of one shipment.
   *
   * @param shipment the fulfillment order's id
   * @param payable what is to be paid for it
   * @param state where its payment stands, for people: PLANNED, AUTHORIZING, ACTION_REQUIRED,
   *     RETRYING, DECLINED, AUTHORIZED, CAPTURED or CLOSED
   */
  public record Part(String shipment, Money payable, String state) {}

  /** Copies the parts. */
  public PaymentStatus {
    parts = List.copyOf(parts);
  }

  static PaymentStatus of(PaymentRecord record) {
    List<Tranche> tranches = record.tranches();
    return new PaymentStatus(
        Money.total(tranches.stream().map(Tranche::payable).toList()),
        Money.total(tranches.stream().map(Tranche::authorized).toList()),
        Money.total(tranches.stream().map(Tranche::captured).toList()),
        Money.total(tranches.stream().map(Tranche::refunded).toList()),
        tranches.stream().map(t -> new Part(t.id(), t.payable(), t.state().name())).toList());
  }
}
