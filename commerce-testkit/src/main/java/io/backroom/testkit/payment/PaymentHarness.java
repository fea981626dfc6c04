package io.backroom.testkit.payment;

import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.RawNotification;
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
 * @param powers what the harness can do besides
 */
public record PaymentHarness(
    PaymentProvider provider,
    InstantSource time,
    Map<Behavior, InstrumentRef> instruments,
    Bookkeeper books,
    Powers powers) {
  /**
   * What a harness can do.
   *
   * @param connection the power to disturb the connection
   * @param timeTravel the power to move the provider's time
   * @param customer the power to act as the customer
   * @param bank the power to answer what is pending
   * @param post the power to have notifications sent
   */
  public record Powers(
      Optional<Connection> connection,
      Optional<TimeTravel> timeTravel,
      Optional<Customer> customer,
      Optional<Bank> bank,
      Optional<Post> post) {}

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
    Powers none =
        new Powers(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new PaymentHarness(provider, time, instruments, books, none);
  }

  /**
   * Returns this harness with the power to disturb the connection.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withConnection(Connection power) {
    return with(
        new Powers(
            Optional.of(power),
            powers.timeTravel(),
            powers.customer(),
            powers.bank(),
            powers.post()));
  }

  /**
   * Returns this harness with the power to move the provider's time.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withTimeTravel(TimeTravel power) {
    return with(
        new Powers(
            powers.connection(),
            Optional.of(power),
            powers.customer(),
            powers.bank(),
            powers.post()));
  }

  /**
   * Returns this harness with the power to act as the customer.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withCustomer(Customer power) {
    return with(
        new Powers(
            powers.connection(),
            powers.timeTravel(),
            Optional.of(power),
            powers.bank(),
            powers.post()));
  }

  /**
   * Returns this harness with the power to answer what is pending.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withBank(Bank power) {
    return with(
        new Powers(
            powers.connection(),
            powers.timeTravel(),
            powers.customer(),
            Optional.of(power),
            powers.post()));
  }

  /**
   * Returns this harness with the power to have notifications sent.
   *
   * @param power the power
   * @return the harness with that power
   */
  public PaymentHarness withPost(Post power) {
    return with(
        new Powers(
            powers.connection(),
            powers.timeTravel(),
            powers.customer(),
            powers.bank(),
            Optional.of(power)));
  }

  private PaymentHarness with(Powers more) {
    return new PaymentHarness(provider, time, instruments, books, more);
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
    /** Approves once; what is to come is authorized on what the approval names for it. */
    APPROVES_ONCE,
    /** Is answered later. */
    PENDS,
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

  /** What can happen to a call on its way. */
  public enum Disturbance {
    /** The call arrives and takes effect, and its response gets lost. */
    LOSE_RESPONSE,
    /** The call arrives and takes effect, and its response cannot be read. */
    GARBLE_RESPONSE,
    /** The call arrives and takes effect, and its response does not come in time. */
    STALL_RESPONSE,
    /** The call arrives and takes effect, and the response speaks of a fault of the server. */
    SERVER_ERROR,
    /** The connection is refused. */
    REFUSE_CONNECTION,
    /** The provider asks to slow down; no effect. */
    THROTTLE
  }

  /** The power to disturb the connection to the provider. */
  @FunctionalInterface
  public interface Connection {
    /**
     * Lets something happen to the next call.
     *
     * @param disturbance what
     * @return whether the harness can bring it about
     */
    boolean disturbNext(Disturbance disturbance);
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

  /** The power to answer what is pending. */
  @FunctionalInterface
  public interface Bank {
    /**
     * Approves an operation that is Pending.
     *
     * @param operation the operation
     */
    void approve(OperationId operation);
  }

  /** The power to have notifications sent. */
  @FunctionalInterface
  public interface Post {
    /**
     * Writes a notification of an operation as it stands now, as the provider would.
     *
     * @param operation the operation; need not exist
     * @param signer whose key signs it
     * @param signedAt when it is signed
     * @return the notification
     */
    RawNotification write(OperationId operation, Signer signer, Instant signedAt);
  }

  /** Whose key signs a notification. */
  public enum Signer {
    /** The key in use. */
    CURRENT,
    /** The key before it, which is still valid. */
    PREVIOUS,
    /** A key of somebody else. */
    FOREIGN
  }
}
