package io.backroom.payment;

import io.backroom.kernel.Transaction;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.value.Caller;
import java.util.Map;
import java.util.Optional;

/** What somebody has captured outside the library, for example in the provider's dashboard. */
final class CapturedOutside {
  /** The kind of the event, and of the task where a person is needed. */
  static final String KIND = "captured-outside";

  private CapturedOutside() {}

  static void note(Transaction tx, PaymentRecord record, Tranche tranche, Outcome.Capture capture) {
    tx.emit(
        record.order().value(),
        KIND,
        Caller.system("payments"),
        "",
        Map.of("shipment", tranche.id(), "amount", capture.left().toString()));
  }

  /** Whether a void met a capture that the library made, or is paying back already. */
  static boolean isKnown(
      PaymentRecord record, Operation voiding, Optional<Outcome.Capture> capture) {
    Tranche tranche = record.tranche(voiding.tranche());
    boolean own =
        record
            .operations(Operation.Kind.CAPTURE, tranche)
            .filter(ours -> ours.isUnresolved() || ours.progress() == Operation.Progress.APPROVED)
            .anyMatch(ours -> ours.target().equals(voiding.target()));
    boolean underWay =
        record
            .operations(Operation.Kind.REFUND, tranche)
            .anyMatch(back -> back.target().equals(capture.map(Outcome.Capture::ref)));
    return own || underWay;
  }

  /** Pays back what nobody owes. */
  static PaymentRecord payBack(
      Transaction tx, PaymentRecord record, String shipment, Outcome.Capture capture) {
    Tranche tranche = record.tranche(shipment).takenBesides(capture.left());
    note(tx, record, tranche, capture);
    return Payments.refund(
        tx, record.with(tranche), tranche, Optional.of(capture.ref()), capture.left());
  }
}
