package io.backroom.payment;

import com.google.common.hash.Hashing;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Transaction;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.Decline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts declined authorizations, and stops before the card networks would fine the shop or a thief
 * could try cards out. The counts are stored, so that no restart forgets them.
 *
 * <p>Limits, whatever a policy says: the same instrument and amount 4 times in 24 hours and 12
 * times in 30 days; one order 8 times in 24 hours; one customer, over all orders, 12 times in 24
 * hours.
 */
record Attempts(String id, List<Instant> declined) {
  private static final DocumentType<Attempts> TYPE =
      new DocumentType<>("payment-attempts", Attempts.class, Attempts::id, attempts -> List.of());

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int INSTRUMENT_PER_DAY = 4;
  private static final int INSTRUMENT_PER_MONTH = 12;
  private static final int ORDER_PER_DAY = 8;
  private static final int CUSTOMER_PER_DAY = 12;

  /** The most that any limit looks at. */
  private static final int KEPT = 12;

  Attempts {
    declined = List.copyOf(declined);
  }

  /** Returns why an authorization must not be sent. */
  static Optional<Decline> refusal(Transaction tx, PaymentRecord record, Operation operation) {
    Instant now = tx.now();
    Attempts instrument = get(tx, ofInstrument(operation));
    long ofOrder =
        record
            .operations(Operation.Kind.AUTHORIZE)
            .filter(earlier -> earlier.decline().isPresent())
            .filter(earlier -> isWithin(DAY, earlier.trail().lastSentAt(), now))
            .count();
    boolean tooMany =
        instrument.within(DAY, now) >= INSTRUMENT_PER_DAY
            || instrument.within(MONTH, now) >= INSTRUMENT_PER_MONTH
            || ofOrder >= ORDER_PER_DAY
            || get(tx, ofCustomer(record)).within(DAY, now) >= CUSTOMER_PER_DAY;
    return tooMany
        ? Optional.of(new Decline(Decline.Kind.RISK, "too-many-attempts"))
        : Optional.empty();
  }

  /** Tells whether an authorization of a tranche would not be sent now. */
  static boolean isOver(Transaction tx, PaymentRecord record, Tranche tranche) {
    Operation operation =
        Payments.operation(
            record,
            Operation.Kind.AUTHORIZE,
            tranche,
            tranche.payable(),
            Optional.empty(),
            Initiator.CUSTOMER);
    return refusal(tx, record, operation).isPresent();
  }

  /** Notes that an authorization was declined. */
  static void note(Transaction tx, PaymentRecord record, Operation operation) {
    for (String id : List.of(ofInstrument(operation), ofCustomer(record))) {
      tx.put(TYPE, get(tx, id).adding(tx.now()));
    }
  }

  private static Attempts get(Transaction tx, String id) {
    return tx.find(TYPE, id).orElseGet(() -> new Attempts(id, List.of()));
  }

  private static String ofInstrument(Operation operation) {
    return "instrument-" + hash(operation.instrument() + "|" + operation.amount());
  }

  private static String ofCustomer(PaymentRecord record) {
    return "customer-" + hash(record.customer().value());
  }

  private static String hash(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString().substring(0, 40);
  }

  private long within(Duration time, Instant now) {
    return declined.stream().filter(at -> isWithin(time, Optional.of(at), now)).count();
  }

  private static boolean isWithin(Duration time, Optional<Instant> at, Instant now) {
    return at.filter(instant -> instant.plus(time).isAfter(now)).isPresent();
  }

  private Attempts adding(Instant now) {
    List<Instant> more = new ArrayList<>(declined);
    more.add(now);
    return new Attempts(id, more.subList(Math.max(0, more.size() - KEPT), more.size()));
  }
}
