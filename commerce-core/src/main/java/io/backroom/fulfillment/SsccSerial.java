package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sscc;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The next number of a company. It is counted up in the transaction that lists the parcel, so no
 * number is lost, and none is given out twice.
 */
record SsccSerial(String prefix, long next) {
  static final DocumentType<SsccSerial> TYPE =
      new DocumentType<>("sscc-serial", SsccSerial.class, SsccSerial::prefix, own -> List.of());

  /** Takes numbers for good; refused if there are too few left. */
  static Result<List<Sscc>> take(Transaction tx, ManifestTerms terms, int count) {
    if (terms.companyPrefix().isEmpty()) {
      return refused("the shop has no GS1 company prefix to number parcels with");
    }
    String prefix = terms.companyPrefix().get();
    long stored = tx.find(TYPE, prefix).map(SsccSerial::next).orElse(0L);
    long serial = Math.max(stored, terms.firstSerial());
    if (serial + count > Sscc.serials(prefix)) {
      return refused(prefix + " has no number left");
    }
    tx.put(TYPE, new SsccSerial(prefix, serial + count));
    return Result.done(
        LongStream.range(serial, serial + count).mapToObj(own -> Sscc.of(prefix, own)).toList());
  }

  private static Result<List<Sscc>> refused(String why) {
    return Result.refused(new Refusal(Refusal.Code.WRONG_STATE, "companyPrefix", why));
  }
}
