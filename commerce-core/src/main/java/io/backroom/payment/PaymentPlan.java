package io.backroom.payment;

import io.backroom.spi.payment.InstrumentRef;
import java.time.Duration;
import java.util.List;
import org.joda.money.Money;

/**
 * How an order would be paid, as a dry run: no money moves for it. Once the order is placed, {@link
 * PaymentStatus} tells how far the same steps have come.
 *
 * @param instrument what is paid with
 * @param total what all steps add up to
 * @param steps one for each shipment, in the order of the shipments
 * @param renewal when an authorization is made anew that is about to end
 */
public record PaymentPlan(
    InstrumentRef instrument, Money total, List<Step> steps, Renewal renewal) {
  /** Copies the steps. */
  public PaymentPlan {
    steps = List.copyOf(steps);
  }

  /**
   * The money of one shipment: authorized once and captured once, when it leaves. If it is refused
   * the goods are kept for the recovery window, and another instrument may pay.
   *
   * @param amount how much, with its shares of shipping and tax
   * @param when when it is authorized
   * @param after how long after that at the earliest: a provider that takes equal amounts for
   *     repetitions wants a distance between them
   * @param validity how long the authorization lasts, unless its approval says otherwise
   */
  public record Step(Money amount, When when, Duration after, Duration validity) {}

  /** When a shipment is authorized. */
  public enum When {
    /** With the order. */
    NOW,
    /** When its goods have come in; until then nothing is set aside. */
    ON_RECEIPT
  }
}
