package io.backroom.testkit.payment;

import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A provider under test and what {@link PaymentProviderContract} needs around it. Rules that need
 * an instrument or a power that is missing are skipped, and the reason is printed.
 *
 * @param provider the provider under test
 * @param time the provider's time; deadlines are reckoned from it
 * @param instruments the provider's test instruments by their behavior; at least one that approves
 * @param books the provider's own truth
 * @param connection the power to disturb the connection
 * @param timeTravel the power to move the provider's time
 * @param customer the power to act as the customer
 */
public record PaymentHarness(
    PaymentProvider provider,
    InstantSource time,
    Map<Behavior, InstrumentRef> instruments,
    Bookkeeper books,
    Optional<Connection> connection,
    Optional<TimeTravel> timeTravel,
    Optional<Customer> customer) {
  /**
   * Returns a harness without powers.
   *
   * @param provider the provider under test
   * @param time the provider's time
   * @param instruments its test instruments
   * @param books its own truth
   * @return the harness
   */
  public static PaymentHarness of(
      PaymentProvider provider,
      InstantSource time,
      Map<Behavior, InstrumentRef> instruments,
      Bookkeeper books) {
    return new PaymentHarness(
        provider, time, instruments, books, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Returns this harness with the power to disturb the connection.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withConnection(Connection power) {
    return new PaymentHarness(
        provider, time, instruments, books, Optional.of(power), timeTravel, customer);
  }

  /**
   * Returns this harness with the power to move the provider's time.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withTimeTravel(TimeTravel power) {
    return new PaymentHarness(
        provider, time, instruments, books, connection, Optional.of(power), customer);
  }

  /**
   * Returns this harness with the power to act as the customer.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withCustomer(Customer power) {
    return new PaymentHarness(
        provider, time, instruments, books, connection, timeTravel, Optional.of(power));
  }

  Instant now() {
    return time.instant();
  }

  Optional<InstrumentRef> instrument(Behavior behavior) {
    return Optional.ofNullable(instruments.get(behavior));
  }

  /** How a test instrument behaves. */
  public enum Behavior {
    /** Approves every amount; every provider has one. */
    APPROVES,
    /** Approves, but less than is asked for. */
    APPROVES_LESS,
    /** Asks the customer to act. */
    REQUIRES_ACTION,
    /** Declines for want of money. */
    DECLINES_INSUFFICIENT(Decline.Kind.INSUFFICIENT),
    /** Declines without a reason. */
    DECLINES_GENERIC(Decline.Kind.GENERIC),
    /** Declines because the card has expired. */
    DECLINES_EXPIRED(Decline.Kind.FIX_DETAILS),
    /** Declines because the card is lost. */
    DECLINES_HARD(Decline.Kind.HARD);

    final Optional<Decline.Kind> decline;

    Behavior() {
      this.decline = Optional.empty();
    }

    Behavior(Decline.Kind kind) {
      this.decline = Optional.of(kind);
    }
  }

  /**
   * Reads the provider's own truth past the adapter: from a dashboard's API or a database, never
   * from what the adapter answered.
   */
  @FunctionalInterface
  public interface Bookkeeper {
    /**
     * Returns the sums of one order.
     *
     * @param order the order in question
     * @param currency the currency of the sums; the order has no other
     * @return the sums as of now
     */
    Books of(OrderId order, CurrencyUnit currency);
  }

  /**
   * The sums of one order.
   *
   * @param open what is set aside now: authorized and neither captured, voided nor expired
   * @param captured what was taken, refunded or not
   * @param refunded what was paid back
   */
  public record Books(Money open, Money captured, Money refunded) {}

  /** The power to disturb the connection to the provider. */
  public interface Connection {
    /** Lets the next call arrive and take effect, and its response get lost. */
    void loseNextResponse();

    /** Refuses the connection of the next call. */
    void refuseNextConnection();
  }

  /** The power to move the provider's time. */
  @FunctionalInterface
  public interface TimeTravel {
    /**
     * Moves the time forward.
     *
     * @param duration how far
     */
    void advance(Duration duration);
  }

  /** The power to act as the customer. */
  @FunctionalInterface
  public interface Customer {
    /**
     * Does what an authorization that is ActionRequired asks for.
     *
     * @param authorization the authorization
     */
    void completeAction(OperationId authorization);
  }
}
