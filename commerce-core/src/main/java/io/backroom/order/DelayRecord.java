package io.backroom.order;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a customer has agreed to wait for.
 *
 * @param agreed until when; empty for as long as it takes
 * @param delays how many delays there were
 * @param question what the customer has to agree to, if anything
 */
record DelayRecord(
    String shipment,
    OrderId order,
    Optional<Instant> agreed,
    int delays,
    Optional<Question> question) {

  static final DocumentType<DelayRecord> TYPE =
      new DocumentType<>("delay", DelayRecord.class, DelayRecord::shipment, delay -> List.of());

  /**
   * A delay that the customer has to agree to.
   *
   * @param revised when the shipment would arrive; empty if nobody knows
   * @param until when it is cancelled without an answer
   */
  record Question(Optional<Instant> revised, Instant until) {}

  DelayRecord agreedTo(Optional<Instant> date) {
    return new DelayRecord(shipment, order, date, delays, Optional.empty());
  }

  /** Returns how many delays there were before the one that is being told. */
  int before() {
    // A question that has moved is still the same delay.
    return question.isPresent() ? delays - 1 : delays;
  }

  DelayRecord delayed(Optional<Instant> date) {
    return new DelayRecord(shipment, order, date, before() + 1, Optional.empty());
  }

  DelayRecord asking(Question open) {
    return new DelayRecord(shipment, order, agreed, before() + 1, Optional.of(open));
  }

  DelayRecord settled() {
    return new DelayRecord(shipment, order, agreed, delays, Optional.empty());
  }
}
