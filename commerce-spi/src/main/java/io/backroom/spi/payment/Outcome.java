package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.Money;

/**
 * What became of a call to a provider. The six cases tell apart what must not be confused: a no
 * ({@link Declined}), a later answer ({@link Pending}), no knowledge ({@link Unknown}) and the
 * proof that nothing happened ({@link NotPerformed}).
 */
public sealed interface Outcome {
  /**
   * Done.
   *
   * @param ref the provider's name for what was done; later calls refer to it
   * @param amount the amount as the provider states it
   * @param expiresAt when an authorization ends, where the provider says so
   * @param reusable what later authorizations of the same order are made on, where the instrument
   *     of this one can be used only once
   */
  record Approved(
      ProviderRef ref, Money amount, Optional<Instant> expiresAt, Optional<InstrumentRef> reusable)
      implements Outcome {
    /**
     * Creates an approval whose instrument stays as it is.
     *
     * @param ref the provider's name for what was done
     * @param amount the amount as the provider states it
     * @param expiresAt when an authorization ends, where the provider says so
     */
    public Approved(ProviderRef ref, Money amount, Optional<Instant> expiresAt) {
      this(ref, amount, expiresAt, Optional.empty());
    }
  }

  /**
   * Definitely refused; no money moved.
   *
   * @param decline why
   */
  record Declined(Decline decline) implements Outcome {}

  /**
   * The customer must do something first, for example confirm in their bank's app.
   *
   * @param ref the provider's name for the waiting operation
   * @param link where the customer does it
   * @param validUntil when the possibility ends
   */
  record ActionRequired(ProviderRef ref, String link, Instant validUntil) implements Outcome {}

  /**
   * Accepted; the answer comes later.
   *
   * @param ref the provider's name for the waiting operation
   */
  record Pending(ProviderRef ref) implements Outcome {}

  /**
   * It may or may not have happened: time-out, broken connection, unreadable answer.
   *
   * @param evidence what was seen, for people, without personal data
   */
  record Unknown(String evidence) implements Outcome {}

  /**
   * It is proven that this call did nothing; the same operation may be sent again.
   *
   * @param reason why not
   * @param capture with CAPTURED, what has taken the amount, if the provider tells it; empty
   *     otherwise
   */
  record NotPerformed(Reason reason, Optional<Capture> capture) implements Outcome {
    /** Refuses a capture with any reason but CAPTURED. */
    public NotPerformed {
      Require.when(
          capture.isEmpty() || reason == Reason.CAPTURED,
          "capture",
          capture,
          "must be empty unless the reason is CAPTURED");
    }

    /**
     * Creates a refusal that names no capture.
     *
     * @param reason why not
     */
    public NotPerformed(Reason reason) {
      this(reason, Optional.empty());
    }

    /**
     * Creates the refusal of an authorization that is captured.
     *
     * @param ref the provider's name for the capture
     * @param left what was captured and not paid back since, more than nothing
     * @return the refusal
     */
    public static NotPerformed captured(ProviderRef ref, Money left) {
      return new NotPerformed(Reason.CAPTURED, Optional.of(new Capture(ref, left)));
    }
  }

  /**
   * What has taken an authorized amount, whoever captured it.
   *
   * @param ref the provider's name for it; a refund refers to it
   * @param left what was captured and not paid back since, as the provider states it
   */
  record Capture(ProviderRef ref, Money left) {
    /** Refuses a capture of which nothing is left: its authorization is GONE. */
    public Capture {
      Require.when(left.isPositive(), "left", left, "must be more than nothing");
    }
  }

  /** Why a call had no effect. */
  enum Reason {
    /** It never left, for example the connection was refused. */
    NOT_SENT,
    /** The provider asks to slow down. */
    RATE_LIMITED,
    /** The same operation is being carried out at this moment. */
    BUSY,
    /** The request is wrong: unknown reference, amount too large, unknown currency. */
    INVALID_REQUEST,
    /** What the call refers to is captured, by whomever: the customer has paid. */
    CAPTURED,
    /** What the call refers to is void, expired or wholly paid back: nobody has paid. */
    GONE,
    /** The account or its key is not set up for the call: a person of the shop has to act. */
    CONFIGURATION,
    /** The operation id was used before with another content. */
    KEY_REUSED
  }

  /**
   * Returns what one of six functions makes of the outcome.
   *
   * @param <R> the type of what is made
   * @param approved applied to Approved
   * @param declined applied to Declined
   * @param actionRequired applied to ActionRequired
   * @param pending applied to Pending
   * @param unknown applied to Unknown
   * @param notPerformed applied to NotPerformed
   * @return what was made
   */
  default <R> R fold(
      Function<? super Approved, ? extends R> approved,
      Function<? super Declined, ? extends R> declined,
      Function<? super ActionRequired, ? extends R> actionRequired,
      Function<? super Pending, ? extends R> pending,
      Function<? super Unknown, ? extends R> unknown,
      Function<? super NotPerformed, ? extends R> notPerformed) {
    if (this instanceof Approved a) {
      return approved.apply(a);
    } else if (this instanceof Declined d) {
      return declined.apply(d);
    } else if (this instanceof ActionRequired r) {
      return actionRequired.apply(r);
    } else if (this instanceof Pending p) {
      return pending.apply(p);
    } else if (this instanceof Unknown u) {
      return unknown.apply(u);
    }
    return notPerformed.apply((NotPerformed) this);
  }
}
